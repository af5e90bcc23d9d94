// A session that was done: prefilled with what was prescribed, pain during and after in two taps. One that is on record
// already is shown instead, until the runner says that there was another.

import { useEffect, useRef, useState } from "preact/hooks";
import { dayOfInstant, instant, isPastDay, momentOn, now, plusDays, timeOfInstant } from "../clock";
import { describeDone, exerciseName, recordingLine } from "../describe";
import { doneAsPrescribed, sessionBody } from "../dose";
import type { Done, Fact, RecordingBody, SessionBody, Track } from "../facts";
import { type Model, useModel } from "../model";
import type { LadderRung } from "../outcome";
import { OnceForm, useOnce } from "../parts/already";
import { Choice, NumberField, PainScale, TextField, Tick } from "../parts/fields";
import { Form, Heading, Notice } from "../parts/notice";
import { type Route, go, href } from "../route";
import { t, tCode } from "../words";

const tracks: Track[] = ["strength", "spring", "run", "walk", "other"];

/** What the form starts from: a prescription, a recording that nobody claimed, an entry to be put right, or nothing. */
interface Origin {
  track: Track;
  done: Done;
  planned: boolean;
  replaces?: Fact<SessionBody>;
  recording?: Fact<RecordingBody>;
}

function origin(model: Model, route: Route): Origin {
  const [what, id] = route.rest;
  if (what === "edit" && id) {
    const replaces = model.standing.find((f): f is Fact<SessionBody> => f.id === id && f.type === "session");
    if (replaces) return { track: replaces.track, done: replaces.done ?? {}, planned: false, replaces };
  }
  if (what === "recording" && id) {
    const recording = model.standing.find((f): f is Fact<RecordingBody> => f.id === id && f.type === "recording");
    if (recording) {
      const done: Done = { jog_s: recording.jog_s, walk_s: recording.walk_s, distance_m: recording.distance_m };
      if (recording.ascent_m !== undefined) done.ascent_m = recording.ascent_m;
      const track = recording.jog_s > 0 ? "run" : "walk";
      return { track, done: track === "run" ? done : { walk_s: recording.walk_s }, planned: false, recording };
    }
  }
  const track = tracks.find((name) => name === what) ?? "other";
  const item = model.decision?.outcome.today.find((i) => i.track === track);
  if (item) return { track, done: doneAsPrescribed(item), planned: true };
  return { track, done: track === "run" ? { jog_s: 0, walk_s: 0, pace: "easy" } : {}, planned: false };
}

/** Sessions that may be the one that the form asks for: of that day and track, and of no other recording. */
function sameSession(standing: readonly Fact[], from: Origin, day: string): Fact[] {
  if (from.replaces) return [];
  return standing.filter((f) => {
    if (f.type !== "session") return false;
    const s = f as Fact<SessionBody>;
    if (from.recording && s.recording !== undefined) return s.recording === from.recording.id;
    return s.track === from.track && dayOfInstant(s.at) === day;
  });
}

function enough(track: Track, d: Done): boolean {
  if (track === "run") return (d.jog_s ?? 0) > 0;
  if (track === "walk") return (d.walk_s ?? 0) > 0;
  if (track === "other") return true;
  return Boolean(d.exercise) && (d.sets ?? 0) > 0 && ((d.reps ?? 0) > 0 || (d.hold_s ?? 0) > 0);
}

export function SessionScreen({ route }: { route: Route }) {
  const model = useModel();
  const [from] = useState(() => origin(model, route));
  // The way back to the form of an entry that was put right since: it stands no more.
  return route.rest[0] === "edit" && !from.replaces ? <Gone /> : <SessionForm from={from} />;
}

function Gone() {
  const box = useRef<HTMLDivElement>(null);
  // It may take the form's place under the hands of whoever pressed save.
  useEffect(() => box.current?.querySelector("h1")?.focus(), []);
  return (
    <div ref={box}>
      <Heading>{t("session.title_edit")}</Heading>
      <Notice tone="note" title={t("already.gone")}>
        <p>
          <a href={href("entries")}>{t("entries.title")}</a>
        </p>
      </Notice>
    </div>
  );
}

function SessionForm({ from }: { from: Origin }) {
  const model = useModel();
  const was = from.replaces;
  const [done, setDone] = useState<Done>(from.done);
  const [changed, setChanged] = useState(!from.planned && !from.recording);
  const [during, setDuring] = useState(was?.pain_during);
  const [after, setAfter] = useState(was?.pain_after);
  const [limp, setLimp] = useState(was?.limp ?? false);
  const [analgesic, setAnalgesic] = useState(was?.analgesic ?? false);
  const [effort, setEffort] = useState(was?.effort);
  const [impact, setImpact] = useState(was?.impact ?? false);
  const start = from.recording ? from.recording.start : was?.at;
  const [day, setDay] = useState(start ? dayOfInstant(start) : model.day);
  const [time, setTime] = useState(start ? timeOfInstant(start) : instant(now()).slice(11, 16));
  const track = from.track;
  const item = from.planned ? model.decision?.outcome.today.find((i) => i.track === track) : undefined;
  const touched = start === undefined && day === model.day && time === instant(now()).slice(11, 16);

  const once = useOnce((standing) => sameSession(standing, from, day), was?.id);
  if (once.gone) return <Gone />;

  const timed = isPastDay(day, model.day) && time !== "";

  const save = async () => {
    const shown = item && day === model.day ? model.shownFact() : undefined;
    const body = sessionBody(
      track,
      done,
      { pain_during: during, pain_after: after, limp: limp || undefined, analgesic, effort },
      { shown: shown?.id ?? was?.shown, recording: from.recording?.id ?? was?.recording, impact, shoe: was?.shoe },
    );
    const fact = model.stamp(body, touched ? undefined : momentOn(day, time));
    // An entry put right keeps the moment that it happened, to the letter.
    if (was && day === dayOfInstant(was.at) && time === timeOfInstant(was.at)) fact.at = was.at;
    if (from.recording && day === dayOfInstant(from.recording.start) && time === timeOfInstant(from.recording.start)) {
      fact.at = from.recording.start;
    }
    const kept = await once.record(
      [
        ...(shown?.fact ? [shown.fact] : []),
        fact,
        ...(was ? [model.stamp({ type: "retract" as const, target: was.id })] : []),
      ],
      was ? t("session.put_right") : t("session.saved"),
    );
    if (kept) go("today");
  };

  return (
    <>
      <Heading over={tCode("tracks", track)}>
        {was ? t("session.title_edit") : from.planned ? t("session.title_planned") : t("session.title")}
      </Heading>
      <OnceForm once={once} kind="session">
        <Form
          save={t("session.save")}
          ready={enough(track, done) && timed}
          missing={timed ? t("session.missing") : t("session.missing_time")}
          onSave={save}
        >
          {!changed ? (
            <div class="did">
              <p class="amount">{from.recording ? recordingLine(from.recording) : describeDone(track, done)}</p>
              <p class="hint">{from.recording ? t("session.from_recording") : t("session.as_planned")}</p>
              {!from.recording && (
                <button type="button" onClick={() => setChanged(true)}>
                  {t("session.differently")}
                </button>
              )}
            </div>
          ) : (
            <DoneFields track={track} done={done} onChange={setDone} impact={impact} onImpact={setImpact} />
          )}
          <PainScale legend={t("session.during")} value={during} onPick={setDuring} />
          <PainScale legend={t("session.after")} hint={t("session.after_hint")} value={after} onPick={setAfter} />
          {during === undefined && <p class="hint">{t("session.during_needed")}</p>}
          <Tick label={t("session.limp")} value={limp} onChange={setLimp} />
          <Tick label={t("session.analgesic")} value={analgesic} onChange={setAnalgesic} />
          <details class="more">
            <summary>{t("session.more")}</summary>
            <div class="pair">
              <TextField
                label={t("session.day")}
                type="date"
                min={plusDays(model.day, -60)}
                max={model.day}
                value={day}
                onChange={setDay}
              />
              <TextField label={t("session.time")} type="time" value={time} onChange={setTime} />
            </div>
            <Choice
              legend={t("session.effort")}
              hint={t("session.effort_hint")}
              options={[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10].map((n) => ({ value: n, label: String(n) }))}
              value={effort}
              onPick={setEffort}
            />
          </details>
        </Form>
      </OnceForm>
    </>
  );
}

function rungsOf(model: Model, track: Track): LadderRung[] {
  return model.ladders.ladders.find((l) => l.track === track)?.rungs ?? [];
}

function exercisesOf(model: Model, track: Track): string[] {
  return [...new Set(rungsOf(model, track).map((r) => r.dose.exercise ?? ""))].filter(Boolean);
}

function DoneFields(props: {
  track: Track;
  done: Done;
  onChange: (done: Done) => void;
  impact: boolean;
  onImpact: (impact: boolean) => void;
}) {
  const model = useModel();
  const { track, done: d } = props;
  const set = (more: Partial<Done>) => props.onChange({ ...d, ...more });
  const inMinutes = (s: number | undefined) => (s === undefined ? undefined : Math.round(s / 6) / 10);
  const seconds = (min: number | undefined) => (min === undefined ? undefined : Math.round(min * 60));
  if (track === "run" || track === "walk") {
    return (
      <>
        {track === "run" && (
          <NumberField
            label={t("session.jogged")}
            unit={t("units.min")}
            max={600}
            value={inMinutes(d.jog_s)}
            onChange={(n) => set({ jog_s: seconds(n) ?? 0 })}
          />
        )}
        <NumberField
          label={t("session.walked")}
          unit={t("units.min")}
          step={track === "walk" ? 5 : 1}
          max={600}
          value={inMinutes(d.walk_s)}
          onChange={(n) => set({ walk_s: seconds(n) ?? 0 })}
        />
        {track === "run" && (
          <>
            <Choice
              legend={t("session.pace")}
              options={(["easy", "fast"] as const).map((p) => ({ value: p, label: t(`paces.${p}`) }))}
              value={d.pace}
              onPick={(pace) => set({ pace })}
            />
            <div class="pair">
              <NumberField
                label={t("session.distance")}
                unit={t("units.km")}
                step={0.5}
                max={200}
                value={d.distance_m === undefined ? undefined : d.distance_m / 1000}
                onChange={(n) => set({ distance_m: n === undefined ? undefined : Math.round(n * 1000) })}
              />
              <NumberField
                label={t("session.climb")}
                unit={t("units.m")}
                step={10}
                max={5000}
                value={d.ascent_m}
                onChange={(n) => set({ ascent_m: n === undefined ? undefined : Math.round(n) })}
              />
            </div>
          </>
        )}
      </>
    );
  }
  if (track === "other") {
    return (
      <>
        <p class="hint">{t("session.other_hint")}</p>
        <Tick label={t("session.impact")} value={props.impact} onChange={props.onImpact} />
      </>
    );
  }
  const holds = d.hold_s !== undefined;
  return (
    <>
      <Choice
        legend={t("session.exercise")}
        options={exercisesOf(model, track).map((e) => ({ value: e, label: exerciseName(e) }))}
        value={d.exercise}
        onPick={(exercise) => {
          const hold = holdsExercise(model, track, exercise);
          props.onChange({
            ...d,
            exercise,
            reps: hold ? undefined : (d.reps ?? 10),
            hold_s: hold ? (d.hold_s ?? 45) : undefined,
            sets: d.sets ?? 3,
          });
        }}
      />
      <div class="pair">
        <NumberField label={t("session.sets")} max={30} value={d.sets} onChange={(n) => set({ sets: n && Math.round(n) })} />
        {holds ? (
          <NumberField
            label={t("session.hold")}
            unit={t("units.s")}
            step={5}
            max={600}
            value={d.hold_s}
            onChange={(n) => set({ hold_s: n && Math.round(n) })}
          />
        ) : (
          <NumberField label={t("session.reps")} max={300} value={d.reps} onChange={(n) => set({ reps: n && Math.round(n) })} />
        )}
      </div>
      {track === "strength" && (
        <NumberField
          label={t("session.load")}
          unit={t("units.kg")}
          step={1}
          max={300}
          value={d.load_kg}
          onChange={(load_kg) => set({ load_kg })}
        />
      )}
    </>
  );
}

/** An exercise is held, not repeated, when the ladder prescribes it so. */
function holdsExercise(model: Model, track: Track, exercise: string): boolean {
  return rungsOf(model, track).some((r) => r.dose.exercise === exercise && (r.dose.hold_s ?? 0) > 0);
}
