#pragma once
// The files of the web app as they stand inside the program: made when it is built, read where the server
// answers.

#include <span>
#include <string_view>

namespace springback {

/// One file. All of it lives as long as the program.
struct Asset {
  std::string_view path;          ///< as the page asks for it, from "/": "/index.html"
  std::string_view content_type;  ///< as the Content-Type header says it
  std::string_view etag;          ///< SHA-256 of the bytes, in hexadecimal digits, without quotes
  std::span<const unsigned char> bytes;
  std::span<const unsigned char>
      gzip;  ///< the same bytes for whoever accepts gzip; empty where that saves nothing
};

/// Every file, by ascending path. Empty in a build without the web app (SPRINGBACK_WEB=OFF).
[[nodiscard]] std::span<const Asset> assets();

}  // namespace springback
