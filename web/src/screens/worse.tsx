// "It got worse": red flags, how bad, and the plan changes at once.

import { useState } from "preact/hooks";
import { dayOfInstant } from "../clock";
import { type Body, type FlagKind, byTime } from "../facts";
import { useModel } from "../model";
import { Already } from "../parts/already";
import { Choice, PainScale, Ticks } from "../parts/fields";
import { WhatToDoNow, flagOptions, referFlags, urgentFlags } from "../parts/flags";
import { Form, Heading, Notice } from "../parts/notice";
import { go } from "../route";
import { t } from "../words";
import { contexts } from "./symptom";

export function WorseScreen() {
  const model = useModel();
  const [flags, setFlags] = useState<FlagKind[]>([]);
  const [pain, setPain] = useState<number>();
  const [context, setContext] = useState<(typeof contexts)[number]>();
  const [there] = useState(() =>
    model.standing.filter((f) => (f.type === "flag" || f.type === "symptom") && dayOfInstant(f.at) === model.day).sort(byTime),
  );
  const urgent = flags.filter((f) => urgentFlags.includes(f));
  const pick = (group: readonly FlagKind[]) => (picked: FlagKind[]) =>
    setFlags([...flags.filter((f) => !group.includes(f)), ...picked]);
  return (
    <>
      <Heading>{t("worse.title")}</Heading>
      <p class="lead">{t("worse.lead")}</p>
      <Form
        save={t("worse.save")}
        ready={flags.length > 0 || pain !== undefined}
        missing={t("worse.missing")}
        onSave={async () => {
          const bodies: Body[] = flags.map((flag) => ({ type: "flag", flag }));
          if (pain !== undefined) bodies.push({ type: "symptom", pain, ...(context ? { context } : {}) });
          await model.record(
            bodies.map((b) => model.stamp(b)),
            t("worse.saved"),
          );
          go("today");
        }}
      >
        <Ticks
          legend={t("worse.urgent")}
          options={flagOptions(urgentFlags)}
          value={urgent}
          onChange={pick(urgentFlags)}
        />
        {urgent.length > 0 && (
          <Notice tone="stop" title={t("worse.now")}>
            <WhatToDoNow flags={urgent} />
          </Notice>
        )}
        <PainScale legend={t("worse.pain")} value={pain} onPick={setPain} />
        <Choice
          legend={t("symptom.context")}
          options={contexts.map((value) => ({ value, label: t(`contexts.${value}`) }))}
          value={context}
          onPick={setContext}
        />
        <Ticks
          legend={t("worse.refer")}
          options={flagOptions(referFlags)}
          value={flags.filter((f) => referFlags.includes(f))}
          onChange={pick(referFlags)}
        />
        <Already facts={there} />
      </Form>
    </>
  );
}
