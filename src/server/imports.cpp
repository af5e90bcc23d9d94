#include "server/imports.h"

#include <algorithm>
#include <array>
#include <random>

#include "app/counted_once.h"
#include "base/id.h"
#include "base/json_writer.h"

namespace springback::server {

namespace {

constexpr std::array<std::string_view, 5> kStates{"waiting", "running", "done", "cancelled", "failed"};

std::string new_id() {
  std::random_device device;
  Uuid id;
  for (auto& byte : id.bytes) byte = static_cast<std::uint8_t>(device());
  id.bytes[6] = static_cast<std::uint8_t>((id.bytes[6] & 0x0f) | 0x40);  // RFC 4122: random
  id.bytes[8] = static_cast<std::uint8_t>((id.bytes[8] & 0x3f) | 0x80);
  return format_uuid(id);
}

// The report names what it read by the place where it lay; its sender knows it by another name.
void rename(std::string& text, std::string_view place, std::string_view name) {
  for (auto at = text.find(place); at != std::string::npos; at = text.find(place, at + name.size()))
    text.replace(at, place.size(), name);
}

}  // namespace

Imports::Imports(const std::filesystem::path& data_dir) : folder_(data_dir / "incoming") {
  IncomingFile::clear(folder_);
  worker_ = std::thread([this] { work(); });
}

Imports::~Imports() {
  end();
  worker_.join();
}

void Imports::end() {
  {
    const std::scoped_lock lock(mutex_);
    ending_ = true;
    for (Job& job : jobs_) job.called_off = true;
  }
  news_.notify_all();
}

Result<std::shared_ptr<IncomingFile>> Imports::place() {
  const std::scoped_lock lock(mutex_);
  // An upload that broke off has let go of its file, and with it of its place.
  std::erase_if(coming_, [](const auto& file) { return file.expired(); });
  const auto waiting = static_cast<std::size_t>(std::ranges::count(jobs_, State::waiting, &Job::state));
  if (waiting + coming_.size() >= kImportsWaiting) return nullptr;
  auto file = IncomingFile::create(folder_);
  if (file) coming_.push_back(*file);
  return file;
}

std::string Imports::begin(std::shared_ptr<IncomingFile> file, std::string name, app::Notebook& notebook) {
  const std::scoped_lock lock(mutex_);
  std::erase_if(coming_,
                [&file](const auto& one) { return !one.owner_before(file) && !file.owner_before(one); });
  Job& job = jobs_.emplace_back();
  job.id = new_id();
  job.name = std::move(name);
  job.notebook = &notebook;
  job.total_bytes = file->size_bytes();
  job.file = std::move(file);
  job.called_off = ending_.load();
  forget_oldest();
  news_.notify_all();
  return json_of(job, true);
}

const Imports::Job* Imports::find(std::string_view id) const {
  const auto found = std::ranges::find(jobs_, id, &Job::id);
  return found == jobs_.end() ? nullptr : &*found;
}

std::optional<std::string> Imports::state_json(std::string_view id) const {
  const std::scoped_lock lock(mutex_);
  const Job* job = find(id);
  return job == nullptr ? std::nullopt : std::optional(json_of(*job, true));
}

std::string Imports::list_json() const {
  const std::scoped_lock lock(mutex_);
  JsonWriter json;
  json.open('{').list("imports", jobs_, [&](const Job& job) { json.raw(json_of(job, false)); });
  return json.close('}').take();
}

bool Imports::cancel(std::string_view id) {
  std::shared_ptr<IncomingFile> done_with;  // gigabytes are not unlinked under the lock
  const std::scoped_lock lock(mutex_);
  const auto job = std::ranges::find(jobs_, id, &Job::id);
  if (job == jobs_.end()) return false;
  job->called_off = true;
  if (job->state == State::waiting) {
    job->state = State::cancelled;
    done_with = std::move(job->file);
    forget_oldest();
  }
  return true;
}

std::string Imports::json_of(const Job& job, bool with_report) {
  JsonWriter json;
  json.open('{').text("id", job.id).text("name", job.name).text("diary", job.notebook->name());
  json.text("state", kStates.at(static_cast<std::size_t>(job.state)));
  json.number("done_bytes", job.done_bytes).number("total_bytes", job.total_bytes);
  json.number("recordings", job.recordings).text("reading", job.reading);
  if (with_report && !job.report.empty()) json.raw("report", job.report);
  if (!job.trouble.empty()) json.text("trouble", job.trouble);
  return json.close('}').take();
}

void Imports::work() {
  std::unique_lock lock(mutex_);
  for (;;) {
    const auto next = [this] { return std::ranges::find(jobs_, State::waiting, &Job::state); };
    news_.wait(lock, [&] { return ending_ || next() != jobs_.end(); });
    if (ending_) break;
    Job& job = *next();
    job.state = State::running;
    lock.unlock();
    run(job);
    lock.lock();
    forget_oldest();
  }
}

void Imports::run(Job& job) {
  const std::string place = job.file->path().string();
  const std::string place_name = job.file->path().filename().string();
  app::ImportOptions options;
  options.cancelled = [&job] { return job.called_off.load(); };
  options.progress = [&](const app::ImportProgress& progress) {
    const std::scoped_lock lock(mutex_);
    job.done_bytes = progress.done_bytes;
    job.recordings = progress.recordings;
    job.reading = std::string(progress.name);
    rename(job.reading, place_name, job.name);
  };
  app::Answer<app::ImportReport> imported = [&]() -> app::Answer<app::ImportReport> {
    const std::scoped_lock turn(turn_);
    auto report = app::import_paths(*job.notebook, {job.file->path()}, options);
    // What is kept stays kept, and /recordings/same tells of it later, should this fail.
    if (report) static_cast<void>(app::note_same_activities(*job.notebook, *report));
    return report;
  }();
  std::string report, trouble;
  State state = State::failed;
  if (imported) {
    state = imported->cancelled ? State::cancelled : State::done;
    for (app::ImportedFile& file : imported->files) {
      rename(file.name, place, job.name);
      rename(file.why, place, job.name);
    }
    report = app::import_report_json(*imported);
  } else {
    trouble = imported.error().detail;
    rename(trouble, place, job.name);
  }
  std::shared_ptr<IncomingFile> done_with;  // as above
  {
    const std::scoped_lock lock(mutex_);
    if (state == State::done) job.done_bytes = job.total_bytes;
    job.reading.clear();
    job.report = std::move(report);
    job.trouble = std::move(trouble);
    done_with = std::move(job.file);
  }
  done_with = nullptr;
  const std::scoped_lock lock(mutex_);
  job.state = state;  // last: whoever sees that it has ended finds no file of it any more
}

void Imports::forget_oldest() {
  auto many = std::ranges::count_if(jobs_, &Imports::ended);
  for (auto job = jobs_.begin(); many > static_cast<std::ptrdiff_t>(kImportsKept) && job != jobs_.end();) {
    if (!ended(*job)) {
      ++job;
      continue;
    }
    job = jobs_.erase(job);
    --many;
  }
}

app::Answer<app::ImportReport> Imports::take_turn(app::Notebook& notebook,
                                                  const std::filesystem::path& file) {
  const std::scoped_lock turn(turn_);
  app::ImportOptions options;
  options.cancelled = [this] { return ending_.load(); };
  return app::import_paths(notebook, {file}, options);
}

}  // namespace springback::server
