#include "formats/bundle.h"

#include <algorithm>

#include "formats/tar.h"

namespace springback::formats {

namespace {

constexpr std::string_view kFacts = "facts.jsonl";
constexpr std::string_view kRecordingsFolder = "recordings/";

std::span<const std::uint8_t> bytes_of(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

}  // namespace

std::string write_bundle(const Bundle& bundle) {
  if (bundle.blobs.empty()) return std::string(bundle.facts);
  std::vector<TarMember> members{{std::string(kFacts), bytes_of(bundle.facts)}};
  for (const BundleBlob& blob : bundle.blobs) {
    members.push_back({std::string(kRecordingsFolder) + format_sha256(blob.sha256), blob.bytes});
  }
  std::sort(members.begin() + 1, members.end(),
            [](const TarMember& a, const TarMember& b) { return a.name < b.name; });
  return write_tar(members);
}

Result<Bundle> read_bundle(std::string_view bytes) {
  if (!looks_like_tar(bytes_of(bytes))) return Bundle{bytes, {}};
  const auto members = read_tar(bytes_of(bytes));
  if (!members) return std::unexpected(members.error());
  Bundle bundle;
  bool has_facts = false;
  for (const TarMember& member : *members) {
    const std::string place = "archive, " + member.name;
    if (member.name == kFacts && !has_facts) {
      bundle.facts = {reinterpret_cast<const char*>(member.bytes.data()), member.bytes.size()};
      has_facts = true;
      continue;
    }
    const std::string_view name = member.name;
    const auto sum = name.starts_with(kRecordingsFolder) ? parse_sha256(name.substr(kRecordingsFolder.size()))
                                                         : std::nullopt;
    if (!sum) return bad_input(place, "does not belong here; allowed: facts.jsonl once, recordings/<sha256>");
    if (sha256(member.bytes) != *sum)
      return bad_input(place, "the bytes are not those of this name; allowed: unchanged ones");
    bundle.blobs.push_back({*sum, member.bytes});
  }
  if (!has_facts)
    return bad_input("archive", "there is no facts.jsonl in it; allowed: an archive as `export` writes it");
  std::ranges::sort(bundle.blobs, {}, &BundleBlob::sha256);
  return bundle;
}

}  // namespace springback::formats
