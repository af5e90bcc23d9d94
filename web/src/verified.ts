// A verification's answer, as far as the page draws it; api/verify.schema.json says all of it.

import type { Fact } from "./facts";

export interface Broken {
  invariant: string;
  /** The rule in words. */
  rule: string;
  source: string;
  part: string;
  ladder: string;
  note: string;
  /** Both nothing when no diary was found that breaks it. */
  breaks_on: string | null;
  diary: Fact[] | null;
}

export interface Verified {
  protocol: string;
  hash: string;
  proved: boolean;
  /** How many rules there are. */
  invariants: number;
  states: number;
  not_covered: string[];
  broken: Broken[];
}

export interface CheckedProtocol {
  protocol: string;
  hash: string;
  proved: boolean;
  invariants: number;
  states: number;
}
