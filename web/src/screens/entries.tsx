// Everything written down, newest first; each entry can be put right or taken back.

import { useState } from "preact/hooks";
import { dayOfInstant, longDay, timeOfInstant } from "../clock";
import { describe } from "../describe";
import { byTime, removable } from "../facts";
import { useModel } from "../model";
import { Folded, Heading, shortened, troubleText } from "../parts/notice";
import { href } from "../route";
import { calendar, t } from "../words";

const PAGE = 40;
export function EntriesScreen() {
  const model = useModel();
  const [count, setCount] = useState(PAGE);
  const [asked, setAsked] = useState<string>();
  const [trouble, setTrouble] = useState("");
  const all = model.standing.filter((f) => f.type !== "shown").sort((a, b) => byTime(b, a));
  const visible = all.slice(0, count);
  const days = [...new Set(visible.map((f) => dayOfInstant(f.at)))];
  return (
    <>
      <Heading>{t("entries.title")}</Heading>
      <p class="lead">{t("entries.lead")}</p>
      <p class="error" role="alert">
        {trouble}
      </p>
      {days.map((day) => (
        <section class="day" key={day}>
          <h2>{longDay(day, calendar)}</h2>
          <ul class="entries">
            {visible
              .filter((f) => dayOfInstant(f.at) === day)
              .map((f) => (
                <li key={f.id}>
                  <time dateTime={f.at}>{timeOfInstant(f.at)}</time>
                  <span>
                    <Folded text={describe(f)} />
                  </span>
                  <span class="verbs">
                    {f.type === "session" && (
                      <a href={href("session", "edit", f.id)} aria-label={t("entries.edit_what", { what: describe(f) })}>
                        {t("entries.edit")}
                      </a>
                    )}
                    {removable(f) &&
                      (asked === f.id ? (
                        <button
                          type="button"
                          class="link"
                          onClick={() => {
                            setAsked(undefined);
                            model
                              .takeBack([f.id], t("saved.taken_back"))
                              .then(() => setTrouble(""))
                              .catch((e: unknown) => setTrouble(troubleText(e)));
                          }}
                        >
                          {t("entries.sure")}
                        </button>
                      ) : (
                        <button
                          type="button"
                          class="link"
                          aria-label={t("entries.remove_what", { what: shortened(describe(f)) })}
                          onClick={() => setAsked(f.id)}
                        >
                          {t("entries.remove")}
                        </button>
                      ))}
                  </span>
                </li>
              ))}
          </ul>
        </section>
      ))}
      {all.length > count && (
        <button type="button" onClick={() => setCount(count + PAGE)}>
          {t("entries.older", { n: all.length - count })}
        </button>
      )}
    </>
  );
}
