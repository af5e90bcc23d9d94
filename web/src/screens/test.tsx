// The two tests: counted one-leg heel raises on each side, and a few hops.

import { useState } from "preact/hooks";
import { dayOfInstant } from "../clock";
import type { TestBody } from "../facts";
import { useModel } from "../model";
import { OnceForm, useOnce } from "../parts/already";
import { Choice, NumberField, PainScale } from "../parts/fields";
import { Form, Heading } from "../parts/notice";
import { go } from "../route";
import { t } from "../words";

export function TestScreen() {
  const model = useModel();
  const [test, setTest] = useState<TestBody["test"]>("heel_raise");
  const [left, setLeft] = useState<number>();
  const [right, setRight] = useState<number>();
  const [pain, setPain] = useState<number>();
  const counted = test === "hop" || left !== undefined || right !== undefined;
  const once = useOnce((standing) => standing.filter((f) => f.type === "test" && dayOfInstant(f.at) === model.day));
  return (
    <>
      <Heading>{t("test.title")}</Heading>
      <OnceForm once={once} kind="test">
        <Form
          save={t("test.save")}
          ready={pain !== undefined && counted}
          missing={t("test.missing")}
          onSave={async () => {
            const body: TestBody = { type: "test", test, pain: pain! };
            if (test === "heel_raise" && left !== undefined) body.left = Math.round(left);
            if (test === "heel_raise" && right !== undefined) body.right = Math.round(right);
            if (await once.record([model.stamp(body)], t("test.saved"))) go("today");
          }}
        >
          <Choice
            legend={t("test.which")}
            options={(["heel_raise", "hop"] as const).map((value) => ({ value, label: t(`tests.${value}`) }))}
            value={test}
            onPick={setTest}
          />
          <p class="hint">{test === "heel_raise" ? t("test.raise_how") : t("test.hop_how")}</p>
          {test === "heel_raise" && (
            <div class="pair">
              <NumberField label={t("test.left")} max={100} value={left} onChange={setLeft} />
              <NumberField label={t("test.right")} max={100} value={right} onChange={setRight} />
            </div>
          )}
          <PainScale legend={t("test.pain")} value={pain} onPick={setPain} />
        </Form>
      </OnceForm>
    </>
  );
}
