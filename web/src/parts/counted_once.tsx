// An activity that several devices recorded: which recording counts, and the way to say that they were two sessions.

import { useRef, useState } from "preact/hooks";
import { timeOfInstant } from "../clock";
import { kilometres, minutesOf } from "../describe";
import type { Fact, RecordingBody } from "../facts";
import { type Model, useModel } from "../model";
import { href } from "../route";
import { t, tCode } from "../words";
import { troubleText } from "./notice";

type Known = Pick<Model, "standing" | "sameActivity">;

/** The fact that says that this recording is a session of its own; nothing while none stands. */
export function saidApart(model: Known, recording: Fact<RecordingBody>): Fact | undefined {
  return model.standing.find((f) => f.type === "separate" && f.recording === recording.id);
}

/** One line for the list of recordings; nothing for one that is alone. */
export function countedLine(model: Known, recording: Fact<RecordingBody>): string | undefined {
  const same = model.sameActivity(recording.id);
  if (same?.counts === recording.id) return t("recordings.twice.row_counts", { n: same.others.length });
  const counts = same && recordingOf(model, same.counts);
  if (counts) return t("recordings.twice.row_other", { time: timeOfInstant(counts.start) });
  return saidApart(model, recording) && t("recordings.twice.row_apart");
}

function recordingOf(model: Known, id: string): Fact<RecordingBody> | undefined {
  return model.standing.find((f): f is Fact<RecordingBody> => f.type === "recording" && f.id === id);
}

function which(r: Fact<RecordingBody>): string {
  return t("recordings.twice.which", {
    time: timeOfInstant(r.start),
    sport: tCode("sports", r.sport),
    km: kilometres(r.distance_m),
    jog: minutesOf(r.jog_s),
  });
}

/** On a recording's card: what else recorded the activity, and which of them counts. */
export function CountedOnce({ recording }: { recording: Fact<RecordingBody> }) {
  const model = useModel();
  const box = useRef<HTMLDivElement>(null);
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const same = model.sameActivity(recording.id);
  const apart = same === undefined ? saidApart(model, recording) : undefined;
  /** The button goes away with what it did: whoever pressed it stays where it stood. */
  const run = (work: Promise<void>) => {
    setTrouble("");
    setBusy(true);
    work
      .then(() => box.current?.focus())
      .catch((e: unknown) => setTrouble(troubleText(e)))
      .finally(() => setBusy(false));
  };
  const separate = (id: string) =>
    run(model.record([model.stamp({ type: "separate", recording: id })], t("recordings.twice.separated")));
  const counts = same && same.counts !== recording.id ? recordingOf(model, same.counts) : undefined;
  const others = same?.counts === recording.id ? same.others.flatMap((id) => recordingOf(model, id) ?? []) : [];
  return (
    <div ref={box} class="twice" tabIndex={-1}>
      {(counts || others.length > 0) && <h3>{t("recordings.twice.title")}</h3>}
      {counts && (
        <>
          <p>{t("recordings.twice.other")}</p>
          <p>
            <a href={href("recordings", counts.id)}>{which(counts)}</a>
          </p>
          <button type="button" disabled={busy} onClick={() => separate(recording.id)}>
            {t("recordings.twice.separate")}
          </button>
        </>
      )}
      {others.length > 0 && <p>{t("recordings.twice.counts", { n: others.length })}</p>}
      {others.map((other) => (
        <div key={other.id} class="other">
          <p id={`other-${other.id}`}>
            <a href={href("recordings", other.id)}>{which(other)}</a>
          </p>
          <button type="button" disabled={busy} aria-describedby={`other-${other.id}`} onClick={() => separate(other.id)}>
            {t("recordings.twice.separate")}
          </button>
        </div>
      ))}
      {apart && (
        <>
          <p>{t("recordings.twice.apart")}</p>
          <button
            type="button"
            disabled={busy}
            onClick={() => run(model.takeBack([apart.id], t("recordings.twice.joined")))}
          >
            {t("recordings.twice.together")}
          </button>
        </>
      )}
      <p class="error" role="alert">
        {trouble}
      </p>
    </div>
  );
}
