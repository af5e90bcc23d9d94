#include "server/problem.h"

#include "base/json_writer.h"

namespace springback::server {

namespace {

std::string_view title_of(int status) {
  switch (status) {
    case 400:
      return "Bad request";
    case 403:
      return "Forbidden";
    case 404:
      return "Not found";
    case 405:
      return "Method not allowed";
    case 409:
      return "Conflict";
    case 413:
      return "Too large";
    case 415:
      return "Unsupported media type";
    case 421:
      return "Misdirected request";
    case 422:
      return "Refused";
    case 503:
      return "Busy";
    default:
      return "Internal error";
  }
}

}  // namespace

Response problem(int status, std::string_view code, std::string_view detail,
                 const std::vector<app::Fault>& faults) {
  JsonWriter body;
  body.open('{').text("type", "about:blank").text("title", title_of(status)).number("status", status);
  body.text("code", code).text("detail", detail);
  if (!faults.empty()) {
    body.list("faults", faults, [&](const app::Fault& fault) {
      body.open('{').number("line", fault.line).text("field", fault.field).text("message", fault.message);
      body.close('}');
    });
  }
  return Response{status,
                  {{"content-type", "application/problem+json"}, {"cache-control", "no-store"}},
                  body.close('}').take(),
                  {}};
}

Response problem(const app::Refusal& refusal) {
  int status = 422;
  if (refusal.kind == Trouble::machine) {
    status = 500;
  } else if (refusal.code == "id_conflict") {
    status = 409;
  } else if (refusal.code == "protocol_unknown" || refusal.code == "unknown_diary") {
    status = 404;
  }
  return problem(status, refusal.code, refusal.detail, refusal.faults);
}

}  // namespace springback::server
