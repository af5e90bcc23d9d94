// A walk–jog session as a band: what was prescribed above, what the file holds below, on one scale of time.

import type { Bout } from "../facts";
import { t } from "../words";
import { AsTable } from "./data_table";

type Stretch = Pick<Bout, "kind" | "start_s" | "duration_s">;

/** Stretches along `span` seconds: jogging stands tallest, standing still lies flat. */
export function StretchBand({ stretches, span }: { stretches: readonly Stretch[]; span: number }) {
  return (
    <svg viewBox="0 0 1000 34" preserveAspectRatio="none" aria-hidden="true">
      {stretches.map((s) => (
        <rect
          key={s.start_s}
          class={`bout ${s.kind}`}
          x={(s.start_s / span) * 1000}
          width={Math.max((s.duration_s / span) * 1000 - 1.5, 1)}
          y={s.kind === "jog" ? 0 : s.kind === "walk" ? 16 : 26}
          height={s.kind === "jog" ? 32 : s.kind === "walk" ? 16 : 6}
        />
      ))}
    </svg>
  );
}

const minutes = (s: number) => (Math.round(s / 6) / 10).toString();

/** The picture and, behind it, the same as a table. */
export function BoutPicture(props: { prescribed?: readonly Stretch[]; recorded: readonly Stretch[] }) {
  const rows = [
    ...(props.prescribed && props.prescribed.length > 0
      ? [{ name: t("recordings.prescribed"), stretches: props.prescribed }]
      : []),
    { name: t("recordings.recorded"), stretches: props.recorded },
  ];
  const span = Math.max(60, ...rows.flatMap((r) => r.stretches.map((s) => s.start_s + s.duration_s)));
  return (
    <figure class="bouts">
      {rows.map((row) => (
        <div class="band" key={row.name}>
          <span class="name">{row.name}</span>
          <StretchBand stretches={row.stretches} span={span} />
        </div>
      ))}
      <figcaption>
        <span class="key jog">{t("recordings.jog")}</span>
        <span class="key walk">{t("recordings.walk")}</span>
        <span class="key still">{t("recordings.still")}</span>
      </figcaption>
      <AsTable label={t("recordings.table")}>
        <thead>
          <tr>
            <th scope="col">{t("recordings.which")}</th>
            <th scope="col">{t("recordings.kind")}</th>
            <th scope="col" class="n">
              {t("recordings.from_min")}
            </th>
            <th scope="col" class="n">
              {t("recordings.minutes")}
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.flatMap((row) =>
            row.stretches.map((s) => (
              <tr key={`${row.name}${s.start_s}`}>
                <td>{row.name}</td>
                <td>{t(`recordings.${s.kind}`)}</td>
                <td class="n">{minutes(s.start_s)}</td>
                <td class="n">{minutes(s.duration_s)}</td>
              </tr>
            )),
          )}
        </tbody>
      </AsTable>
    </figure>
  );
}
