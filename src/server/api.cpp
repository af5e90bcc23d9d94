#include "server/api.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "app/clock.h"
#include "app/counted_once.h"
#include "app/demo.h"
#include "app/export.h"
#include "app/import.h"
#include "app/ladder.h"
#include "app/log.h"
#include "app/replay.h"
#include "app/restore.h"
#include "app/shipped.h"
#include "app/today.h"
#include "base/json_writer.h"
#include "codec/history_json.h"
#include "codec/protocol_json.h"
#include "engine/run.h"
#include "lab/whatif.h"
#include "lab/whatif_json.h"
#include "server/problem.h"

namespace springback::server {

namespace {

constexpr std::uint64_t kMiB = 1024 * 1024;
constexpr std::string_view kBlobs = "/blobs/";
constexpr std::string_view kImport = "/imports/";
constexpr std::string_view kNoImport =
    "No import of that id is remembered; allowed: one that waits, runs or was among the last to end.";

Response json(int status, std::string body, std::string content_type = "application/json") {
  return Response{status,
                  {{"content-type", std::move(content_type)},
                   {"cache-control", "no-store"},
                   {"x-content-type-options", "nosniff"}},
                  std::move(body),
                  {}};
}

Response trouble(const Error& error) {
  return problem(500, "storage_trouble", error.place + ": " + error.detail);
}

std::span<const std::uint8_t> bytes_of(const std::string& text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

// A whole number of the query; nothing when it is absent, a refusal when it is something else.
app::Answer<std::optional<std::int64_t>> number(const Request& request, std::string_view name,
                                                std::int64_t lowest, std::int64_t highest) {
  const std::string* text = request.parameter(name);
  if (text == nullptr) return std::nullopt;
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (error != std::errc() || end != text->data() + text->size() || value < lowest || value > highest) {
    return std::unexpected(app::Refusal{Trouble::bad_input,
                                        "bad_request",
                                        std::string(name) + ": '" + *text +
                                            "'; allowed: a whole number from " + std::to_string(lowest) +
                                            " to " + std::to_string(highest),
                                        {}});
  }
  return value;
}

app::Answer<std::optional<Day>> day(const Request& request, std::string_view name) {
  const std::string* text = request.parameter(name);
  if (text == nullptr) return std::nullopt;
  if (const auto parsed = parse_day(*text)) return *parsed;
  return std::unexpected(app::Refusal{Trouble::bad_input,
                                      "bad_request",
                                      std::string(name) + ": '" + *text + "'; allowed: a date as 2026-03-02",
                                      {}});
}

Response bad_request(const app::Refusal& refusal) { return problem(400, refusal.code, refusal.detail); }

// A parameter that nobody reads, or the other value of one that is given twice, would be an answer to another
// question than the one that was asked.
std::optional<Response> refuse_query(const Request& request, std::string_view allowed) {
  const auto known = [allowed](const std::string& key) {
    for (std::string_view rest = allowed; !rest.empty();) {
      const auto end = rest.find(", ");
      if (rest.substr(0, end) == key) return true;
      if (end == std::string_view::npos) break;
      rest.remove_prefix(end + 2);
    }
    return false;
  };
  for (const auto& [key, value] : request.query) {
    if (!known(key)) {
      return problem(400, "bad_request",
                     "'" + key + "' is no parameter of this address; allowed: " +
                         (allowed.empty() ? std::string("none") : std::string(allowed)));
    }
    if (std::ranges::count(request.query, key, [](const auto& one) { return one.first; }) > 1)
      return problem(400, "bad_request", "'" + key + "' is given more than once; allowed: once");
  }
  return std::nullopt;
}

void write_placed(JsonWriter& out, std::int64_t seq, std::string_view fact) {
  out.open('{').number("seq", seq).raw("fact", fact).close('}');
}

// RFC 9110, 8.3.1: names of media types mean the same in any case; parameters may follow.
bool is_json_type(std::string_view content_type) {
  std::string bare(content_type.substr(0, content_type.find_first_of("; \t")));
  std::ranges::transform(bare, bare.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return bare == "application/json" || bare == "application/x-ndjson";
}

}  // namespace

Api::Api(std::filesystem::path data_dir, std::unique_ptr<app::Notebook> own)
    : data_dir_(std::move(data_dir)), own_(std::move(own)), imports_(data_dir_) {}

Result<std::unique_ptr<Api>> Api::open(const std::filesystem::path& data_dir) {
  auto own = app::Notebook::open(data_dir, app::kOwnDiary);
  if (!own) return std::unexpected(own.error());
  return std::unique_ptr<Api>(new Api(data_dir, std::move(*own)));
}

std::uint64_t Api::body_limit(std::string_view method, std::string_view path) {
  if (method != "POST") return 0;
  if (path == "/api/v1/recordings") return 64 * kMiB;  // chosen: three times a multi-sport day
  if (path == "/api/v1/imports") return 8192 * kMiB;   // chosen: many times the largest export of an account
  if (path == "/api/v1/restore") return 256 * kMiB;    // chosen: years of recordings
  if (path == "/api/v1/protocols/read" || path == "/api/v1/protocols/verify" || path == "/api/v1/whatif")
    return kMiB;     // chosen: forty times what ours have; of TOML the reader takes less
  return 16 * kMiB;  // chosen: 80,000 facts
}

Response Api::answer(const Request& request) {
  static constexpr std::array<Route, 27> kRoutes{
      {{"/facts", "GET", &Api::get_facts, "diary, after, limit"},
       {"/facts", "POST", &Api::post_facts, "diary"},
       {"/recordings", "POST", &Api::post_recordings, "diary, name"},
       {"/recordings/same", "GET", &Api::get_recordings_same, "diary"},
       {"/imports", "GET", &Api::get_imports, ""},
       {"/imports", "POST", &Api::post_imports, "diary, name"},
       {kImport, "GET", &Api::get_import, ""},
       {kImport, "DELETE", &Api::delete_import, ""},
       {kBlobs, "GET", &Api::get_blob, "diary"},
       {"/today", "GET", &Api::get_today, "diary, on"},
       {"/why", "GET", &Api::get_why, "diary, on"},
       {"/replay", "GET", &Api::get_replay, "diary, from, to, now, as_known"},
       {"/ladder", "GET", &Api::get_ladder, "diary, on"},
       {"/lookback", "GET", &Api::get_look_back, "diary, on, onset"},
       {"/load", "GET", &Api::get_load, "diary, on, weeks"},
       {"/protocols", "GET", &Api::get_protocols, ""},
       {"/protocols/read", "POST", &Api::post_protocols_read, ""},
       {"/protocols/toml", "GET", &Api::get_protocols_toml, "id"},
       {"/protocols/verify", "GET", &Api::get_protocols_verify, ""},
       {"/protocols/verify", "POST", &Api::post_protocols_verify, ""},
       {"/whatif", "POST", &Api::post_what_if, "diary, now"},
       {"/export", "GET", &Api::get_export, "diary"},
       {"/restore", "POST", &Api::post_restore, "diary"},
       {"/diaries", "GET", &Api::get_diaries, ""},
       {"/demo", "POST", &Api::post_demo, ""},
       {"/demo", "DELETE", &Api::delete_demo, ""},
       {"/health", "GET", &Api::get_health, ""}}};
  const std::string_view path = std::string_view(request.path).substr(kApiRoot.size());
  const std::string_view method = request.method == "HEAD" ? std::string_view("GET") : request.method;
  std::string allowed;
  for (const Route& route : kRoutes) {
    // An address that ends in '/' goes on with a name.
    const bool here = route.path.ends_with('/') ? path.starts_with(route.path) : path == route.path;
    if (!here) continue;
    if (route.method == method) {
      if (auto refused = refuse_query(request, route.parameters)) return *std::move(refused);
      return (this->*route.work)(request);
    }
    allowed += (allowed.empty() ? "" : ", ") + std::string(route.method);
  }
  if (allowed.empty()) return problem(404, "not_found", "There is nothing at this address of the API.");
  Response refused = problem(405, "method_not_allowed", "Allowed here: " + allowed + ".");
  refused.headers.emplace_back("allow", allowed);
  return refused;
}

Result<app::Notebook*> Api::demo() {
  const std::scoped_lock lock(demo_mutex_);
  if (demo_ == nullptr) {
    auto opened = app::Notebook::open(data_dir_, app::kDemoDiary);
    if (!opened) return std::unexpected(opened.error());
    demo_ = std::move(*opened);
  }
  return demo_.get();
}

app::Answer<app::Notebook*> Api::diary_of(const Request& request) {
  const std::string* name = request.parameter("diary");
  if (name == nullptr || *name == app::kOwnDiary) return own_.get();
  if (*name == app::kDemoDiary) {
    auto opened = demo();
    if (!opened) return app::refuse(opened.error(), "storage_trouble");
    return *opened;
  }
  return std::unexpected(app::Refusal{
      Trouble::bad_input, "unknown_diary", "There is no diary of that name; allowed: me, demo.", {}});
}

Response Api::get_facts(const Request& request) {
  const auto diary = diary_of(request);
  if (!diary) return problem(diary.error());
  const auto after = number(request, "after", 0, INT64_MAX);
  if (!after) return bad_request(after.error());
  const auto limit = number(request, "limit", 1, 10'000);
  if (!limit) return bad_request(limit.error());
  const auto count = static_cast<std::size_t>(limit->value_or(1'000));
  const std::int64_t start = after->value_or(0);
  const auto facts = (*diary)->store().facts_after(start, count + 1);
  if (!facts) return trouble(facts.error());
  const bool more = facts->size() > count;
  JsonWriter body;
  body.open('{').open("facts", '[');
  std::int64_t last = start;
  for (std::size_t i = 0; i < std::min(count, facts->size()); ++i) {
    last = (*facts)[i].seq;
    write_placed(body, last, (*facts)[i].json);
  }
  return json(200, body.close(']').number("last", last).truth("more", more).close('}').take());
}

Response Api::post_facts(const Request& request) {
  const auto diary = diary_of(request);
  if (!diary) return problem(diary.error());
  const std::string* type = request.header("content-type");
  if (type == nullptr || !is_json_type(*type)) {
    return problem(415, "wrong_media_type", "Send facts as application/json or application/x-ndjson.");
  }
  const auto logged = app::log_facts(**diary, request.body, app::now(), app::kClockSlack_s);
  if (!logged) return problem(logged.error());
  const auto last = (*diary)->store().last_seq();
  if (!last) return trouble(last.error());
  JsonWriter body;
  body.open('{').list("facts", logged->facts,
                      [&](const app::PlacedFact& fact) { write_placed(body, fact.seq, fact.json); });
  return json(logged->added > 0 ? 201 : 200, body.number("last", *last).close('}').take());
}

Response Api::post_recordings(const Request& request) {
  const auto diary = diary_of(request);
  if (!diary) return problem(diary.error());
  const std::string* name = request.parameter("name");
  const auto kept = app::import_recording(**diary, bytes_of(request.body),
                                          name == nullptr ? std::string_view("recording") : *name);
  if (!kept) return problem(kept.error());
  JsonWriter body;
  body.open('{').truth("duplicate", kept->duplicate).number("seq", kept->fact.seq);
  body.raw("fact", kept->fact.json).raw("read", kept->read_json).close('}');
  return json(kept->duplicate ? 200 : 201, body.take());
}

Response Api::get_recordings_same(const Request& request) {
  const auto diary = diary_of(request);
  if (!diary) return problem(diary.error());
  const auto pages = (*diary)->pages();
  if (!pages) return trouble(pages.error());
  return json(200, app::same_activities_json(**pages));
}

std::expected<std::shared_ptr<IncomingFile>, Response> Api::body_place(const Request& request) {
  if (auto refused = refuse_query(request, "diary, name")) return std::unexpected(*std::move(refused));
  if (const auto diary = diary_of(request); !diary) return std::unexpected(problem(diary.error()));
  auto file = imports_.place();
  if (!file) return std::unexpected(trouble(file.error()));
  if (*file == nullptr) {
    return std::unexpected(problem(503, "busy",
                                   "Too many imports wait for their turn; allowed: " +
                                       std::to_string(kImportsWaiting) + ". Try again when one has ended."));
  }
  return *std::move(file);
}

Response Api::post_imports(const Request& request) {
  const auto diary = diary_of(request);
  if (!diary) return problem(diary.error());
  if (request.file == nullptr) {  // the address was spelled with escapes, and got another's place and limit
    return problem(400, "bad_request", "Write this address without escapes: /api/v1/imports.");
  }
  const std::string* name = request.parameter("name");
  return json(202,
              imports_.begin(request.file, name == nullptr || name->empty() ? "recordings" : *name, **diary));
}

Response Api::get_imports(const Request&) { return json(200, imports_.list_json()); }

Response Api::get_import(const Request& request) {
  auto state = imports_.state_json(std::string_view(request.path).substr(kApiRoot.size() + kImport.size()));
  if (!state) return problem(404, "not_found", kNoImport);
  return json(200, *std::move(state));
}

Response Api::delete_import(const Request& request) {
  if (!imports_.cancel(std::string_view(request.path).substr(kApiRoot.size() + kImport.size())))
    return problem(404, "not_found", kNoImport);
  Response response;
  response.status = 204;
  return response;
}

Response Api::get_blob(const Request& request) {
  const auto diary = diary_of(request);
  if (!diary) return problem(diary.error());
  const std::string_view hex = std::string_view(request.path).substr(kApiRoot.size() + kBlobs.size());
  const auto sum = parse_sha256(hex);
  if (!sum) return problem(404, "not_found", "A recording's address ends in the SHA-256 of its bytes.");
  const auto blob = (*diary)->store().get_blob(*sum);
  if (!blob) return trouble(blob.error());
  if (!blob->has_value()) return problem(404, "not_found", "No recording with these bytes is kept.");
  const std::string tag = '"' + format_sha256(*sum) + '"';
  Response response;
  response.headers = {{"content-type", "application/octet-stream"},
                      {"etag", tag},
                      {"cache-control", "private, max-age=31536000, immutable"},
                      {"content-disposition", "attachment"},
                      {"x-content-type-options", "nosniff"}};
  const std::string* known = request.header("if-none-match");
  if (known != nullptr && known->find(tag) != std::string::npos) {
    response.status = 304;
    return response;
  }
  response.body.assign((*blob)->begin(), (*blob)->end());
  return response;
}

Response Api::decided(const Request& request,
                      std::string (*write)(const app::Pages&, engine::Protocols, Day)) {
  const auto diary = diary_of(request);
  if (!diary) return problem(diary.error());
  const auto on = day(request, "on");
  if (!on) return bad_request(on.error());
  const auto pages = (*diary)->pages();
  if (!pages) return trouble(pages.error());
  return json(200, write(**pages, app::shipped_protocols().all(), on->value_or(app::now().day())) + '\n');
}

Response Api::get_today(const Request& request) { return decided(request, &app::today_json); }
Response Api::get_why(const Request& request) { return decided(request, &app::why_json); }
Response Api::get_ladder(const Request& request) { return decided(request, &app::ladder_json); }

Response Api::get_replay(const Request& request) {
  const auto diary = diary_of(request);
  if (!diary) return problem(diary.error());
  app::ReplayRange range;
  for (const auto& [name, place] :
       {std::pair{"from", &range.from}, std::pair{"to", &range.to}, std::pair{"now", &range.now}}) {
    const auto given = day(request, name);
    if (!given) return bad_request(given.error());
    *place = *given;
  }
  const std::string* as_known = request.parameter("as_known");
  if (as_known != nullptr && *as_known != "true" && *as_known != "false") {
    return problem(400, "bad_request", "as_known: '" + *as_known + "'; allowed: true, false");
  }
  range.as_known = as_known != nullptr && *as_known == "true";
  const auto pages = (*diary)->pages();
  if (!pages) return trouble(pages.error());
  std::string body;
  const auto played = app::replay((*pages)->diary, app::shipped_protocols().all(), range,
                                  [&](const std::string& line) { (body += line) += '\n'; });
  if (!played) return bad_request(played.error());
  return json(200, std::move(body), "application/x-ndjson");
}

Response Api::get_look_back(const Request& request) {
  const auto diary = diary_of(request);
  if (!diary) return problem(diary.error());
  const auto on = day(request, "on");
  if (!on) return bad_request(on.error());
  const auto given = day(request, "onset");
  if (!given) return bad_request(given.error());
  const auto pages = (*diary)->pages();
  if (!pages) return trouble(pages.error());
  const Day last = on->value_or(app::now().day());
  const std::optional<Day> onset = *given ? *given : engine::told_onset(last, (*pages)->diary);
  if (!onset) return problem(400, "no_onset", "onset: the profile names none; allowed: a date as 2026-03-02");
  if (*onset > last) {
    return problem(400, "bad_request",
                   "onset: '" + format_day(*onset) + "'; allowed: a date up to " + format_day(last));
  }
  const engine::Protocols protocols = app::shipped_protocols().all();
  return json(200, codec::look_back_json(engine::look_back(last, *onset, protocols, (*pages)->diary)) + '\n');
}

Response Api::get_load(const Request& request) {
  const auto diary = diary_of(request);
  if (!diary) return problem(diary.error());
  const auto on = day(request, "on");
  if (!on) return bad_request(on.error());
  const auto weeks = number(request, "weeks", 1, engine::kLedgerWeeksMax);
  if (!weeks) return bad_request(weeks.error());
  const auto pages = (*diary)->pages();
  if (!pages) return trouble(pages.error());
  const engine::Ledger ledger = engine::load_ledger(on->value_or(app::now().day()),
                                                    static_cast<int>(weeks->value_or(engine::kLedgerWeeks)),
                                                    app::shipped_protocols().all(), (*pages)->diary);
  return json(200, codec::ledger_json(ledger) + '\n');
}

Response Api::get_protocols(const Request&) { return json(200, app::shipped_protocols().json()); }

Response Api::post_protocols_read(const Request& request) {
  const auto protocol = app::read_protocol_text("protocol", request.body);
  if (!protocol) return problem(protocol.error());
  return json(200, codec::protocol_to_json(*protocol));
}

Response Api::get_protocols_toml(const Request& request) {
  const std::string* id = request.parameter("id");
  const engine::Protocols protocols = app::shipped_protocols().all();
  std::string allowed;
  for (std::size_t i = 0; i < protocols.size(); ++i) {
    // The shelf is read from the shipped files, in their order.
    if (id != nullptr && protocols[i].id == *id)
      return json(200, std::string(app::shipped_files()[i].toml), "application/toml");
    allowed += (allowed.empty() ? "" : ", ") + protocols[i].id;
  }
  return problem(404, "protocol_unknown",
                 "There is no shipped protocol of that id; allowed: " + allowed + ".");
}

Response Api::get_protocols_verify(const Request&) { return json(200, verifications_.checked_json()); }

Response Api::post_protocols_verify(const Request& request) {
  const auto protocol = app::read_protocol_text("protocol", request.body);
  if (!protocol) return problem(protocol.error());
  auto report = verifications_.report(*protocol);
  if (report) return json(200, *std::move(report));
  Response busy = problem(503, "busy", "Another protocol is being checked; ask again in some seconds.");
  busy.headers.emplace_back("retry-after", "3");
  return busy;
}

Response Api::post_what_if(const Request& request) {
  const auto diary = diary_of(request);
  if (!diary) return problem(diary.error());
  const auto now = day(request, "now");
  if (!now) return bad_request(now.error());
  const auto instead = app::read_protocol_text("protocol", request.body);
  if (!instead) return problem(instead.error());
  const auto pages = (*diary)->pages();
  if (!pages) return trouble(pages.error());
  const Day last = now->value_or(app::now().day());
  const bool too_long = std::ranges::any_of(
      (*pages)->diary, [&](const engine::Fact& fact) { return last - fact.at.day() > lab::kWhatIfDaysMax; });
  if (too_long) {
    return problem(400, "bad_request",
                   "now: " + format_day(last) + "; allowed: at most 120 years after the first fact");
  }
  const auto protocols = app::shipped_protocols().all();
  const lab::WhatIf found = lab::what_if((*pages)->diary, last, protocols, *instead);
  return json(200, lab::what_if_json(found, protocols, *instead) + '\n');
}

Response Api::get_export(const Request& request) {
  const auto diary = diary_of(request);
  if (!diary) return problem(diary.error());
  auto file = app::export_diary(**diary);
  if (!file) return trouble(file.error());
  Response response =
      json(200, std::move(file->bytes), file->archive ? "application/x-tar" : "application/x-ndjson");
  response.headers.emplace_back("content-disposition", file->archive
                                                           ? "attachment; filename=\"springback.tar\""
                                                           : "attachment; filename=\"springback.jsonl\"");
  return response;
}

Response Api::post_restore(const Request& request) {
  const auto diary = diary_of(request);
  if (!diary) return problem(diary.error());
  const auto restored = app::restore_diary(**diary, bytes_of(request.body));
  if (!restored) return problem(restored.error());
  return json(restored->facts_new + restored->blobs_new > 0 ? 201 : 200, app::restore_report_json(*restored));
}

Response Api::get_diaries(const Request&) {
  JsonWriter body;
  body.open('{').open("diaries", '[');
  const auto add = [&](app::Notebook& notebook, bool simulated) -> Result<void> {
    const auto facts = notebook.store().count();
    if (!facts) return std::unexpected(facts.error());
    const auto last = notebook.store().last_seq();
    if (!last) return std::unexpected(last.error());
    if (simulated && *facts == 0) return {};
    body.open('{').text("name", notebook.name()).number("facts", *facts).number("last", *last);
    body.truth("simulated", simulated).close('}');
    return {};
  };
  if (const auto added = add(*own_, false); !added) return trouble(added.error());
  const auto simulated = demo();
  if (!simulated) return trouble(simulated.error());
  if (const auto added = add(**simulated, true); !added) return trouble(added.error());
  return json(200, body.close(']').close('}').take());
}

Response Api::post_demo(const Request&) {
  const auto notebook = demo();
  if (!notebook) return trouble(notebook.error());
  const auto loaded = app::load_demo(**notebook, app::now().day(), app::shipped_protocols().all());
  if (!loaded) return problem(loaded.error());
  return json(201, app::demo_report_json(*loaded));
}

Response Api::delete_demo(const Request&) {
  const auto notebook = demo();
  if (!notebook) return trouble(notebook.error());
  if (const auto removed = app::remove_demo(**notebook); !removed) return trouble(removed.error());
  Response response;
  response.status = 204;
  return response;
}

Response Api::get_health(const Request&) {
  JsonWriter body;
  body.open('{').text("status", "ok").text("version", engine::kEngineVersion);
  return json(200, body.text("engine", engine::kEngineVersion).close('}').take());
}

}  // namespace springback::server
