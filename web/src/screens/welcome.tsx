// The first minute: start, bring back a diary, or look around with a simulated runner.

import { useState } from "preact/hooks";
import { useModel } from "../model";
import { Notice, troubleText } from "../parts/notice";
import { RestoreButton } from "../parts/restore";
import { go, href } from "../route";
import { t } from "../words";

export function WelcomeScreen() {
  const model = useModel();
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  return (
    <div class="welcome">
      <h1 tabIndex={-1}>{t("welcome.heading")}</h1>
      <p class="lead">{t("welcome.lead")}</p>
      <ul class="doors">
        <li>
          <a class="button main" href={href("start")}>
            {t("welcome.start")}
          </a>
          <p>{t("welcome.start_note")}</p>
        </li>
        <li>
          <RestoreButton label={t("welcome.restore")} />
          <p>{t("welcome.restore_note")}</p>
        </li>
        <li>
          <button
            type="button"
            disabled={busy}
            onClick={() => {
              setBusy(true);
              model
                .lookAround()
                .then(() => go("today"))
                .catch((e: unknown) => setTrouble(troubleText(e)))
                .finally(() => setBusy(false));
            }}
          >
            {busy ? t("welcome.looking") : t("welcome.look")}
          </button>
          <p>{t("welcome.look_note")}</p>
        </li>
      </ul>
      {trouble && (
        <Notice tone="warn" title={t("form.refused")}>
          <p>{trouble}</p>
        </Notice>
      )}
    </div>
  );
}
