// The first questions, one at a time; red flags come first and stop here, kindly.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { longDay, plusDays, today } from "../clock";
import type { FlagKind } from "../facts";
import { type IntakeAnswers, emptyIntake, intakeFacts, raisesAnswered } from "../intake_facts";
import { useModel } from "../model";
import { Choice, NumberField, PainScale, Stiffness, TextField, Ticks, YesNo } from "../parts/fields";
import { WhatToDoNow, flagOptions, referFlags, urgentFlags } from "../parts/flags";
import { Heading, Notice, troubleText } from "../parts/notice";
import { HeelPicture } from "../parts/pictures";
import { go, href } from "../route";
import { calendar, t } from "../words";

const KEPT = "springback.intake";

function kept(): { answers: IntakeAnswers; step: number } {
  try {
    const text = sessionStorage.getItem(KEPT);
    if (text) return JSON.parse(text) as { answers: IntakeAnswers; step: number };
  } catch {
    // Without storage a reload begins anew; nothing else is lost.
  }
  return { answers: emptyIntake, step: 0 };
}

interface Step {
  title: string;
  lead?: string;
  ready: boolean;
  show: ComponentChildren;
  /** Shown instead of going on. */
  stop?: ComponentChildren;
  optional?: boolean;
}

export function IntakeScreen() {
  const model = useModel();
  const [{ answers: a, step }, setState] = useState(kept);
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  const [stopped, setStopped] = useState(false);
  const top = useRef<HTMLDivElement>(null);
  const first = useRef(true);

  useEffect(() => {
    try {
      sessionStorage.setItem(KEPT, JSON.stringify({ answers: a, step }));
    } catch {
      // As above.
    }
  }, [a, step]);
  useEffect(() => {
    if (first.current) {
      first.current = false;
      return;
    }
    scrollTo(0, 0);
    top.current?.querySelector("h1")?.focus();
  }, [step, stopped]);

  const set = (more: Partial<IntakeAnswers>) => setState((s) => ({ ...s, answers: { ...s.answers, ...more } }));
  const move = (to: number) => {
    setTrouble("");
    setStopped(false);
    setState((s) => ({ ...s, step: to }));
  };

  const steps = stepsOf(a, set);
  const at = Math.min(step, steps.length - 1);
  const current = steps[at]!;
  const last = at === steps.length - 1;

  const finish = async () => {
    setBusy(true);
    try {
      // Another tab may have come to the end of the same questions: the diary has begun, and the page shows it.
      await model.look();
      if (model.started) {
        // What has to be looked at is never dropped with the rest.
        const told = new Set(model.standing.flatMap((f) => (f.type === "flag" ? [f.flag] : [])));
        const flags = intakeFacts(a, today()).filter((d) => d.body.type === "flag" && !told.has(d.body.flag));
        if (flags.length > 0) await model.record(flags.map((d) => model.stamp(d.body, d.at)), t("intake.flags_saved"));
        sessionStorage.removeItem(KEPT);
        go("today");
        return;
      }
      await model.record(
        intakeFacts(a, today()).map((d) => model.stamp(d.body, d.at)),
        t("intake.saved"),
      );
      // A whole intake is not taken back by one tap: the profile is corrected under More.
      model.dismissSaved();
      sessionStorage.removeItem(KEPT);
      go("today");
    } catch (e) {
      setTrouble(troubleText(e));
      setBusy(false);
    }
  };

  return (
    <div class="intake" ref={top}>
      <p class="steps" aria-hidden="true">
        <span style={{ width: `${((at + 1) / steps.length) * 100}%` }} />
      </p>
      {stopped && current.stop ? (
        <>
          {current.stop}
          <div class="actions">
            <button type="button" onClick={() => setStopped(false)}>
              {t("intake.back")}
            </button>
          </div>
        </>
      ) : (
        <form
          onSubmit={(e) => {
            e.preventDefault();
            if (busy) return;
            if (!current.ready) setTrouble(t("form.missing"));
            else if (current.stop) setStopped(true);
            else if (last) void finish();
            else move(at + 1);
          }}
        >
          <Heading over={t("intake.step", { n: at + 1, of: steps.length })}>{current.title}</Heading>
          {current.lead && <p class="lead">{current.lead}</p>}
          {current.show}
          <p class="error" role="alert">
            {trouble}
          </p>
          <div class="actions">
            <button type="submit" class="main" aria-disabled={!current.ready || busy}>
              {last ? t("intake.finish") : t("intake.next")}
            </button>
            {at > 0 ? (
              <button type="button" onClick={() => move(at - 1)}>
                {t("intake.back")}
              </button>
            ) : (
              <a class="button" href={href("today")}>
                {t("intake.back")}
              </a>
            )}
            {current.optional && !last && (
              <button type="button" class="link" onClick={() => move(at + 1)}>
                {t("intake.skip")}
              </button>
            )}
          </div>
        </form>
      )}
    </div>
  );
}

type Set = (more: Partial<IntakeAnswers>) => void;

function stepsOf(a: IntakeAnswers, set: Set): Step[] {
  const urgent = a.flags.filter((f) => urgentFlags.includes(f));
  return [
    {
      title: t("intake.flags.title"),
      lead: t("intake.flags.lead"),
      ready: a.flags.length > 0 || a.flags_asked === true,
      show: <FlagQuestions a={a} set={set} />,
      stop:
        urgent.length > 0 ? (
          <Notice whole tone="stop" title={t("intake.flags.stop_title")}>
            <WhatToDoNow flags={urgent} />
            <p>{t("intake.flags.stop_more")}</p>
          </Notice>
        ) : undefined,
    },
    {
      title: t("intake.diagnosed.title"),
      lead: t("intake.diagnosed.lead"),
      ready: a.diagnosed !== undefined,
      show: (
        <YesNo legend={t("intake.diagnosed.ask")} value={a.diagnosed} onPick={(diagnosed) => set({ diagnosed })} />
      ),
      stop:
        a.diagnosed === false ? (
          <Notice whole tone="note" title={t("intake.diagnosed.stop_title")}>
            <p>{t("intake.diagnosed.stop")}</p>
            <p>{t("intake.diagnosed.stop_more")}</p>
          </Notice>
        ) : undefined,
    },
    {
      title: t("intake.where.title"),
      ready: a.site !== undefined && a.side !== undefined,
      show: <WhereQuestions a={a} set={set} />,
    },
    {
      title: t("intake.usual.title"),
      lead: t("intake.usual.lead"),
      ready: a.usual_morning_pain !== undefined,
      show: (
        <>
          <PainScale
            legend={t("intake.usual.pain")}
            value={a.usual_morning_pain}
            onPick={(usual_morning_pain) => set({ usual_morning_pain })}
          />
          <Stiffness
            legend={t("intake.usual.stiffness")}
            value={a.usual_stiffness_min}
            onPick={(usual_stiffness_min) => set({ usual_stiffness_min })}
          />
        </>
      ),
    },
    {
      title: t("intake.before.title"),
      lead: t("intake.before.lead"),
      ready: true,
      optional: true,
      show: <BeforeQuestions a={a} set={set} />,
    },
    {
      title: t("intake.now.title"),
      lead: t("intake.now.lead"),
      ready: a.running_now !== undefined,
      show: <NowQuestions a={a} set={set} />,
    },
    {
      title: t("intake.raises.title"),
      lead: t("intake.raises.lead"),
      // Counts without the pain they cost would say nothing; nothing at all is an answer too.
      ready: raisesAnswered(a) || (a.raises_left === undefined && a.raises_right === undefined),
      optional: true,
      show: <RaiseQuestions a={a} set={set} />,
    },
    {
      title: t("intake.kit.title"),
      lead: t("intake.kit.lead"),
      ready: true,
      optional: true,
      show: <KitQuestions a={a} set={set} />,
    },
    {
      title: t("intake.goal.title"),
      lead: t("intake.goal.lead"),
      ready: a.goal_min >= 20 && a.goal_min <= 90,
      show: (
        <NumberField
          label={t("intake.goal.ask")}
          unit={t("units.min")}
          min={20}
          max={90}
          step={5}
          value={a.goal_min}
          onChange={(n) => set({ goal_min: n === undefined ? 0 : Math.round(n) })}
        />
      ),
    },
  ];
}

function FlagQuestions({ a, set }: { a: IntakeAnswers; set: Set }) {
  const pick = (group: readonly FlagKind[]) => (picked: FlagKind[]) => {
    const flags = [...a.flags.filter((f) => !group.includes(f)), ...picked];
    set({ flags, flags_asked: false });
  };
  return (
    <>
      <Ticks
        legend={t("intake.flags.urgent")}
        options={flagOptions(urgentFlags)}
        value={a.flags.filter((f) => urgentFlags.includes(f))}
        onChange={pick(urgentFlags)}
      />
      <Ticks
        legend={t("intake.flags.refer")}
        options={flagOptions(referFlags)}
        value={a.flags.filter((f) => referFlags.includes(f))}
        onChange={pick(referFlags)}
      />
      <label class="tick none">
        <input
          type="checkbox"
          checked={a.flags.length === 0 && a.flags_asked === true}
          onChange={(e) => set({ flags: e.currentTarget.checked ? [] : a.flags, flags_asked: e.currentTarget.checked })}
        />
        <span>{t("intake.flags.none")}</span>
      </label>
    </>
  );
}

function WhereQuestions({ a, set }: { a: IntakeAnswers; set: Set }) {
  return (
    <>
      <Choice
        look="pictures"
        legend={t("intake.where.site")}
        hint={t("intake.where.site_hint")}
        options={(["midportion", "insertional"] as const).map((site) => ({
          value: site,
          label: (
            <>
              <HeelPicture site={site} />
              {t(`sites.${site}`)}
            </>
          ),
          note: t(`intake.where.${site}_note`),
        }))}
        value={a.site}
        onPick={(site) => set({ site })}
      />
      <Choice
        legend={t("intake.where.side")}
        options={(["left", "right", "both"] as const).map((side) => ({ value: side, label: t(`sides.${side}`) }))}
        value={a.side}
        onPick={(side) => set({ side })}
      />
      {a.side === "both" && <p class="hint">{t("intake.where.both_hint")}</p>}
    </>
  );
}

function BeforeQuestions({ a, set }: { a: IntakeAnswers; set: Set }) {
  return (
    <>
      <NumberField
        label={t("intake.before.weekly")}
        unit={t("units.km")}
        step={5}
        max={300}
        value={a.weekly_km_before}
        onChange={(weekly_km_before) => set({ weekly_km_before })}
      />
      <NumberField
        label={t("intake.before.longest")}
        unit={t("units.km")}
        step={1}
        max={200}
        value={a.longest_km_before}
        onChange={(longest_km_before) => set({ longest_km_before })}
      />
      <TextField
        label={t("intake.before.onset")}
        hint={t("intake.before.onset_hint")}
        type="date"
        max={today()}
        value={a.onset ?? ""}
        onChange={(onset) => set({ onset: onset || undefined })}
      />
    </>
  );
}

function NowQuestions({ a, set }: { a: IntakeAnswers; set: Set }) {
  const change = (i: number, more: Partial<IntakeAnswers["runs"][number]>) =>
    set({ runs: a.runs.map((r, k) => (k === i ? { ...r, ...more } : r)) });
  const days = Array.from({ length: 14 }, (_, i) => plusDays(today(), -1 - i));
  return (
    <>
      <YesNo
        legend={t("intake.now.ask")}
        value={a.running_now}
        onPick={(running_now) =>
          set({
            running_now,
            runs: running_now && a.runs.length === 0 ? [{ day: days[1]!, minutes: undefined, pain: undefined }] : a.runs,
          })
        }
      />
      {a.running_now && (
        <>
          <h2>{t("intake.now.runs")}</h2>
          <p class="hint">{t("intake.now.runs_hint")}</p>
          {a.runs.map((run, i) => (
            <fieldset class="run-row" key={i}>
              <legend>{t("intake.now.run", { n: i + 1 })}</legend>
              <div class="field">
                <label for={`run-day-${i}`}>{t("intake.now.day")}</label>
                <select id={`run-day-${i}`} value={run.day} onChange={(e) => change(i, { day: e.currentTarget.value })}>
                  {days.map((d) => (
                    <option key={d} value={d}>
                      {longDay(d, calendar)}
                    </option>
                  ))}
                </select>
              </div>
              <NumberField
                label={t("intake.now.minutes")}
                unit={t("units.min")}
                step={5}
                max={300}
                value={run.minutes}
                onChange={(minutes) => change(i, { minutes })}
              />
              <PainScale
                legend={t("intake.now.pain")}
                value={run.pain}
                onPick={(pain) => change(i, { pain })}
              />
              <button type="button" class="link" onClick={() => set({ runs: a.runs.filter((_, k) => k !== i) })}>
                {t("intake.now.remove", { n: i + 1 })}
              </button>
            </fieldset>
          ))}
          <button
            type="button"
            onClick={() => {
              const used = a.runs.at(-1)?.day;
              const next = used ? plusDays(used, -2) : days[1]!;
              set({ runs: [...a.runs, { day: days.includes(next) ? next : days[0]!, minutes: undefined, pain: undefined }] });
            }}
          >
            {t("intake.now.add")}
          </button>
        </>
      )}
    </>
  );
}

function RaiseQuestions({ a, set }: { a: IntakeAnswers; set: Set }) {
  return (
    <>
      <p class="hint">{t("test.raise_how")}</p>
      <div class="pair">
        <NumberField
          label={t("test.left")}
          max={100}
          value={a.raises_left}
          onChange={(raises_left) => set({ raises_left })}
        />
        <NumberField
          label={t("test.right")}
          max={100}
          value={a.raises_right}
          onChange={(raises_right) => set({ raises_right })}
        />
      </div>
      <PainScale legend={t("test.pain")} value={a.raises_pain} onPick={(raises_pain) => set({ raises_pain })} />
      {a.running_now && (
        <PainScale
          legend={t("intake.raises.hop")}
          hint={t("intake.raises.hop_hint")}
          value={a.hop_pain}
          onPick={(hop_pain) => set({ hop_pain })}
        />
      )}
    </>
  );
}

function KitQuestions({ a, set }: { a: IntakeAnswers; set: Set }) {
  return (
    <>
      <Ticks
        legend={t("intake.kit.ask")}
        options={(["backpack", "dumbbell", "machine", "step"] as const).map((value) => ({
          value,
          label: t(`equipment.${value}`),
        }))}
        value={a.equipment}
        onChange={(equipment) => set({ equipment })}
      />
      <NumberField
        label={t("intake.kit.mass")}
        hint={t("intake.kit.mass_hint")}
        unit={t("units.kg")}
        min={30}
        max={250}
        step={1}
        value={a.body_mass_kg}
        onChange={(body_mass_kg) => set({ body_mass_kg })}
      />
    </>
  );
}
