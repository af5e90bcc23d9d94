// The record of one decision for a reader: reasons under their track, each sentence once there, and each source once by
// its number.

import type { Sentences } from "./engine/door";

export interface RecordGroup {
  /** Nothing: what holds for every track. */
  track?: string;
  reasons: { sentence: string; source?: number }[];
}

export interface DecisionRecord {
  groups: RecordGroup[];
  /** Numbered from 1 in this order. */
  sources: string[];
}

export function recordOf(reasons: Sentences["reasons"]): DecisionRecord {
  const groups: RecordGroup[] = [];
  const sources: string[] = [];
  const tracks = [undefined, "strength", "spring", "run", "walk", "other"];
  for (const track of tracks) {
    const group: RecordGroup = { ...(track ? { track } : {}), reasons: [] };
    const said = new Set<string>();
    for (const r of reasons) {
      if (r.track !== track || said.has(r.sentence)) continue;
      said.add(r.sentence);
      const source = [r.source, r.certainty].filter(Boolean).join(" ");
      if (source && !sources.includes(source)) sources.push(source);
      group.reasons.push({ sentence: r.sentence, ...(source ? { source: sources.indexOf(source) + 1 } : {}) });
    }
    if (group.reasons.length > 0) groups.push(group);
  }
  return { groups, sources };
}
