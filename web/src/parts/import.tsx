// Files into the diary: choose or drop them, see how far they are, call them off, and read what became of them.

import { useEffect, useId, useRef, useState } from "preact/hooks";
import { useModel } from "../model";
import type { ImportReport } from "../store/fact_store";
import { type Taking, isOver } from "../takings";
import { grouped, t, tCode } from "../words";
import { troubleText } from "./notice";

/** Names that are shown of what was not taken; the rest is counted. */
const LISTED_MAX = 50;

function size(bytes: number): string {
  if (bytes < 100_000) return t("units.kilobytes", { n: Math.ceil(bytes / 1000) });
  return t("units.megabytes", { n: bytes < 10_000_000 ? (bytes / 1e6).toFixed(1) : grouped(Math.round(bytes / 1e6)) });
}

/** `alone` is called when a single file has become a recording, while the part is still looked at. */
export function ImportPart({ alone }: { alone: (recording: string) => void }) {
  const model = useModel();
  const id = useId();
  const [over, setOver] = useState(false);
  useEffect(() => void model.pickUpImports(), [model.diary]);
  // What has ended was seen here; what has not is seen again when the screen is.
  const here = useRef(true);
  useEffect(
    () => () => {
      here.current = false;
      model.takings.forgetOver();
    },
    [],
  );
  const take = async (files: File[]) => {
    const [first, ...others] = await model.addFiles(files);
    if (here.current && first?.stored && others.length === 0) alone(first.stored.fact.id);
  };
  const takings = model.takings.all.filter((taking) => taking.diary === model.diary);
  return (
    <>
      <div
        class={over ? "drop over" : "drop"}
        onDragOver={(e) => {
          e.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(e) => {
          e.preventDefault();
          setOver(false);
          void take([...(e.dataTransfer?.files ?? [])]);
        }}
      >
        <input
          id="recording-file"
          class="file"
          type="file"
          multiple
          aria-describedby={id}
          onChange={(e) => {
            void take([...(e.currentTarget.files ?? [])]);
            e.currentTarget.value = "";
          }}
        />
        <label class="button" for="recording-file">
          {t("recordings.choose")}
        </label>
        <p class="hint" id={id}>
          {t("recordings.drop")}
        </p>
      </div>
      <details class="taken">
        <summary>{t("recordings.taken.ask")}</summary>
        <ul>
          <li>{t("recordings.taken.kinds")}</li>
          <li>{t("recordings.taken.exports")}</li>
          <li>{t("recordings.taken.limits")}</li>
          <li>{t("recordings.taken.without_server")}</li>
        </ul>
      </details>
      <p class="unseen" role="status">
        {takings.map(spoken).join("; ")}
      </p>
      <ul class="jobs">
        {takings.map((taking) => (
          <TakingLine key={taking.key} taking={taking} />
        ))}
      </ul>
    </>
  );
}

/** What is read aloud: it changes at each new state and each quarter of the way, not at each byte. */
function spoken(taking: Taking): string {
  const share = shareOf(taking);
  const quarter = share === undefined || isOver(taking) ? 0 : Math.floor(share * 4) * 25;
  const state = stateText(taking);
  return quarter > 0
    ? t("recordings.spoken_share", { name: taking.name, state, percent: quarter })
    : t("recordings.spoken", { name: taking.name, state });
}

/** How much of the present step is done; nothing while that is not known. */
function shareOf(taking: Taking): number | undefined {
  if (taking.state === "sending") return taking.size === 0 ? 0 : taking.sent / taking.size;
  if ((taking.state === "reading" || taking.state === "stopping") && taking.remote)
    return taking.remote.total_bytes === 0 ? 1 : taking.remote.done_bytes / taking.remote.total_bytes;
  return undefined;
}

export function stateText(taking: Taking): string {
  if (taking.trouble !== undefined) {
    // The line has the file's name already.
    const text = troubleText(taking.trouble);
    const name = `${taking.name}: `;
    return text.startsWith(name) ? text.slice(name.length) : text;
  }
  if (taking.state === "done" && taking.remote?.report) return counts(taking.remote.report);
  if (taking.state === "cancelled" && taking.remote?.report)
    return t("recordings.report.cancelled", { counts: counts(taking.remote.report) });
  return tCode("recordings.states", taking.state);
}

function counts(report: ImportReport): string {
  const parts = [
    t("recordings.report.imported", { n: report.imported }),
    ...(report.duplicates > 0 ? [t("recordings.report.duplicates", { n: report.duplicates })] : []),
    ...(report.not_activities > 0 ? [t("recordings.report.not_activities", { n: report.not_activities })] : []),
    ...(report.damaged + report.other > 0 ? [t("recordings.report.damaged", { n: report.damaged + report.other })] : []),
    ...(report.same.length > 0 ? [t("recordings.report.same", { n: report.same.length })] : []),
  ];
  return `${parts.join(", ")}.`;
}

function TakingLine({ taking }: { taking: Taking }) {
  const over = isOver(taking);
  const remote = taking.remote;
  return (
    <li class={remote || taking.cancel ? "import" : undefined}>
      <span class="name">{taking.name}</span>
      {!over && <progress max={1} value={shareOf(taking)} aria-label={taking.name} />}
      <span class={taking.state === "failed" ? "error" : "hint"}>{stateText(taking)}</span>
      {taking.state === "sending" && taking.cancel && (
        <span class="hint far">{t("recordings.sent", { done: size(taking.sent), all: size(taking.size) })}</span>
      )}
      {!over && remote && taking.state !== "waiting" && (
        <span class="hint far">
          {t("recordings.far", {
            done: size(remote.done_bytes),
            all: size(remote.total_bytes),
            n: remote.recordings,
          })}
        </span>
      )}
      {!over && taking.cancel && (
        <button type="button" aria-disabled={taking.state === "stopping"} onClick={() => taking.cancel?.()}>
          {t("recordings.cancel")}
          <span class="unseen"> {taking.name}</span>
        </button>
      )}
      {over && remote?.report && <NotTaken report={remote.report} />}
    </li>
  );
}

/** What is no activity or damaged, by name and with the reason. */
function NotTaken({ report }: { report: ImportReport }) {
  const bad = report.files.filter((f) => f.fate === "damaged" || f.fate === "unreadable");
  const named = [...bad, ...report.files.filter((f) => f.fate === "not_activity")];
  const all = report.damaged + report.other + report.not_activities;
  if (named.length === 0) return null;
  const shown = named.slice(0, LISTED_MAX);
  return (
    <details class="not-taken" open={bad.length > 0}>
      <summary>{t("recordings.report.which")}</summary>
      <ul>
        {shown.map((f, i) => (
          <li key={i}>
            <b>{f.name.slice(f.name.indexOf("!") + 1)}</b>: {f.why || tCode("recordings.fates", f.fate)}
          </li>
        ))}
        {all > shown.length && <li>{t("recordings.report.more", { n: all - shown.length })}</li>}
      </ul>
    </details>
  );
}
