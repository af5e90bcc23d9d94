import { type Server, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Engine, RecordingReader } from "../../src/engine/door";
import type { Body, Fact } from "../../src/facts";
import { Model } from "../../src/model";
import { ServerStore, serverDemo } from "../../src/store/server_store";

// A server that keeps facts by id as ours does, and whose answers to a save get lost on the way.
let kept: Fact[];
let lost: number;
let server: Server;
const fetched = globalThis.fetch;

beforeEach(async () => {
  kept = [];
  lost = 0;
  server = createServer((request, response) => {
    let text = "";
    request.on("data", (piece: Buffer) => (text += piece.toString()));
    request.on("end", () => {
      const page = (facts: Fact[]) =>
        response.end(JSON.stringify({ facts: facts.map((fact) => ({ seq: kept.indexOf(fact) + 1, fact })), last: kept.length }));
      if (request.url === "/api/v1/protocols") return response.end("[]");
      if (request.method === "GET") return page(kept.slice(Number(/after=(\d+)/.exec(request.url ?? "")?.[1])));
      const sent = JSON.parse(text) as Fact[];
      const fault = sent.find((f) => f.type === "note" && f.text === "refused");
      if (fault) return response.writeHead(400).end(JSON.stringify({ code: "facts_refused", detail: "no" }));
      kept.push(...sent.filter((f) => !kept.some((k) => k.id === f.id)));
      if (lost-- > 0) return request.socket.destroy();
      page(sent.map((f) => kept.find((k) => k.id === f.id)!));
    });
  });
  await new Promise<void>((on) => server.listen(0, "127.0.0.1", on));
  const { port } = server.address() as AddressInfo;
  globalThis.fetch = (path, init) => fetched(`http://127.0.0.1:${port}${path as string}`, init);
});
afterEach(async () => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  globalThis.fetch = fetched;
  server.closeAllConnections();
  await new Promise((on) => server.close(on));
});

/** A page on this diary. Without a profile nothing is asked of the engine but to take the facts. */
async function page(): Promise<Model> {
  const model = new Model({
    open: (diary) => new ServerStore(diary),
    demo: serverDemo,
    engine: () => Promise.resolve({ add: () => undefined } as unknown as Engine),
    recordings: () => Promise.reject<RecordingReader>(new Error("no file is read here")),
  });
  await model.open("me");
  return model;
}

const save = (model: Model, ...bodies: Body[]) =>
  model.record(bodies.map((b) => model.stamp(b)), "Saved.").then(
    () => "saved",
    (e: unknown) => (e as { code: string }).code,
  );

describe("a save whose answer is lost", () => {
  it("is_counted_once_when_the_same_answers_are_saved_again", async () => {
    const model = await page();
    lost = 1;
    expect(await save(model, { type: "checkin", pain: 3 })).toBe("unreachable");
    expect(kept).toHaveLength(1);
    expect(await save(model, { type: "checkin", pain: 3 })).toBe("saved");
    expect(kept).toHaveLength(1);
    expect(model.facts).toEqual(kept);
    expect(model.saved?.ids).toEqual([kept[0]!.id]);
  });

  it("stands_beside_other_answers_given_after_it", async () => {
    const model = await page();
    lost = 1;
    await save(model, { type: "checkin", pain: 3 });
    expect(await save(model, { type: "checkin", pain: 4 })).toBe("saved");
    expect(model.facts.map((f) => (f as { pain?: number }).pain)).toEqual([3, 4]);
  });

  it("of_several_facts_repeats_those_that_are_said_again", async () => {
    const model = await page();
    lost = 1;
    await save(model, { type: "note", text: "sore" }, { type: "symptom", pain: 5 });
    await save(model, { type: "note", text: "sore" }, { type: "flag", flag: "fever" }, { type: "symptom", pain: 5 });
    expect(kept.map((f) => f.type)).toEqual(["note", "symptom", "flag"]);
  });

  it("of_a_flag_is_no_reason_to_hold_back_one_that_is_reported_after_its_clearing", async () => {
    const model = await page();
    lost = 1;
    await save(model, { type: "flag", flag: "unsure" });
    await save(model, { type: "order", order: "clear", by: "self" });
    await save(model, { type: "flag", flag: "unsure" });
    expect(kept.map((f) => f.type)).toEqual(["flag", "order", "flag"]);
  });

  it("is_told_anew_where_it_was_taken_back_since", async () => {
    const model = await page();
    lost = 1;
    await save(model, { type: "symptom", pain: 5 });
    await model.takeBack([kept[0]!.id], "Taken back.");
    await save(model, { type: "symptom", pain: 5 });
    expect(kept.map((f) => f.type)).toEqual(["symptom", "retract", "symptom"]);
  });

  it("is_the_same_save_where_only_the_second_press_came_a_minute_late", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-03-02T10:00:30") });
    const model = await page();
    const record = () => model.record([model.stamp({ type: "checkin", pain: 3 }, new Date("2026-03-02T10:00:00"))], "Saved.");
    lost = 1;
    await record().catch(() => undefined);
    vi.setSystemTime(new Date("2026-03-02T10:02:00"));
    await record();
    expect(kept).toHaveLength(1);
  });

  it("is_over_with_the_answer_so_that_the_same_can_be_told_once_more", async () => {
    const model = await page();
    lost = 1;
    await save(model, { type: "symptom", pain: 5 });
    await save(model, { type: "symptom", pain: 5 });
    await save(model, { type: "symptom", pain: 5 });
    expect(kept).toHaveLength(2);
  });

  it("is_not_forgotten_with_a_refusal_of_what_is_sent_beside_it", async () => {
    const model = await page();
    lost = 1;
    await save(model, { type: "symptom", pain: 5 });
    expect(await save(model, { type: "symptom", pain: 5 }, { type: "note", text: "refused" })).toBe("facts_refused");
    await save(model, { type: "symptom", pain: 5 });
    expect(kept).toHaveLength(1);
  });

  it("is_another_one_where_another_moment_was_meant", async () => {
    const model = await page();
    lost = 1;
    const on = (day: string) => model.record([model.stamp({ type: "checkin", pain: 3 }, new Date(`${day}T07:00:00`))], "Saved.");
    await on("2026-03-02").catch(() => undefined);
    await on("2026-03-03");
    await on("2026-03-02");
    expect(kept.map((f) => f.at.slice(0, 10))).toEqual(["2026-03-02", "2026-03-03"]);
  });

  it("is_another_time_an_hour_later", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-03-02T10:00:00") });
    const model = await page();
    lost = 1;
    await save(model, { type: "symptom", pain: 5 });
    vi.setSystemTime(new Date("2026-03-02T11:01:00"));
    await save(model, { type: "symptom", pain: 5 });
    expect(kept).toHaveLength(2);
    expect(model.facts).toHaveLength(2);
  });

  it("is_remembered_over_a_reload", async () => {
    const storage = new Map<string, string>();
    vi.stubGlobal("sessionStorage", {
      getItem: (k: string) => storage.get(k) ?? null,
      setItem: (k: string, v: string) => void storage.set(k, v),
      removeItem: (k: string) => void storage.delete(k),
    });
    lost = 1;
    await save(await page(), { type: "checkin", pain: 3 });
    await save(await page(), { type: "checkin", pain: 3 });
    expect(kept).toHaveLength(1);
    expect([...storage.keys()].filter((k) => k.includes("unanswered"))).toEqual([]);
  });
});
