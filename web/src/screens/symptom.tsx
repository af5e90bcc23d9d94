// Pain outside a session: on stairs, at rest, in daily life, at night.

import { useState } from "preact/hooks";
import { dayOfInstant } from "../clock";
import { type SymptomBody, byTime } from "../facts";
import { useModel } from "../model";
import { Already } from "../parts/already";
import { Choice, PainScale } from "../parts/fields";
import { Form, Heading } from "../parts/notice";
import { go } from "../route";
import { t } from "../words";

export const contexts = ["daily", "stairs", "rest", "night"] as const;

export function SymptomScreen() {
  const model = useModel();
  const [pain, setPain] = useState<number>();
  const [context, setContext] = useState<(typeof contexts)[number]>();
  const [there] = useState(() => model.standing.filter((f) => f.type === "symptom" && dayOfInstant(f.at) === model.day).sort(byTime));
  return (
    <>
      <Heading>{t("symptom.title")}</Heading>
      <p class="lead">{t("symptom.lead")}</p>
      <Already facts={there} />
      <Form
        save={t("symptom.save")}
        ready={pain !== undefined}
        missing={t("symptom.missing")}
        onSave={async () => {
          const body: SymptomBody = { type: "symptom", pain: pain! };
          if (context) body.context = context;
          await model.record([model.stamp(body)], t("symptom.saved"));
          go("today");
        }}
      >
        <PainScale legend={t("symptom.pain")} value={pain} onPick={setPain} />
        <Choice
          legend={t("symptom.context")}
          options={contexts.map((value) => ({ value, label: t(`contexts.${value}`) }))}
          value={context}
          onPick={setContext}
        />
      </Form>
    </>
  );
}
