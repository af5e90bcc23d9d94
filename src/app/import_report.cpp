#include <string>

#include "app/import.h"
#include "codec/json_text.h"

namespace springback::app {

std::string_view fate_name(ImportedFile::Fate fate) {
  using Fate = ImportedFile::Fate;
  switch (fate) {
    case Fate::imported:
      return "imported";
    case Fate::duplicate:
      return "duplicate";
    case Fate::not_activity:
      return "not_activity";
    case Fate::damaged:
      return "damaged";
    case Fate::unreadable:
      break;
  }
  return "unreadable";
}

std::string import_report_json(const ImportReport& report) {
  std::string out = R"({"imported":)" + std::to_string(report.imported) + R"(,"duplicates":)" +
                    std::to_string(report.duplicates) + R"(,"not_activities":)" +
                    std::to_string(report.not_activities) + R"(,"damaged":)" +
                    std::to_string(report.damaged) + R"(,"other":)" + std::to_string(report.other) +
                    R"(,"cancelled":)" + (report.cancelled ? "true" : "false") + R"(,"not_listed":)" +
                    std::to_string(report.not_listed) + R"(,"files":[)";
  for (const ImportedFile& file : report.files) {
    if (&file != &report.files.front()) out += ',';
    out += R"({"name":)";
    codec::append_json_string(out, file.name);
    out.append(R"(,"fate":")").append(fate_name(file.fate)).append(R"(","why":)");
    codec::append_json_string(out, file.why);
    if (!file.fact.is_nil()) out += R"(,"fact":")" + format_uuid(file.fact) + '"';
    out += '}';
  }
  out += R"(],"same":[)";
  for (const CountedOnce& one : report.same) {
    if (out.back() != '[') out += ',';
    out += R"({"counts":")" + format_uuid(one.counts) + R"(","others":[)";
    for (const Uuid& other : one.others) {
      if (out.back() != '[') out += ',';
      out.append("\"").append(format_uuid(other)).append("\"");
    }
    out += "]}";
  }
  return out + "]}";
}

}  // namespace springback::app
