#pragma once
// Walks through an XML text, whole or a piece of one, element by element, whatever its encoding and its
// prefixes.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "codec/reading.h"

namespace springback::formats {

/// An element's attributes; they live as long as the call that gets them.
class XmlAttributes {
 public:
  explicit XmlAttributes(const char** pairs) : pairs_(pairs) {}
  /// By local name; nothing when the element has none such.
  [[nodiscard]] std::optional<std::string_view> get(std::string_view local_name) const;

 private:
  const char** pairs_;
};

/// What a reader of a format does with the elements. Names come without their prefix ("ns3:TPX" is "TPX").
class XmlHandler {
 public:
  XmlHandler() = default;
  XmlHandler(const XmlHandler&) = delete;
  XmlHandler& operator=(const XmlHandler&) = delete;
  virtual ~XmlHandler() = default;
  /// `depth` 1 is the outermost element of what was given; `at` bytes from its start: the '<'.
  virtual void start(std::string_view name, const XmlAttributes& attributes, int depth, std::uint64_t at) = 0;
  /// `text` is what stood in the element behind its last child, without blanks around it; empty when it is
  /// longer than any number or word that means something here. `end`: behind the '>'.
  virtual void end(std::string_view name, std::string_view text, int depth, std::uint64_t end) = 0;
};

/// Where the outermost element begins, past byte order mark, blanks, prolog, comments and a document type
/// declaration; of a UTF-16 text too.
struct XmlRoot {
  std::uint64_t at = 0;  ///< the '<', bytes from the start; the size when there is none
  std::string name;      ///< local; the declared document type's where the text ends before the element
  bool declares_entities = false;
};
[[nodiscard]] XmlRoot find_root(std::span<const std::uint8_t> bytes);

/// Calls `handler` for each element from the root on. Several elements side by side (pieces of a file) are
/// read one after the other, prefixes need no declaration, and control characters are blanks. A document type
/// declaration is passed over unread. What is not well-formed ends the reading: the fault ("truncated",
/// "damaged_xml", "xml_entity", "xml_too_deep") says where and what; what came before was delivered.
[[nodiscard]] std::optional<codec::ReadingFault> walk_xml(std::span<const std::uint8_t> bytes,
                                                          XmlHandler& handler);

}  // namespace springback::formats
