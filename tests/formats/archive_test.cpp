#include "formats/archive.h"

#include <gtest/gtest.h>

#include <random>

#include "formats/recording_source.h"
#include "formats/strava_csv.h"
#include "support/packed.h"

namespace springback::formats {
namespace {

using test::as_bytes;

std::string text(const std::vector<std::uint8_t>& bytes) { return {bytes.begin(), bytes.end()}; }

std::string why(const auto& refused) { return refused ? std::string("taken") : refused.error().detail; }

std::string noise(std::size_t size) {
  std::mt19937 random(11);
  std::string out(size, '\0');
  for (char& c : out) c = static_cast<char>(random() % 61);
  return out;
}

std::string first_member(ZipArchive& zip) {
  Unpacker unpacker;
  std::vector<std::uint8_t> packed, out;
  const ZipMember& member = zip.members()[0];
  if (auto read = zip.read_packed(0, packed); !read) return read.error().detail;
  if (member.packing == Packing::stored) return text(packed);
  auto done = unpacker.inflate(packed, member.size_bytes, member.crc, out);
  return done ? text(out) : done.error().detail;
}

TEST(Zip, a_member_comes_back_whether_stored_or_deflated) {
  for (const bool stored : {true, false}) {
    auto zip = ZipArchive::open(as_bytes(test::zip_of({{"a/b.txt", noise(5000)}, {"c", ""}}, {stored, {}})));
    ASSERT_TRUE(zip) << why(zip);
    ASSERT_EQ(zip->members().size(), 2U);
    EXPECT_EQ(zip->members()[0].name, "a/b.txt");
    EXPECT_EQ(first_member(*zip), noise(5000));
  }
}

TEST(Zip, a_member_is_read_piece_by_piece_while_another_is_read_whole) {
  auto zip = ZipArchive::open(as_bytes(test::zip_of({{"a", noise(100'000)}, {"b", noise(7000)}})));
  ASSERT_TRUE(zip);
  std::vector<std::uint8_t> part(1000), packed;
  std::string read;
  ASSERT_TRUE(zip->start(0));
  for (;;) {
    const auto got = zip->read(part);
    ASSERT_TRUE(got) << why(got);
    if (*got == 0) break;
    read.append(part.begin(), part.begin() + static_cast<std::ptrdiff_t>(*got));
    ASSERT_TRUE(zip->read_packed(1, packed));
  }
  zip->stop();
  EXPECT_EQ(read, noise(100'000));
}

TEST(Zip, one_cut_short_anywhere_is_refused_or_gives_no_more_than_it_had) {
  const std::string whole = test::zip_of({{"a", noise(3000)}});
  for (std::size_t size = 0; size < whole.size(); size += 7) {
    const auto zip = ZipArchive::open(as_bytes(whole.substr(0, size)));
    EXPECT_FALSE(zip) << size;
  }
  std::string hole = whole;
  hole.erase(100, 50);
  auto zip = ZipArchive::open(as_bytes(hole));
  EXPECT_NE(zip ? first_member(*zip) : "refused", noise(3000));
}

TEST(Zip, a_claim_of_four_gigabytes_in_a_kilobyte_is_refused) {
  auto zip =
      ZipArchive::open(as_bytes(test::with_claimed_size(test::zip_of({{"a.fit", noise(900)}}), 0xffff'fff0)));
  ASSERT_TRUE(zip) << why(zip);
  EXPECT_EQ(zip->members()[0].size_bytes, 0xffff'fff0U);
  EXPECT_NE(first_member(*zip).find("claims a size that it cannot have"), std::string::npos);
}

TEST(Zip, a_claim_that_is_too_small_is_refused) {
  auto zip = ZipArchive::open(as_bytes(test::with_claimed_size(test::zip_of({{"a.fit", noise(900)}}), 100)));
  ASSERT_TRUE(zip);
  EXPECT_NE(first_member(*zip).find("damaged"), std::string::npos);
}

TEST(Zip, more_packed_bytes_than_the_content_can_need_are_refused_unread) {
  const std::string whole = test::zip_of({{"a.fit", noise(500'000)}});
  auto zip = ZipArchive::open(as_bytes(test::with_claimed_size(whole, 100)));
  ASSERT_TRUE(zip);
  std::vector<std::uint8_t> packed;
  EXPECT_NE(why(zip->read_packed(0, packed)).find("more packed bytes"), std::string::npos);
  EXPECT_LT(packed.capacity(), 10'000U);
}

TEST(Zip, a_table_with_too_many_entries_is_refused_before_it_is_read) {
  std::string whole = test::zip_of({{"a", "b"}});
  test::put_word(whole, whole.rfind("PK\x05\x06") + 12, 0x7fff'ffff);
  EXPECT_NE(why(ZipArchive::open(as_bytes(whole))).find("more than 200000 entries"), std::string::npos);
}

TEST(Unpacked, a_claim_of_all_there_can_be_is_too_much_whatever_was_taken_before) {
  for (const std::uint64_t before : {0U, 1U, 1000U}) {
    Budget budget;
    EXPECT_TRUE(budget.take(before));
    EXPECT_FALSE(budget.take(UINT64_MAX)) << before;
  }
  Budget budget;
  EXPECT_TRUE(budget.take(kUnpackedMax_bytes));
  EXPECT_FALSE(budget.take(1));
}

TEST(Zip, an_encrypted_member_is_known_as_that) {
  auto zip = ZipArchive::open(as_bytes(test::zip_of({{"a", noise(50)}}, {false, "secret"})));
  ASSERT_TRUE(zip) << why(zip);
  EXPECT_TRUE(zip->members()[0].encrypted);
}

class Gzip : public ::testing::Test {
 protected:
  std::string unpacked(const std::string& packed, std::uint64_t most = kRecordingMax_bytes) {
    const auto done = unpacker_.gunzip(as_bytes(packed), most, out_);
    return done ? text(out_) : done.error().detail;
  }
  Unpacker unpacker_;
  std::vector<std::uint8_t> out_;
};

TEST_F(Gzip, what_was_packed_comes_back) {
  EXPECT_EQ(unpacked(test::gzip_of("run")), "run");
  EXPECT_EQ(unpacked(test::gzip_of("")), "");
  EXPECT_EQ(unpacked(test::gzip_of(noise(300'000))), noise(300'000));
}

TEST_F(Gzip, several_members_are_one_file_and_junk_behind_them_is_left) {
  EXPECT_EQ(unpacked(test::gzip_of(noise(200'000)) + test::gzip_of("end")), noise(200'000) + "end");
  EXPECT_EQ(unpacked(test::gzip_of("run") + std::string(40, 'x')), "run");
}

TEST_F(Gzip, a_size_that_lies_takes_no_memory_and_is_refused) {
  std::string lies = test::gzip_of(noise(500));
  test::put_word(lies, lies.size() - 4, 0xffff'ffff);
  EXPECT_NE(unpacked(lies).find("damaged"), std::string::npos);
  EXPECT_LT(out_.size(), 2'000'000U);
}

TEST_F(Gzip, more_than_the_limit_is_refused_by_its_name) {
  const std::string bomb = test::gzip_of(std::string(kRecordingMax_bytes + 1, '\0'));
  EXPECT_NE(unpacked(bomb).find("larger than 64 MB"), std::string::npos);
  EXPECT_LE(out_.size(), kRecordingMax_bytes);
  const std::string just = test::gzip_of(std::string(1000, 'a'));
  EXPECT_EQ(unpacked(just, 1000).size(), 1000U);
  EXPECT_NE(unpacked(just, 999).find("larger than"), std::string::npos);
}

TEST_F(Gzip, one_cut_short_anywhere_is_refused) {
  const std::string whole = test::gzip_of(noise(2000));
  for (std::size_t size = 0; size < whole.size(); size += 5)
    EXPECT_NE(unpacked(whole.substr(0, size)), noise(2000)) << size;
}

TEST(ShownName, keeps_letters_and_loses_what_moves_a_cursor) {
  EXPECT_EQ(shown_name("a/b c.fit"), "a/b c.fit");
  EXPECT_EQ(shown_name("\x1b[2Ja\r\n\tb\x7f"), "[2Jab");
  EXPECT_EQ(shown_name("l\xc3\xa4uf\xe8\xb7\x91.fit"), "l\xc3\xa4uf\xe8\xb7\x91.fit");
  EXPECT_EQ(shown_name("gpx.\xe2\x80\xaetif"), "gpx.tif");  // right-to-left override
  EXPECT_EQ(shown_name("\xc2\x9bm\xff\xc3"), "m??");
  EXPECT_LE(shown_name(std::string(70'000, 'a')).size(), 300U);
}

TEST(StravaTable, the_file_column_is_found_by_its_content_in_any_language) {
  const StravaTable german = read_strava_table(
      "\xef\xbb\xbf"
      "Aktivit\xc3\xa4ts-ID,Aktivit\xc3\xa4tsdatum,Name,Aktivit\xc3\xa4tsart,Distanz,Dateiname,Distanz\n"
      "1,\"03.03.2026, 07:00:00\",\"Morgens, \"\"locker\"\"\nam Fluss\",Lauf,5.1,activities/1.gpx.gz,5100\n"
      "2,x,y,Radfahrt,20,activities/2.gpx,20000\r\n"
      "3,x,y,Yoga,,,\n"
      "4,x,y,Lauf,1,#error#,1\n"
      "5,x,y,Kanufahren,1,activities/5.tcx.gz,1\n");
  ASSERT_EQ(german.files.size(), 3U);
  EXPECT_EQ(german.files[0].name, "activities/1.gpx.gz");
  EXPECT_EQ(german.files[0].sport, "running");
  EXPECT_EQ(german.files[1].sport, "cycling");
  EXPECT_EQ(german.files[2].sport, "");
  EXPECT_EQ(german.failed, 1U);
}

TEST(StravaTable, a_table_of_a_hundred_columns_with_repeated_names_is_read) {
  std::string header = "Activity ID,Activity Date,Activity Name,Activity Type", row = "7,d,n,Hike";
  for (int i = 4; i < 101; ++i) {
    header += i % 2 == 0 ? ",Distance" : ",Elapsed Time";
    row += i == 12 ? ",activities/7.fit.gz" : ",";
  }
  const StravaTable table = read_strava_table(header + "\n" + row + "\n");
  ASSERT_EQ(table.files.size(), 1U);
  EXPECT_EQ(table.files[0].sport, "hiking");
}

TEST(StravaTable, text_that_is_no_table_has_no_files) {
  EXPECT_TRUE(read_strava_table("").files.empty());
  EXPECT_TRUE(read_strava_table("\"never closed").files.empty());
  EXPECT_TRUE(read_strava_table("a,b\nc\n\n,,,\n").files.empty());
}

TEST(StravaTable, seven_languages_name_a_run) {
  for (const char* word :
       {"Run", "Lauf", "Hardloopsessie", "Course \xc3\xa0 pied", "Carrera", "Corsa", "Corrida"})
    EXPECT_EQ(strava_sport(word), "running") << word;
  EXPECT_EQ(strava_sport("Curling"), "");
}

TEST(CollectFiles, a_folder_that_has_vanished_is_told_and_not_taken_for_an_empty_one) {
  const FolderFiles found = collect_files("/proc/self/task/0");
  EXPECT_TRUE(found.files.empty());
  ASSERT_EQ(found.unread.size(), 1U);
  EXPECT_EQ(found.unread[0].folder, "/proc/self/task/0");
  EXPECT_EQ(found.unread[0].why, "is a folder that cannot be read: No such file or directory");
}

}  // namespace
}  // namespace springback::formats
