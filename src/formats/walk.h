#pragma once
// The steps of a recording source: one walk for each list of files, archive and export that it is inside of.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "formats/archive.h"
#include "formats/recording_source.h"
#include "formats/strava_csv.h"

namespace springback::formats {

/// A stretch of the files as they lie on the disk, for telling how far the reading is.
struct Stretch {
  std::uint64_t begin_bytes = 0;
  std::uint64_t size_bytes = 0;

  /// The part of it that lies between two of `whole` equal shares; all of it when there are none.
  [[nodiscard]] Stretch part(std::uint64_t from, std::uint64_t to, std::uint64_t whole) const;
  [[nodiscard]] std::uint64_t end_bytes() const { return begin_bytes + size_bytes; }
};

class Walk {
 public:
  enum class Step : std::uint8_t {
    piece,  ///< the piece was filled
    inner,  ///< `inner` was filled: it comes before what follows here
    more,   ///< nothing yet: to be called again
    end,
  };
  Walk() = default;
  Walk(const Walk&) = delete;
  Walk& operator=(const Walk&) = delete;
  virtual ~Walk() = default;
  [[nodiscard]] virtual Step next(Piece& piece, std::unique_ptr<Walk>& inner) = 0;
  /// How far it is, in bytes on the disk.
  [[nodiscard]] std::uint64_t done_bytes() const { return done_bytes_; }

 protected:
  std::uint64_t done_bytes_ = 0;
};

/// A folder or a zip as far as its files belong together: tables of Strava's and routes of Apple's.
class Collection {
 public:
  virtual ~Collection() = default;
  /// The bytes of a route that a workout names, unpacked; nothing when it is not there. It is then no
  /// recording of its own.
  [[nodiscard]] virtual Result<bool> take_route(std::string_view path, std::vector<std::uint8_t>& out) = 0;
};

/// What tables say of files, by the files' whole names; and what there is to say of the tables.
class Tables {
 public:
  /// `there` answers whether a name is among the files.
  void add(std::string_view table_name, std::string_view csv,
           const std::function<bool(const std::string&)>& there);
  [[nodiscard]] std::string sport_of(const std::string& name) const;
  /// Files that a table lists and that are not there, and a sentence for each table: taken out one by one.
  [[nodiscard]] bool take_remark(Piece& piece, std::string_view shown_before);

 private:
  struct Remark {
    std::string name;
    Piece::Verdict verdict;
    std::string why;
  };
  std::unordered_map<std::string, std::string> sports_;
  std::vector<Remark> remarks_;
  std::size_t told_ = 0;
};

/// True for the name of a Strava table, in whatever folder.
[[nodiscard]] bool names_strava_table(std::string_view name);
/// True for a route of an Apple Health export.
[[nodiscard]] bool names_route(std::string_view name);
/// A name without the folders before it.
[[nodiscard]] std::string last_part(std::string_view name);
/// "xml" for "a/B.XML"; empty without one.
[[nodiscard]] std::string ending_of(std::string_view name);

/// The words for what is no recording, and for what is larger than one may be.
[[nodiscard]] std::string no_recording();
[[nodiscard]] std::string too_large_for_a_recording();

/// Makes `piece` one that tells and has no bytes.
void tell(Piece& piece, Piece::Verdict verdict, std::string name, std::string why);

/// Chunks of an export.xml: how many bytes were put into the span, 0 at the end.
using ReadChunk = std::function<Result<std::size_t>(std::span<std::uint8_t>)>;

/// An archive as a walk; `label` is the name that its members' names follow.
[[nodiscard]] std::unique_ptr<Walk> walk_zip(ZipArchive archive, std::string label, int archives,
                                             std::shared_ptr<Budget> budget, Stretch stretch);

/// An Apple Health export as a walk: its workouts with their routes. `length` is what `read` will give, for
/// telling how far it is.
[[nodiscard]] std::unique_ptr<Walk> walk_apple_export(ReadChunk read, std::uint64_t length, std::string label,
                                                      int archives, std::shared_ptr<Collection> around,
                                                      std::shared_ptr<Budget> budget, Stretch stretch);

/// The files that were named or found.
[[nodiscard]] std::unique_ptr<Walk> walk_files(std::vector<std::filesystem::path> files,
                                               std::vector<std::uint64_t> sizes);

}  // namespace springback::formats
