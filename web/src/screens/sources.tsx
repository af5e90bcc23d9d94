// Every number of the protocol in force, with where it comes from: a source in the literature, or a reason.

import { useModel } from "../model";
import { DataTable } from "../parts/data_table";
import { Heading } from "../parts/notice";
import { type ProtocolDocument, protocolNumbers } from "../protocol_numbers";
import { t } from "../words";

export function SourcesScreen() {
  const model = useModel();
  const inForce = model.decision?.outcome.protocol;
  const protocols = (model.protocols as ProtocolDocument[]).filter(
    (p) => !inForce || `${p.id}@${p.version}` === inForce,
  );
  return (
    <>
      <Heading>{t("sources.title")}</Heading>
      <p class="lead">{t("sources.lead")}</p>
      {protocols.map((p) => (
        <section key={`${p.id}${p.version}`}>
          <h2>{p.title}</h2>
          <p class="hint">{t("sources.id", { id: p.id, version: p.version })}</p>
          <DataTable label={t("sources.table", { title: p.title })}>
            <thead>
              <tr>
                <th scope="col">{t("sources.number")}</th>
                <th scope="col" class="n">
                  {t("sources.value")}
                </th>
                <th scope="col">{t("sources.from")}</th>
              </tr>
            </thead>
            <tbody>
              {protocolNumbers(p).map((n) => (
                <tr key={n.key}>
                  <th scope="row">
                    <code>{n.key}</code>
                  </th>
                  <td class="n">{n.value}</td>
                  <td>{n.source ? (p.sources?.[n.source]?.title ?? n.source) : t("sources.chosen", { why: n.chosen ?? "" })}</td>
                </tr>
              ))}
            </tbody>
          </DataTable>
          <h2>{t("sources.list")}</h2>
          <dl class="sources">
            {Object.entries(p.sources ?? {}).map(([id, s]) => (
              <div key={id}>
                <dt>{s.title}</dt>
                <dd>
                  {s.where}
                  <br />
                  {t("sources.how_sure", { how: s.how_sure })}
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}
