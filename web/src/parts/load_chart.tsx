// Tendon load by week, stacked by kind; the same as a table behind it.

import { useId } from "preact/hooks";
import { shortDay } from "../clock";
import type { LedgerAnswer } from "../engine/door";
import { type LoadBar, isOpen, layLoad, stacked } from "../load_layout";
import type { KindLoad, LoadKind, LoadWeek } from "../outcome";
import { calendar, grouped, t } from "../words";
import { AsTable } from "./data_table";
import { useWidth } from "./later";

const HEIGHT = 170;
/** The width of a figure in the drawing. */
const LETTER = 7;
/** Above the tallest bar: room for what is not known of it. */
const HEAD = 24;

export function LoadChart({ answer, weeks }: { answer: LedgerAnswer; weeks: number }) {
  const [box, width] = useWidth<HTMLDivElement>();
  const patterns = useId().replace(/[^\w-]/g, "");
  const { load: ledger, said } = answer;
  const bars = width > 0 ? layLoad(ledger, width, HEIGHT, weeks) : [];
  const seen = stacked.filter((kind) => ledger.weeks.some((w) => w.kinds.some((k) => k.kind === kind && (k.load ?? 0) > 0)));
  const full = HEIGHT + HEAD + 58;
  return (
    <figure class="loads">
      <div ref={box} class="drawn" role="img" aria-label={t("load.picture")}>
        {width > 0 && (
          <svg width={width} height={full} viewBox={`0 0 ${width} ${full}`} aria-hidden="true">
            <Patterns id={patterns} />
            <g transform={`translate(0 ${HEAD})`}>
              {bars.map((bar, i) => (
                <Bar key={bar.week.from} bar={bar} patterns={patterns} dated={(bars.length - 1 - i) % (width < 480 ? 3 : 1) === 0} last={i === bars.length - 1} />
              ))}
              <path class="foot" d={`M0 ${HEIGHT}H${width}`} />
              <text class="unit" x={0} y={HEIGHT + 36}>
                {t("load.ratio")}
              </text>
            </g>
          </svg>
        )}
      </div>
      <figcaption>
        {seen.map((kind) => (
          <Key key={kind} name={said.names[kind]} patterns={patterns} kind={kind} />
        ))}
        {ledger.weeks.some(isOpen) && (
          <span>
            <b>{t("load.unknown")}</b> {t("load.key_unknown")}
          </span>
        )}
        {ledger.weeks.some(isEmpty) && (
          <span>
            <b>{t("load.nothing")}</b> {t("load.key_nothing")}
          </span>
        )}
      </figcaption>
      <Table answer={answer} />
    </figure>
  );
}

function isEmpty(week: LoadWeek): boolean {
  return week.kinds.every((k) => k.sessions === 0 && k.unknown === 0);
}

/** Textures: no kind is told by its colour alone. */
function Patterns({ id }: { id: string }) {
  return (
    <defs>
      <pattern id={`${id}-walk`} class="texture" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect class="ground" width="6" height="6" />
        <circle class="ink" cx="2" cy="2" r="1" />
      </pattern>
      <pattern id={`${id}-spring`} class="texture" width="6" height="6" patternUnits="userSpaceOnUse">
        <rect class="ground" width="6" height="6" />
        <path class="stroke" d="M-1 7 7 -1" />
      </pattern>
      <pattern id={`${id}-strength`} class="texture" width="5" height="5" patternUnits="userSpaceOnUse">
        <rect class="ground" width="5" height="5" />
        <path class="stroke" d="M0 2.5H5" />
      </pattern>
    </defs>
  );
}

function fill(patterns: string, kind: LoadKind): string | undefined {
  return kind === "run" ? undefined : `url(#${patterns}-${kind})`;
}

function Key({ name, patterns, kind }: { name: string; patterns: string; kind: LoadKind }) {
  return (
    <span class="key-load">
      <svg viewBox="0 0 14 14" aria-hidden="true">
        <rect class={`load ${kind}`} x="0.5" y="0.5" width="13" height="13" fill={fill(patterns, kind)} />
      </svg>
      {name}
    </span>
  );
}

function Bar({ bar, patterns, dated, last }: { bar: LoadBar; patterns: string; dated: boolean; last: boolean }) {
  const middle = bar.x + bar.width / 2;
  return (
    <g class={bar.week.whole ? "" : "under-way"}>
      {bar.parts.map((part) => (
        <rect
          key={part.kind}
          class={`load ${part.kind}`}
          x={bar.x}
          width={bar.width}
          y={part.y}
          height={part.height}
          fill={fill(patterns, part.kind)}
        />
      ))}
      {bar.open && (
        <>
          <rect class="open" x={bar.x + 0.5} width={bar.width - 1} y={bar.y - 20} height={20} />
          <text class="figure" x={middle} y={bar.y - 5} text-anchor="middle">
            {t("load.unknown")}
          </text>
        </>
      )}
      {bar.empty && (
        <text class="figure" x={middle} y={HEIGHT - 5} text-anchor="middle">
          {t("load.nothing")}
        </text>
      )}
      {dated && (
        <text class="date" x={last ? bar.x + bar.width : middle} y={HEIGHT + 16} text-anchor={last ? "end" : "middle"}>
          {bar.week.whole ? shortDay(bar.week.from, calendar) : t("load.so_far")}
        </text>
      )}
      {bar.week.ratio_pct !== undefined && (
        <text class="ratio" x={middle} y={HEIGHT + 53} text-anchor="middle">
          {String(bar.week.ratio_pct).length * LETTER > bar.width + 4 ? t("load.too_long") : bar.week.ratio_pct}
        </text>
      )}
    </g>
  );
}

function cell(kind: KindLoad | undefined): string {
  if (kind === undefined || (kind.sessions === 0 && kind.unknown === 0)) return t("load.nothing");
  const known = kind.load === undefined ? undefined : grouped(kind.load);
  if (kind.unknown === 0) return known ?? t("load.nothing");
  return known === undefined ? t("load.unknown") : t("load.unknown_too", { known });
}

function Table({ answer }: { answer: LedgerAnswer }) {
  const { load: ledger, said } = answer;
  const kinds = [...stacked, "other" as const].filter((kind) =>
    ledger.weeks.some((w) => w.kinds.some((k) => k.kind === kind && k.sessions + k.unknown > 0)),
  );
  return (
    <AsTable label={t("load.table")}>
      <thead>
        <tr>
          <th scope="col">{t("load.week")}</th>
          {kinds.map((kind) => (
            <th key={kind} scope="col" class="n">
              {said.names[kind]}
            </th>
          ))}
          <th scope="col" class="n">
            {t("load.all")}
          </th>
          <th scope="col" class="n">
            {t("load.ratio_head")}
          </th>
        </tr>
      </thead>
      <tbody>
        {[...ledger.weeks].reverse().map((week) => (
          <tr key={week.from}>
            <th scope="row">
              {shortDay(week.from, calendar)}
              {!week.whole && <small> {t("load.so_far")}</small>}
            </th>
            {kinds.map((kind) => (
              <td key={kind} class="n">
                {cell(week.kinds.find((k) => k.kind === kind))}
              </td>
            ))}
            <td class="n">
              {week.load === undefined
                ? isEmpty(week)
                  ? t("load.nothing")
                  : t("load.unknown")
                : isOpen(week)
                  ? t("load.unknown_too", { known: grouped(week.load) })
                  : grouped(week.load)}
            </td>
            <td class="n">{week.ratio_pct === undefined ? t("load.nothing") : t("load.percent", { n: week.ratio_pct })}</td>
          </tr>
        ))}
      </tbody>
    </AsTable>
  );
}
