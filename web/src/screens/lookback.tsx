// What came before: the six weeks up to the onset, on one picture and as a list. It says what preceded, never what caused.

import { useEffect, useId, useMemo, useRef, useState } from "preact/hooks";
import { isPastDay } from "../clock";
import type { LookBackAnswer } from "../engine/door";
import { useModel } from "../model";
import { TextField } from "../parts/fields";
import { GuardMark } from "../parts/guard_mark";
import { later } from "../parts/later";
import { Card, Heading } from "../parts/notice";
import { type Route, go, href } from "../route";
import { t } from "../words";

const Picture = later<{ found: LookBackAnswer }>(() => import("../parts/look_back_picture").then((m) => m.LookBackPicture));

/** How many findings are listed at first: a hilly home has one nearly every day. */
const AT_FIRST = 8;

export function LookBackScreen({ route }: { route: Route }) {
  const model = useModel();
  const asked = isPastDay(route.rest[0], model.day) ? route.rest[0] : undefined;
  const found = useMemo(() => model.lookBack(asked), [model.standing, model.day, asked]);
  return (
    <>
      <Heading>{t("lookback.title")}</Heading>
      <p class="lead">{t("lookback.lead")}</p>
      <Onset key={found?.look_back.onset} onset={found?.look_back.onset} changed={asked !== undefined} />
      {found && <Found key={found.look_back.onset} found={found} />}
    </>
  );
}

function Onset({ onset, changed }: { onset?: string; changed: boolean }) {
  const model = useModel();
  const [day, setDay] = useState(onset ?? "");
  const [trouble, setTrouble] = useState("");
  return (
    <form
      class="onset-day"
      noValidate
      onSubmit={(e) => {
        e.preventDefault();
        if (isPastDay(day, model.day)) go("lookback", day);
        else setTrouble(t("lookback.needs_day"));
      }}
    >
      <TextField
        label={t("lookback.when")}
        type="date"
        hint={onset === undefined ? t("lookback.when_unknown") : changed ? undefined : t("lookback.when_hint")}
        max={model.day}
        value={day}
        onChange={(value) => {
          setTrouble("");
          setDay(value);
        }}
      />
      <button type="submit" class={onset === undefined ? "main" : ""}>
        {t("lookback.look")}
      </button>
      {changed && model.lookBack() && <a href={href("lookback")}>{t("lookback.told")}</a>}
      <p class="error" role="alert">
        {trouble}
      </p>
    </form>
  );
}

function Found({ found }: { found: LookBackAnswer }) {
  const { look_back: past, said } = found;
  const [all, setAll] = useState(false);
  const heading = useId();
  const next = useRef<HTMLLIElement>(null);
  // The button goes away: whoever pressed it goes on with the first line that came.
  useEffect(() => next.current?.focus(), [all]);
  const shown = all ? said.findings : said.findings.slice(0, AT_FIRST);
  return (
    <>
      <Card class="answer">
        <p role="status">{said.headline}</p>
        <Picture found={found} />
      </Card>
      {said.findings.length > 0 && (
        <section aria-labelledby={heading}>
          <h2 id={heading}>{t("lookback.found")}</h2>
          <ol class="findings">
            {shown.map((sentence, i) => {
              const guard = past.findings[i]!.code;
              return (
                <li key={sentence} ref={all && i === AT_FIRST ? next : undefined} tabIndex={all && i === AT_FIRST ? -1 : undefined}>
                  <GuardMark guard={guard} />
                  <span>
                    <b>{said.names[guard]}</b> {sentence}
                  </span>
                </li>
              );
            })}
          </ol>
          {shown.length < said.findings.length && (
            <button type="button" onClick={() => setAll(true)}>
              {t("lookback.show_all", { n: said.findings.length })}
            </button>
          )}
        </section>
      )}
      {said.usual.length > 0 && (
        <section>
          <h2>{t("lookback.usual")}</h2>
          {said.usual.map((sentence) => (
            <p key={sentence}>{sentence}</p>
          ))}
        </section>
      )}
      <section class="notes">
        {said.notes.map((sentence) => (
          <p key={sentence} class="hint">
            {sentence}
          </p>
        ))}
      </section>
    </>
  );
}
