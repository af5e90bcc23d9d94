#include "app/import.h"
#include "base/json_writer.h"

namespace springback::app {

std::string_view fate_name(ImportedFile::Fate fate) {
  using enum ImportedFile::Fate;
  switch (fate) {
    case imported:
      return "imported";
    case duplicate:
      return "duplicate";
    case not_activity:
      return "not_activity";
    case damaged:
      return "damaged";
    case unreadable:
      break;
  }
  return "unreadable";
}

std::string import_report_json(const ImportReport& report) {
  JsonWriter json;
  json.open('{').number("imported", report.imported).number("duplicates", report.duplicates);
  json.number("not_activities", report.not_activities).number("damaged", report.damaged);
  json.number("other", report.other).truth("cancelled", report.cancelled);
  json.number("not_listed", report.not_listed);
  json.list("files", report.files, [&](const ImportedFile& file) {
    json.open('{').text("name", file.name).text("fate", fate_name(file.fate)).text("why", file.why);
    if (!file.fact.is_nil()) json.text("fact", format_uuid(file.fact));
    json.close('}');
  });
  json.list("same", report.same, [&](const CountedOnce& one) {
    json.open('{').text("counts", format_uuid(one.counts)).texts("others", one.others, format_uuid);
    json.close('}');
  });
  return json.close('}').take();
}

}  // namespace springback::app
