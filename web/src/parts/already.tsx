// What a form asks for and is on record already: shown with the way to put it right, and asked about before more is written.

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import { timeOfInstant } from "../clock";
import { describe } from "../describe";
import { type Fact, byTime, removable } from "../facts";
import { useModel } from "../model";
import { href } from "../route";
import { t, tCode } from "../words";

/** What is told once as a rule, so that a second one is asked about first. */
export type OnceKind = "session" | "morning" | "test";

export interface Once {
  /** Entries that say already what the form asks for, oldest first. */
  there: Fact[];
  /** Nothing is written before the runner has said that there was another one. */
  asking: boolean;
  another(): void;
  /** The entry that the form puts right no longer counts. */
  gone: boolean;
  /** Keeps facts, having looked at what other pages told meanwhile; false: nothing was kept, and the form asks. */
  record(facts: Fact[], say: string): Promise<boolean>;
}

/** `alike`: those of the entries that stand which say what the form asks for. `replaces`: the entry that it puts right. */
export function useOnce(alike: (standing: readonly Fact[]) => Fact[], replaces?: string): Once {
  const model = useModel();
  const [granted, setGranted] = useState<string[]>([]);
  const [asked, setAsked] = useState(() => alike(model.standing).length > 0);
  const [saving, setSaving] = useState(false);
  const isGone = () => replaces !== undefined && !model.standing.some((f) => f.id === replaces);
  // While it is saved the form stays as it was: its own entry is none that was there before.
  const before = useRef<{ there: Fact[]; gone: boolean }>();
  if (!saving || !before.current) before.current = { there: alike(model.standing).sort(byTime), gone: isGone() };
  const { there, gone } = before.current;
  const isNew = (f: Fact) => !granted.includes(f.id);
  return {
    there,
    gone,
    asking: asked && there.some(isNew),
    another: () => setGranted(there.map((f) => f.id)),
    async record(facts, say) {
      setSaving(true);
      try {
        await model.look();
        // Sent before, kept, and never answered for: that is this same save, and no other entry.
        const own = model.asSentBefore(facts).map((f) => f.id);
        const others = alike(model.standing).some((f) => isNew(f) && !own.includes(f.id));
        if (others || (isGone() && !model.standing.some((f) => own.includes(f.id)))) {
          setAsked(true);
          setSaving(false);
          return false;
        }
        await model.record(facts, say);
        return true;
      } catch (e) {
        setSaving(false);
        throw e;
      }
    },
  };
}

/** The entries, and the question; the form beneath keeps its answers while it waits. */
export function OnceForm(props: { once: Once; kind: OnceKind; children: ComponentChildren }) {
  const { there, asking, another } = props.once;
  const heading = useRef<HTMLHeadingElement>(null);
  const first = useRef(true);
  useEffect(() => {
    // Asked at once, the screen's heading has the focus; asked for pressing save, the question gets it.
    if (asking && !first.current) heading.current?.focus();
    first.current = false;
  }, [asking]);
  return (
    <>
      <Already facts={there} heading={heading}>
        {asking && (
          <>
            <p>{tCode("already.ask", props.kind)}</p>
            <p>
              <button type="button" onClick={another}>
                {tCode("already.another", props.kind)}
              </button>
            </p>
          </>
        )}
      </Already>
      <div hidden={asking}>{props.children}</div>
    </>
  );
}

/** Entries that stand where more can be told; nothing while there are none. */
export function Already(props: { facts: Fact[]; heading?: { current: HTMLHeadingElement | null }; children?: ComponentChildren }) {
  if (props.facts.length === 0) return null;
  return (
    <section class="notice note already">
      <h2 tabIndex={-1} ref={props.heading}>
        {t("already.title")}
      </h2>
      <ul class="entries">
        {props.facts.map((f) => (
          <li key={f.id}>
            <time dateTime={f.at}>{timeOfInstant(f.at)}</time>
            <span>{describe(f)}</span>
            {f.type === "session" && (
              <span class="verbs">
                <a href={href("session", "edit", f.id)} aria-label={t("entries.edit_what", { what: describe(f) })}>
                  {t("entries.edit")}
                </a>
              </span>
            )}
          </li>
        ))}
      </ul>
      {props.facts.some((f) => f.type !== "session" && removable(f)) && (
        <p>
          {t("already.wrong")} <a href={href("entries")}>{t("entries.title")}</a>
        </p>
      )}
      {props.children}
    </section>
  );
}
