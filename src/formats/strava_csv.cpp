#include "formats/strava_csv.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_set>
#include <utility>

namespace springback::formats {

namespace {

using Row = std::vector<std::string>;

// One row behind another (RFC 4180), lenient: a quote that is never closed ends with the text.
class Rows {
 public:
  explicit Rows(std::string_view text) : text_(text) {
    if (text_.starts_with("\xef\xbb\xbf")) text_.remove_prefix(3);
  }

  // False at the end. Empty lines are passed over.
  bool next(Row& row) {
    do {
      if (at_ >= text_.size()) return false;
      row.clear();
      while (field(row)) {
      }
    } while (row.size() == 1 && row.front().empty());
    return true;
  }

 private:
  // Adds a field; true when another follows in the same row.
  bool field(Row& row) {
    std::string& out = row.emplace_back();
    bool quoted = at_ < text_.size() && text_[at_] == '"';
    if (quoted) ++at_;
    while (at_ < text_.size()) {
      const char c = text_[at_++];
      if (quoted) {
        if (c != '"') {
          out += c;
        } else if (at_ < text_.size() && text_[at_] == '"') {
          out += '"';
          ++at_;
        } else {
          quoted = false;
        }
      } else if (c == ',') {
        return true;
      } else if (c == '\n') {
        break;
      } else if (c != '\r') {
        out += c;
      }
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

constexpr std::string_view kActivitiesFolder = "activities/";
constexpr std::string_view kFailed = "#error#";
constexpr std::size_t kTypeColumn = 3;  // the fourth, whatever the language

// The column in which most cells name a file of the export; the number of columns when there is none.
std::size_t file_column(std::string_view csv) {
  std::vector<std::size_t> named;
  Rows rows(csv);
  for (Row row; rows.next(row);) {
    if (row.size() > named.size()) named.resize(row.size());
    for (std::size_t i = 0; i < row.size(); ++i) named[i] += row[i].starts_with(kActivitiesFolder) ? 1U : 0U;
  }
  const auto most = std::ranges::max_element(named);
  if (most == named.end() || *most == 0) return named.size();
  return static_cast<std::size_t>(most - named.begin());
}

struct TypeWord {
  std::string_view word;
  std::string_view sport;
};

// chosen: the words for these sports in the languages of Strava's exports, from common use; no export in each
// of them was at hand. An unknown word leaves the sport open. ASCII letters in lower case.
constexpr auto kTypeWords = std::to_array<TypeWord>({
    // en
    {"run", "running"},
    {"trail run", "running"},
    {"virtual run", "running"},
    {"treadmill", "running"},
    {"walk", "walking"},
    {"hike", "hiking"},
    {"ride", "cycling"},
    {"virtual ride", "cycling"},
    {"mountain bike ride", "cycling"},
    {"gravel ride", "cycling"},
    {"e-bike ride", "cycling"},
    {"swim", "swimming"},
    {"rowing", "rowing"},
    {"nordic ski", "cross_country_skiing"},
    {"alpine ski", "alpine_skiing"},
    {"inline skate", "inline_skating"},
    // de
    {"lauf", "running"},
    {"laufen", "running"},
    {"traillauf", "running"},
    {"virtueller lauf", "running"},
    {"spaziergang", "walking"},
    {"gehen", "walking"},
    {"wanderung", "hiking"},
    {"wandern", "hiking"},
    {"radfahrt", "cycling"},
    {"fahrt", "cycling"},
    {"radfahren", "cycling"},
    {"virtuelle radfahrt", "cycling"},
    {"mountainbike-fahrt", "cycling"},
    {"schwimmen", "swimming"},
    {"rudern", "rowing"},
    // nl
    {"hardloopsessie", "running"},
    {"hardlopen", "running"},
    {"trailrun", "running"},
    {"virtuele hardloopsessie", "running"},
    {"wandeling", "walking"},
    {"wandelen", "walking"},
    {"hiken", "hiking"},
    {"fietsrit", "cycling"},
    {"rit", "cycling"},
    {"virtuele fietsrit", "cycling"},
    {"zwemmen", "swimming"},
    {"roeien", "rowing"},
    // fr
    {"course \xc3\xa0 pied", "running"},
    {"course", "running"},
    {"trail", "running"},
    {"course virtuelle", "running"},
    {"marche", "walking"},
    {"randonn\xc3\xa9"
     "e",
     "hiking"},
    {"sortie v\xc3\xa9lo", "cycling"},
    {"v\xc3\xa9lo", "cycling"},
    {"sortie v\xc3\xa9lo virtuelle", "cycling"},
    {"natation", "swimming"},
    {"aviron", "rowing"},
    // es
    {"carrera", "running"},
    {"carrera de monta\xc3\xb1"
     "a",
     "running"},
    {"carrera virtual", "running"},
    {"caminata", "walking"},
    {"caminar", "walking"},
    {"senderismo", "hiking"},
    {"bicicleta", "cycling"},
    {"ciclismo", "cycling"},
    {"bicicleta virtual", "cycling"},
    {"nataci\xc3\xb3n", "swimming"},
    {"remo", "rowing"},
    // it
    {"corsa", "running"},
    {"corsa su sentiero", "running"},
    {"corsa virtuale", "running"},
    {"camminata", "walking"},
    {"escursione", "hiking"},
    {"giro in bici", "cycling"},
    {"pedalata", "cycling"},
    {"nuotata", "swimming"},
    {"nuoto", "swimming"},
    {"canottaggio", "rowing"},
    // pt
    {"corrida", "running"},
    {"corrida em trilha", "running"},
    {"corrida virtual", "running"},
    {"caminhada", "walking"},
    {"trilha", "hiking"},
    {"pedalada", "cycling"},
    {"pedalada virtual", "cycling"},
    {"nata\xc3\xa7\xc3\xa3o", "swimming"},
});

}  // namespace

std::string_view strava_sport(std::string_view word) {
  std::string plain;
  for (const char c : word) plain += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  const auto found = std::ranges::find(kTypeWords, plain, &TypeWord::word);
  return found == kTypeWords.end() ? std::string_view() : found->sport;
}

StravaTable read_strava_table(std::string_view csv) {
  StravaTable table;
  const std::size_t column = file_column(csv);
  Rows rows(csv);
  Row row;
  if (!rows.next(row)) return table;
  // A table without its header is none of Strava's, but its first row may name a file all the same.
  const bool headed = column >= row.size() || !row[column].starts_with(kActivitiesFolder);
  std::unordered_set<std::string> seen;
  for (bool more = headed ? rows.next(row) : true; more; more = rows.next(row)) {
    const std::string_view name = column < row.size() ? std::string_view(row[column]) : std::string_view();
    if (name.starts_with(kActivitiesFolder)) {
      const auto sport = row.size() > kTypeColumn ? strava_sport(row[kTypeColumn]) : std::string_view();
      if (seen.emplace(name).second) table.files.push_back({std::string(name), std::string(sport)});
    } else if (name.find(kFailed) != std::string_view::npos) {
      ++table.failed;
    }
  }
  return table;
}

}  // namespace springback::formats
