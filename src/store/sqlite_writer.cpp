#include "store/sqlite_writer.h"

#include <sqlite3.h>

#include <utility>

#include "base/check.h"
#include "store/sqlite_schema.h"

namespace springback {
namespace {

/// Chosen: at most this much in one transaction with other callers', so that none waits for a whole import.
constexpr std::size_t max_group_bytes = 8U * 1024U * 1024U;

std::string name_of(const NewFact& fact) { return "fact " + format_uuid(fact.id); }

}  // namespace

std::size_t SqliteWriter::Request::weight_bytes() const {
  std::size_t bytes = 0;
  for (const NewFact& fact : facts) bytes += fact.json.size() + fact.type.size() + 64;
  for (const BlobBytes& blob : blobs) bytes += blob.size();
  return bytes;
}

SqliteWriter::SqliteWriter(SqliteConnection connection)
    : connection_(std::move(connection)),
      insert_blob_(
          connection_.prepare("INSERT INTO blobs (sha256, bytes) VALUES (?1, ?2) ON CONFLICT DO NOTHING")),
      find_fact_(connection_.prepare("SELECT seq, json, blob IS NULL FROM facts WHERE id = ?1")),
      link_blob_(connection_.prepare("UPDATE facts SET blob = ?2 WHERE seq = ?1")),
      insert_fact_(connection_.prepare("INSERT INTO facts (id, day, at_utc_ms, type, json, blob, sum)"
                                       " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")),
      thread_([this] { work(); }) {}

SqliteWriter::~SqliteWriter() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
  thread_.join();
}

Result<AppendReport> SqliteWriter::append(std::span<const NewFact> facts, std::span<const BlobBytes> blobs,
                                          std::span<const Sha256> sums) {
  SPRINGBACK_CHECK(blobs.size() == sums.size());
  auto request = std::make_unique<Request>();
  request->facts = facts;
  request->blobs = blobs;
  request->sums = sums;
  return submit(std::move(request));
}

Result<void> SqliteWriter::wipe() {
  auto request = std::make_unique<Request>();
  request->wipe = true;
  if (auto done = submit(std::move(request)); !done) return std::unexpected(std::move(done.error()));
  return {};
}

Result<AppendReport> SqliteWriter::submit(std::unique_ptr<Request> request) {
  std::future<Result<AppendReport>> answer = request->answer.get_future();
  {
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(request));
  }
  wake_.notify_one();
  return answer.get();
}

void SqliteWriter::work() {
  for (;;) {
    const Group group = take_group();
    if (group.empty()) return;
    if (group.front()->wipe) {
      group.front()->outcome = remove_everything();
    } else {
      commit_group(group);
    }
    for (const auto& request : group) request->answer.set_value(std::move(request->outcome));
  }
}

/// Waits for requests and takes as many as one commit may carry; none when the store is being closed.
SqliteWriter::Group SqliteWriter::take_group() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
  Group group;
  std::size_t bytes = 0;
  while (!waiting_.empty()) {
    const Request& next = *waiting_.front();
    if (!group.empty() && (next.wipe || bytes + next.weight_bytes() > max_group_bytes)) break;
    bytes += next.weight_bytes();
    group.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
    if (group.back()->wipe) break;
  }
  return group;
}

void SqliteWriter::commit_group(std::span<const std::unique_ptr<Request>> group) {
  Result<void> committed = commit_once(group);
  if (committed) return;
  if (group.size() == 1) {
    group.front()->outcome = std::unexpected(std::move(committed.error()));
    return;
  }
  // What failed for all may be one request's doing (its blobs fill the disk): each gets its own answer.
  for (std::size_t i = 0; i < group.size(); ++i) commit_group(group.subspan(i, 1));
}

/// One transaction for the whole group. An error means that nothing of it was kept; a request that was
/// refused as bad input has that as its outcome and does not stop the others.
Result<void> SqliteWriter::commit_once(std::span<const std::unique_ptr<Request>> group) {
  if (auto begun = begin(); !begun) return begun;
  const auto roll_back = [this](Error error) -> Result<void> {
    static_cast<void>(connection_.execute("ROLLBACK"));
    return std::unexpected(std::move(error));
  };
  for (const auto& request : group) {
    request->outcome = apply(*request);
    if (!request->outcome && request->outcome.error().kind == Trouble::machine) {
      return roll_back(request->outcome.error());
    }
  }
  if (const int code = connection_.execute("COMMIT"); code != SQLITE_OK) {
    return roll_back(connection_.trouble(code).error());
  }
  return {};
}

Result<void> SqliteWriter::begin() {
  if (connection_.file_has_moved()) {
    return machine_trouble(
        connection_.file().string(),
        "the diary's file was moved or deleted while it was open: nothing of this was kept; put "
        "it back, then start again");
  }
  if (const int code = connection_.execute("BEGIN IMMEDIATE"); code != SQLITE_OK)
    return connection_.trouble(code);
  // Another process may have brought the diary to a newer format since it was opened here.
  if (auto known = refuse_newer_version(connection_); !known) {
    static_cast<void>(connection_.execute("ROLLBACK"));
    return known;
  }
  return {};
}

/// One request inside the group's transaction: all of it, or nothing.
Result<AppendReport> SqliteWriter::apply(const Request& request) {
  if (const int code = connection_.execute("SAVEPOINT request"); code != SQLITE_OK) {
    return connection_.trouble(code);
  }
  Result<AppendReport> report = insert_all(request);
  if (!report && report.error().kind == Trouble::machine) return report;  // the whole group is rolled back
  const int code = connection_.execute(report ? "RELEASE request" : "ROLLBACK TO request; RELEASE request");
  if (code != SQLITE_OK) return connection_.trouble(code);
  return report;
}

Result<AppendReport> SqliteWriter::insert_all(const Request& request) {
  for (std::size_t i = 0; i < request.blobs.size(); ++i) {
    const int code = insert_blob_.bind(1, request.sums[i].bytes).bind(2, request.blobs[i]).run();
    if (code != SQLITE_DONE) return connection_.trouble(code);
  }
  AppendReport report;
  report.seqs.reserve(request.facts.size());
  for (const NewFact& fact : request.facts) {
    const auto repeat = find_repeat(fact, report);
    if (!repeat) return std::unexpected(repeat.error());
    if (*repeat) continue;
    if (auto inserted = insert_fact(fact, report); !inserted) return std::unexpected(inserted.error());
  }
  return report;
}

/// True when the fact is already there, and then counted; bad input when its id stands for something else.
Result<bool> SqliteWriter::find_repeat(const NewFact& fact, AppendReport& report) {
  const int code = find_fact_.bind(1, fact.id.bytes).step();
  if (code != SQLITE_ROW) {
    find_fact_.reset();
    if (code == SQLITE_DONE) return false;
    return connection_.trouble(code);
  }
  const std::int64_t seq = find_fact_.integer(0);
  const bool same = find_fact_.text(1) == fact.json;
  const bool without_blob = find_fact_.is_null(2) || find_fact_.integer(2) != 0;
  find_fact_.reset();
  if (!same) {
    return bad_input(
        name_of(fact),
        "the diary has another fact with this id: a fact never changes; give the new one an id of its "
        "own and retract the old");
  }
  // The fact may have come without its bytes (an export of facts alone) and be imported from them now.
  if (without_blob && fact.blob) {
    const int linked = link_blob_.bind(1, seq).bind(2, fact.blob->bytes).run();
    if (linked == SQLITE_CONSTRAINT_FOREIGNKEY) {
      return bad_input(name_of(fact),
                       "its bytes (sha256 " + format_sha256(*fact.blob) + ") are not in the diary");
    }
    if (linked != SQLITE_DONE) return connection_.trouble(linked);
  }
  ++report.already_there;
  report.seqs.push_back(seq);
  return true;
}

Result<void> SqliteWriter::insert_fact(const NewFact& fact, AppendReport& report) {
  insert_fact_.bind(1, fact.id.bytes)
      .bind(2, std::int64_t{fact.day.value})
      .bind(3, fact.at_utc_ms)
      .bind(4, std::string_view(fact.type))
      .bind(5, std::string_view(fact.json))
      .bind(7, fact_sum(fact.id, fact.day, fact.at_utc_ms, fact.type, fact.json));
  if (fact.blob) {
    insert_fact_.bind(6, fact.blob->bytes);
  } else {
    insert_fact_.bind_null(6);
  }
  const int code = insert_fact_.run();
  if (code == SQLITE_CONSTRAINT_FOREIGNKEY) {
    return bad_input(name_of(fact),
                     "its bytes (sha256 " + format_sha256(*fact.blob) + ") are not in the diary");
  }
  if (code != SQLITE_DONE) return connection_.trouble(code);
  ++report.added;
  report.seqs.push_back(sqlite3_last_insert_rowid(connection_.handle()));
  return {};
}

Result<AppendReport> SqliteWriter::remove_everything() {
  if (auto begun = begin(); !begun) return std::unexpected(std::move(begun.error()));
  if (const int code = connection_.execute("DELETE FROM facts; DELETE FROM blobs; COMMIT");
      code != SQLITE_OK) {
    const auto trouble = connection_.trouble(code);
    static_cast<void>(connection_.execute("ROLLBACK"));
    return trouble;
  }
  // The rows are gone for every reader. Their bytes leave the disk when the file is rewritten and the log
  // emptied, which a reader of the old state holds up.
  const auto checkpoint_busy = [this]() -> Result<std::int64_t> {
    if (const int code = connection_.execute("VACUUM"); code != SQLITE_OK) return connection_.trouble(code);
    return connection_.integer("PRAGMA wal_checkpoint(TRUNCATE)");
  }();
  if (!checkpoint_busy) return std::unexpected(checkpoint_busy.error());
  if (*checkpoint_busy != 0) {
    return machine_trouble(
        connection_.file().string(),
        "the diary is empty now, but another program that still reads it keeps the old bytes on "
        "the disk; close it and wipe again");
  }
  return AppendReport{};
}

}  // namespace springback
