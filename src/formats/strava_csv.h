#pragma once
// The table `activities.csv` of a Strava export: which file is which sport, and which files should be there.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace springback::formats {

/// What the table says. Its header is in the language of the account and its columns change from year to
/// year, so columns are found by what stands in them.
struct StravaTable {
  struct File {
    std::string name;   ///< "activities/123.gpx.gz", as the table has it
    std::string sport;  ///< the FIT profile's name, where the word is known; else empty
  };
  std::vector<File> files;  ///< in the table's order, each name once; a row without one was entered by hand
  std::size_t failed = 0;   ///< rows whose file Strava could not write ("#error#")
};

/// Reads any text; what is no such table gives one without files. Quoted fields may hold commas, quotes and
/// line ends; rows may differ in length.
[[nodiscard]] StravaTable read_strava_table(std::string_view csv);

/// The FIT profile's name of Strava's word for a sport in de, en, es, fr, it, nl or pt; empty for others.
[[nodiscard]] std::string_view strava_sport(std::string_view word);

}  // namespace springback::formats
