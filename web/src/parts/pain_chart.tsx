// Pain over time against usual, with each session's verdict below; the same numbers as a table behind it.

import { useEffect, useRef } from "preact/hooks";
import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import { longDay, shortDay } from "../clock";
import type { DayRow } from "../history";
import type { Verdict } from "../outcome";
import { colour, useColours } from "../theme";
import { calendar, t, tCode } from "../words";
import { AsTable } from "./data_table";
import { VerdictMark } from "./pictures";

const HEIGHT = 260;
const worst: Verdict[] = ["excessive", "borderline", "incomplete", "pending", "clear", "none"];

/** One mark a day: the weightiest verdict. Circle, triangle, square; hollow while open. */
function mark(ctx: CanvasRenderingContext2D, verdict: Verdict, x: number, y: number, r: number): void {
  ctx.beginPath();
  if (verdict === "borderline") {
    ctx.moveTo(x, y - r);
    ctx.lineTo(x + r, y + r);
    ctx.lineTo(x - r, y + r);
    ctx.closePath();
  } else if (verdict === "excessive") {
    ctx.rect(x - r, y - r, 2 * r, 2 * r);
  } else {
    ctx.arc(x, y, r, 0, 2 * Math.PI);
  }
  const paint = colour(verdict === "borderline" ? "warn" : verdict === "excessive" ? "stop" : "accent");
  ctx.fillStyle = paint;
  ctx.strokeStyle = paint;
  if (verdict === "pending" || verdict === "incomplete") ctx.stroke();
  else ctx.fill();
}

/** During: a hollow diamond; after: a cross. Told apart without any colour, from each other and from the morning. */
function effort(ctx: CanvasRenderingContext2D, kind: "during" | "after", x: number, y: number, r: number): void {
  ctx.beginPath();
  if (kind === "during") {
    ctx.moveTo(x, y - r);
    ctx.lineTo(x + r, y);
    ctx.lineTo(x, y + r);
    ctx.lineTo(x - r, y);
    ctx.closePath();
    ctx.fillStyle = colour("sheet");
    ctx.fill();
  } else {
    ctx.moveTo(x - r, y - r);
    ctx.lineTo(x + r, y + r);
    ctx.moveTo(x + r, y - r);
    ctx.lineTo(x - r, y + r);
  }
  ctx.strokeStyle = colour(kind === "during" ? "warn" : "stop");
  ctx.stroke();
}

function Key({ kind }: { kind: "during" | "after" }) {
  return (
    <span class={`key-drawn ${kind}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={kind === "during" ? "M8 2 14 8 8 14 2 8Z" : "M3 3 13 13M13 3 3 13"} />
      </svg>
      {t(`charts.${kind}`)}
    </span>
  );
}

export function PainChart({ rows }: { rows: DayRow[] }) {
  const at = useRef<HTMLDivElement>(null);
  const colours = useColours();
  useEffect(() => {
    const box = at.current;
    if (!box || rows.length === 0) return;
    const x = rows.map((r) => Date.parse(`${r.day}T00:00:00Z`) / 1000);
    const column = (key: "morning" | "usual") => rows.map((r) => r[key] ?? null);
    const ink = colour("ink-soft");
    const axis = {
      stroke: ink,
      font: "12px system-ui, sans-serif",
      grid: { stroke: colour("rule"), width: 1 },
      ticks: { show: false },
    };
    const dots = { show: true, size: 7, stroke: colour("accent"), fill: colour("accent") };
    const chart = new uPlot(
      {
        width: box.clientWidth,
        height: HEIGHT,
        tzDate: (ts) => uPlot.tzDate(new Date(ts * 1000), "Etc/UTC"),
        legend: { show: false },
        cursor: { show: false },
        scales: { y: { range: [-1.6, 10.4] }, x: { time: true } },
        axes: [
          {
            ...axis,
            space: 70,
            values: (_u, splits) => splits.map((s) => shortDay(new Date(s * 1000).toISOString().slice(0, 10), calendar)),
          },
          { ...axis, size: 28, splits: () => [0, 2, 4, 6, 8, 10] },
        ],
        series: [
          {},
          { stroke: colour("ink-soft"), width: 1.5, dash: [5, 4], points: { show: false } },
          { stroke: colour("accent"), width: 2, points: dots, spanGaps: false },
        ],
        hooks: {
          draw: [
            (u) => {
              const px = devicePixelRatio;
              u.ctx.save();
              u.ctx.lineWidth = 1.5 * px;
              for (const row of rows) {
                const across = u.valToPos(Date.parse(`${row.day}T00:00:00Z`) / 1000, "x", true);
                for (const kind of ["during", "after"] as const) {
                  const score = row[kind];
                  if (score !== undefined) effort(u.ctx, kind, across, u.valToPos(score, "y", true), 4 * px);
                }
                const verdict = worst.find((v) => row.sessions.some((s) => s.verdict === v));
                if (!verdict) continue;
                mark(u.ctx, verdict, across, u.valToPos(-0.9, "y", true), 3.5 * px);
              }
              u.ctx.restore();
            },
          ],
        },
      },
      [x, column("usual"), column("morning")] as uPlot.AlignedData,
      box,
    );
    const fit = new ResizeObserver(() => chart.setSize({ width: box.clientWidth, height: HEIGHT }));
    fit.observe(box);
    return () => {
      fit.disconnect();
      chart.destroy();
    };
  }, [rows, colours]);

  return (
    <figure class="chart">
      <div ref={at} class="plot" role="img" aria-label={t("charts.pain_label")} />
      <figcaption>
        <span class="key morning">{t("charts.morning")}</span>
        <span class="key usual">{t("charts.usual")}</span>
        <Key kind="during" />
        <Key kind="after" />
        <VerdictMark verdict="clear" />
        <VerdictMark verdict="borderline" />
        <VerdictMark verdict="excessive" />
        <VerdictMark verdict="pending" />
      </figcaption>
      <PainTable rows={rows} />
    </figure>
  );
}

function PainTable({ rows }: { rows: DayRow[] }) {
  const cell = (n: number | undefined) => (n === undefined ? "–" : n);
  return (
    <AsTable label={t("charts.pain_label")}>
      <thead>
        <tr>
          <th scope="col">{t("charts.day")}</th>
          {(["morning", "usual", "during", "after"] as const).map((k) => (
            <th key={k} scope="col" class="n">
              {t(`charts.${k}`)}
            </th>
          ))}
          <th scope="col">{t("charts.sessions")}</th>
        </tr>
      </thead>
      <tbody>
        {[...rows].reverse().map((r) => (
          <tr key={r.day}>
            <th scope="row">{longDay(r.day, calendar)}</th>
            <td class="n">{cell(r.morning)}</td>
            <td class="n">{cell(r.usual)}</td>
            <td class="n">{cell(r.during)}</td>
            <td class="n">{cell(r.after)}</td>
            <td>
              {r.sessions.map((s, i) => (
                <span key={i}>
                  {tCode("tracks", s.track)} {s.verdict && <VerdictMark verdict={s.verdict} />}{" "}
                </span>
              ))}
            </td>
          </tr>
        ))}
      </tbody>
    </AsTable>
  );
}
