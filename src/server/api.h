#pragma once
// The API under /api/v1: each address and method to its verb, each refusal to its problem.

#include <cstdint>
#include <expected>
#include <filesystem>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

#include "app/notebook.h"
#include "app/protocols.h"
#include "server/http.h"
#include "server/imports.h"
#include "server/verifications.h"

namespace springback::server {

inline constexpr std::string_view kApiRoot = "/api/v1";

/// Any thread may use it.
class Api {
 public:
  /// Opens the runner's own diary; the demo's when it is asked for.
  [[nodiscard]] static Result<std::unique_ptr<Api>> open(const std::filesystem::path& data_dir);

  /// A request whose path begins with kApiRoot and which passed the door.
  [[nodiscard]] Response answer(const Request& request);
  /// Bytes that a body may have.
  [[nodiscard]] static std::uint64_t body_limit(std::string_view method, std::string_view path);
  /// The file for a body that is not to be held in memory, or what refuses it before it is read.
  [[nodiscard]] std::expected<std::shared_ptr<IncomingFile>, Response> body_place(const Request& request);

  [[nodiscard]] app::Notebook& own() { return *own_; }
  [[nodiscard]] Imports& imports() { return imports_; }

 private:
  using Work = Response (Api::*)(const Request&);
  struct Route {
    std::string_view path;
    std::string_view method;
    Work work;
    std::string_view parameters;  ///< of its query, in words: "diary, on"
  };

  Api(std::filesystem::path data_dir, std::unique_ptr<app::Notebook> own);

  [[nodiscard]] Response get_facts(const Request& request);
  [[nodiscard]] Response post_facts(const Request& request);
  [[nodiscard]] Response post_recordings(const Request& request);
  [[nodiscard]] Response get_recordings_same(const Request& request);
  [[nodiscard]] Response get_imports(const Request& request);
  [[nodiscard]] Response post_imports(const Request& request);
  [[nodiscard]] Response get_import(const Request& request);
  [[nodiscard]] Response delete_import(const Request& request);
  [[nodiscard]] Response get_blob(const Request& request);
  [[nodiscard]] Response get_today(const Request& request);
  [[nodiscard]] Response get_why(const Request& request);
  [[nodiscard]] Response get_replay(const Request& request);
  [[nodiscard]] Response get_ladder(const Request& request);
  [[nodiscard]] Response get_look_back(const Request& request);
  [[nodiscard]] Response get_load(const Request& request);
  [[nodiscard]] Response get_protocols(const Request& request);
  [[nodiscard]] Response post_protocols_read(const Request& request);
  [[nodiscard]] Response get_protocols_toml(const Request& request);
  [[nodiscard]] Response get_protocols_verify(const Request& request);
  [[nodiscard]] Response post_protocols_verify(const Request& request);
  [[nodiscard]] Response post_what_if(const Request& request);
  [[nodiscard]] Response get_export(const Request& request);
  [[nodiscard]] Response post_restore(const Request& request);
  [[nodiscard]] Response get_diaries(const Request& request);
  [[nodiscard]] Response post_demo(const Request& request);
  [[nodiscard]] Response delete_demo(const Request& request);
  [[nodiscard]] Response get_health(const Request& request);

  [[nodiscard]] app::Answer<app::Notebook*> diary_of(const Request& request);
  [[nodiscard]] Result<app::Notebook*> demo();
  [[nodiscard]] Response decided(const Request& request,
                                 std::string (*json)(const app::Pages&, engine::Protocols, Day));

  std::filesystem::path data_dir_;
  std::unique_ptr<app::Notebook> own_;
  std::mutex demo_mutex_;
  std::unique_ptr<app::Notebook> demo_;
  Verifications verifications_;
  Imports imports_;  // last: ends before the diaries that it writes to
};

}  // namespace springback::server
