// api/openapi.yaml held against the running server: every address, method and status that it names is asked
// for and answered in the shape that it states; and the server answers nothing that it does not name.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <future>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <thread>
#include <tuple>
#include <vector>

#include "codec/fit_encode.h"
#include "codec/fit_synthetic.h"
#include "support/packed.h"
#include "support/program.h"
#include "support/yaml.h"

namespace springback::test {
namespace {

using nlohmann::json;

std::string recorded_before(int hours_before = 0) {
  fit::SyntheticRun run;
  run.start_unix_s = 1'772'900'000 - std::int64_t{hours_before} * 3'600;
  run.bouts = {{engine::BoutKind::jog, 300, 2'500, 162}};
  const auto bytes = fit::encode_activity(fit::synthetic_run(run));
  return {bytes.begin(), bytes.end()};
}

const std::string kCheckin =
    R"({"type":"checkin","at":"2026-03-02T07:00:00+01:00","pain":2,"id":"00000000-0000-4000-8000-000000000001"})";
const std::string kOther =
    R"({"type":"checkin","at":"2026-03-02T07:00:00+01:00","pain":3,"id":"00000000-0000-4000-8000-000000000001"})";

class OpenApi : public ::testing::Test {
 protected:
  OpenApi() : api_(read_yaml(read_file(SPRINGBACK_ROOT "/api/openapi.yaml"))) {}

  const json& resolve(const json& node) const {
    if (!node.is_object() || !node.contains("$ref")) return node;
    return api_.at(json::json_pointer(node["$ref"].get<std::string>().substr(1)));
  }

  static bool is_type(const json& value, const std::string& type) {
    if (type == "object") return value.is_object();
    if (type == "array") return value.is_array();
    if (type == "string") return value.is_string();
    if (type == "integer") return value.is_number_integer();
    if (type == "number") return value.is_number();
    if (type == "boolean") return value.is_boolean();
    return type == "null" && value.is_null();
  }

  // What of a schema this document uses: type, enum, required, properties, additionalProperties, items.
  void check(const json& value, const json& schema_or_ref, const std::string& path) const {
    const json& schema = resolve(schema_or_ref);
    if (schema.contains("type")) {
      const json& type = schema["type"];
      const json types = type.is_array() ? type : json::array({type});
      bool any = false;
      for (const json& one : types) any = any || is_type(value, one);
      EXPECT_TRUE(any) << path << ": " << value << " is no " << type;
    }
    if (schema.contains("enum")) {
      const auto& all = schema["enum"];
      EXPECT_NE(std::find(all.begin(), all.end(), value), all.end()) << path << ": " << value;
    }
    if (value.is_object()) {
      for (const json& key : schema.value("required", json::array())) {
        EXPECT_TRUE(value.contains(key)) << path << " lacks " << key;
      }
      const json properties = schema.value("properties", json::object());
      for (const auto& [key, inner] : value.items()) {
        if (properties.contains(key)) {
          check(inner, properties[key], path + "." + key);
        } else {
          EXPECT_TRUE(schema.value("additionalProperties", true))
              << path << ": " << key << " is not in the document";
        }
      }
    }
    if (value.is_array() && schema.contains("items")) {
      for (std::size_t i = 0; i < value.size(); ++i)
        check(value[i], schema["items"], path + "[" + std::to_string(i) + "]");
    }
  }

  // One answer against what the document says of it.
  void hold(const std::string& path, const std::string& method, const Answer& answer, int expected) {
    const std::string place = method + " " + path + " " + std::to_string(expected);
    ASSERT_EQ(answer.status, expected) << place << " " << answer.body.substr(0, 300);
    ASSERT_TRUE(api_["paths"].contains(path)) << place;
    ASSERT_TRUE(api_["paths"][path].contains(method)) << place;
    const json& responses = api_["paths"][path][method]["responses"];
    ASSERT_TRUE(responses.contains(std::to_string(expected))) << place << " is not in the document";
    covered_.insert({path, method, expected});
    const json& response = resolve(responses[std::to_string(expected)]);
    if (!response.contains("content")) {
      EXPECT_TRUE(answer.body.empty()) << place;
      return;
    }
    const std::string type =
        answer.headers.count("content-type") > 0 ? answer.headers.at("content-type") : "";
    ASSERT_TRUE(response["content"].contains(type)) << place << ": " << type;
    if (type.ends_with("json") && type != "application/x-ndjson") {
      const json body = json::parse(answer.body, nullptr, false);
      ASSERT_FALSE(body.is_discarded()) << place;
      check(body, response["content"][type]["schema"], place);
      if (type == "application/problem+json") {
        EXPECT_EQ(body["status"], expected) << place;
      }
    }
  }

  // What every address refuses before it looks at a body; all of the document's operations are asked.
  void hold_doors() {
    const std::string own = "http://127.0.0.1:" + std::to_string(server_.port());
    for (const auto& [path, methods] : api_["paths"].items()) {
      std::string target = "/api/v1" + path;
      if (const auto brace = target.find('{'); brace != std::string::npos)
        target.replace(brace, std::string::npos, std::string(64, '0'));
      for (const auto& [method, operation] : methods.items()) {
        const auto ask = [&, verb = upper(method)](const std::string& query, Headers headers = {}) {
          if (verb == "POST") headers.emplace_back("content-type", "application/json");
          return request(server_.port(), verb, target + query, verb == "POST" ? "[]" : "", headers);
        };
        hold(path, method, ask("?nobody=knows"), 400);
        hold(path, method, ask("", {{"host", "evil.example"}}), 421);
        const json parameters = operation.value("parameters", json::array());
        if (std::ranges::count(parameters, json{{"$ref", "#/components/parameters/diary"}}) > 0)
          hold(path, method, ask("?diary=nobody"), 404);
        if (method == "get") continue;
        hold(path, method, ask("", {{"origin", "http://evil.example"}}), 403);
        hold(path, method, ask("", {{"origin", own}, {"sec-fetch-site", "cross-site"}}), 403);
      }
    }
  }

  static std::string upper(std::string method) {
    for (char& c : method) c = static_cast<char>(c - 32);
    return method;
  }

  // An import from its sending to its end, one that is called off, and too many of them.
  void hold_imports(const std::string& fit) {
    const auto drop = [&](const std::string& id) {
      return request(server_.port(), "DELETE", "/api/v1/imports/" + id);
    };
    const Answer begun = server_.post("/api/v1/imports?name=c.fit", fit, {});
    hold("/imports", "post", begun, 202);
    const std::string id = json::parse(begun.body)["id"];
    const auto state = [&] { return server_.get("/api/v1/imports/" + id); };
    for (int i = 0; i < 500 && !json::parse(state().body).contains("report"); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    hold("/imports/{id}", "get", state(), 200);
    EXPECT_EQ(json::parse(state().body)["report"]["duplicates"], 1);
    hold("/imports/{id}", "delete", drop(id), 204);
    hold("/imports", "get", server_.get("/api/v1/imports"), 200);
    hold("/imports/{id}", "get", server_.get("/api/v1/imports/none"), 404);
    hold("/imports/{id}", "delete", drop("none"), 404);
    hold("/imports", "post", server_.post("/api/v1/imports", "x", {{"content-length", "9000000000"}}), 413);

    Members runs;
    for (int i = 0; i < 2'000; ++i) runs.emplace_back(std::to_string(i), recorded_before(i + 1));
    std::vector<std::string> ids{json::parse(server_.post("/api/v1/imports", zip_of(runs), {}).body)["id"]};
    Answer more;
    while ((more = server_.post("/api/v1/imports", fit, {})).status == 202)
      ids.push_back(json::parse(more.body)["id"]);
    hold("/imports", "post", more, 503);
    EXPECT_EQ(ids.size(), 17U);
    for (const std::string& one : ids) EXPECT_EQ(drop(one).status, 204);
  }

  json api_;
  std::set<std::tuple<std::string, std::string, int>> covered_;
  TempDir dir_;
  Server server_{dir_.path()};
};

TEST_F(OpenApi, every_answer_of_the_document_is_given_in_its_shape) {
  const Headers lines{{"content-type", "application/x-ndjson"}};
  hold("/health", "get", server_.get("/api/v1/health"), 200);
  hold_doors();

  hold("/facts", "post", server_.post("/api/v1/facts", "[" + kCheckin + "]"), 201);
  hold("/facts", "post", server_.post("/api/v1/facts", kCheckin, lines), 200);
  hold("/facts", "post", server_.post("/api/v1/facts", kOther), 409);
  hold("/facts", "post", server_.post("/api/v1/facts", kCheckin, {}), 415);
  hold("/facts", "post", server_.post("/api/v1/facts", std::string((16U << 20) + 1, ' ')), 413);
  hold("/facts", "post", server_.post("/api/v1/facts", "{\"type\":\"checkin\"}"), 422);
  hold("/facts", "get", server_.get("/api/v1/facts?after=0&limit=1"), 200);
  hold("/facts", "get", server_.get("/api/v1/facts?after=x"), 400);

  const std::string fit = recorded_before();
  const Answer kept = server_.post("/api/v1/recordings?name=a.fit", fit, {});
  hold("/recordings", "post", kept, 201);
  hold("/recordings", "post", server_.post("/api/v1/recordings?name=b.fit", fit, {}), 200);
  const json recording = json::parse(kept.body)["fact"];
  json copy = recording;
  copy["id"] = "00000000-0000-4000-8000-0000000000c0";
  copy["sha256"] = std::string(64, 'c');
  hold("/facts", "post", server_.post("/api/v1/facts", copy.dump()), 201);
  const Answer same = server_.get("/api/v1/recordings/same");
  hold("/recordings/same", "get", same, 200);
  EXPECT_EQ(json::parse(same.body)["groups"].size(), 1U) << same.body;
  hold("/recordings", "post", server_.post("/api/v1/recordings", "hello", {}), 422);
  hold("/recordings", "post", server_.post("/api/v1/recordings", std::string(65U * 1024 * 1024, 'x'), {}),
       413);
  const std::string sum = json::parse(kept.body)["fact"]["sha256"];
  const Answer blob = server_.get("/api/v1/blobs/" + sum);
  hold("/blobs/{sha256}", "get", blob, 200);
  EXPECT_EQ(blob.body, fit);
  hold("/blobs/{sha256}", "get",
       server_.get("/api/v1/blobs/" + sum, {{"if-none-match", blob.headers.at("etag")}}), 304);
  hold("/blobs/{sha256}", "get", server_.get("/api/v1/blobs/" + std::string(64, '0')), 404);

  hold_imports(fit);

  hold("/demo", "post", server_.post("/api/v1/demo", {}, {}), 201);
  hold("/diaries", "get", server_.get("/api/v1/diaries"), 200);
  for (const std::string verb : {"today", "why", "ladder"}) {
    for (const std::string diary : {"me", "demo"}) {
      hold("/" + verb, "get", server_.get("/api/v1/" + verb + "?diary=" + diary), 200);
    }
    hold("/" + verb, "get", server_.get("/api/v1/" + verb + "?on=yesterday"), 400);
  }
  hold("/lookback", "get", server_.get("/api/v1/lookback?diary=demo"), 200);
  hold("/lookback", "get", server_.get("/api/v1/lookback?onset=2026-03-01&on=2026-03-09"), 200);
  const Answer no_onset = server_.get("/api/v1/lookback");
  hold("/lookback", "get", no_onset, 400);
  EXPECT_EQ(json::parse(no_onset.body)["code"], "no_onset");
  hold("/lookback", "get", server_.get("/api/v1/lookback?onset=soon"), 400);
  hold("/lookback", "get", server_.get("/api/v1/lookback?onset=2026-03-10&on=2026-03-09"), 400);
  for (const std::string diary : {"me", "demo"})
    hold("/load", "get", server_.get("/api/v1/load?weeks=520&diary=" + diary), 200);
  hold("/load", "get", server_.get("/api/v1/load?weeks=0"), 400);
  hold("/load", "get", server_.get("/api/v1/load?on=yesterday"), 400);
  hold("/replay", "get", server_.get("/api/v1/replay?diary=demo"), 200);
  hold("/replay", "get", server_.get("/api/v1/replay?from=2026-02-30"), 400);
  hold("/protocols", "get", server_.get("/api/v1/protocols"), 200);
  const std::string toml = read_file(SPRINGBACK_ROOT "/protocols/achilles-insertional.toml");
  const Headers of_toml{{"content-type", "application/toml"}};
  const Answer read = server_.post("/api/v1/protocols/read", toml, of_toml);
  hold("/protocols/read", "post", read, 200);
  EXPECT_EQ(server_.post("/api/v1/protocols/read", read.body).body, read.body);
  const Answer refused = server_.post("/api/v1/protocols/read", "id = \"x\"\n", of_toml);
  hold("/protocols/read", "post", refused, 422);
  EXPECT_EQ(json::parse(refused.body)["code"], "protocol_refused");
  hold("/protocols/read", "post",
       server_.post("/api/v1/protocols/read", std::string(1'100'000, ' '), of_toml), 413);
  const Answer shipped = server_.get("/api/v1/protocols/toml?id=achilles-insertional");
  hold("/protocols/toml", "get", shipped, 200);
  EXPECT_EQ(shipped.body, toml);
  hold("/protocols/toml", "get", server_.get("/api/v1/protocols/toml?id=mine"), 404);
  hold("/protocols/verify", "post", server_.post("/api/v1/protocols/verify", "id = \"x\"\n", of_toml), 422);
  hold("/protocols/verify", "post",
       server_.post("/api/v1/protocols/verify", std::string(1'100'000, ' '), of_toml), 413);
  // Two at once: the one that comes first is searched, the other is told that it must wait.
  const auto check_it = [&] { return server_.post("/api/v1/protocols/verify", toml, of_toml); };
  auto beside = std::async(std::launch::async, check_it);
  std::array<Answer, 2> both{check_it(), {}};
  both[1] = beside.get();
  std::ranges::sort(both, {}, &Answer::status);
  hold("/protocols/verify", "post", both[0], 200);
  hold("/protocols/verify", "post", both[1], 503);
  EXPECT_EQ(check_it().body, both[0].body);
  const Answer checked = server_.get("/api/v1/protocols/verify");
  hold("/protocols/verify", "get", checked, 200);
  EXPECT_EQ(json::parse(checked.body)["checked"][0]["hash"], json::parse(both[0].body)["hash"]);
  for (const std::string diary : {"me", "demo"})
    hold("/whatif", "post", server_.post("/api/v1/whatif?diary=" + diary, toml, of_toml), 200);
  hold("/whatif", "post", server_.post("/api/v1/whatif?now=tomorrow", toml, of_toml), 400);
  hold("/whatif", "post", server_.post("/api/v1/whatif?now=2999-01-01", toml, of_toml), 400);
  hold("/whatif", "post", server_.post("/api/v1/whatif", std::string(1'100'000, ' '), of_toml), 413);
  hold("/whatif", "post", server_.post("/api/v1/whatif", "id = ", of_toml), 422);

  const Answer exported = server_.get("/api/v1/export?diary=demo");
  hold("/export", "get", exported, 200);
  hold("/restore", "post", server_.post("/api/v1/restore", exported.body, {}), 201);
  hold("/restore", "post", server_.post("/api/v1/restore", exported.body, {}), 200);
  hold("/restore", "post", server_.post("/api/v1/restore", "{\"type\":1}", {}), 422);
  hold("/restore", "post", server_.post("/api/v1/restore", kOther, {}), 409);
  hold("/restore", "post", server_.post("/api/v1/restore", std::string(257U * 1024 * 1024, ' '), {}), 413);
  hold("/demo", "delete", request(server_.port(), "DELETE", "/api/v1/demo"), 204);

  for (const auto& [path, methods] : api_["paths"].items()) {
    for (const auto& [method, operation] : methods.items()) {
      for (const auto& [status, response] : operation["responses"].items()) {
        EXPECT_TRUE(covered_.contains({path, method, std::stoi(status)}))
            << method << " " << path << " " << status << " is in the document, and nothing here asks for it";
      }
    }
  }
}

TEST_F(OpenApi, no_method_answers_that_the_document_does_not_name) {
  const json& refused = resolve(api_["x-at-every-address"]["405"]);
  const json& shape = refused["content"]["application/problem+json"]["schema"];
  for (const auto& [path, methods] : api_["paths"].items()) {
    std::string target = "/api/v1" + path;
    if (const auto brace = target.find('{'); brace != std::string::npos) target.resize(brace);
    for (const std::string method : {"GET", "POST", "PUT", "PATCH", "DELETE"}) {
      std::string lower = method;
      for (char& c : lower) c = static_cast<char>(c + 32);
      if (methods.contains(lower)) continue;
      const Answer answer = request(server_.port(), method, target);
      EXPECT_EQ(answer.status, 405) << method << " " << path;
      EXPECT_EQ(answer.headers.count("allow"), refused["headers"].count("Allow")) << method << " " << path;
      check(json::parse(answer.body, nullptr, false), shape, method + " " + path);
    }
  }
}

TEST_F(OpenApi, every_reference_of_the_document_leads_somewhere) {
  const auto walk = [this](const auto& self, const json& node) -> void {
    if (node.is_object() && node.contains("$ref")) {
      EXPECT_NO_THROW(static_cast<void>(resolve(node))) << node["$ref"];
    }
    for (const json& inner : node) {
      if (inner.is_structured()) self(self, inner);
    }
  };
  walk(walk, api_);
}

}  // namespace
}  // namespace springback::test
