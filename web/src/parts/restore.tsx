// Bringing a diary back from a file: whole, or not at all with every fault named.

import { useId, useState } from "preact/hooks";
import { useModel } from "../model";
import { StoreTrouble } from "../store/fact_store";
import { t } from "../words";
import { Notice, troubleText } from "./notice";

export function RestoreButton({ label }: { label: string }) {
  const model = useModel();
  const id = useId();
  const [busy, setBusy] = useState(false);
  const [trouble, setTrouble] = useState<unknown>();
  const take = (file: File) => {
    setBusy(true);
    setTrouble(undefined);
    model
      .restore(file, (r) => t("restore.done", { n: r.facts_new, known: r.facts_known }))
      .catch(setTrouble)
      .finally(() => setBusy(false));
  };
  const faults = trouble instanceof StoreTrouble ? trouble.faults : [];
  return (
    <div class="restore">
      <input
        id={id}
        class="file"
        type="file"
        disabled={busy}
        onChange={(e) => {
          const file = e.currentTarget.files?.[0];
          if (file) take(file);
          e.currentTarget.value = "";
        }}
      />
      <label class="button" for={id}>
        {busy ? t("restore.busy") : label}
      </label>
      {trouble !== undefined && (
        <Notice tone="warn" title={t("restore.refused")}>
          {faults.length === 0 ? (
            <p>{troubleText(trouble)}</p>
          ) : (
            <ul>
              {faults.slice(0, 20).map((f) => (
                <li key={f.message}>{f.message}</li>
              ))}
            </ul>
          )}
        </Notice>
      )}
    </div>
  );
}
