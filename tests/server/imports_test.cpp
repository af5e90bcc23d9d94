// Imports through the API, with the real program: bodies that stream into a file, what happens when somebody
// changes his mind, and what a kill leaves.

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <list>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <thread>

#include "base/civil.h"
#include "base/id.h"
#include "codec/fit_encode.h"
#include "codec/fit_synthetic.h"
#include "support/packed.h"
#include "support/program.h"

namespace springback::test {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using namespace std::chrono_literals;

constexpr std::chrono::seconds kPatience{60};

std::string fit_file(int day, std::uint16_t seconds = 300) {
  fit::SyntheticRun run;
  run.start_unix_s = 1'700'000'000 + std::int64_t{day} * 86'400;
  run.bouts = {{engine::BoutKind::jog, seconds, 2'500, 162}};
  const auto bytes = fit::encode_activity(fit::synthetic_run(run));
  return {bytes.begin(), bytes.end()};
}

// So many runs, enough to be busy with for some seconds.
const std::string& many_runs() {
  static const std::string kArchive = [] {
    Members members;
    for (int i = 0; i < 1'500; ++i)
      members.emplace_back("run-" + std::to_string(i) + ".fit", fit_file(i, 900));
    return zip_of(members, {true, {}});
  }();
  return kArchive;
}

// A POST of which the test decides how much is sent and when.
class Upload {
 public:
  Upload(std::uint16_t port, std::uint64_t size) : Upload(port, "Content-Length: " + std::to_string(size)) {}
  Upload(std::uint16_t port, const std::string& header)
      : connection_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    EXPECT_EQ(::connect(connection_, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    send("POST /api/v1/imports?name=all.zip HTTP/1.1\r\nConnection: close\r\nHost: 127.0.0.1:" +
         std::to_string(port) + "\r\n" + header + "\r\n\r\n");
  }
  Upload(const Upload&) = delete;
  Upload& operator=(const Upload&) = delete;
  ~Upload() { ::close(connection_); }

  void send(std::string_view bytes) const {
    while (!bytes.empty()) {
      const ssize_t sent = ::send(connection_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) break;
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  [[nodiscard]] std::string rest() const {
    std::string received;
    std::array<char, 4096> buffer{};
    for (ssize_t n = 0; (n = ::recv(connection_, buffer.data(), buffer.size(), 0)) > 0;)
      received.append(buffer.data(), static_cast<std::size_t>(n));
    return received;
  }

 private:
  int connection_;
};

bool soon(const std::function<bool()>& holds) {
  const auto end = std::chrono::steady_clock::now() + kPatience;
  while (!holds()) {
    if (std::chrono::steady_clock::now() > end) return false;
    std::this_thread::sleep_for(20ms);
  }
  return true;
}

std::uint64_t peak_memory_bytes(pid_t process) {
  const std::string status = read_file("/proc/" + std::to_string(process) + "/status");
  const auto at = status.find("VmHWM:");
  return at == std::string::npos ? 0 : std::strtoull(status.c_str() + at + 6, nullptr, 10) * 1024;
}

class ImportsTest : public ::testing::Test {
 protected:
  [[nodiscard]] std::set<fs::path> incoming() const {
    std::set<fs::path> files;
    std::error_code error;
    for (const auto& entry : fs::directory_iterator(dir_.path() / "incoming", error))
      files.insert(entry.path());
    return files;
  }
  static json state(const Server& server, const std::string& id) {
    return json::parse(server.get("/api/v1/imports/" + id).body);
  }
  static std::string begin(const Server& server, const std::string& bytes,
                           const std::string& name = "all.zip") {
    const Answer taken = server.post("/api/v1/imports?name=" + name, bytes, {});
    EXPECT_EQ(taken.status, 202) << taken.body;
    return json::parse(taken.body)["id"];
  }
  static json ended(const Server& server, const std::string& id) {
    EXPECT_TRUE(soon([&] {
      const std::string now = state(server, id)["state"];
      return now != "waiting" && now != "running";
    }));
    return state(server, id);
  }
  // Under way: something of it is kept, and more is to come.
  static bool under_way(const Server& server, const std::string& id) {
    return soon([&] {
             const json now = state(server, id);
             return now["state"] != "waiting" && now["recordings"] > 100;
           }) &&
           state(server, id)["state"] == "running";
  }
  static int status_of_cancel(const Server& server, const std::string& id) {
    return request(server.port(), "DELETE", "/api/v1/imports/" + id).status;
  }
  // Every recording's fact has its bytes, and they have the sum that the fact tells.
  static std::size_t whole_recordings(const Server& server) {
    std::size_t count = 0;
    const json page = json::parse(server.get("/api/v1/facts?limit=10000").body);
    for (const auto& placed : page["facts"]) {
      if (placed["fact"]["type"] != "recording") continue;
      ++count;
      const std::string sum = placed["fact"]["sha256"];
      const Answer blob = server.get("/api/v1/blobs/" + sum);
      EXPECT_EQ(blob.status, 200) << sum;
      EXPECT_EQ(format_sha256(sha256(blob.body)), sum);
    }
    return count;
  }

  TempDir dir_;
};

TEST_F(ImportsTest, an_archive_of_200_megabytes_streams_into_a_file_and_not_into_memory) {
  Server server(dir_.path());
  const std::string archive =
      zip_of({{"holiday.mp4", std::string(200'000'000, 'x')}, {"a.fit", fit_file(1)}, {"notes.txt", "hello"}},
             {true, {}});
  const std::uint64_t before = peak_memory_bytes(server.process().id());
  std::string answer;
  {
    const Upload upload(server.port(), archive.size());
    upload.send(std::string_view(archive).substr(0, 1'000'000));
    ASSERT_TRUE(soon([&] { return incoming().size() == 1; }));
    struct stat kept{};
    ASSERT_EQ(::stat(incoming().begin()->c_str(), &kept), 0);
    EXPECT_EQ(kept.st_mode & 0777, 0600U);
    upload.send(std::string_view(archive).substr(1'000'000));
    answer = upload.rest();
  }
  ASSERT_NE(answer.find("HTTP/1.1 202"), std::string::npos) << answer;
  const json taken = json::parse(answer.substr(answer.find("\r\n\r\n")));
  EXPECT_EQ(taken["total_bytes"], archive.size());
  const json done = ended(server, taken["id"]);
  EXPECT_EQ(done["state"], "done") << done;
  EXPECT_EQ(done["done_bytes"], archive.size());
  EXPECT_EQ(done["name"], "all.zip");
  EXPECT_EQ(done["recordings"], 1);
  EXPECT_EQ(done["report"]["imported"], 1);
  EXPECT_EQ(done["report"]["files"].back()["name"], "all.zip!notes.txt") << done;
  EXPECT_TRUE(incoming().empty());
  EXPECT_LT(peak_memory_bytes(server.process().id()), before + 64'000'000);
  EXPECT_EQ(whole_recordings(server), 1U);
}

TEST_F(ImportsTest, one_that_is_called_off_keeps_whole_recordings_and_goes_on_when_begun_again) {
  Server server(dir_.path());
  const std::string id = begin(server, many_runs());
  ASSERT_TRUE(under_way(server, id));
  EXPECT_EQ(status_of_cancel(server, id), 204);
  EXPECT_EQ(status_of_cancel(server, id), 204);
  const json off = ended(server, id);
  EXPECT_EQ(off["state"], "cancelled");
  EXPECT_TRUE(incoming().empty());
  const std::size_t kept = whole_recordings(server);
  EXPECT_EQ(off["report"]["imported"], kept);
  EXPECT_GT(kept, 0U);
  EXPECT_LT(kept, 1'500U);
  EXPECT_EQ(status_of_cancel(server, id), 204);
  const json again = ended(server, begin(server, many_runs()));
  EXPECT_EQ(again["state"], "done");
  EXPECT_EQ(again["report"]["duplicates"], kept);
  EXPECT_EQ(again["report"]["imported"], 1'500U - kept);
}

TEST_F(ImportsTest, one_runs_and_the_others_wait_and_can_be_called_off_unread) {
  Server server(dir_.path());
  const std::string first = begin(server, many_runs());
  const std::string second = begin(server, fit_file(-1), "later.fit");
  const std::string third = begin(server, fit_file(-2), "last.fit");
  ASSERT_EQ(state(server, second)["state"], "waiting");
  EXPECT_EQ(status_of_cancel(server, second), 204);
  EXPECT_EQ(state(server, second)["state"], "cancelled");
  EXPECT_EQ(state(server, third)["state"], "waiting");
  EXPECT_EQ(json::parse(server.get("/api/v1/imports").body)["imports"].size(), 3U);
  EXPECT_EQ(status_of_cancel(server, first), 204);
  EXPECT_EQ(ended(server, third)["report"]["imported"], 1);
  EXPECT_TRUE(incoming().empty());
}

TEST_F(ImportsTest, the_report_names_what_was_recorded_twice) {
  Server server(dir_.path());
  const json done = ended(server, begin(server, zip_of({{"watch.fit", fit_file(1, 300)},
                                                        {"phone.fit", fit_file(1, 290)},
                                                        {"other.fit", fit_file(2)}})));
  EXPECT_EQ(done["report"]["imported"], 3);
  ASSERT_EQ(done["report"]["same"].size(), 1U) << done;
  EXPECT_EQ(done["report"]["same"][0]["others"].size(), 1U);
}

TEST_F(ImportsTest, facts_are_acknowledged_while_it_runs) {
  Server server(dir_.path());
  const std::string id = begin(server, many_runs());
  ASSERT_TRUE(under_way(server, id));
  int acknowledged = 0;
  for (int n = 0; n < 10'000 && state(server, id)["state"] == "running"; ++n) {
    const std::string digits = std::to_string(n);
    const Answer kept =
        server.post("/api/v1/facts", R"({"type":"note","at":"2026-03-02T07:00:00+01:00","text":"n","id":")"
                                     "00000000-0000-4000-8000-" +
                                         std::string(12 - digits.size(), '0') + digits + "\"}");
    ASSERT_EQ(kept.status, 201) << kept.body;
    ++acknowledged;
  }
  EXPECT_GE(acknowledged, 3);
  EXPECT_EQ(ended(server, id)["report"]["imported"], 1'500);
  EXPECT_EQ(json::parse(server.get("/api/v1/diaries").body)["diaries"][0]["facts"], 1'500 + acknowledged);
}

TEST_F(ImportsTest, a_sender_who_goes_away_leaves_nothing) {
  Server server(dir_.path());
  {
    const Upload upload(server.port(), 50'000'000);
    upload.send(std::string(5'000'000, 'x'));
    ASSERT_TRUE(soon([&] { return incoming().size() == 1; }));
  }
  EXPECT_TRUE(soon([&] { return incoming().empty(); }));
  {
    const Upload upload(server.port(), "Transfer-Encoding: chunked");
    upload.send("5\r\nhello\r\n");
    ASSERT_TRUE(soon([&] { return incoming().size() == 1; }));
  }
  EXPECT_TRUE(soon([&] { return incoming().empty(); }));
  EXPECT_EQ(json::parse(server.get("/api/v1/imports").body)["imports"].size(), 0U);
}

TEST_F(ImportsTest, an_upload_keeps_its_place_from_its_head_on_and_frees_it_when_it_breaks_off) {
  Server server(dir_.path());
  std::list<Upload> coming;
  for (int i = 0; i < 16; ++i) coming.emplace_back(server.port(), 50'000'000);
  ASSERT_TRUE(soon([&] { return incoming().size() == 16; }));
  const Upload refused(server.port(), 50'000'000);  // nothing but its head is sent
  EXPECT_NE(refused.rest().find(" 503 "), std::string::npos) << "the sender is told before the body";
  EXPECT_EQ(incoming().size(), 16U);
  coming.pop_front();
  ASSERT_TRUE(soon([&] { return incoming().size() == 15; }));
  EXPECT_EQ(ended(server, begin(server, fit_file(-1), "later.fit"))["report"]["imported"], 1);
}

TEST_F(ImportsTest, a_body_in_chunks_of_no_stated_length_is_taken_whole) {
  Server server(dir_.path());
  const std::string run = fit_file(1);
  const Upload upload(server.port(), "Transfer-Encoding: chunked");
  for (const char c : run) upload.send(std::string("1\r\n") + c + "\r\n");
  upload.send("0\r\n\r\n");
  const std::string answer = upload.rest();
  ASSERT_NE(answer.find("HTTP/1.1 202"), std::string::npos) << answer;
  EXPECT_EQ(ended(server, json::parse(answer.substr(answer.find("\r\n\r\n")))["id"])["report"]["imported"],
            1);
  EXPECT_EQ(whole_recordings(server), 1U);
}

TEST_F(ImportsTest, a_body_whose_chunks_cannot_be_understood_is_told_so_and_leaves_nothing) {
  Server server(dir_.path());
  const Upload upload(server.port(), "Transfer-Encoding: chunked");
  upload.send("3\r\nabc\r\nnot a length\r\n");
  const std::string answer = upload.rest();
  EXPECT_NE(answer.find("HTTP/1.1 400"), std::string::npos) << answer;
  EXPECT_NE(answer.find("can be understood"), std::string::npos) << answer;
  EXPECT_TRUE(soon([&] { return incoming().empty(); }));
}

TEST_F(ImportsTest, what_is_being_read_goes_by_the_senders_name) {
  Server server(dir_.path());
  std::string workouts;
  for (int i = 0; i < 20'000; ++i) {
    const std::string day = format_day(Day{12'784 + i / 8});  // from 2005 on, eight a day
    const std::string hour = std::to_string(10 + i % 8);
    workouts += R"(<Workout workoutActivityType="HKWorkoutActivityTypeRunning" duration="10" startDate=")" +
                day + ' ' + hour + R"(:00:00 +0100" endDate=")" + day + ' ' + hour +
                ":10:00 +0100\"></Workout>\n";
  }
  const std::string id = begin(server, "<HealthData>\n" + workouts + "</HealthData>", "health.xml");
  std::string reading;
  EXPECT_TRUE(soon([&] {
    const json now = state(server, id);
    reading = now["reading"];
    return !reading.empty() || (now["state"] != "waiting" && now["state"] != "running");
  }));
  EXPECT_EQ(reading.find("health.xml#"), 0U) << reading;
  EXPECT_EQ(status_of_cancel(server, id), 204);
}

TEST_F(ImportsTest, what_is_larger_than_the_limit_is_told_so_unread) {
  Server server(dir_.path());
  const Upload upload(server.port(), std::uint64_t{9} << 30);
  const std::string answer = upload.rest();
  EXPECT_NE(answer.find("HTTP/1.1 413"), std::string::npos) << answer;
  EXPECT_NE(answer.find("8589934592 bytes (8192 MiB)"), std::string::npos) << answer;
  EXPECT_TRUE(incoming().empty());
}

TEST_F(ImportsTest, another_sites_page_and_an_unknown_diary_are_refused_before_the_body) {
  Server server(dir_.path());
  const std::string port = std::to_string(server.port());
  EXPECT_EQ(server.post("/api/v1/imports", "x", {{"origin", "http://evil.example"}}).status, 403);
  EXPECT_EQ(server.post("/api/v1/imports", "x", {{"host", "evil.example"}}).status, 421);
  EXPECT_EQ(server.post("/api/v1/imports?diary=hers", "x", {}).status, 404);
  EXPECT_EQ(server.post("/api/v1/import%73", "x", {}).status, 400);
  EXPECT_TRUE(incoming().empty());
  EXPECT_EQ(json::parse(server.get("/api/v1/imports").body)["imports"].size(), 0U);
}

TEST_F(ImportsTest, it_ends_within_seconds_when_asked_to_while_it_reads_and_while_it_receives) {
  Server server(dir_.path());
  const std::string id = begin(server, many_runs());
  ASSERT_TRUE(under_way(server, id));
  const Upload upload(server.port(), 50'000'000);
  upload.send(std::string(5'000'000, 'x'));
  ASSERT_TRUE(soon([&] { return incoming().size() == 2; }));
  const auto asked = std::chrono::steady_clock::now();
  server.process().signal(SIGTERM);
  EXPECT_EQ(server.process().wait(), 0);
  EXPECT_LT(std::chrono::steady_clock::now() - asked, 10s);
  EXPECT_TRUE(incoming().empty());
  const Server again(dir_.path());
  EXPECT_LT(whole_recordings(again), 1'500U);
}

TEST_F(ImportsTest, a_kill_leaves_whole_recordings_and_the_next_start_takes_the_rest_away) {
  const int rounds = std::max(1, kill_rounds() / 5);
  for (int round = 0; round < rounds; ++round) {
    Server server(dir_.path());
    const std::string id = begin(server, many_runs());
    std::this_thread::sleep_for(std::chrono::milliseconds(round * 130));
    const Upload upload(server.port(), 50'000'000);
    upload.send(std::string(1'000'000, 'x'));
    ASSERT_TRUE(soon([&] { return !incoming().empty(); }));
    server.process().signal(SIGKILL);
    server.process().wait();
    EXPECT_FALSE(incoming().empty());
  }
  Server server(dir_.path());
  EXPECT_TRUE(incoming().empty());
  const std::size_t kept = whole_recordings(server);
  const json rest = ended(server, begin(server, many_runs()));
  EXPECT_EQ(rest["report"]["duplicates"], kept);
  EXPECT_EQ(whole_recordings(server), 1'500U);
}

TEST_F(ImportsTest, a_second_server_over_the_same_diary_takes_nothing_away_from_the_first) {
  Server server(dir_.path());
  const Upload upload(server.port(), 50'000'000);
  upload.send("x");
  ASSERT_TRUE(soon([&] { return incoming().size() == 1; }));
  const Server second(dir_.path());
  EXPECT_EQ(second.get("/api/v1/imports").status, 200);
  EXPECT_EQ(incoming().size(), 1U);
}

TEST_F(ImportsTest, the_last_twenty_that_ended_are_remembered) {
  Server server(dir_.path());
  std::string first, last;
  for (int i = 0; i < 21; ++i) {
    last = begin(server, "nothing", "no" + std::to_string(i) + ".txt");
    if (i == 0) first = last;
    EXPECT_EQ(ended(server, last)["report"]["not_activities"], 1);
  }
  EXPECT_EQ(server.get("/api/v1/imports/" + first).status, 404);
  EXPECT_EQ(status_of_cancel(server, first), 404);
  EXPECT_EQ(json::parse(server.get("/api/v1/imports").body)["imports"].size(), 20U);
}

}  // namespace
}  // namespace springback::test
