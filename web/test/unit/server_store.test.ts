import { type IncomingMessage, type Server, type ServerResponse, createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { StoreTrouble } from "../../src/store/fact_store";
import { ServerStore } from "../../src/store/server_store";

let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const asked: string[] = [];
const fetched = globalThis.fetch;

beforeEach(async () => {
  asked.length = 0;
  server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url}`);
    answer(request, response);
  });
  await new Promise<void>((on) => server.listen(0, "127.0.0.1", on));
  const { port } = server.address() as AddressInfo;
  // A page's own addresses lack the server that it came from.
  globalThis.fetch = (path, init) => fetched(`http://127.0.0.1:${port}${path as string}`, init);
});
afterEach(async () => {
  vi.useRealTimers();
  globalThis.fetch = fetched;
  server.closeAllConnections();
  await new Promise((on) => server.close(on));
});

const troubleOf = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (e: unknown) => e as StoreTrouble,
  );
const wait = setTimeout;
/** What was sent has arrived, and was answered: by the real clock. */
const quiet = () => new Promise((on) => wait(on, 200));

describe("a server", () => {
  it("that_stays_silent_counts_as_away_after_half_a_minute", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    const heard = new Promise<void>((on) => (answer = () => on()));
    const trouble = troubleOf(new ServerStore("me").pull());
    await heard;
    await vi.advanceTimersByTimeAsync(29_000);
    expect(await Promise.race([trouble, Promise.resolve("waits")])).toBe("waits");
    await vi.advanceTimersByTimeAsync(2_000);
    expect((await trouble)?.code).toBe("unreachable");
  });

  it("is_waited_for_as_long_as_it_takes_once_it_has_begun_to_answer", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    let end = () => {};
    answer = (_, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write('{"facts":[],');
      end = () => response.end('"last":0}');
    };
    const facts = new ServerStore("me").pull();
    await quiet();
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(60_000);
    end();
    expect(await facts).toEqual([]);
  });

  it("in_whose_place_somebody_else_answers_is_away", async () => {
    answer = (_, response) => response.writeHead(200, { "content-type": "text/html" }).end("<p>Log in first</p>");
    expect(await troubleOf(new ServerStore("me").pull())).toMatchObject({ code: "unreachable" });
    answer = (_, response) => response.writeHead(502).end("null");
    expect((await troubleOf(new ServerStore("me").pull()))?.message).toBe("Something else than Springback answered, with HTTP 502.");
  });

  it("is_asked_no_more_about_a_protocol_whose_check_nobody_waits_for", async () => {
    vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
    answer = (_, response) => response.writeHead(409).end('{"code":"busy","title":"Another protocol is checked"}');
    const stop = new AbortController();
    const trouble = troubleOf(new ServerStore("me").verifyProtocol(new Blob(["x"]), stop.signal));
    await quiet();
    expect(asked).toHaveLength(1);
    stop.abort();
    await vi.advanceTimersByTimeAsync(10_000);
    await quiet();
    expect(await trouble).toBeInstanceOf(StoreTrouble);
    expect(asked).toEqual(["POST /api/v1/protocols/verify"]);
  });
});
