// The questions a page can ask: one choice of several, a pain score, a number, a time. All native controls.

import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { t, tCode } from "../words";

interface Option<V extends string | number> {
  value: V;
  label: ComponentChildren;
  note?: string;
}

/** One of several, as a row of chips; arrow keys move as in any radio group. */
export function Choice<V extends string | number>(props: {
  legend: ComponentChildren;
  hint?: string;
  options: Option<V>[];
  value: V | undefined;
  onPick: (value: V) => void;
  look?: "chips" | "steps8" | "pictures";
  quietLegend?: boolean;
}) {
  const name = useId();
  return (
    <fieldset class={`choice ${props.look ?? "chips"}`}>
      <legend class={props.quietLegend ? "quiet" : ""}>{props.legend}</legend>
      {props.hint && <p class="hint">{props.hint}</p>}
      <div class="options">
        {props.options.map((o) => (
          <label key={o.value}>
            <input
              type="radio"
              name={name}
              value={o.value}
              checked={props.value === o.value}
              onChange={() => props.onPick(o.value)}
            />
            <span class="option">
              <span>{o.label}</span>
              {o.note && <small>{o.note}</small>}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

export function YesNo(props: {
  legend: ComponentChildren;
  value: boolean | undefined;
  onPick: (value: boolean) => void;
}) {
  return (
    <Choice
      legend={props.legend}
      options={[
        { value: "yes", label: t("answers.yes") },
        { value: "no", label: t("answers.no") },
      ]}
      value={props.value === undefined ? undefined : props.value ? "yes" : "no"}
      onPick={(v) => props.onPick(v === "yes")}
    />
  );
}

/** Several of many. */
export function Ticks<V extends string>(props: {
  legend: ComponentChildren;
  options: Option<V>[];
  value: readonly V[];
  onChange: (value: V[]) => void;
}) {
  return (
    <fieldset class="ticks">
      <legend>{props.legend}</legend>
      {props.options.map((o) => (
        <label key={o.value} class="tick">
          <input
            type="checkbox"
            checked={props.value.includes(o.value)}
            onChange={(e) =>
              props.onChange(
                e.currentTarget.checked ? [...props.value, o.value] : props.value.filter((v) => v !== o.value),
              )
            }
          />
          <span>
            {o.label}
            {o.note && <small>{o.note}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

export function Tick(props: { label: string; value: boolean; onChange: (value: boolean) => void }) {
  return (
    <label class="tick">
      <input type="checkbox" checked={props.value} onChange={(e) => props.onChange(e.currentTarget.checked)} />
      <span>{props.label}</span>
    </label>
  );
}

const scores = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

/** Pain, 0 to 10: a thumb-sized key for each, and the word for the one that is chosen. */
export function PainScale(props: {
  legend: ComponentChildren;
  hint?: string;
  value: number | undefined;
  onPick: (pain: number) => void;
}) {
  const name = useId();
  return (
    <fieldset class="pain">
      <legend>{props.legend}</legend>
      {props.hint && <p class="hint">{props.hint}</p>}
      <div class="keys">
        {scores.map((n) => (
          <label key={n}>
            <input
              type="radio"
              name={name}
              value={n}
              checked={props.value === n}
              aria-label={`${n}, ${tCode("pain", `p${n}`)}`}
              onChange={() => props.onPick(n)}
            />
            <span class="option" aria-hidden="true">
              {n}
            </span>
          </label>
        ))}
      </div>
      <p class="word" aria-hidden="true">
        {props.value === undefined ? t("pain.range") : tCode("pain", `p${props.value}`)}
      </p>
    </fieldset>
  );
}

const stiffness = [0, 5, 10, 15, 20, 30, 45, 60];

/** Minutes of stiffness in the steps that people tell apart. */
export function Stiffness(props: {
  legend: string;
  value: number | undefined;
  onPick: (minutes: number) => void;
}) {
  const steps =
    props.value !== undefined && !stiffness.includes(props.value)
      ? [...stiffness, props.value].sort((a, b) => a - b)
      : stiffness;
  return (
    <Choice
      look="steps8"
      legend={props.legend}
      options={steps.map((n) => ({ value: n, label: n === 60 ? t("answers.sixty_or_more") : String(n) }))}
      value={props.value}
      onPick={props.onPick}
    />
  );
}

export function NumberField(props: {
  label: string;
  unit?: string;
  value: number | undefined;
  onChange: (value: number | undefined) => void;
  min?: number;
  max?: number;
  step?: number;
  hint?: string;
}) {
  const id = useId();
  const step = props.step ?? 1;
  const clamp = (n: number) => Math.min(props.max ?? Infinity, Math.max(props.min ?? 0, n));
  const nudge = (by: number) => props.onChange(clamp(Math.round(((props.value ?? props.min ?? 0) + by) * 10) / 10));
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.hint && (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      <div class="number">
        <button type="button" class="step" aria-label={t("answers.less", { what: props.label })} onClick={() => nudge(-step)}>
          −
        </button>
        <input
          id={id}
          type="number"
          inputMode="decimal"
          min={props.min ?? 0}
          max={props.max}
          step="any"
          value={props.value ?? ""}
          aria-describedby={props.hint ? `${id}-hint` : undefined}
          onInput={(e) => {
            const n = e.currentTarget.valueAsNumber;
            props.onChange(Number.isNaN(n) ? undefined : n);
          }}
        />
        {props.unit && <span class="unit">{props.unit}</span>}
        <button type="button" class="step" aria-label={t("answers.more", { what: props.label })} onClick={() => nudge(step)}>
          +
        </button>
      </div>
    </div>
  );
}

export function TextField(props: {
  label: string;
  type?: "text" | "date" | "time";
  value: string;
  onChange: (value: string) => void;
  min?: string;
  max?: string;
  maxLength?: number;
  hint?: string;
}) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      {props.hint && (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      <input
        id={id}
        type={props.type ?? "text"}
        value={props.value}
        min={props.min}
        max={props.max}
        maxLength={props.maxLength}
        aria-describedby={props.hint ? `${id}-hint` : undefined}
        onInput={(e) => props.onChange(e.currentTarget.value)}
      />
    </div>
  );
}
