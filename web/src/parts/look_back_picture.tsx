// Ten weeks of running up to the onset, and at its day each thing that stood out; the same as a table behind it.

import { shortDay } from "../clock";
import type { LookBackAnswer } from "../engine/door";
import { type Lane, type Layout, layOut, sizes } from "../look_back_layout";
import type { Guard, LookFinding, LookWeek } from "../outcome";
import { calendar, list, t, tCode } from "../words";
import { AsTable } from "./data_table";
import { guardShapes } from "./guard_mark";
import { useWidth } from "./later";

/** The words over the six weeks stand beside those at the onset, or not at all. */
const SIX_WEEKS_ROOM = 170;

function figureOf(f: LookFinding): string | undefined {
  if (!f.measured) return undefined;
  const words = tCode("lookback.marks", f.code, {
    percent: f.percent ?? "",
    climb_m_per_km: f.climb_m_per_km ?? "",
    days: f.days ?? "",
  });
  return words === f.code ? undefined : words;
}

/** A week's distance in short: what nobody told stays a question. */
function weekFigure(week: LookWeek, digits: number): string {
  if (!week.known) return t("lookback.unknown");
  const known = week.distance_m > 0 ? (week.distance_m / 1000).toFixed(digits) : "0";
  if (week.unknown === 0) return known;
  return week.distance_m > 0 ? t("lookback.unknown_too", { known }) : t("lookback.unknown");
}

export function LookBackPicture({ found }: { found: LookBackAnswer }) {
  const [box, width] = useWidth<HTMLDivElement>();
  const { look_back: past, said } = found;
  const label = t("lookback.picture", { onset: shortDay(past.onset, calendar) });
  return (
    <figure class="past">
      <div ref={box} class="drawn" role="img" aria-label={label}>
        {width > 0 && <Drawing found={found} at={layOut(past, width, figureOf)} width={width} />}
      </div>
      {past.weeks.some((w) => !w.known || w.unknown > 0) && (
        <figcaption>
          {t("lookback.unknown")} {t("lookback.key_unknown")}
        </figcaption>
      )}
      <Weeks found={found} names={said.names} label={t("lookback.table", { onset: shortDay(past.onset, calendar) })} />
    </figure>
  );
}

function Drawing({ found, at, width }: { found: LookBackAnswer; at: Layout; width: number }) {
  const { said } = found;
  const narrow = width < 480;
  const height = at.height + 62;
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <rect class="six" x={at.six} y={0} width={width - at.six} height={at.foot} />
      <text class="when" x={at.six - 8} y={15} text-anchor="end">
        {t("lookback.four_weeks")}
      </text>
      {width - at.six >= SIX_WEEKS_ROOM && (
        <text class="when" x={at.six + 6} y={15}>
          {t("lookback.six_weeks")}
        </text>
      )}
      {at.lanes.map((lane) => (
        <LaneDrawn key={lane.guard} lane={lane} at={at} name={said.names[lane.guard]} width={width} />
      ))}
      <text class="unit" x={0} y={at.foot - sizes.bars - 22}>
        {t("lookback.km_a_week")}
      </text>
      {at.bars.map((bar, i) => {
        const middle = bar.x + bar.width / 2;
        const open = !bar.week.known || bar.week.unknown > 0;
        return (
          <g key={bar.week.from}>
            <rect class={bar.week.before ? "week before" : "week"} x={bar.x} width={bar.width} y={bar.y} height={bar.height} />
            {open && <rect class="week open" x={bar.x + 0.5} width={bar.width - 1} y={bar.y - 20} height={20} />}
            <text class="figure" x={middle} y={bar.y - 5} text-anchor="middle">
              {open ? t("lookback.unknown") : weekFigure(bar.week, narrow || bar.week.distance_m >= 99_950 ? 0 : 1)}
            </text>
            {(!narrow || i % 2 === 0) && (
              <text class="date" x={bar.x} y={at.foot + 24}>
                {shortDay(bar.week.from, calendar)}
              </text>
            )}
            {bar.week.ratio_pct !== undefined && (
              <text class="ratio" x={middle} y={at.foot + 58} text-anchor="middle">
                {String(bar.week.ratio_pct).length * sizes.letter > bar.width + 4 ? t("lookback.too_long") : bar.week.ratio_pct}
              </text>
            )}
          </g>
        );
      })}
      <path class="foot" d={`M0 ${at.foot}H${width}`} />
      <path class="days" d={at.days.map((x, i) => `M${x.toFixed(1)} ${at.foot}v${i % 7 === 0 ? 10 : 5}`).join("")} />
      <text class="unit" x={0} y={at.foot + 42}>
        {t("lookback.ratio")}
      </text>
      <path class="onset" d={`M${at.onset} 0V${at.foot}`} />
      <text class="when onset-word" x={at.onset - 5} y={15} text-anchor="end">
        {t("lookback.onset")}
      </text>
    </svg>
  );
}

/** The name in one line or, where the four weeks are too narrow for it, in two. */
function lines(name: string, room: number): string[] {
  if (name.length * sizes.letter <= room) return [name];
  const words = name.split(" ");
  const half = Math.ceil(words.length / 2);
  return words.length < 2 ? [name] : [words.slice(0, half).join(" "), words.slice(half).join(" ")];
}

function LaneDrawn({ lane, at, name, width }: { lane: Lane; at: Layout; name: string; width: number }) {
  const rows = lines(name, at.six - 8);
  return (
    <g>
      <path class="lane" d={`M${at.six} ${lane.y}H${width}`} />
      {rows.map((row, i) => (
        <text key={row} class="name" x={at.six - 8} y={lane.y + 4 + (i - (rows.length - 1) / 2) * 13} text-anchor="end">
          {row}
        </text>
      ))}
      {lane.marks.map((mark) => (
        <g key={mark.finding}>
          {mark.from < mark.x && <path class="row" d={`M${mark.from} ${lane.y}H${mark.x}`} />}
          {[...new Set([mark.from, mark.x])].map((x) => (
            <path key={x} class={`guard ${lane.guard}`} d={guardShapes[lane.guard]} transform={`translate(${x} ${lane.y})`} />
          ))}
          {mark.figure && (
            <text class="figure over-line" x={mark.figure.x} y={lane.y + 4} text-anchor={mark.figure.anchor}>
              {mark.figure.text}
            </text>
          )}
        </g>
      ))}
    </g>
  );
}

function Weeks({ found, names, label }: { found: LookBackAnswer; names: Record<Guard, string>; label: string }) {
  const { weeks, findings } = found.look_back;
  const within = (week: LookWeek) =>
    findings
      .filter((f) => f.day >= week.from && f.day <= week.to)
      .sort((a, b) => (a.day < b.day ? -1 : 1))
      .map((f) => t("lookback.on_day", { name: names[f.code], day: shortDay(f.day, calendar) }));
  return (
    <AsTable summary={t("lookback.as_table")} label={label}>
      <thead>
        <tr>
          <th scope="col">{t("lookback.week")}</th>
          <th scope="col" class="n">
            {t("lookback.km")}
          </th>
          <th scope="col" class="n">
            {t("lookback.runs")}
          </th>
          <th scope="col">{t("lookback.stood_out")}</th>
          <th scope="col" class="n">
            {t("lookback.ratio_head")}
          </th>
        </tr>
      </thead>
      <tbody>
        {weeks.map((week) => (
          <tr key={week.from}>
            <th scope="row">{t("lookback.span", { from: shortDay(week.from, calendar), to: shortDay(week.to, calendar) })}</th>
            <td class="n">{weekFigure(week, 1)}</td>
            <td class="n">{week.known ? week.run_days : t("lookback.unknown")}</td>
            <td>{list(within(week))}</td>
            <td class="n">{week.ratio_pct === undefined ? "–" : t("lookback.percent", { n: week.ratio_pct })}</td>
          </tr>
        ))}
      </tbody>
    </AsTable>
  );
}
