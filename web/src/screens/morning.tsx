// The morning's questions: under ten seconds, one thumb. Also for mornings that were forgotten.

import { useState } from "preact/hooks";
import { dayOfInstant, isPastDay, longDay, momentOn, now, today, weekdayName } from "../clock";
import type { CheckinBody } from "../facts";
import { useModel } from "../model";
import { forgottenMornings, sessionToSettle } from "../mornings";
import { OnceForm, useOnce } from "../parts/already";
import { PainScale, Stiffness, Tick, YesNo } from "../parts/fields";
import { Form, Heading } from "../parts/notice";
import { type Route, go, href } from "../route";
import { calendar, t, tCode } from "../words";

/** `onThere`: another page has told this morning while it was answered here, and nothing was kept. */
export function MorningForm({ day, onSaved, onThere }: { day: string; onSaved?: () => void; onThere?: () => void }) {
  const model = useModel();
  const [pain, setPain] = useState<number>();
  const [stiffness, setStiffness] = useState<number>();
  const [settled, setSettled] = useState<boolean>();
  const [analgesic, setAnalgesic] = useState(false);
  const session = sessionToSettle(model.standing, day);
  const late = day !== today();
  const once = useOnce((standing) => standing.filter((f) => f.type === "checkin" && dayOfInstant(f.at) === day));
  return (
    <OnceForm once={once} kind="morning">
      <Form
        save={t("morning.save")}
        ready={pain !== undefined}
        missing={t("morning.missing")}
        onSave={async () => {
          const body: CheckinBody = { type: "checkin", pain: pain! };
          if (stiffness !== undefined) body.stiffness_min = stiffness;
          if (settled !== undefined) body.settled = settled;
          if (analgesic) body.analgesic = true;
          const at = late ? momentOn(day, "07:00") : now();
          if (await once.record([model.stamp(body, at)], t("morning.saved"))) onSaved?.();
          else onThere?.();
        }}
      >
        <PainScale
          legend={late ? t("morning.pain_then") : t("morning.pain")}
          value={pain}
          onPick={setPain}
        />
        <Stiffness legend={t("morning.stiffness")} value={stiffness} onPick={setStiffness} />
        {session && (
          <YesNo
            legend={t("morning.settled", {
              day: weekdayName(dayOfInstant(session.at), calendar),
              what: tCode("sessions_named", session.track),
            })}
            value={settled}
            onPick={setSettled}
          />
        )}
        <Tick label={t("morning.analgesic")} value={analgesic} onChange={setAnalgesic} />
      </Form>
    </OnceForm>
  );
}

export function MorningScreen({ route }: { route: Route }) {
  const model = useModel();
  const asked = route.rest[0];
  const day = isPastDay(asked, model.day) ? asked : model.day;
  const missing = forgottenMornings(model.standing, model.day);
  return (
    <>
      <Heading over={longDay(day, calendar)}>{day === model.day ? t("morning.title") : t("morning.title_then")}</Heading>
      {day !== model.day && <p class="lead">{t("morning.then_lead")}</p>}
      <MorningForm key={day} day={day} onSaved={() => go("today")} />
      {missing.filter((d) => d !== day).length > 0 && (
        <section class="aside">
          <h2>{t("morning.forgotten")}</h2>
          <ul class="links">
            {missing
              .filter((d) => d !== day)
              .map((d) => (
                <li key={d}>
                  <a href={href("morning", d)}>{longDay(d, calendar)}</a>
                </li>
              ))}
          </ul>
        </section>
      )}
    </>
  );
}
