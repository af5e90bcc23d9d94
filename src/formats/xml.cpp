#include "formats/xml.h"

#include <expat.h>

#include <algorithm>
#include <array>
#include <climits>
#include <memory>
#include <type_traits>

namespace springback::formats {
namespace {

// chosen: the deepest format (TCX) has ten.
constexpr int kDeepest = 64;
// chosen: times, numbers and the names of sports are shorter; of longer texts (notes) nothing is kept.
constexpr std::size_t kLongestText = 256;
// Around everything: pieces of a file need no root of their own.
constexpr std::string_view kOpen = "<x>";
constexpr std::string_view kClose = "</x>";
constexpr std::string_view kBlank = " \t\r\n";

std::string_view local(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

std::string_view text_of(std::span<const std::uint8_t> bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

std::string_view trimmed(std::string_view text) {
  const std::size_t from = text.find_first_not_of(kBlank);
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(kBlank) - from + 1);
}

enum class Wide : std::uint8_t { no, little, big };

/// UTF-16 shows itself by its byte order mark, or by the zero beside the first '<'.
Wide wideness(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < 4) return Wide::no;
  const auto is = [bytes](std::uint8_t a, std::uint8_t b) { return bytes[0] == a && bytes[1] == b; };
  if (is(0xff, 0xfe) || is('<', 0)) return Wide::little;
  if (is(0xfe, 0xff) || is(0, '<')) return Wide::big;
  return Wide::no;
}

/// One letter a unit: only names of places and runners can lose something, and nothing reads those.
std::string narrowed(std::span<const std::uint8_t> bytes, Wide wide) {
  std::string out(bytes.size() / 2, '?');
  const std::size_t low = wide == Wide::little ? 0 : 1;
  for (std::size_t i = 0; i < out.size(); ++i) {
    const std::uint8_t high_half = bytes[2 * i + 1 - low];
    const std::uint8_t low_half = bytes[2 * i + low];
    if (high_half == 0 && low_half < 0x80) out[i] = static_cast<char>(low_half);
  }
  // The byte order mark.
  if (!out.empty() && out.front() == '?') out.front() = ' ';
  return out;
}

/// How many bytes the letter at `at` has when it is UTF-8 as the standard has it; 0 when it is not.
/// source: RFC 3629, section 4
std::size_t letter_size(std::string_view text, std::size_t at) {
  const auto byte = [text](std::size_t i) {
    return i < text.size() ? static_cast<std::uint8_t>(text[i]) : std::uint8_t{0};
  };
  const std::uint8_t first = byte(at);
  const auto follows = [&byte, at](std::size_t n, std::uint8_t from, std::uint8_t to) {
    if (byte(at + 1) < from || byte(at + 1) > to) return std::size_t{0};
    for (std::size_t i = 2; i <= n; ++i) {
      if ((byte(at + i) & 0xc0U) != 0x80U) return std::size_t{0};
    }
    return n + 1;
  };
  if (first < 0x80) return 1;
  if (first < 0xc2) return 0;
  if (first < 0xe0) return follows(1, 0x80, 0xbf);
  if (first < 0xf0) return follows(2, first == 0xe0 ? 0xa0 : 0x80, first == 0xed ? 0x9f : 0xbf);
  if (first < 0xf5) return follows(3, first == 0xf0 ? 0x90 : 0x80, first == 0xf4 ? 0x8f : 0xbf);
  return 0;
}

bool begins_reference(std::string_view text, std::size_t ampersand) {
  if (ampersand + 1 >= text.size()) return false;
  const char c = text[ampersand + 1];
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '#' || c == '_' || c == ':';
}

/// The text as the parser gets it: every letter stays at its place.
struct Prepared {
  std::string_view given;
  std::string changed;  ///< empty when nothing had to be
  bool utf8 = true;

  [[nodiscard]] std::string_view text() const { return changed.empty() ? given : changed; }
};

/// Control characters, and ampersands that begin no reference, become blanks; what is not UTF-8 all through
/// is read as one byte a letter, whatever it declares: again only names can lose by it.
Prepared prepare(std::string_view text) {
  Prepared out;
  out.given = text;
  for (std::size_t i = 0; i < text.size();) {
    const auto c = static_cast<std::uint8_t>(text[i]);
    if (c < 0x20 ? c != '\t' && c != '\n' && c != '\r' : c == '&' && !begins_reference(text, i)) {
      if (out.changed.empty()) out.changed = text;
      out.changed[i] = ' ';
    }
    if (c < 0x80 || !out.utf8) {
      ++i;
      continue;
    }
    const std::size_t size = letter_size(text, i);
    out.utf8 = size > 0;
    i += std::max<std::size_t>(size, 1);
  }
  return out;
}

/// Passes over what stands before the first element.
class Prolog {
 public:
  explicit Prolog(std::string_view text) : text_(text) {}

  XmlRoot root() {
    XmlRoot out;
    if (text_.starts_with("\xef\xbb\xbf")) at_ = 3;
    for (;;) {
      // Control characters before the prolog are blanks too.
      while (at_ < text_.size() && static_cast<std::uint8_t>(text_[at_]) <= 0x20) ++at_;
      const std::string_view rest = text_.substr(std::min(at_, text_.size()));
      if (rest.starts_with("<?")) {
        pass("?>");
      } else if (rest.starts_with("<!--")) {
        pass("-->");
      } else if (rest.starts_with("<!DOCTYPE")) {
        at_ += 9;
        pass_doctype(out);
      } else if (rest.size() > 1 && rest[0] == '<') {
        out.at = at_;
        out.name = local(name_at(at_ + 1));
        return out;
      } else {
        out.at = text_.size();
        return out;
      }
    }
  }

 private:
  void pass(std::string_view end) {
    const std::size_t found = text_.find(end, at_);
    at_ = found == std::string_view::npos ? text_.size() : found + end.size();
  }
  [[nodiscard]] std::string_view name_at(std::size_t at) const {
    const std::size_t end = std::min(text_.find_first_of(" \t\r\n/>[", at), text_.size());
    return text_.substr(at, end - at);
  }
  /// To the '>' that is outside of quotes, comments and the inner brackets.
  void pass_doctype(XmlRoot& out) {
    at_ = std::min(text_.find_first_not_of(kBlank, at_), text_.size());
    out.name = local(name_at(at_));
    bool inner = false;
    while (at_ < text_.size()) {
      const char c = text_[at_];
      if (text_.substr(at_).starts_with("<!--")) {
        pass("-->");
        continue;
      }
      if (text_.substr(at_).starts_with("<!ENTITY")) out.declares_entities = true;
      if (c == '"' || c == '\'') {
        const std::size_t end = text_.find(c, at_ + 1);
        at_ = end == std::string_view::npos ? text_.size() : end;
      }
      if (c == '[') inner = true;
      if (c == ']') inner = false;
      ++at_;
      if (c == '>' && !inner) return;
    }
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

struct ParserFree {
  void operator()(XML_Parser parser) const { XML_ParserFree(parser); }
};
using Parser = std::unique_ptr<std::remove_pointer_t<XML_Parser>, ParserFree>;

/// One walk: expat's calls, and the state between them.
class XmlWalk {
 public:
  XmlWalk(XmlHandler& handler, std::uint64_t base, std::uint64_t unit)
      : handler_(handler), base_(base), unit_(unit) {}

  std::optional<codec::ReadingFault> run(std::string_view text, bool utf8, bool declares_entities) {
    parser_.reset(XML_ParserCreate(utf8 ? "UTF-8" : "ISO-8859-1"));
    if (!parser_) return codec::ReadingFault{"damaged_xml", 0, "there was no memory to read it with"};
    XML_SetUserData(parser_.get(), this);
    XML_SetElementHandler(parser_.get(), &XmlWalk::on_start, &XmlWalk::on_end);
    XML_SetCharacterDataHandler(parser_.get(), &XmlWalk::on_text);
    for (const std::string_view part : {kOpen, text, kClose}) {
      const bool last = part.data() == kClose.data();
      if (XML_Parse(parser_.get(), part.data(), static_cast<int>(part.size()), last ? 1 : 0) == XML_STATUS_OK)
        continue;
      return last ? codec::ReadingFault{"truncated", base_ + unit_ * text.size(), "ends within an element"}
                  : fault(declares_entities);
    }
    return std::nullopt;
  }

 private:
  static XmlWalk& self(void* user) { return *static_cast<XmlWalk*>(user); }
  static void XMLCALL on_start(void* user, const char* name, const char** attributes) {
    self(user).start(name, attributes);
  }
  static void XMLCALL on_end(void* user, const char* name) { self(user).end(name); }
  static void XMLCALL on_text(void* user, const char* text, int size) {
    self(user).text({text, static_cast<std::size_t>(size)});
  }

  /// Bytes from the start of what was given; expat counts from our own opening tag.
  [[nodiscard]] std::uint64_t here(std::uint64_t further = 0) const {
    const auto index =
        static_cast<std::uint64_t>(std::max<XML_Index>(XML_GetCurrentByteIndex(parser_.get()), 0));
    return base_ + unit_ * (std::max<std::uint64_t>(index + further, kOpen.size()) - kOpen.size());
  }
  void start(const char* name, const char** attributes) {
    length_ = 0;
    if (++depth_ > kDeepest) {
      too_deep_ = true;
      XML_StopParser(parser_.get(), XML_FALSE);
      return;
    }
    if (depth_ > 1) handler_.start(local(name), XmlAttributes(attributes), depth_ - 1, here());
  }
  void end(const char* name) {
    if (too_deep_) return;
    const std::string_view text =
        length_ > kLongestText ? std::string_view() : trimmed({text_.data(), length_});
    if (depth_ > 1) {
      const int size = XML_GetCurrentByteCount(parser_.get());
      handler_.end(local(name), text, depth_ - 1, here(static_cast<std::uint64_t>(std::max(size, 0))));
    }
    --depth_;
    length_ = 0;
  }
  void text(std::string_view part) {
    if (length_ + part.size() > kLongestText) {
      length_ = kLongestText + 1;
      return;
    }
    std::ranges::copy(part, text_.begin() + static_cast<std::ptrdiff_t>(length_));
    length_ += part.size();
  }
  [[nodiscard]] codec::ReadingFault fault(bool declares_entities) const {
    const XML_Error error = XML_GetErrorCode(parser_.get());
    const std::uint64_t at = here();
    if (too_deep_)
      return {"xml_too_deep", at, "elements are nested more than 64 deep; what comes later is not read"};
    if (error == XML_ERROR_UNDEFINED_ENTITY) {
      return {
          "xml_entity", at,
          declares_entities
              ? "an entity that the file declares itself is used; such are never replaced: not read further"
              : "an entity that XML does not know is used; not read further"};
    }
    return {"damaged_xml", at, std::string("not well-formed XML (") + XML_ErrorString(error) + ")"};
  }

  XmlHandler& handler_;
  std::uint64_t base_;
  std::uint64_t unit_;
  Parser parser_;
  std::array<char, kLongestText> text_{};
  std::size_t length_ = 0;
  int depth_ = 0;
  bool too_deep_ = false;
};

}  // namespace

std::optional<std::string_view> XmlAttributes::get(std::string_view local_name) const {
  for (const char** pair = pairs_; pair[0] != nullptr; pair += 2) {
    if (local(pair[0]) == local_name) return std::string_view(pair[1]);
  }
  return std::nullopt;
}

XmlRoot find_root(std::span<const std::uint8_t> bytes) {
  const Wide wide = wideness(bytes);
  if (wide == Wide::no) return Prolog(text_of(bytes)).root();
  const std::string text = narrowed(bytes, wide);
  XmlRoot root = Prolog(text).root();
  root.at *= 2;
  return root;
}

std::optional<codec::ReadingFault> walk_xml(std::span<const std::uint8_t> bytes, XmlHandler& handler) {
  const XmlRoot root = find_root(bytes);
  if (root.at >= bytes.size()) return codec::ReadingFault{"damaged_xml", 0, "there is no XML element in it"};
  const Wide wide = wideness(bytes);
  const std::string narrow = wide == Wide::no ? std::string() : narrowed(bytes, wide);
  const std::uint64_t unit = wide == Wide::no ? 1 : 2;
  const std::string_view all = wide == Wide::no ? text_of(bytes) : narrow;
  const Prepared prepared = prepare(all.substr(root.at / unit));
  if (prepared.text().size() > INT_MAX)
    return codec::ReadingFault{"damaged_xml", root.at, "is larger than 2 GB; allowed: one recording"};
  return XmlWalk(handler, root.at, unit).run(prepared.text(), prepared.utf8, root.declares_entities);
}

}  // namespace springback::formats
