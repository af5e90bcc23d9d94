// Boxes of words: a notice with its tone said by shape and heading, a card, a page's heading, a form that saves.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { StoreTrouble } from "../store/fact_store";
import { t } from "../words";
import { Icon } from "./pictures";

/** `whole`: the notice is all that the screen says, and its title the screen's heading. */
export function Notice(props: {
  tone: "note" | "warn" | "stop";
  title: string;
  whole?: boolean;
  children?: ComponentChildren;
}) {
  const title = (
    <>
      {props.tone !== "note" && <Icon name="worse" />}
      {props.title}
    </>
  );
  return (
    <section class={`notice ${props.tone}`} role={props.tone === "note" || props.whole ? undefined : "alert"}>
      {props.whole ? <h1 tabIndex={-1}>{title}</h1> : <h2>{title}</h2>}
      {props.children}
    </section>
  );
}

export function Heading(props: { children: ComponentChildren; over?: string }) {
  return (
    <div class="heading">
      {props.over && <p class="over">{props.over}</p>}
      <h1 tabIndex={-1}>{props.children}</h1>
    </div>
  );
}

export function Card(props: { title?: ComponentChildren; class?: string; children: ComponentChildren }) {
  return (
    <section class={`card ${props.class ?? ""}`}>
      {props.title && <h2>{props.title}</h2>}
      {props.children}
    </section>
  );
}

/** chosen: some five lines of a narrow phone. */
const FOLD_AT = 160;

/** The beginning of a text that would fill the screen; a shorter one whole. */
export function shortened(text: string): string {
  const signs = [...text];
  return signs.length > FOLD_AT ? `${signs.slice(0, FOLD_AT).join("")} …` : text;
}

/** A text of any length, its beginning first. */
export function Folded({ text }: { text: string }) {
  const [whole, setWhole] = useState(false);
  const short = shortened(text);
  return (
    <>
      {whole ? text : short}
      {short !== text && (
        <>
          {" "}
          <button type="button" class="link" aria-expanded={whole} onClick={() => setWhole(!whole)}>
            {t(whole ? "form.show_less" : "form.show_all")}
          </button>
        </>
      )}
    </>
  );
}

/** Trouble as a person can use it: what was refused and why, or that the server is away. */
export function troubleText(e: unknown): string {
  if (e instanceof StoreTrouble) {
    if (e.code === "unreachable") return t("frame.unreachable_kept");
    return [e.message, ...e.faults.map((f) => f.message)].filter(Boolean).join(" ");
  }
  // What the browser throws for a folder that was dropped, or a file that is gone since it was chosen.
  if (e instanceof DOMException) return t("form.file_unreadable");
  return String(e);
}

/** A form with one main button. A failed save keeps every answer and says why. */
export function Form(props: {
  save: string;
  ready: boolean;
  missing?: string;
  onSave: () => Promise<void>;
  children: ComponentChildren;
  also?: ComponentChildren;
}) {
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  return (
    <form
      onSubmit={(e) => {
        e.preventDefault();
        if (busy) return;
        if (!props.ready) {
          setTrouble(props.missing ?? t("form.missing"));
          return;
        }
        setTrouble("");
        setBusy(true);
        props
          .onSave()
          .catch((reason: unknown) => setTrouble(troubleText(reason)))
          .finally(() => setBusy(false));
      }}
    >
      {props.children}
      <p class="error" role="alert">
        {trouble}
      </p>
      <div class="actions">
        <button type="submit" class="main" aria-disabled={!props.ready || busy}>
          {props.save}
        </button>
        {props.also}
      </div>
    </form>
  );
}
