// Figures in a table that scrolls within its place, under one name for eye and ear; alone, or folded behind a drawing.

import type { ComponentChildren } from "preact";
import { t } from "../words";

export function DataTable({ label, children }: { label: string; children: ComponentChildren }) {
  return (
    <div class="scroll" tabIndex={0} role="region" aria-label={label}>
      <table>
        <caption>{label}</caption>
        {children}
      </table>
    </div>
  );
}

/** What the drawing above it shows, in figures. */
export function AsTable(props: { summary?: string; label: string; children: ComponentChildren }) {
  return (
    <details>
      <summary>{props.summary ?? t("charts.as_table")}</summary>
      <DataTable label={props.label}>{props.children}</DataTable>
    </details>
  );
}
