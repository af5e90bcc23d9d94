#pragma once
// The engine's door for the browser: JSON in, JSON out, over a C interface. The same functions compile
// natively, where tests hold both builds to the same bytes.
//
// How to call it
//   at = sb_alloc(n)            n bytes in the module's memory for a request; 0 when there is none left
//   answer = sb_call(at, n)     the answer: 4 bytes length (little end first), then that many bytes of JSON
//   sb_free(at, n)              gives a request back; an answer too (n is its length + 4), or sb_release
//   sb_release(answer)          gives an answer back
// Recordings are read behind a door of their own (wasm/recordings_door.h).
// The module asks nothing of its host; it is a reactor: call `_initialize` once, before anything else.
// One diary is kept open inside; its facts are parsed once.
//
// Requests: {"op": …} and the members named here, nothing else. Days are "2026-03-04".
//   open     protocols [canonical protocol JSON, …], facts? [fact, …], language? "en"
//              → {"count": n}. Begins anew. Refused: everything stays as it was.
//   add      facts → {"count": n, "facts": [canonical fact, …]}, ids filled in. All of them or none; a fact
//              that is there already is harmless; a different one with the same id is refused.
//   check    facts → the same, and nothing is kept
//   decide   on → {"outcome": …, "sentences": …, "opening": {"earliest", "likely"} | null, "protocol_hash",
//              "facts_hash"}: the outcome's own bytes, text/render.h's object, the days on which running may
//              open, and what a `shown` fact needs
//   replay   from, to → {"outcomes": [outcome, …]}, a day each, without would_change; 4,000 days at most
//   ladders  on → {"date", "phase", "ladders": [{"track", "open", "rung_index"?, "streak"?, "needed"?,
//              "waits_for": [code, …], "rungs": [{"id", "index", "dose", "day_class", "raises", "available",
//              "name"}]}], "run_opens": {"earliest", "likely"} | null}; strength's calm dose has index −1
//   what_if  on, protocol {…canonical protocol JSON…} → {"what_if": …, "said": [{"diary", "instead"}, …],
//              "rungs": {"diary", "instead"}}: lab/whatif_json.h's bytes; beside each of its stretches both
//              sides in words, {"headline", "alert", "standings": […], "reasons": […]}; and what the rungs of
//              its last day are called, {"strength", "spring", "run"}, null while closed. 4,000 days at most;
//              no "rungs" without a day
//   same     → {"groups": [{"counts": id, "others": [id, …]}, …]}: recordings of one activity, the one that
//              counts and those left out for it, as everything in the diary is known
//   look_back on, onset? → {"look_back": …, "said": {"headline", "findings": [words, …], "usual": [words, …],
//              "notes": [words, …], "names": {guard: words}}}: codec/history_json.h's bytes, and its findings
//              in words, in the same order. Without `onset` the profile's; where it has none: no_onset.
//   load     on, weeks? 12 → {"load": …, "said": {"headline", "notes": [words, …], "names": {kind: words}}}:
//              the last weeks, Monday to Sunday, the one of `on` included; 520 at most
//   language language "de", words? {…the language file…}, miles? bool, pounds? bool → {"language": "de"}.
//              English is built in; for others, `words` once.
//   version  → {"engine": "0.1.0", "protocols": [{"id": "achilles-midportion@1", "hash": …}]}
//
// What cannot be answered: {"error": code, "detail": words, "faults"?: [{"line", "field", "value",
// "allowed"}]}
//   bad_request, not_open, bad_protocol, bad_facts, bad_language, no_onset.
// Bad input never traps. Running out of memory does.

#include "wasm/memory.h"

extern "C" {
SPRINGBACK_DOOR(sb_call) std::uint8_t* sb_call(const std::uint8_t* request, std::uint32_t size);
}
