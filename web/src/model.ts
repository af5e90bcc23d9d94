// The page's one state: the facts, what the engine says about today, and the verbs that change either.
//
// A verb writes facts to the store, hands them to the engine, and asks the engine anew. No outcome is ever fetched.

import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";
import { dayOfInstant, deviceTime, instant, minutesAhead, now, plusDays, today } from "./clock";
import type { Comparison, Decision, Engine, LaddersAnswer, LedgerAnswer, LookBackAnswer, RecordingReader } from "./engine/door";
import { type Body, type Bout, type Fact, type RecordingBody, type RetractBody, type ShownBody, byTime, latestProfile, newId, notAfter, samePlan, standing } from "./facts";
import { unpacked } from "./gunzip";
import type { Guard, SameActivity } from "./outcome";
import type { Demo, DiaryName, FactStore, Restored } from "./store/fact_store";
import { StoreTrouble } from "./store/fact_store";
import { type Taking, Takings } from "./takings";
import { Unanswered } from "./unanswered";
import type { Verified } from "./verified";

export interface Saved {
  /** What "Undo" takes back; empty: nothing is offered. */
  ids: string[];
  say: string;
}

export interface Ports {
  open(diary: DiaryName): FactStore;
  demo: Demo;
  /** A fresh engine that knows these protocols and no fact. */
  engine(protocols: unknown[]): Promise<Engine>;
  /** What reads files on this device; loaded with the first call. */
  recordings(): Promise<RecordingReader>;
}

export type Status = "opening" | "ready" | "trouble";

const CHOSEN_DIARY = "springback.diary";

export class Model {
  status: Status = "opening";
  trouble: StoreTrouble | undefined;
  diary: DiaryName = "me";
  facts: Fact[] = [];
  standing: Fact[] = [];
  day = today();
  decision: Decision | undefined;
  saved: Saved | undefined;
  protocols: unknown[] = [];
  /** The server did not answer when it was last asked: what is known is what was known before. */
  away = false;

  private store!: FactStore;
  private unanswered!: Unanswered;
  private engine!: Engine;
  private known = new Set<string>();
  private listeners = new Set<() => void>();
  private ladders_: LaddersAnswer | undefined;
  private same_: SameActivity[] | undefined;

  constructor(private readonly ports: Ports) {}

  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }

  get started(): boolean {
    return latestProfile(this.standing) !== undefined;
  }

  async open(diary?: DiaryName): Promise<void> {
    this.status = "opening";
    this.tell();
    try {
      this.diary = diary ?? (remembered() === "demo" && (await this.ports.demo.present()) ? "demo" : "me");
      remember(this.diary);
      this.store = this.ports.open(this.diary);
      this.unanswered = new Unanswered(this.diary);
      this.protocols = await this.store.protocols();
      this.engine = await this.ports.engine(this.protocols);
      this.facts = [];
      this.known = new Set();
      this.saved = undefined;
      this.take(await this.store.pull());
      this.trouble = undefined;
      this.away = false;
      this.status = "ready";
    } catch (e) {
      this.trouble = e instanceof StoreTrouble ? e : new StoreTrouble("internal", String(e));
      this.status = "trouble";
    }
    this.tell();
  }

  /** Facts that are news to this page go to the engine, and the day is decided anew. */
  private take(facts: Fact[]): void {
    const news = facts.filter((f) => !this.known.has(f.id));
    for (const f of news) this.known.add(f.id);
    if (news.length > 0) this.engine.add(news);
    this.facts = [...this.facts, ...news];
    this.standing = standing(this.facts);
    this.decide();
  }

  private decide(): void {
    this.day = today();
    this.ladders_ = undefined;
    this.same_ = undefined;
    this.decision = this.started ? this.engine.decide(this.day) : undefined;
  }

  /** Looks for facts that came in another way, and at the calendar: a page may stay open over midnight. */
  async refresh(): Promise<void> {
    if (this.status !== "ready") return;
    try {
      await this.look();
    } catch {
      // The server is away: what is known still holds, only the day may have changed.
      const before = this.seen();
      this.decide();
      if (before !== this.seen()) this.tell();
    }
  }

  /** Takes what was told elsewhere; trouble when the server does not say. */
  async look(): Promise<void> {
    const before = this.seen();
    const store = this.store;
    try {
      const news = await store.pull();
      this.away = false;
      this.take(store === this.store ? news : []);
    } catch (e) {
      this.away = e instanceof StoreTrouble && e.code === "unreachable";
      throw e;
    } finally {
      if (before !== this.seen()) this.tell();
    }
  }

  /** What has to be drawn anew when it changes. */
  private seen(): string {
    return `${this.day} ${this.facts.length} ${minutesAhead()} ${this.away}`;
  }

  get ladders(): LaddersAnswer {
    return (this.ladders_ ??= this.engine.ladders(this.day));
  }

  replay(from: string, to: string): Decision["outcome"][] {
    return this.engine.replay(from, to);
  }

  /** The diary so far under another protocol, beside its own. */
  whatIf(protocol: unknown): Comparison {
    return this.engine.whatIf(protocol, this.day);
  }

  /** A protocol's file as the engine takes it; its faults when it cannot be followed. */
  readProtocol(file: Blob): Promise<unknown> {
    return this.store.readProtocol(file);
  }

  /** A shipped protocol's file as text. */
  protocolText(id: string): Promise<string> {
    return this.store.protocolText(id);
  }

  /** Searches every state under a protocol's file; refused with its faults when it is none. */
  verifyProtocol(file: Blob, stop: AbortSignal): Promise<Verified> {
    return this.store.verifyProtocol(file, stop);
  }

  /** In how many states the protocol in force was checked; nothing before anybody asked for it, or when it broke a rule. */
  async checkedStates(): Promise<number | undefined> {
    const hash = this.decision?.protocol_hash;
    try {
      return (await this.store.checkedProtocols()).find((c) => c.hash === hash && c.proved)?.states;
    } catch {
      // The server is away: then nothing is said.
      return undefined;
    }
  }

  /** An engine that knows this protocol alone, and these facts instead of the diary's. */
  async engineUnder(protocol: unknown, facts: Fact[]): Promise<Engine> {
    const engine = await this.ports.engine([protocol]);
    engine.add(facts);
    return engine;
  }

  /** The engine's sentence that holds a recording, or the session that claims it, against its prescription. */
  compared(recording: Fact<RecordingBody>, session: Fact | undefined): string | undefined {
    // A day's sessions are known to the decision of the day after it.
    const next = this.engine.decide(plusDays(dayOfInstant(recording.start), 1));
    const at = (next.outcome.compared ?? []).findIndex((c) => c.session === recording.id || c.session === session?.id);
    return next.sentences.compared[at];
  }

  /** What came before this onset; without one, before the profile's. Nothing when it names none. */
  lookBack(onset?: string): LookBackAnswer | undefined {
    return this.engine.lookBack(this.day, onset);
  }

  /** Tendon load of the last weeks, this one included. */
  load(weeks: number): LedgerAnswer {
    return this.engine.load(this.day, weeks);
  }

  /** The activity that a recording shares with others; nothing when it is alone. */
  sameActivity(id: string): SameActivity | undefined {
    this.same_ ??= this.engine.same();
    return this.same_.find((group) => group.counts === id || group.others.includes(id));
  }

  /** What the guards said of a recorded run, in the engine's sentences. */
  stoodOut(recording: Fact<RecordingBody>, session: Fact | undefined): { guard: Guard; sentence: string }[] {
    const day = dayOfInstant(recording.start);
    const cited = (facts: string[] = []) => facts.includes(recording.id) || (session !== undefined && facts.includes(session.id));
    const next = this.engine.decide(plusDays(day, 1));
    const told = next.outcome.reasons.flatMap((reason, i) =>
      reason.code.startsWith("guard_") && cited(reason.facts)
        ? [{ guard: reason.code as Guard, sentence: next.sentences.reasons[i]!.sentence }]
        : [],
    );
    if (told.length > 0 || day > this.day) return told;
    // Before the programme no decision speaks of a run; the look back does.
    const past = this.engine.lookBack(this.day, day);
    return (past?.look_back.findings ?? []).flatMap((finding, i) =>
      cited(finding.facts) ? [{ guard: finding.code, sentence: past!.said.findings[i]! }] : [],
    );
  }

  private bouts = new Map<string, Bout[]>();

  /** The stretches of a recording as this page's own engine reads them; nothing for a format that it does not read. */
  async recordingBouts(recording: Fact<RecordingBody>): Promise<Bout[] | undefined> {
    const known = this.bouts.get(recording.id);
    if (known) return known;
    try {
      const bytes = await unpacked(await this.store.recordingBytes(recording.sha256));
      const read = bytes && (await this.ports.recordings()).read(bytes);
      if (read) this.bouts.set(recording.id, read.bouts);
      return read?.bouts;
    } catch {
      // Without the bytes (the server is away), or the reader, the fact's own stretches stand.
      return undefined;
    }
  }

  /** Gives facts their id and time. `at` defaults to now; a fact told later than it happened carries `entered`. */
  stamp<B extends Body>(body: B, at?: Date): Fact<B> {
    const told = now();
    const late = at !== undefined && told.getTime() - at.getTime() > 60_000;
    return {
      ...body,
      id: newId(),
      at: instant(at ?? told),
      ...(late ? { entered: instant(told) } : {}),
    };
  }

  /** The facts, with those that were sent before and never answered as they were then. */
  asSentBefore(told: Fact[]): Fact[] {
    const takenBack = new Set(this.facts.filter((f): f is Fact<RetractBody> => f.type === "retract").map((f) => f.target));
    return this.unanswered.asSentBefore(told, takenBack);
  }

  /** Sends facts, and hands back what this page has to learn; those that a clock ahead stamped are stamped anew, once,
   * when the refusal told the time. What was sent before and never answered goes again as it was. */
  private async keep(told: Fact[]): Promise<Fact[]> {
    const { store, unanswered } = this;
    // After a save that was not answered: what was kept of it, and what was taken back since, is seen first.
    if (unanswered.facts().some((f) => !this.known.has(f.id))) {
      const news = await store.pull();
      if (store === this.store) {
        this.take(news);
        this.tell();
      }
    }
    const facts = this.asSentBefore(told);
    // Kept in a diary that was left meanwhile: to the one that is open now they are none of its facts.
    const append = async (sent: Fact[]) => {
      const kept = await unanswered.sending(sent, () => store.append(sent));
      return store === this.store ? kept : [];
    };
    try {
      return await append(facts);
    } catch (e) {
      const stamped = facts.map((f) => notAfter(f, now(), deviceTime()));
      if (!(e instanceof StoreTrouble) || stamped.every((f, i) => f === facts[i])) throw e;
      return append(stamped);
    }
  }

  /** Keeps facts. `say` is what the page then tells; taking the entry back is offered beside it. */
  async record(facts: Fact[], say: string): Promise<void> {
    const kept = await this.keep(facts);
    this.take(kept);
    this.saved = { ids: kept.filter((f) => f.type !== "shown" && f.type !== "retract").map((f) => f.id), say };
    this.tell();
  }

  /** Takes entries back: a retract for each; the entries themselves stay on record. */
  async takeBack(ids: string[], say: string): Promise<void> {
    const kept = await this.keep(ids.map((target) => this.stamp({ type: "retract", target })));
    this.take(kept);
    this.saved = { ids: [], say };
    this.tell();
  }

  dismissSaved(): void {
    if (!this.saved) return;
    this.saved = undefined;
    this.tell();
  }

  /** What the runner was shown for today, as a fact; nothing when the newest of the day says the same. */
  shownFact(): { fact?: Fact<ShownBody>; id: string } | undefined {
    const decision = this.decision;
    if (decision === undefined) return undefined;
    const outcome = decision.outcome;
    const body: ShownBody = {
      type: "shown",
      for: outcome.date,
      engine: outcome.engine,
      protocol_hash: decision.protocol_hash,
      facts_hash: decision.facts_hash,
      today: outcome.today,
    };
    const newest = this.standing
      .filter((f): f is Fact<ShownBody> => f.type === "shown" && (f as Fact<ShownBody>).for === outcome.date)
      .sort(byTime)
      .at(-1);
    if (newest && samePlan(newest, body)) return { id: newest.id };
    const sent = this.unanswered.facts().find((f): f is Fact<ShownBody> => f.type === "shown" && samePlan(f as Fact<ShownBody>, body));
    const fact = sent ?? this.stamp(body);
    return { fact, id: fact.id };
  }

  private noting = false;

  /** Today's plan is looked at: that goes on record, once for each plan. Nothing is said when it cannot be kept. */
  async noteShown(): Promise<void> {
    if (this.noting || this.diary !== "me" || this.status !== "ready") return;
    const fact = this.shownFact()?.fact;
    if (fact === undefined) return;
    this.noting = true;
    try {
      this.take(await this.keep([fact]));
    } catch {
      // The server is away: the plan is seen again when it is back.
    } finally {
      this.noting = false;
    }
  }

  /** Files on their way into the diary, of this page and of earlier ones. */
  readonly takings = new Takings(
    () => this.tell(),
    () => this.refresh(),
  );

  addFiles(files: File[]): Promise<Taking[]> {
    return this.takings.take(files, this.diary, this.store);
  }

  /** Imports that the server still reads since before this page was opened. */
  async pickUpImports(): Promise<void> {
    try {
      await this.takings.pickUp(this.diary, this.store);
    } catch {
      // The server is away: it goes on by itself, and is asked the next time.
    }
  }

  exportAddress(): string {
    return this.store.exportAddress();
  }

  /** Brings a diary back from a file. `say`: what the page then tells. */
  async restore(file: Blob, say: (restored: Restored) => string): Promise<void> {
    const restored = await this.store.restore(file);
    await this.open(this.diary);
    // With the diary every screen is drawn anew, the one that asked too: the frame tells.
    this.saved = { ids: [], say: say(restored) };
    this.tell();
  }

  async lookAround(): Promise<void> {
    await this.ports.demo.make();
    await this.open("demo");
  }

  async leaveDemo(): Promise<void> {
    await this.ports.demo.remove();
    await this.open("me");
  }
}

function remembered(): string | null {
  try {
    return sessionStorage.getItem(CHOSEN_DIARY);
  } catch {
    return null;
  }
}

function remember(diary: DiaryName): void {
  try {
    sessionStorage.setItem(CHOSEN_DIARY, diary);
  } catch {
    // Without storage the page opens one's own diary each time.
  }
}

export const ModelContext = createContext<Model | undefined>(undefined);

/** The model, drawn anew whenever it changes. */
export function useModel(): Model {
  const model = useContext(ModelContext);
  if (!model) throw new Error("no model above this component");
  const [, redraw] = useState(0);
  useEffect(() => model.subscribe(() => redraw((n) => n + 1)), [model]);
  return model;
}
