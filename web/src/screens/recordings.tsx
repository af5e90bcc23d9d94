// Recordings: choose or drop a file, see what it holds beside what was prescribed, and say how it felt.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { dayOfInstant, longDay } from "../clock";
import { kilometres, minutesOf, recordingLine } from "../describe";
import { prescribedBouts } from "../dose";
import type { Fact, RecordingBody, SessionBody, ShownBody } from "../facts";
import { type Model, useModel } from "../model";
import type { Item, Outcome } from "../outcome";
import { BoutPicture } from "../parts/bouts";
import { CountedOnce, countedLine } from "../parts/counted_once";
import { GuardMark } from "../parts/guard_mark";
import { ImportPart } from "../parts/import";
import { Card, Heading } from "../parts/notice";
import { type Route, go, href } from "../route";
import { calendar, t, tCode } from "../words";

/** How many recordings are listed at a time: an archive brings hundreds. */
const PAGE = 60;

export function RecordingsScreen({ route }: { route: Route }) {
  const model = useModel();
  const recordings = model.standing
    .filter((f): f is Fact<RecordingBody> => f.type === "recording")
    .sort((a, b) => (a.start < b.start ? 1 : -1));
  const chosen = recordings.find((r) => r.id === route.rest[0]);
  const [count, setCount] = useState(PAGE);
  const next = useRef<HTMLAnchorElement>(null);
  // Whoever asked for older ones goes on with the first that came.
  useEffect(() => next.current?.focus(), [count]);

  return (
    <>
      <Heading>{t("recordings.title")}</Heading>
      <ImportPart alone={(recording) => go("recordings", recording)} />
      {chosen && <RecordingCard key={chosen.id} model={model} recording={chosen} />}
      {recordings.length === 0 ? (
        <p class="lead">{t("recordings.none")}</p>
      ) : (
        <>
          <p>
            <a href={href("lookback")}>{t("lookback.door")}</a>
          </p>
          <h2>{t("recordings.all")}</h2>
          <ul class="rows">
            {recordings.slice(0, count).map((r, i) => (
              <li key={r.id}>
                <a
                  ref={count > PAGE && i === count - PAGE ? next : undefined}
                  href={href("recordings", r.id)}
                  aria-current={r.id === chosen?.id ? "true" : undefined}
                >
                  <span>
                    {longDay(dayOfInstant(r.start), calendar)}
                    <small>
                      {t("recordings.line", {
                        sport: tCode("sports", r.sport),
                        km: kilometres(r.distance_m),
                        jog: minutesOf(r.jog_s),
                      })}
                    </small>
                    {countedLine(model, r) && <small class="once">{countedLine(model, r)}</small>}
                  </span>
                </a>
              </li>
            ))}
          </ul>
          {recordings.length > count && (
            <button type="button" onClick={() => setCount(count + PAGE)}>
              {t("entries.older", { n: recordings.length - count })}
            </button>
          )}
        </>
      )}
    </>
  );
}

/** What the plan asked for on the recording's day: as shown then, else as the engine replays that day. */
function prescription(model: Model, recording: RecordingBody, track: "run" | "walk"): Item | undefined {
  const day = dayOfInstant(recording.start);
  const find = (items: Item[] | undefined) => items?.find((i) => i.track === track);
  const shown = model.standing
    .filter((f): f is Fact<ShownBody> => f.type === "shown" && (f as Fact<ShownBody>).for === day)
    .at(-1);
  if (shown && Array.isArray(shown.today)) return find(shown.today as Item[]);
  const outcome: Outcome | undefined = model.replay(day, day)[0];
  return find(outcome?.today);
}

function RecordingCard({ model, recording }: { model: Model; recording: Fact<RecordingBody> }) {
  const track = recording.jog_s > 0 ? "run" : "walk";
  const item = prescription(model, recording, track);
  // Who claims one recording of an activity claims the activity.
  const same = model.sameActivity(recording.id);
  const claims = new Set([recording.id, ...(same ? [same.counts, ...same.others] : [])]);
  const session = model.standing.find(
    (f): f is Fact<SessionBody> => f.type === "session" && claims.has((f as Fact<SessionBody>).recording ?? ""),
  );
  const bouts = useBouts(model, recording);
  const prescribed = item ? prescribedBouts(item.dose) : undefined;
  const compared = useMemo(
    () => model.compared(recording, session),
    [model.standing, recording.id],
  );
  const stoodOut = useMemo(() => model.stoodOut(recording, session), [model.standing, recording.id]);
  return (
    <Card title={longDay(dayOfInstant(recording.start), calendar)} class="recording">
      <p class="compared">{compared ?? recordingLine(recording)}</p>
      <BoutPicture prescribed={prescribed} recorded={bouts} />
      {stoodOut.length > 0 && (
        <>
          <h3>{t("recordings.stood_out")}</h3>
          <ul class="findings">
            {stoodOut.map(({ guard, sentence }) => (
              <li key={sentence}>
                <GuardMark guard={guard} />
                <span>{sentence}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      <CountedOnce recording={recording} />
      {session ? (
        <p class="hint">
          {t("recordings.claimed")}{" "}
          <a href={href("session", "edit", session.id)}>{t("recordings.see_session")}</a>
        </p>
      ) : (
        <div class="actions">
          <a class="button main" href={href("session", "recording", recording.id)}>
            {t("recordings.how")}
          </a>
        </div>
      )}
    </Card>
  );
}

/** The stretches as this device's own engine reads them from the file; until it is here, those of the fact. */
function useBouts(model: Model, recording: Fact<RecordingBody>) {
  const [bouts, setBouts] = useState(recording.bouts);
  useEffect(() => {
    let gone = false;
    void model.recordingBouts(recording).then((read) => {
      if (!gone && read) setBouts(read);
    });
    return () => {
      gone = true;
    };
  }, [recording.id]);
  return bouts;
}
