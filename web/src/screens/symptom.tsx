// Pain outside a session: on stairs, at rest, in daily life, at night.

import { useState } from "preact/hooks";
import type { SymptomBody } from "../facts";
import { useModel } from "../model";
import { Choice, PainScale } from "../parts/fields";
import { Form, Heading } from "../parts/notice";
import { go } from "../route";
import { t } from "../words";

export const contexts = ["daily", "stairs", "rest", "night"] as const;

export function SymptomScreen() {
  const model = useModel();
  const [pain, setPain] = useState<number>();
  const [context, setContext] = useState<(typeof contexts)[number]>();
  return (
    <>
      <Heading>{t("symptom.title")}</Heading>
      <p class="lead">{t("symptom.lead")}</p>
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
