// Three ladders with where one stands and what the next rung needs, pain over time, and tendon load by week.

import { useMemo, useState } from "preact/hooks";
import { dayOfInstant, daysBetween, plusDays } from "../clock";
import type { LedgerAnswer, Sentences } from "../engine/door";
import { type DayRow, dayRows } from "../history";
import { useModel } from "../model";
import type { Ladder, LoadTrack } from "../outcome";
import { Choice } from "../parts/fields";
import { later } from "../parts/later";
import { Card, Heading } from "../parts/notice";
import { TrackIcon } from "../parts/pictures";
import { href } from "../route";
import { t, tCode } from "../words";

const Chart = later<{ rows: DayRow[] }>(() => import("../parts/pain_chart").then((m) => m.PainChart));
const Loads = later<{ answer: LedgerAnswer; weeks: number }>(() => import("../parts/load_chart").then((m) => m.LoadChart));

const LOAD_WEEKS = 12;
const spans = { four: 28, twelve: 84, all: 3660 } as const;

export function ProgressScreen() {
  const model = useModel();
  const [span, setSpan] = useState<keyof typeof spans>(() => (innerWidth < 544 ? "four" : "twelve"));
  const first = useMemo(
    () => model.standing.map((f) => dayOfInstant(f.at)).sort()[0] ?? model.day,
    [model.standing, model.day],
  );
  const rows = useMemo(() => {
    const wanted = plusDays(model.day, 1 - spans[span]);
    const from = wanted > first ? wanted : first;
    const outcomes = model.replay(from, model.day);
    return dayRows(model.standing, outcomes);
  }, [model.standing, model.day, span, first]);
  const sentences = model.decision?.sentences;
  // Of a protocol that is not at hand there are no ladders.
  const missing = sentences?.reasons.find((r) => r.code === "protocol_unknown");
  return (
    <>
      <Heading over={sentences?.phase.name}>{t("progress.title")}</Heading>
      {sentences && <p class="lead">{sentences.phase.about}</p>}
      <Card title={t("charts.pain_title")}>
        {daysBetween(first, model.day) > 28 && (
          <Choice
            legend={t("charts.span")}
            quietLegend
            options={(["four", "twelve", "all"] as const).map((value) => ({ value, label: t(`charts.spans.${value}`) }))}
            value={span}
            onPick={setSpan}
          />
        )}
        <Chart rows={rows} />
        {sentences && <p>{sentences.trend}</p>}
      </Card>
      <LoadCard />
      {missing && <p>{missing.sentence}</p>}
      <div class="ladders">
        {model.ladders.ladders.map((ladder) => (
          <LadderCard key={ladder.track} ladder={ladder} />
        ))}
      </div>
      <p>
        <a href={href("lookback")}>{t("lookback.door")}</a>
      </p>
      <p>
        <a href={href("compare")}>{t("compare.door")}</a>
      </p>
      <p>
        <a href={href("protocol")}>{t("protocol.door")}</a>
      </p>
    </>
  );
}

function LoadCard() {
  const model = useModel();
  const answer = useMemo(() => model.load(LOAD_WEEKS), [model.standing, model.day]);
  const { load: ledger, said } = answer;
  return (
    <Card title={t("load.title")}>
      {ledger.weeks.length === 0 ? (
        <p>{model.away ? t("frame.unreachable") : said.headline}</p>
      ) : (
        <>
          <Loads answer={answer} weeks={LOAD_WEEKS} />
          {said.notes.map((sentence) => (
            <p key={sentence} class="hint">
              {sentence}
            </p>
          ))}
        </>
      )}
      <details>
        <summary>{t("load.what")}</summary>
        <p>{t("load.what_1")}</p>
        <p>{t("load.what_2")}</p>
      </details>
    </Card>
  );
}

/** A reason for which a step that is earned is not taken yet. */
function holdsStep(reason: Sentences["reasons"][number], track: LoadTrack): boolean {
  if (reason.track === track) {
    return ["one_increase", "gate_closed", "order_hold", "order_limit", "impact_wait", "needs_checkin", "spacing"].includes(reason.code);
  }
  // Strength goes on where no trend is seen.
  if (reason.track || (track === "strength" && reason.code === "trend_unknown")) return false;
  return reason.code === "urgent_flag" || reason.code.startsWith("trend_") || reason.code.startsWith("refer_") || reason.code === "irritability_high";
}

function LadderCard({ ladder }: { ladder: Ladder }) {
  const model = useModel();
  const [whole, setWhole] = useState(false);
  // Below the foot (the calm dose is −1) stands who has no rung yet.
  const at = ladder.open ? (ladder.rung_index ?? 0) : -2;
  const rungs = ladder.rungs.filter((r) => r.index >= 0 || r.index === at);
  const visible = rungs.filter((r) => whole || (r.index >= at - 1 && r.index <= Math.max(at, 0) + 3));
  const next = rungs.find((r) => r.index > at && r.available);
  const sentences = model.decision?.sentences;
  const gate = sentences?.reasons.filter((r) => r.track === ladder.track && r.code === "gate_closed") ?? [];
  const left = Math.max((ladder.needed ?? 0) - (ladder.streak ?? 0), 0);
  // Clear sessions are not all that a rung may wait for; what else it is, the engine says.
  const stays = sentences?.reasons.filter((r) => r.track === ladder.track && r.code === "spring_waits") ?? [];
  const climbs = ladder.open && next !== undefined && stays.length === 0;
  const holds = climbs && left === 0 ? (sentences?.reasons.filter((r) => holdsStep(r, ladder.track)) ?? []) : [];
  const needs = !climbs
    ? undefined
    : left > 0
      ? t("progress.needs", { n: left, next: next.name })
      : t(holds.length > 0 ? "progress.earned_waits" : "progress.earned", { next: next.name });
  return (
    <Card
      class={`ladder ${ladder.open ? "" : "closed"}`}
      title={
        <>
          <TrackIcon track={ladder.track} />
          {tCode("tracks", ladder.track)}
        </>
      }
    >
      <p class="standing">{sentences?.tracks.find((s) => s.track === ladder.track)?.standing}</p>
      <ol class="rungs">
        {visible.map((rung) => (
          <li
            key={rung.id}
            class={rung.index < at ? "below" : rung.index === at ? "here" : rung.available ? "above" : "skipped"}
            aria-current={rung.index === at ? "step" : undefined}
          >
            <span>{rung.name}</span>
            <small>
              {rung.index === at
                ? t("progress.here")
                : !rung.available
                  ? t("progress.skipped")
                  : rung.index < at
                    ? t("progress.climbed")
                    : tCode("raises", rung.raises)}
            </small>
          </li>
        ))}
      </ol>
      {needs && <p class="needs">{needs}</p>}
      {[...new Set([...stays, ...holds, ...gate].map((r) => r.sentence))].map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {rungs.length > visible.length || whole ? (
        <button type="button" class="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
          {whole ? t("progress.less") : t("progress.whole", { n: rungs.length, what: tCode("tracks", ladder.track) })}
        </button>
      ) : null}
    </Card>
  );
}
