// Facts that were sent and whose answer never came: the server may have kept them or not. Said again, they are sent again to
// the letter, id and all, and the server counts them once. What counts by its place among others (a flag after a clearing, a
// profile after another) does not: said twice it says no more than once, and its newest word must stand.

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

const BY_PLACE: readonly Fact["type"][] = ["flag", "order", "profile", "protocol", "shoe", "retract", "separate"];

/** Whether one fact says what the other says: not its id, nor the moment, but where both name one that is past. */
function sameSaid(one: Fact, other: Fact): boolean {
  const { id: _, at, entered, ...body } = one;
  const { id: __, at: otherAt, entered: otherEntered, ...otherBody } = other;
  const moments = entered !== undefined && otherEntered !== undefined ? at === otherAt : dayOfInstant(at) === dayOfInstant(otherAt);
  return moments && sorted(body) === sorted(otherBody);
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

  /** The facts, with those that were sent before as they were then; not those that were taken back since. */
  asSentBefore(facts: Fact[], takenBack: ReadonlySet<string>): Fact[] {
    const mine = this.sent.map((s) => s.fact).filter((f): f is Fact<RetractBody> => f.type === "retract");
    const gone = (id: string) => takenBack.has(id) || mine.some((f) => f.target === id);
    const before = this.sent.filter((s) => recent(s) && !gone(s.fact.id)).map((s) => s.fact);
    return facts.map((fact) => {
      const at = before.findIndex((b) => b.id === fact.id || (!BY_PLACE.includes(b.type) && sameSaid(b, fact)));
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
