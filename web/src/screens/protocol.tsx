// A protocol's file, changed and checked: every state is searched, and what breaks a rule is played as a diary.

import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { dayOfInstant, daysBetween, longDay, plusDays } from "../clock";
import { describe } from "../describe";
import type { Decision, Engine } from "../engine/door";
import { useModel } from "../model";
import { Choice } from "../parts/fields";
import { Card, Heading, Notice, troubleText } from "../parts/notice";
import type { ProtocolDocument } from "../protocol_numbers";
import { recordOf } from "../record";
import type { Broken, Verified } from "../verified";
import { calendar, grouped, t, tCode } from "../words";
import { Refused } from "./compare";

/** A file that was checked: its text, the protocol in it, and what the search says. */
interface Checked {
  text: string;
  protocol: unknown;
  verified: Verified;
}

export function ProtocolScreen() {
  const model = useModel();
  const shipped = model.protocols as ProtocolDocument[];
  const inForce = shipped.find((p) => `${p.id}@${p.version}` === model.decision?.outcome.protocol);
  const [chosen, setChosen] = useState((inForce ?? shipped[0])?.id ?? "");
  // A change stays while another protocol is looked at.
  const [asShipped, setAsShipped] = useState<Record<string, string>>({});
  const [changed, setChanged] = useState<Record<string, string>>({});
  const [checked, setChecked] = useState<Checked>();
  const [trouble, setTrouble] = useState<unknown>();
  const [busy, setBusy] = useState(false);
  const area = useId();
  const text = changed[chosen] ?? asShipped[chosen];
  const forget = () => {
    setChecked(undefined);
    setTrouble(undefined);
  };
  useEffect(() => {
    if (!chosen || asShipped[chosen] !== undefined) return;
    let left = false;
    model
      .protocolText(chosen)
      .then((file) => setAsShipped((known) => ({ ...known, [chosen]: file })))
      .catch((e: unknown) => !left && setTrouble(e));
    return () => {
      left = true;
    };
  }, [model, chosen]);
  // Who leaves the screen waits for no turn any more.
  const stop = useRef(new AbortController());
  useEffect(() => () => stop.current.abort(), []);
  const check = async (given: string) => {
    setBusy(true);
    forget();
    try {
      const file = new Blob([given]);
      const protocol = await model.readProtocol(file);
      setChecked({ text: given, protocol, verified: await model.verifyProtocol(file, stop.current.signal) });
    } catch (e) {
      setTrouble(e);
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      <Heading>{t("protocol.title")}</Heading>
      <p class="lead">{t("protocol.lead")}</p>
      <p>{t("protocol.not_followed")}</p>
      <Card>
        <form
          onSubmit={(e) => {
            e.preventDefault();
            if (!busy && text !== undefined) void check(text);
          }}
        >
          <Choice
            legend={t("protocol.which")}
            options={shipped.map((p) => ({ value: p.id, label: p.title }))}
            value={chosen}
            onPick={(id) => {
              if (busy) return;
              forget();
              setChosen(id);
            }}
          />
          <div class="field">
            <label for={area}>{t("protocol.text")}</label>
            <p class="hint" id={`${area}-hint`}>
              {t("protocol.text_hint")}
            </p>
            <textarea
              id={area}
              class="code"
              rows={18}
              wrap="off"
              spellcheck={false}
              autocapitalize="off"
              autocomplete="off"
              aria-describedby={`${area}-hint`}
              readOnly={busy || text === undefined}
              value={text ?? ""}
              onInput={(e) => {
                forget();
                const typed = e.currentTarget.value;
                setChanged((all) => ({ ...all, [chosen]: typed }));
              }}
            />
          </div>
          <div class="actions">
            <button type="submit" class="main" aria-disabled={busy || text === undefined}>
              {t("protocol.check")}
            </button>
            {changed[chosen] !== undefined && changed[chosen] !== asShipped[chosen] && (
              <button
                type="button"
                aria-disabled={busy}
                onClick={() => {
                  if (busy) return;
                  forget();
                  setChanged(({ [chosen]: _, ...others }) => others);
                }}
              >
                {t("protocol.as_shipped")}
              </button>
            )}
          </div>
          <p role="status">{busy ? t("protocol.running") : ""}</p>
        </form>
      </Card>
      {trouble !== undefined && <Refused trouble={trouble} />}
      {checked && (checked.verified.proved ? <Proved checked={checked} /> : <Breaks checked={checked} />)}
    </>
  );
}

function NotCovered({ sentences }: { sentences: string[] }) {
  return (
    <details>
      <summary>{t("protocol.not_covered")}</summary>
      <ul>
        {sentences.map((s) => (
          <li key={s}>{s}</li>
        ))}
      </ul>
    </details>
  );
}

function Proved({ checked: { text, verified } }: { checked: Checked }) {
  const file = useMemo(() => URL.createObjectURL(new Blob([text], { type: "application/octet-stream" })), [text]);
  useEffect(() => () => URL.revokeObjectURL(file), [file]);
  const name = verified.protocol.replace("@", "-") + (text.trimStart().startsWith("{") ? ".json" : ".toml");
  return (
    <Card title={t("protocol.proved_title")}>
      <p role="status">{t("protocol.proved", { states: grouped(verified.states), n: verified.invariants })}</p>
      <NotCovered sentences={verified.not_covered} />
      <p>
        <a class="button" href={file} download={name}>
          {t("protocol.download")}
        </a>
      </p>
      <p class="hint">{t("protocol.download_hint")}</p>
    </Card>
  );
}

function Breaks({ checked: { protocol, verified } }: { checked: Checked }) {
  const [played, setPlayed] = useState<string>();
  const broken = verified.broken.find((b) => b.invariant === played);
  return (
    <>
      <Notice tone="warn" title={t("protocol.broken_title", { n: verified.broken.length })}>
        <p>
          {t("protocol.broken", {
            states: grouped(verified.states),
            n: verified.broken.length,
            all: verified.invariants,
          })}
        </p>
        <ul class="broken">
          {verified.broken.map((b) => (
            <li key={b.invariant}>
              <p>
                {sentence(b.rule)} <small>[{b.source}]</small>
              </p>
              {b.diary ? (
                <button
                  type="button"
                  aria-label={t("protocol.play", { rule: b.rule })}
                  aria-pressed={played === b.invariant}
                  onClick={() => setPlayed(b.invariant)}
                >
                  {t("protocol.play_short")}
                </button>
              ) : (
                <p>{t("protocol.no_diary")}</p>
              )}
            </li>
          ))}
        </ul>
        <NotCovered sentences={verified.not_covered} />
      </Notice>
      {broken && <Player key={broken.invariant} protocol={protocol} broken={broken} />}
    </>
  );
}

/** The rules are written as parts of a sentence: "no impact before …". */
function sentence(rule: string): string {
  return `${rule.charAt(0).toUpperCase()}${rule.slice(1)}.`;
}

function Player({ protocol, broken }: { protocol: unknown; broken: Broken }) {
  const model = useModel();
  const facts = broken.diary!;
  const last = broken.breaks_on!;
  const first = useMemo(() => facts.map((f) => dayOfInstant(f.at)).sort()[0] ?? last, [facts, last]);
  const all = daysBetween(first, last) + 1;
  const [engine, setEngine] = useState<Engine>();
  const [trouble, setTrouble] = useState<unknown>();
  const [day, setDay] = useState(first);
  useEffect(() => void model.engineUnder(protocol, facts).then(setEngine, setTrouble), [model, protocol, facts]);
  const decision = useMemo(() => engine?.decide(day), [engine, day]);
  const told = facts.filter((f) => dayOfInstant(f.at) === day);
  const go = (to: string) => {
    if (to >= first && to <= last) setDay(to);
  };
  if (trouble !== undefined) return <p class="error">{troubleText(trouble)}</p>;
  return (
    <Card title={t("protocol.diary")} class="player">
      <div class="actions">
        <button type="button" aria-disabled={day === first} onClick={() => go(plusDays(day, -1))}>
          {t("protocol.previous")}
        </button>
        <button type="button" aria-disabled={day === last} onClick={() => go(plusDays(day, 1))}>
          {t("protocol.next")}
        </button>
        <button type="button" aria-disabled={day === last} onClick={() => go(last)}>
          {t("protocol.to_break")}
        </button>
      </div>
      <div aria-live="polite">
        <h3>{t("protocol.day", { n: daysBetween(first, day) + 1, all, day: longDay(day, calendar) })}</h3>
        {day === last && <p class="warned">{t("protocol.breaks", { rule: broken.rule })}</p>}
        <h4>{t("protocol.told")}</h4>
        {told.length === 0 ? (
          <p>{t("protocol.nothing")}</p>
        ) : (
          <ul>
            {told.map((f, i) => (
              <li key={i}>{describe(f)}</li>
            ))}
          </ul>
        )}
        {decision && <Prescribed decision={decision} />}
      </div>
    </Card>
  );
}

function Prescribed({ decision: { sentences } }: { decision: Decision }) {
  const reasons = recordOf(sentences.reasons).groups.flatMap((g) =>
    g.reasons.map((r) => (g.track ? t("protocol.of_track", { track: tCode("tracks", g.track), what: r.sentence }) : r.sentence)),
  );
  return (
    <>
      <h4>{t("protocol.prescribed")}</h4>
      <p class="what">{sentences.headline}</p>
      {sentences.alert.title && <p class="warned">{sentences.alert.title}</p>}
      {sentences.today.length > 0 && (
        <ul>
          {sentences.today.map((item) => (
            <li key={item.track}>{item.sentence}</li>
          ))}
        </ul>
      )}
      {reasons.length > 0 && (
        <>
          <h4>{t("protocol.reasons")}</h4>
          <ul>
            {reasons.map((r) => (
              <li key={r}>{r}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
