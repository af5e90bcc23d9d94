// One's own diary under another protocol: the engine plays the facts twice, and this shows where the two part.

import { useId, useRef, useState } from "preact/hooks";
import { longDay } from "../clock";
import type { Comparison, SideInWords } from "../engine/door";
import { useModel } from "../model";
import type { WhatIfCourse, WhatIfStretch } from "../outcome";
import { Choice } from "../parts/fields";
import { Card, Heading, Notice, troubleText } from "../parts/notice";
import type { ProtocolDocument } from "../protocol_numbers";
import { StoreTrouble } from "../store/fact_store";
import { calendar, list, t, tCode } from "../words";

const tracks = ["strength", "spring", "run"] as const;
/** How many stretches are drawn at first: a diary of years may have hundreds. */
const AT_FIRST = 12;

function dayName(day: string): string {
  return longDay(day, calendar);
}

function nameOf(p: ProtocolDocument): string {
  return `${p.id}@${p.version}`;
}

export function CompareScreen() {
  const model = useModel();
  const inForce = model.decision?.outcome.protocol;
  const shipped = (model.protocols as ProtocolDocument[]).filter((p) => nameOf(p) !== inForce);
  const [chosen, setChosen] = useState<string>();
  const [found, setFound] = useState<Comparison>();
  const [trouble, setTrouble] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const file = useId();
  const compare = (protocol: unknown) => setFound(model.whatIf(protocol));
  // What was asked for last is shown, whichever answer comes last.
  const turn = useRef(0);
  const takeFile = (given: File) => {
    const mine = ++turn.current;
    setBusy(true);
    setTrouble(undefined);
    setFound(undefined);
    setChosen(undefined);
    model
      .readProtocol(given)
      .then((protocol) => mine === turn.current && compare(protocol))
      .catch((e: unknown) => mine === turn.current && setTrouble(e))
      .finally(() => setBusy(false));
  };
  return (
    <>
      <Heading>{t("compare.title")}</Heading>
      <p class="lead">{t("compare.lead")}</p>
      <Card>
        <Choice
          legend={t("compare.which")}
          options={shipped.map((p) => ({ value: nameOf(p), label: p.title }))}
          value={chosen}
          onPick={(name) => {
            turn.current++;
            setTrouble(undefined);
            setChosen(name);
            compare(shipped.find((p) => nameOf(p) === name));
          }}
        />
        <div class="restore">
          <input
            id={file}
            class="file"
            type="file"
            accept=".toml,.json"
            disabled={busy}
            onChange={(e) => {
              const given = e.currentTarget.files?.[0];
              if (given) takeFile(given);
              e.currentTarget.value = "";
            }}
          />
          <label class="button" for={file}>
            {busy ? t("compare.reading") : t("compare.file")}
          </label>
        </div>
        <p class="hint">{t("compare.caveat")}</p>
      </Card>
      {trouble !== undefined && <Refused trouble={trouble} />}
      {found && <Found found={found} />}
    </>
  );
}

/** Why a protocol's file cannot be followed: line, key and what is allowed; or why nobody could say. */
export function Refused({ trouble }: { trouble: unknown }) {
  const faults = trouble instanceof StoreTrouble ? trouble.faults : [];
  const shown = faults.slice(0, 10);
  const unread = trouble instanceof StoreTrouble && trouble.code === "unreachable";
  return (
    <Notice tone="warn" title={unread ? t("form.refused") : t("compare.refused")}>
      {shown.length === 0 ? (
        <p>{troubleText(trouble)}</p>
      ) : (
        <ul>
          {shown.map((f) => (
            <li key={f.message}>{f.message}</li>
          ))}
          {faults.length > shown.length && <li>{t("compare.more_faults", { n: faults.length - shown.length })}</li>}
        </ul>
      )}
    </Notice>
  );
}

function Found({ found }: { found: Comparison }) {
  const [all, setAll] = useState(false);
  const { what_if: whatIf, said } = found;
  const stretches = all ? whatIf.stretches : whatIf.stretches.slice(0, AT_FIRST);
  const first = whatIf.stretches[0];
  return (
    <>
      <Card title={t("compare.summary")}>
        <p role="status">
          {first
            ? `${t("compare.apart", { n: whatIf.days, apart: whatIf.days_apart, work: whatIf.days_other_work })} ${t("compare.first", { day: dayName(first.from) })}`
            : t("compare.same", { n: whatIf.days })}
        </p>
        {whatIf.as_prescribed > 0 && <p>{t("compare.as_prescribed", { n: whatIf.as_prescribed })}</p>}
        {whatIf.diary && whatIf.instead && <Summary found={found} diary={whatIf.diary} instead={whatIf.instead} />}
      </Card>
      {first && (
        <section class="parting">
          <h2>{t("compare.days")}</h2>
          <ol>
            {stretches.map((stretch, i) => (
              <li key={stretch.from} class="card">
                <Stretch stretch={stretch} said={said[i]!} />
              </li>
            ))}
          </ol>
          {stretches.length < whatIf.stretches.length && (
            <button type="button" onClick={() => setAll(true)}>
              {t("compare.show_more", { n: whatIf.stretches.length - stretches.length })}
            </button>
          )}
        </section>
      )}
    </>
  );
}

function Summary({ found, diary, instead }: { found: Comparison; diary: WhatIfCourse; instead: WhatIfCourse }) {
  const rows: [string, string, string][] = [
    [t("compare.protocol"), list(diary.protocols), list(instead.protocols)],
    [t("compare.first_run"), ...([diary, instead].map((c) => (c.first_run ? dayName(c.first_run) : t("compare.no_run"))) as [string, string])],
    [t("compare.alerts"), String(diary.alert_days), String(instead.alert_days)],
    ...tracks.map((track): [string, string, string] => [
      t("compare.rung", { track: tCode("tracks", track) }),
      found.rungs?.diary[track] ?? t("compare.closed"),
      found.rungs?.instead[track] ?? t("compare.closed"),
    ]),
  ];
  return (
    <table class="both">
      <thead>
        <tr>
          <td />
          <th scope="col">{t("compare.diary")}</th>
          <th scope="col">{t("compare.instead")}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([what, a, b]) => (
          <tr key={what}>
            <th scope="row">{what}</th>
            <td>{a}</td>
            <td>{b}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Stretch({ stretch, said }: { stretch: WhatIfStretch; said: { diary: SideInWords; instead: SideInWords } }) {
  const when =
    stretch.from === stretch.to
      ? dayName(stretch.from)
      : t("compare.span", { from: dayName(stretch.from), to: dayName(stretch.to) });
  const since = [...new Set(stretch.tracks.filter((x) => x.since !== stretch.from).map((x) => x.since))];
  // Where the day's work is the same, what differs is how the tracks stand.
  const standings = said.diary.headline === said.instead.headline;
  return (
    <>
      <h3>{when}</h3>
      {since.map((day) => (
        <p key={day} class="hint">
          {t("compare.since", {
            tracks: list(stretch.tracks.filter((x) => x.since === day).map((x) => tCode("tracks", x.track))),
            day: dayName(day),
          })}
        </p>
      ))}
      <div class="sides">
        <Side name={t("compare.diary")} side={said.diary} standings={standings} />
        <Side name={t("compare.instead")} side={said.instead} standings={standings} />
      </div>
    </>
  );
}

function Side({ name, side, standings }: { name: string; side: SideInWords; standings: boolean }) {
  const lines = [...(standings ? side.standings : []), ...side.reasons];
  return (
    <section>
      <h4>{name}</h4>
      <p class="what">{side.headline}</p>
      {side.alert && <p class="warned">{side.alert}</p>}
      {lines.length > 0 && (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  );
}
