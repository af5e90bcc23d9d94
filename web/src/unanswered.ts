// Facts that were sent and whose answer never came: the server may have kept them or not. Said again, they are sent again to
// the letter, id and all, and the server counts them once.

import { dayOfInstant, deviceTime } from "./clock";
import { type Fact, type RetractBody, sorted } from "./facts";
import { StoreTrouble } from "./store/fact_store";

/** chosen: who presses again does so soon; the same answers later may tell of another time. */
const SAME_SAVE_MS = 3_600_000;

interface Sent {
  fact: Fact;
  when: number;
}

function recent(sent: Sent): boolean {
  const age = deviceTime() - sent.when;
  return age >= 0 && age < SAME_SAVE_MS;
}

/** What a fact says: not its id, nor the moment where that is merely the one of pressing save. */
function said({ id, at, entered, ...body }: Fact): string {
  return sorted([body, entered === undefined ? dayOfInstant(at) : at]);
}

/** Whether trouble leaves open what became of the facts: no answer, or one that the server itself does not give. */
function leavesOpen(e: unknown): boolean {
  return !(e instanceof StoreTrouble) || e.code === "unreachable" || e.code === "internal";
}

/** One for each diary; outlives a reload of the page, not its tab. */
export class Unanswered {
  private sent: Sent[];
  private readonly place: string;

  constructor(diary: string) {
    this.place = `springback.unanswered.${diary}`;
    this.sent = remembered(this.place);
  }

  facts(): Fact[] {
    return this.sent.map((s) => s.fact);
  }

  /** The facts, with those that were sent before as they were then. */
  asSentBefore(facts: Fact[]): Fact[] {
    const before = this.sent.filter(recent).map((s) => s.fact);
    return facts.map((fact) => {
      const at = before.findIndex((b) => b.id === fact.id || said(b) === said(fact));
      return at < 0 ? fact : before.splice(at, 1)[0]!;
    });
  }

  /** Sends facts and remembers them until they are answered for. */
  async sending(facts: Fact[], send: () => Promise<Fact[]>): Promise<Fact[]> {
    const before = this.sent;
    const ids = new Set(facts.map((f) => f.id));
    const others = () => this.sent.filter((s) => !ids.has(s.fact.id));
    this.keep([...others(), ...facts.map((fact) => ({ fact, when: deviceTime() }))]);
    try {
      const kept = await send();
      const gone = new Set(facts.filter((f): f is Fact<RetractBody> => f.type === "retract").map((f) => f.target));
      this.keep(others().filter((s) => recent(s) && !gone.has(s.fact.id)));
      return kept;
    } catch (e) {
      // Refused: none of it was kept now, but an earlier sending may have been.
      if (!leavesOpen(e)) this.keep([...others(), ...before.filter((s) => ids.has(s.fact.id))]);
      throw e;
    }
  }

  private keep(sent: Sent[]): void {
    this.sent = sent;
    try {
      if (sent.length === 0) sessionStorage.removeItem(this.place);
      else sessionStorage.setItem(this.place, JSON.stringify(sent));
    } catch {
      // Without storage it is forgotten with the page.
    }
  }
}

function remembered(place: string): Sent[] {
  try {
    return (JSON.parse(sessionStorage.getItem(place) ?? "[]") as Sent[] | null) ?? [];
  } catch {
    return [];
  }
}
