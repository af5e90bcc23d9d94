// One card: what, how much, the limit, one line of why. A tap opens the whole record.

import { useEffect, useState } from "preact/hooks";
import { dayOfInstant, longDay, plusDays, shortDay, today as calendarDay } from "../clock";
import { describe } from "../describe";
import { prescribedBouts, totalSeconds } from "../dose";
import type { Decision } from "../engine/door";
import { type Fact, type RecordingBody, type SessionBody, sorted } from "../facts";
import { type Model, useModel } from "../model";
import { forgottenMornings, hasCheckin } from "../mornings";
import type { Item } from "../outcome";
import { StretchBand } from "../parts/bouts";
import { TextField } from "../parts/fields";
import { Card, Heading, Notice, troubleText } from "../parts/notice";
import { Icon, TrackIcon, VerdictMark } from "../parts/pictures";
import { recordOf } from "../record";
import { go, href } from "../route";
import { calendar, grouped, t, tCode } from "../words";
import { MorningForm } from "./morning";

/** chosen: a name and a practice, in the two lines that an entry has. */
const NAME_MAX = 100;

export function TodayScreen() {
  const model = useModel();
  const decision = model.decision;
  useEffect(() => void model.noteShown(), [model, decision]);
  if (!decision) return null;
  const { outcome } = decision;
  const asked = !hasCheckin(model.standing, model.day);
  const urgent = outcome.alert.level === "urgent";
  const sessions = model.standing.filter(
    (f): f is Fact<SessionBody> => f.type === "session" && dayOfInstant(f.at) === model.day,
  );
  const loading = outcome.today.filter((i) => !sessions.some((s) => s.track === i.track));
  return (
    <>
      <Heading over={longDay(model.day, calendar)}>{t("today.title")}</Heading>
      <AlertNotice model={model} decision={decision} />
      {asked && !urgent && (
        <Card title={t("morning.title")} class="checkin">
          <MorningForm day={model.day} onThere={() => go("morning")} />
        </Card>
      )}
      {sessions.length > 0 && <DoneToday sessions={sessions} />}
      {loading.map((item) => (
        <ItemCard key={item.track} item={item} decision={decision} />
      ))}
      {outcome.today.length === 0 && !urgent && <RestCard decision={decision} />}
      <Why model={model} decision={decision} />
      <CheckedLine model={model} />
      <Loose model={model} />
      <OpeningCard decision={decision} />
    </>
  );
}

function AlertNotice({ model, decision }: { model: Model; decision: Decision }) {
  const alert = decision.sentences.alert;
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const [asked, setAsked] = useState(false);
  const [who, setWho] = useState("");
  if (alert.level === "none" || !alert.title) return null;
  const level = alert.level;
  const clear = async (by: "self" | "clinician") => {
    if (busy) return;
    setBusy(true);
    setTrouble("");
    try {
      // What is cleared is what stands there, not what another page was told since.
      await model.look();
      const now = model.decision?.sentences.alert;
      if (now === undefined || sorted(now) !== sorted(alert)) {
        setTrouble(t("today.alert_changed"));
        return;
      }
      const order = model.stamp({ type: "order" as const, order: "clear" as const, by });
      const note = model.stamp({ type: "note" as const, text: t("today.clear_note", { who }) });
      await model.record(by === "clinician" ? [order, note] : [order], t("today.cleared"));
      model.dismissSaved();
    } catch (e) {
      setTrouble(troubleText(e));
    } finally {
      setBusy(false);
    }
  };
  return (
    <Notice tone={level === "advise" ? "note" : level === "refer" ? "warn" : "stop"} title={alert.title}>
      {alert.sentences.map((s) => (
        <p key={s}>{s}</p>
      ))}
      {alert.cleared && <p>{alert.cleared}</p>}
      {level === "refer" && (
        <p>
          <button type="button" aria-disabled={busy} onClick={() => void clear("self")}>
            {t("today.seen")}
          </button>
        </p>
      )}
      {level === "urgent" &&
        (asked ? (
          <form
            onSubmit={(e) => {
              e.preventDefault();
              if (who.trim()) void clear("clinician");
            }}
          >
            <TextField
              label={t("today.clinician")}
              hint={t("form.up_to", { n: NAME_MAX })}
              maxLength={NAME_MAX}
              value={who}
              onChange={setWho}
            />
            <button type="submit" aria-disabled={busy || !who.trim()}>
              {t("today.clinician_cleared")}
            </button>
          </form>
        ) : (
          <p>
            <button type="button" onClick={() => setAsked(true)}>
              {t("today.clinician_ask")}
            </button>
          </p>
        ))}
      <p class="error" role="alert">
        {trouble}
      </p>
    </Notice>
  );
}

function ItemCard({ item, decision }: { item: Item; decision: Decision }) {
  const words = decision.sentences.today[decision.outcome.today.indexOf(item)];
  if (!words) return null;
  const [name, what] = splitHeadline(words.headline);
  const seconds = totalSeconds(item.dose);
  return (
    <Card class="item">
      <p class="track">
        <TrackIcon track={item.track} />
        {name}
        {seconds > 0 && (item.dose.rounds ?? 1) > 1 && <span>{t("today.in_all", { n: Math.round(seconds / 60) })}</span>}
      </p>
      <h2 class="what">{what}</h2>
      <p>{words.sentence}</p>
      {words.tempo && <p class="tempo">{words.tempo}</p>}
      {item.track === "run" && (item.dose.rounds ?? 1) > 1 && (
        <div class="preview">
          <StretchBand stretches={prescribedBouts(item.dose)} span={seconds} />
        </div>
      )}
      {words.limit && (
        <p class="limit">
          <Icon name="worse" />
          {words.limit}
        </p>
      )}
      {words.why && <p class="why-line">{words.why}</p>}
      <div class="actions">
        <a class="button main" href={href("session", item.track)}>
          {t("today.did_it")}
        </a>
      </div>
    </Card>
  );
}

/** "Run: 8 × (1 min jog, 2 min walk)" as its two halves, for the small line and the large one. */
function splitHeadline(headline: string): [string, string] {
  const at = headline.indexOf(": ");
  if (at < 0) return ["", headline];
  const what = headline.slice(at + 2);
  return [headline.slice(0, at), what.charAt(0).toUpperCase() + what.slice(1)];
}

function RestCard({ decision }: { decision: Decision }) {
  const { headline, asks_morning, reasons, why } = decision.sentences;
  if (asks_morning) {
    return (
      <Card class="item rest">
        <p class="track">
          <Icon name="rest" />
          {t("today.ask_over")}
        </p>
        <h2 class="what">{headline}</h2>
        <p>{t("today.ask_first")}</p>
      </Card>
    );
  }
  const good = reasons.find((r) => r.code === "good_on_rest_day");
  return (
    <Card class="item rest">
      <p class="track">
        <Icon name="rest" />
        {t("today.rest_over")}
      </p>
      <h2 class="what">{headline}</h2>
      {good && <p>{good.sentence}</p>}
      {why.map((sentence) => (
        <p key={sentence} class="why-line">
          {sentence}
        </p>
      ))}
    </Card>
  );
}

function DoneToday({ sessions }: { sessions: Fact<SessionBody>[] }) {
  return (
    <Card title={t("today.done")} class="done">
      <ul class="entries">
        {sessions.map((s) => (
          <li key={s.id}>
            <span>{describe(s)}</span>
            <span class="verbs">
              <VerdictMark verdict="pending" />
              <a href={href("session", "edit", s.id)}>
                {s.pain_after === undefined ? t("today.add_after") : t("entries.edit")}
              </a>
            </span>
          </li>
        ))}
      </ul>
      <p class="hint">{t("today.done_note")}</p>
    </Card>
  );
}

/** Seen, rule, limited by, would change: the whole record of one decision. */
function Why({ model, decision }: { model: Model; decision: Decision }) {
  const { outcome, sentences } = decision;
  const seen = [...new Set(outcome.reasons.flatMap((r) => r.facts ?? []))]
    .map((id) => model.facts.find((f) => f.id === id))
    .filter((f): f is Fact => f !== undefined);
  const record = recordOf(sentences.reasons);
  return (
    <details class="why">
      <summary>{t("why.title")}</summary>
      <h2>{t("why.seen")}</h2>
      <p>
        {sentences.trend} {sentences.irritability}
      </p>
      {outcome.signals.usual_pain !== undefined && <p>{t("why.usual", { pain: outcome.signals.usual_pain })}</p>}
      {seen.length > 0 && (
        <ul>
          {seen.map((f) => (
            <li key={f.id}>
              {longDay(dayOfInstant(f.at), calendar)}: {describe(f)}
            </li>
          ))}
        </ul>
      )}
      {sentences.compared.map((s) => (
        <p key={s}>{s}</p>
      ))}
      <h2>{t("why.rules")}</h2>
      {record.groups.map((group) => (
        <section key={group.track ?? ""}>
          {group.track && <h3>{tCode("tracks", group.track)}</h3>}
          <ul class="rules">
            {group.reasons.map((r) => (
              <li key={r.sentence}>
                {r.sentence}
                {r.source && <small> [{r.source}]</small>}
              </li>
            ))}
          </ul>
        </section>
      ))}
      {sentences.why.length > 0 && <h2>{t("why.limit")}</h2>}
      {sentences.why.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      <h2>{t("why.change")}</h2>
      {sentences.would_change.length === 0 ? (
        <p>{t("why.nothing")}</p>
      ) : (
        <ul>
          {sentences.would_change.map((s) => (
            <li key={s}>{s}</li>
          ))}
        </ul>
      )}
      {record.sources.length > 0 && (
        <details class="said">
          <summary>{t("why.said", { n: record.sources.length })}</summary>
          <ol>
            {record.sources.map((source) => (
              <li key={source} class="source">
                {source}
              </li>
            ))}
          </ol>
        </details>
      )}
      <p class="hint">
        {outcome.protocol === ""
          ? t("why.record_no_protocol", { engine: outcome.engine })
          : t("why.record", { protocol: outcome.protocol, engine: outcome.engine })}{" "}
        <a href={href("sources")}>{t("why.sources")}</a>
      </p>
    </details>
  );
}

/** That every state was searched, when it was since the server started; else the way to have it done. */
function CheckedLine({ model }: { model: Model }) {
  const [states, setStates] = useState<number>();
  const protocol = model.decision?.protocol_hash;
  useEffect(() => void model.checkedStates().then(setStates), [model, protocol]);
  return (
    <p class="hint">
      <a href={href("protocol")}>
        {states === undefined ? t("protocol.how_checked") : t("protocol.checked_in", { states: grouped(states) })}
      </a>
    </p>
  );
}

/** While running is closed: what opens it, and when at the earliest. */
function OpeningCard({ decision }: { decision: Decision }) {
  const { outcome, sentences, opening } = decision;
  if (outcome.tracks.run.open || outcome.alert.level === "urgent") return null;
  const gate = sentences.reasons.filter((r) => r.track === "run" && ["gate_closed", "reopen_wait"].includes(r.code));
  return (
    <Card title={t("today.when_run")} class="opening-card">
      {opening ? (
        <>
          <p class="range">
            {opening.earliest === opening.likely
              ? shortDay(opening.earliest, calendar)
              : t("today.range", { from: shortDay(opening.earliest, calendar), to: shortDay(opening.likely, calendar) })}
          </p>
          <p>{sentences.opening}</p>
        </>
      ) : (
        <p>{t("today.no_range")}</p>
      )}
      {gate.map((r) => (
        <p key={r.sentence}>{r.sentence}</p>
      ))}
      <p>
        <a href={href("progress")}>{t("today.see_ladders")}</a>
      </p>
    </Card>
  );
}

/** What is still open: mornings without an answer, recordings that no session claims. */
function Loose({ model }: { model: Model }) {
  const missing = forgottenMornings(model.standing, model.day);
  const claimed = new Set(
    model.standing.filter((f) => f.type === "session").map((f) => (f as Fact<SessionBody>).recording),
  );
  const loose = model.standing.filter(
    (f): f is Fact<RecordingBody> =>
      f.type === "recording" && !claimed.has(f.id) && dayOfInstant(f.at) >= plusDays(calendarDay(), -3),
  );
  if (missing.length === 0 && loose.length === 0) return null;
  return (
    <section class="aside">
      <h2>{t("today.loose")}</h2>
      <ul class="links">
        {loose.map((r) => (
          <li key={r.id}>
            <a href={href("session", "recording", r.id)}>
              {t("today.ask_pain", { day: longDay(dayOfInstant(r.at), calendar) })}
            </a>
          </li>
        ))}
        {missing.slice(0, 3).map((d) => (
          <li key={d}>
            <a href={href("morning", d)}>{t("today.fill_in", { day: longDay(d, calendar) })}</a>
          </li>
        ))}
      </ul>
    </section>
  );
}

