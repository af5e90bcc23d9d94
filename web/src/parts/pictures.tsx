// Drawings: the heel, the marks of a verdict, the icons of the way around. Own work, in the colour of the text.

import type { Site, Track } from "../facts";
import type { Verdict } from "../outcome";
import { tCode } from "../words";

/** The lower leg from the side, with the part that hurts marked. */
export function HeelPicture({ site }: { site: Site }) {
  const spot = site === "midportion" ? { cx: 41, cy: 66, rx: 8, ry: 19 } : { cx: 38, cy: 103, rx: 9, ry: 8 };
  return (
    <svg class="heel" viewBox="0 0 140 140" aria-hidden="true">
      <path
        class="skin"
        d="M48 0 C36 22 44 44 44 66 C44 84 36 92 33 104 C30 118 34 130 46 132 L118 132 C130 132 132 122 122 118
           C106 112 90 104 84 88 C80 76 84 40 92 0 Z"
      />
      <path class="tendon" d="M52 8 C44 30 46 50 46 68 C46 84 41 92 38 102" />
      <ellipse class="spot" {...spot} />
      <path class="line" d="M14 132 H132" />
      {site === "midportion" && <path class="measure" d="M20 104 V84 M20 50 V84 M16 84 h8 M16 50 h8 M16 104 h8" />}
    </svg>
  );
}

const shapes: Record<Verdict, string> = {
  clear: "M8 1.5a6.5 6.5 0 1 0 0 13 6.5 6.5 0 0 0 0-13Z",
  borderline: "M8 1 15 14.5H1Z",
  excessive: "M2 2h12v12H2Z",
  pending: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Z",
  incomplete: "M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11Z",
  none: "M3 8h10",
};

/** A verdict has a shape and a word as well as a colour. */
export function VerdictMark({ verdict }: { verdict: Verdict }) {
  return (
    <span class={`verdict ${verdict}`}>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d={shapes[verdict]} />
      </svg>
      {tCode("verdicts", verdict)}
    </span>
  );
}

const icons: Record<string, string> = {
  today: "M4 6h16v14H4ZM4 10h16M8 3v5M16 3v5",
  log: "M12 4v16M4 12h16",
  progress: "M4 20V13M10 20V8M16 20V11M21 20V4",
  recordings: "M3 13h4l2-7 4 13 3-9 1.5 3H21",
  more: "M4 7h16M4 12h16M4 17h16",
  strength: "M3 12h18M6 7v10M18 7v10M3 9.5v5M21 9.5v5",
  spring: "M7 4h10L7 8h10L7 12h10L7 16h10M5 20h14",
  run: "M13 4.5h.01M7 20l3-5 3 2v4M10 15l1.5-6L8 11l-1 3M11.5 9l3 2.5 3.5.5",
  walk: "M12 4.5h.01M9 20l2-6 3 3v3M11 14l.5-5-3 1.5-.5 3M11.5 9l2.5 3 2.5 1",
  other: "M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18ZM12 8v4l3 2",
  rest: "M4 16c4-6 12-6 16 0M12 4v3M5 8l2 2M19 8l-2 2M3 20h18",
  worse: "M12 4 21.5 20H2.5ZM12 10v4M12 17h.01",
};

export function Icon({ name }: { name: string }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={icons[name] ?? icons.other} />
    </svg>
  );
}

export function TrackIcon({ track }: { track: Track }) {
  return <Icon name={track} />;
}
