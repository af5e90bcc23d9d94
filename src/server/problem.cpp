#include "server/problem.h"

#include <string>

#include "codec/json_text.h"

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
  std::string body = R"({"type":"about:blank","title":)";
  codec::append_json_string(body, title_of(status));
  body += ",\"status\":" + std::to_string(status) + ",\"code\":";
  codec::append_json_string(body, code);
  body += ",\"detail\":";
  codec::append_json_string(body, detail);
  if (!faults.empty()) {
    body += ",\"faults\":[";
    for (const app::Fault& fault : faults) {
      if (&fault != &faults.front()) body += ',';
      body += "{\"line\":" + std::to_string(fault.line) + ",\"field\":";
      codec::append_json_string(body, fault.field);
      body += ",\"message\":";
      codec::append_json_string(body, fault.message);
      body += '}';
    }
    body += ']';
  }
  body += '}';
  return Response{status,
                  {{"content-type", "application/problem+json"}, {"cache-control", "no-store"}},
                  std::move(body),
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
