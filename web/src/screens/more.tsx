// Settings, everything out and back in, the profile, and what Springback is.

import { useState } from "preact/hooks";
import type { Equipment, ProfileBody } from "../facts";
import { latestProfile } from "../facts";
import { useModel } from "../model";
import { Choice, NumberField, PainScale, Stiffness, Ticks } from "../parts/fields";
import { Card, Form, Heading, troubleText } from "../parts/notice";
import { RestoreButton } from "../parts/restore";
import { go, href } from "../route";
import { type Theme, chooseTheme, chosenTheme } from "../theme";
import { purpose, t } from "../words";

export function MoreScreen() {
  const model = useModel();
  const [theme, setTheme] = useState<Theme>(chosenTheme);
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  return (
    <>
      <Heading>{t("more.title")}</Heading>
      <Card title={t("more.look")}>
        <Choice
          legend={t("more.theme")}
          options={(["system", "light", "dark"] as const).map((value) => ({ value, label: t(`more.themes.${value}`) }))}
          value={theme}
          onPick={(v) => {
            chooseTheme(v);
            setTheme(v);
          }}
        />
      </Card>
      {model.started && <ProfileCard />}
      <Card title={t("more.data")}>
        <p>{t("more.data_note", { n: model.standing.length })}</p>
        <div class="actions">
          <a class="button" href={model.exportAddress()} download>
            {t("more.export")}
          </a>
          <RestoreButton label={t("more.restore")} />
          <a class="button" href={href("entries")}>
            {t("more.entries")}
          </a>
        </div>
      </Card>
      <Card title={t("more.about")}>
        <p>{purpose()}</p>
        <p>{t("more.about_more")}</p>
        <p>
          <a href={href("sources")}>{t("more.sources")}</a>
        </p>
        {model.diary === "me" && (
          <p>
            <button
              type="button"
              class="link"
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
              {t("more.look_around")}
            </button>
          </p>
        )}
        <p class="error" role="alert">
          {trouble}
        </p>
      </Card>
    </>
  );
}

function ProfileCard() {
  const model = useModel();
  const profile = latestProfile(model.standing)!;
  const [p, setP] = useState<ProfileBody>(() => {
    const { id: _id, at: _at, entered: _entered, ...body } = profile;
    return body;
  });
  const set = (more: Partial<ProfileBody>) => setP({ ...p, ...more });
  return (
    <details class="card fold">
      <summary>
        <h2>{t("more.profile")}</h2>
      </summary>
      <Form
        save={t("more.save_profile")}
        ready={(p.goal_min ?? 30) >= 20 && (p.goal_min ?? 30) <= 90}
        missing={t("more.goal_range")}
        onSave={async () => {
          await model.record([model.stamp(p)], t("more.profile_saved"));
        }}
      >
        <NumberField
          label={t("intake.goal.ask")}
          unit={t("units.min")}
          min={20}
          max={90}
          step={5}
          value={p.goal_min}
          onChange={(n) => set({ goal_min: n && Math.round(n) })}
        />
        <NumberField
          label={t("intake.kit.mass")}
          unit={t("units.kg")}
          min={30}
          max={250}
          value={p.body_mass_kg}
          onChange={(body_mass_kg) => set({ body_mass_kg })}
        />
        <Ticks<Equipment>
          legend={t("intake.kit.ask")}
          options={(["backpack", "dumbbell", "machine", "step"] as const).map((value) => ({
            value,
            label: t(`equipment.${value}`),
          }))}
          value={(p.equipment ?? []).filter((e) => e !== "none")}
          onChange={(equipment) => set({ equipment: equipment.length > 0 ? equipment : ["none"] })}
        />
        <PainScale
          legend={t("intake.usual.pain")}
          value={p.usual_morning_pain}
          onPick={(usual_morning_pain) => set({ usual_morning_pain })}
        />
        <Stiffness
          legend={t("intake.usual.stiffness")}
          value={p.usual_stiffness_min}
          onPick={(usual_stiffness_min) => set({ usual_stiffness_min })}
        />
      </Form>
    </details>
  );
}
