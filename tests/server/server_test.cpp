#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <future>
#include <nlohmann/json.hpp>
#include <string>
#include <thread>
#include <vector>

#include "base/civil.h"
#include "server/doorkeeper.h"
#include "server/http.h"
#include "server/page.h"
#include "support/program.h"

namespace springback::test {
namespace {

std::string note(int n) {
  std::string digits = std::to_string(n);
  return R"({"type":"note","at":"2026-03-02T07:00:00+01:00","text":"note","id":"00000000-0000-4000-8000-)" +
         std::string(12 - digits.size(), '0') + digits + "\"}";
}

class ServerTest : public ::testing::Test {
 protected:
  TempDir dir_;
  Server server_{dir_.path()};
};

TEST_F(ServerTest, a_request_under_another_host_name_is_refused) {
  EXPECT_EQ(server_.get("/api/v1/health").status, 200);
  const std::string port = std::to_string(server_.port());
  for (const std::string host :
       {"evil.example", "127.0.0.1.evil.example:8420", "127.0.0.1:1", "10.0.0.1:8420", ""}) {
    EXPECT_EQ(server_.get("/api/v1/health", {{"host", host}}).status, 421) << host;
    EXPECT_EQ(server_.get("/", {{"host", host}}).status, 421) << host;
  }
  for (const std::string& host :
       {"localhost:" + port, "LOCALHOST:" + port, "[::1]:" + port, std::string("127.0.0.1")}) {
    EXPECT_EQ(server_.get("/api/v1/health", {{"host", host}}).status, 200) << host;
  }
}

TEST_F(ServerTest, a_write_from_another_origin_is_refused_and_changes_nothing) {
  const std::string own = "http://127.0.0.1:" + std::to_string(server_.port());
  for (const std::string origin :
       {"http://evil.example", "null", "https://127.0.0.1", "http://127.0.0.1:1"}) {
    const Answer answer =
        server_.post("/api/v1/facts", note(1), {{"content-type", "application/json"}, {"origin", origin}});
    EXPECT_EQ(answer.status, 403) << origin;
    EXPECT_EQ(answer.headers.count("access-control-allow-origin"), 0U);
  }
  EXPECT_EQ(request(server_.port(), "DELETE", "/api/v1/demo", {}, {{"sec-fetch-site", "cross-site"}}).status,
            403);
  EXPECT_NE(server_.get("/api/v1/facts").body.find("\"facts\":[]"), std::string::npos);
  EXPECT_EQ(
      server_.post("/api/v1/facts", note(1), {{"content-type", "application/json"}, {"origin", own}}).status,
      201);
}

TEST_F(ServerTest, an_origin_without_this_servers_port_is_another_site) {
  const std::string port = ":" + std::to_string(server_.port());
  const auto restore = [&](const Headers& headers) {
    return server_.post("/api/v1/restore", note(1), headers).status;
  };
  // A page on port 80 of this machine: its browser asks nobody before it sends such a body.
  for (const std::string& origin : {std::string("http://127.0.0.1"), std::string("http://localhost"),
                                    std::string("http://[::1]"), "http://localhost" + port + ".evil.example",
                                    "http://localhost" + port + "0", std::string("http://localhost:0")}) {
    EXPECT_EQ(restore({{"origin", origin}}), 403) << origin;
    EXPECT_EQ(restore({{"origin", "http://localhost" + port}, {"origin", origin}}), 403) << origin;
  }
  EXPECT_NE(server_.get("/api/v1/facts").body.find("\"facts\":[]"), std::string::npos);
  EXPECT_EQ(restore({{"origin", "http://localhost" + port}, {"sec-fetch-site", "same-origin"}}), 201);
}

TEST_F(ServerTest, a_write_that_the_browser_calls_foreign_is_refused_whatever_its_origin) {
  const std::string own = "http://127.0.0.1:" + std::to_string(server_.port());
  const auto restore = [&](const std::string& site) {
    return server_.post("/api/v1/restore", note(1), {{"origin", own}, {"sec-fetch-site", site}}).status;
  };
  for (const std::string site : {"cross-site", "same-site", ""}) EXPECT_EQ(restore(site), 403) << site;
  EXPECT_NE(server_.get("/api/v1/facts").body.find("\"facts\":[]"), std::string::npos);
  EXPECT_EQ(restore("none"), 201);
}

TEST(Doorkeeper, port_80_is_what_an_origin_means_that_names_none) {
  EXPECT_TRUE(server::is_own_origin("http://localhost", 80));
  EXPECT_TRUE(server::is_own_origin("http://localhost:80", 80));
  EXPECT_FALSE(server::is_own_origin("http://localhost", 8420));
  EXPECT_TRUE(server::is_own_origin("http://[::1]:8420", 8420));
  EXPECT_FALSE(server::is_own_origin("https://localhost:8420", 8420));
  EXPECT_FALSE(server::is_own_origin("http://localhost:8420/", 8420));
}

TEST_F(ServerTest, facts_want_a_json_content_type) {
  EXPECT_EQ(server_.post("/api/v1/facts", note(1), {{"content-type", "text/plain"}}).status, 415);
  EXPECT_EQ(server_.post("/api/v1/facts", note(1), {}).status, 415);
  EXPECT_EQ(
      server_.post("/api/v1/facts", note(1), {{"content-type", "application/json; charset=utf-8"}}).status,
      201);
}

TEST_F(ServerTest, a_content_type_means_the_same_in_any_case) {
  int n = 0;
  for (const std::string type :
       {"APPLICATION/JSON", "Application/X-NDJSON", "application/JSON;Charset=UTF-8"})
    EXPECT_EQ(server_.post("/api/v1/facts", note(++n), {{"content-type", type}}).status, 201) << type;
  EXPECT_EQ(server_.post("/api/v1/facts", note(4), {{"content-type", "application/jsonp"}}).status, 415);
}

TEST_F(ServerTest, whatever_is_posted_the_last_number_is_the_diarys) {
  const auto last = [&](const std::string& body) {
    return nlohmann::json::parse(server_.post("/api/v1/facts", body).body)["last"].get<int>();
  };
  EXPECT_EQ(last("[]"), 0);
  EXPECT_EQ(last(note(1)), 1);
  EXPECT_EQ(last(note(2)), 2);
  EXPECT_EQ(last(note(1)), 2);
  EXPECT_EQ(last("[]"), 2);
}

TEST_F(ServerTest, facts_come_down_in_pages_without_a_hole) {
  std::string lines;
  for (int i = 1; i <= 25; ++i) lines += note(i) + "\n";
  ASSERT_EQ(server_.post("/api/v1/facts", lines, {{"content-type", "application/x-ndjson"}}).status, 201);
  std::size_t seen = 0;
  std::string after = "0";
  for (int page = 0; page < 10; ++page) {
    const std::string body = server_.get("/api/v1/facts?limit=10&after=" + after).body;
    for (auto at = body.find("\"seq\":"); at != std::string::npos; at = body.find("\"seq\":", at + 1)) ++seen;
    const auto last = body.rfind("\"last\":") + 7;
    after = body.substr(last, body.find(',', last) - last);
    if (body.find("\"more\":false") != std::string::npos) break;
  }
  EXPECT_EQ(seen, 25U);
}

TEST_F(ServerTest, the_answers_are_the_terminals_bytes) {
  ASSERT_EQ(server_.post("/api/v1/demo", {}, {}).status, 201);
  const std::string data = dir_.path().string();
  for (const std::string verb : {"today", "why", "ladder"}) {
    const Ran ran = run({"--data", data, "--diary", "demo", verb, "--json"});
    EXPECT_EQ(server_.get("/api/v1/" + verb + "?diary=demo").body, ran.out) << verb;
  }
  const std::string exported = run({"--data", data, "--diary", "demo", "export", "-"}).out;
  EXPECT_EQ(server_.get("/api/v1/export?diary=demo").body, exported);
  EXPECT_EQ(server_.get("/api/v1/replay?diary=demo").body, run({"replay", "-"}, exported).out);
}

TEST_F(ServerTest, what_another_process_writes_is_seen_at_once) {
  ASSERT_EQ(run({"--data", dir_.path().string(), "log", "profile", "--side", "left", "--site", "midportion",
                 "--usual-pain", "2"})
                .exit,
            0);
  EXPECT_NE(server_.get("/api/v1/today").body.find("two_leg_3x10"), std::string::npos);
}

/// Lets a process have so many bytes more than it has now.
void leave_room(pid_t process, rlim_t more_bytes) {
  std::ifstream status("/proc/" + std::to_string(process) + "/statm");
  rlim_t pages = 0;
  ASSERT_TRUE(status >> pages);
  const rlim_t most = pages * static_cast<rlim_t>(::sysconf(_SC_PAGESIZE)) + more_bytes;
  const rlimit limit{most, most};
  ASSERT_EQ(::prlimit(process, RLIMIT_AS, &limit, nullptr), 0);
}

TEST_F(ServerTest, a_body_for_which_there_is_no_memory_ends_its_own_request_alone) {
  if (!memory_can_be_limited()) GTEST_SKIP() << "a sanitizer needs more addresses than any limit leaves";
  leave_room(server_.process().id(), 64U << 20);
  const std::string body(150U << 20, 'x');
  const Headers file{{"content-type", "application/octet-stream"}};
  EXPECT_EQ(server_.post("/api/v1/restore", body, file).status, 500);
  EXPECT_EQ(server_.get("/api/v1/health").status, 200);
  char length[16];
  std::snprintf(length, sizeof length, "%zx", body.size());
  const Headers chunked{{"content-type", "application/octet-stream"}, {"transfer-encoding", "chunked"}};
  EXPECT_EQ(server_.post("/api/v1/restore", length + ("\r\n" + body) + "\r\n0\r\n\r\n", chunked).status, 0);
  EXPECT_EQ(server_.get("/api/v1/health").status, 200);
  const auto asked = std::chrono::steady_clock::now();
  server_.process().signal(SIGTERM);
  EXPECT_EQ(server_.process().wait(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - asked, std::chrono::seconds(4));
}

TEST_F(ServerTest, a_body_above_the_limit_is_refused_before_it_is_read) {
  const Answer answer = server_.post("/api/v1/facts", std::string(17U * 1024 * 1024, ' '));
  EXPECT_TRUE(answer.status == 413 || answer.status == 0) << answer.status;
  EXPECT_EQ(server_.get("/api/v1/health").status, 200);
}

TEST_F(ServerTest, a_body_above_the_limit_is_told_the_limit) {
  const Answer answer = server_.post("/api/v1/health", "x");
  EXPECT_EQ(answer.status, 405);
  const Answer large = server_.post("/api/v1/facts", std::string(16U * 1024 * 1024 + 1, ' '));
  EXPECT_EQ(large.status, 413);
  EXPECT_NE(large.body.find("16777216 bytes (16 MiB)"), std::string::npos) << large.body;
}

TEST_F(ServerTest, a_parameter_that_an_address_does_not_know_is_refused_with_the_allowed_ones) {
  for (const auto& [target, allowed] :
       {std::pair{"/api/v1/today?foo=1", "diary, on"},
        std::pair{"/api/v1/facts?since=abc", "diary, after, limit"}, std::pair{"/api/v1/health?x", "none"}}) {
    const Answer answer = server_.get(target);
    EXPECT_EQ(answer.status, 400) << target;
    EXPECT_NE(answer.body.find(std::string("allowed: ") + allowed), std::string::npos) << answer.body;
  }
  EXPECT_EQ(server_.get("/api/v1/replay?as_known=maybe").status, 400);
  EXPECT_EQ(server_.get("/api/v1/today?diary=me&on=2026-03-02").status, 200);
}

TEST_F(ServerTest, a_parameter_that_is_given_twice_is_refused_by_its_name) {
  for (const auto& [target, name] :
       {std::pair{"/api/v1/facts?after=1&after=2", "after"},
        std::pair{"/api/v1/facts?limit=5&after=1&limit=5", "limit"},
        std::pair{"/api/v1/today?diary=me&on=2026-03-02&%64iary=demo", "diary"}}) {
    const Answer answer = server_.get(target);
    EXPECT_EQ(answer.status, 400) << target;
    EXPECT_NE(answer.body.find("'" + std::string(name) + "' is given more than once; allowed: once"),
              std::string::npos)
        << answer.body;
  }
  for (const std::string address : {"recordings", "imports"})
    EXPECT_EQ(server_.post("/api/v1/" + address + "?name=a&name=b", "x", {}).status, 400) << address;
}

TEST_F(ServerTest, every_answer_says_what_time_it_is_here) {
  const std::string date = server_.get("/api/v1/health").headers["date"];
  std::tm parts{};
  ASSERT_NE(::strptime(date.c_str(), "%a, %d %b %Y %H:%M:%S GMT", &parts), nullptr) << date;
  EXPECT_NEAR(static_cast<double>(::timegm(&parts)), static_cast<double>(std::time(nullptr)), 5.0) << date;
}

TEST_F(ServerTest, a_flag_from_a_clock_five_hours_ahead_stops_today_and_a_check_in_is_refused) {
  ASSERT_EQ(run({"--data", dir_.path().string(), "log", "profile", "--side", "left", "--site", "midportion",
                 "--usual-pain", "2"})
                .exit,
            0);
  const auto later =
      std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()).time_since_epoch() +
      std::chrono::hours(5);
  const std::string at = format_instant({later.count() * 1000, 0});
  EXPECT_EQ(server_.post("/api/v1/facts", R"({"type":"checkin","pain":2,"at":")" + at + "\"}").status, 422);
  const Answer kept = server_.post("/api/v1/facts", R"({"type":"flag","flag":"pop","at":")" + at + "\"}");
  EXPECT_EQ(kept.status, 201) << kept.body;
  EXPECT_NE(kept.body.find("\"entered\""), std::string::npos);
  const Ran today = run({"--data", dir_.path().string(), "today", "--check", "--json"});
  EXPECT_EQ(today.exit, 1);
  EXPECT_NE(today.out.find("\"urgent\""), std::string::npos) << today.out;
}

TEST_F(ServerTest, nonsense_gets_an_answer_or_a_closed_door_and_the_server_lives) {
  for (const std::string target :
       {"/%", "/%00", "/..%2f..%2fetc/passwd", "/api/v1", "/api/v1/blobs/..", "//", "/a.b?%%%"}) {
    const Answer answer = server_.get(target);
    EXPECT_TRUE(answer.status == 404 || answer.status == 200) << target << " " << answer.status;
    EXPECT_EQ(answer.body.find("root:"), std::string::npos);
  }
  const int status = server_.get("/" + std::string(100'000, 'a')).status;
  EXPECT_TRUE(status == 0 || status == 400) << status;
  EXPECT_EQ(server_.get("/api/v1/health").status, 200);
}

TEST_F(ServerTest, a_second_server_on_the_port_is_trouble_of_the_machine) {
  const Ran ran = run({"--data", dir_.path().string(), "serve", "--port", std::to_string(server_.port())});
  EXPECT_EQ(ran.exit, 3);
  EXPECT_NE(ran.err.find("in use"), std::string::npos);
}

TEST_F(ServerTest, another_address_than_loopback_is_refused_plainly) {
  for (const char* host : {"0.0.0.0", "192.168.1.4", "::", "example.org"}) {
    const Ran ran = run({"--data", dir_.path().string(), "serve", "--port", "0", "--host", host});
    EXPECT_EQ(ran.exit, 2) << host;
    EXPECT_NE(ran.err.find("owner"), std::string::npos);
  }
}

TEST_F(ServerTest, it_stops_in_order_when_asked_to) {
  ASSERT_EQ(server_.post("/api/v1/facts", note(1)).status, 201);
  server_.process().signal(SIGTERM);
  EXPECT_EQ(server_.process().wait(), 0);
  EXPECT_EQ(run({"--data", dir_.path().string(), "export", "-"}).exit, 0);
}

TEST_F(ServerTest, slow_connections_do_not_stop_the_others) {
  std::vector<int> slow;
  for (int i = 0; i < 200; ++i) {
    const int connection = ::socket(AF_INET, SOCK_STREAM, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(server_.port());
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    ASSERT_EQ(::connect(connection, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    ASSERT_GT(::send(connection, "GET / HTTP/1.1\r\nX", 17, MSG_NOSIGNAL), 0);
    slow.push_back(connection);
  }
  EXPECT_EQ(server_.get("/api/v1/health").status, 200);
  for (const int connection : slow) ::close(connection);
}

TEST_F(ServerTest, many_writers_at_once_lose_nothing) {
  constexpr int kWriters = 8, kEach = 25;
  std::atomic<int> kept = 0;
  std::vector<std::thread> writers;
  for (int writer = 0; writer < kWriters; ++writer) {
    writers.emplace_back([&, writer] {
      for (int i = 0; i < kEach; ++i) {
        if (server_.post("/api/v1/facts", note(writer * 1000 + i)).status == 201) ++kept;
      }
    });
  }
  for (std::thread& writer : writers) writer.join();
  EXPECT_EQ(kept, kWriters * kEach);
  EXPECT_NE(server_.get("/api/v1/diaries").body.find("\"facts\":200"), std::string::npos);
}

TEST(ServerKilled, nothing_acknowledged_is_lost) {
  const TempDir dir;
  std::vector<int> acknowledged;
  int next = 1;
  for (int round = 0; round < kill_rounds(); ++round) {
    Server server(dir.path());
    std::thread killer([&] {
      std::this_thread::sleep_for(std::chrono::milliseconds(10 + round % 10 * 7));
      server.process().signal(SIGKILL);
    });
    while (server.post("/api/v1/facts", note(next)).status == 201) acknowledged.push_back(next++);
    ++next;
    killer.join();
  }
  Server server(dir.path());
  const std::string all = server.get("/api/v1/export").body;
  EXPECT_FALSE(acknowledged.empty());
  for (const int n : acknowledged)
    EXPECT_NE(all.find(note(n).substr(note(n).find("00000000"), 36)), std::string::npos) << n;
}

TEST(Page, is_answered_from_memory_with_its_tag_and_its_policy) {
  static constexpr unsigned char kPlain[] = {'h', 'i'};
  static constexpr unsigned char kZipped[] = {0x1f, 0x8b};
  const Asset files[] = {{"/index.html", "text/html", "aa", kPlain, kZipped}};
  server::Request request{"GET", "/", {}, {}, {}, {}};
  const server::Response plain = server::answer_page(request, files);
  EXPECT_EQ(plain.status, 200);
  EXPECT_EQ(plain.still, "hi");
  request.path = "/today";  // an address of the page's own
  request.headers = {{"accept-encoding", "gzip, br"}};
  EXPECT_EQ(server::answer_page(request, files).still.size(), 2U);
  EXPECT_NE(server::answer_page(request, files).still, "hi");
  request.headers = {{"if-none-match", "\"aa\""}};
  EXPECT_EQ(server::answer_page(request, files).status, 304);
  request.path = "/missing.js";
  EXPECT_EQ(server::answer_page(request, files).status, 404);
  request.method = "POST";
  EXPECT_EQ(server::answer_page(request, files).status, 405);
  std::string policy;
  for (const auto& [name, value] : plain.headers) {
    if (name == "content-security-policy") policy = value;
  }
  EXPECT_NE(policy.find("script-src 'self' 'wasm-unsafe-eval'"), std::string::npos);
  EXPECT_EQ(policy.find("unsafe-inline"), std::string::npos);
}

TEST(Url, escapes_are_decoded_once) {
  EXPECT_EQ(server::decode_url("a%20b+c", true), "a b c");
  EXPECT_EQ(server::decode_url("a+b", false), "a+b");
  EXPECT_EQ(server::decode_url("%2541", false), "%41");
  EXPECT_EQ(server::decode_url("%zz%4", false), "%zz%4");
}

TEST_F(ServerTest, a_protocol_that_waits_two_days_after_an_excess_is_refused_with_a_diary_that_shows_it) {
  std::string toml = read_file(SPRINGBACK_ROOT "/protocols/achilles-midportion.toml");
  const std::string wait = "impact_wait_days = { value = 3";
  const auto at = toml.find(wait);
  ASSERT_NE(at, std::string::npos);
  toml.replace(at, wait.size(), "impact_wait_days = { value = 2");
  const Headers of_toml{{"content-type", "application/toml"}};

  auto search =
      std::async(std::launch::async, [&] { return server_.post("/api/v1/protocols/verify", toml, of_toml); });
  int answered = 0;  // while the search runs, everything else goes on
  while (search.wait_for(std::chrono::milliseconds(20)) != std::future_status::ready) {
    EXPECT_EQ(server_.get("/api/v1/today").status, 200);
    ++answered;
  }
  EXPECT_GT(answered, 5);
  const Answer refused = search.get();
  ASSERT_EQ(refused.status, 200) << refused.body;
  const auto report = nlohmann::json::parse(refused.body);
  EXPECT_EQ(report["proved"], false);
  const auto& broken = report["broken"];
  const auto found = std::ranges::find_if(
      broken, [](const auto& one) { return one["invariant"] == "wait_after_excessive"; });
  ASSERT_NE(found, broken.end()) << refused.body;
  EXPECT_TRUE(std::ranges::any_of((*found)["diary"], [](const auto& fact) {
    return fact["type"] == "session";
  })) << *found;
  EXPECT_TRUE((*found)["breaks_on"].is_string());
  // Once searched, it is known; and another file of the same numbers is the same protocol.
  EXPECT_EQ(server_.post("/api/v1/protocols/verify", "# mine\n" + toml, of_toml).body, refused.body);
  const auto checked = nlohmann::json::parse(server_.get("/api/v1/protocols/verify").body)["checked"];
  ASSERT_EQ(checked.size(), 1U);
  EXPECT_EQ(checked[0]["proved"], false);
  EXPECT_EQ(checked[0]["states"], report["states"]);
}

TEST_F(ServerTest, the_shipped_protocol_is_proved_and_what_is_no_protocol_is_refused_with_its_place) {
  const Headers of_toml{{"content-type", "application/toml"}};
  const Answer shipped = server_.get("/api/v1/protocols/toml?id=achilles-midportion");
  ASSERT_EQ(shipped.status, 200);
  const Answer no_protocol = server_.post("/api/v1/protocols/verify", shipped.body + "\nmore = 1\n", of_toml);
  EXPECT_EQ(no_protocol.status, 422);
  const auto problem = nlohmann::json::parse(no_protocol.body);
  EXPECT_EQ(problem["code"], "protocol_refused");
  EXPECT_GT(problem["faults"][0]["line"], 0);
  const auto report =
      nlohmann::json::parse(server_.post("/api/v1/protocols/verify", shipped.body, of_toml).body);
  EXPECT_EQ(report["proved"], true);
  EXPECT_EQ(report["broken"].size(), 0U);
  EXPECT_GT(report["states"], 1'000'000);
}

}  // namespace
}  // namespace springback::test
