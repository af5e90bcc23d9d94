// What can be written down, the likely things first.

import { useModel } from "../model";
import { forgottenMornings, hasCheckin } from "../mornings";
import { Heading } from "../parts/notice";
import { Icon } from "../parts/pictures";
import { href } from "../route";
import { t, tCode } from "../words";

function Row(props: { to: string; icon: string; name: string; note?: string }) {
  return (
    <li>
      <a href={props.to}>
        <Icon name={props.icon} />
        <span>
          {props.name}
          {props.note && <small>{props.note}</small>}
        </span>
      </a>
    </li>
  );
}

export function LogScreen() {
  const model = useModel();
  const planned = model.decision?.outcome.today ?? [];
  const missing = forgottenMornings(model.standing, model.day);
  return (
    <>
      <Heading>{t("log.title")}</Heading>
      <ul class="rows">
        <Row
          to={href("morning")}
          icon="today"
          name={t("log.morning")}
          note={hasCheckin(model.standing, model.day) ? t("log.morning_done") : undefined}
        />
        {missing.length > 0 && (
          <Row to={href("morning", missing[0]!)} icon="today" name={t("log.forgotten", { n: missing.length })} />
        )}
        {planned.map((item) => (
          <Row
            key={item.track}
            to={href("session", item.track)}
            icon={item.track}
            name={tCode("sessions", item.track)}
            note={t("log.planned")}
          />
        ))}
      </ul>
      <h2>{t("log.unplanned")}</h2>
      <ul class="rows">
        {(["run", "strength", "spring", "walk", "other"] as const)
          .filter((track) => !planned.some((i) => i.track === track))
          .map((track) => (
            <Row key={track} to={href("session", track)} icon={track} name={tCode("sessions", track)} />
          ))}
      </ul>
      <h2>{t("log.else")}</h2>
      <ul class="rows">
        <Row to={href("symptom")} icon="other" name={t("log.symptom")} />
        <Row to={href("test")} icon="progress" name={t("log.test")} />
        <Row to={href("entries")} icon="log" name={t("log.entries")} note={t("log.entries_note")} />
      </ul>
    </>
  );
}
