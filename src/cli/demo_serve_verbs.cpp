#include <fmt/format.h>

#include <charconv>
#include <memory>
#include <optional>
#include <string>

#include "app/clock.h"
#include "app/demo.h"
#include "app/protocols.h"
#include "cli/command.h"
#include "cli/program.h"
#include "cli/screen.h"
#include "server/serve.h"

namespace springback::cli {

namespace {

int demo(const Program& program, bool remove, bool json) {
  const auto dir = program.data_dir();
  if (!dir) return complain(dir.error());
  const auto notebook = app::Notebook::open(*dir, app::kDemoDiary);
  if (!notebook) return complain(notebook.error());
  if (remove) {
    if (const auto removed = app::remove_demo(**notebook); !removed) return complain(removed.error());
    print(json ? std::string("{\"removed\":true}\n") : std::string("The simulated runner is gone.\n"));
    return kDone;
  }
  const auto loaded = app::load_demo(**notebook, app::now().day(), app::shipped_protocols().all());
  if (!loaded) return complain(loaded.error());
  if (json) {
    print(app::demo_report_json(*loaded) + '\n');
  } else {
    print(
        fmt::format("A simulated runner of 12 weeks is loaded ({} facts), apart from your own diary.\n"
                    "Look around:  springback --diary demo today   (or why, ladder; or springback serve)\n"
                    "Take it away: springback demo --remove\n",
                    loaded->facts));
  }
  return kDone;
}

Result<std::uint16_t> port_of(const std::string& text) {
  std::uint16_t port = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (fault != std::errc{} || end != text.data() + text.size())
    return bad_input("--port", "'" + text + "'; allowed: a whole number from 0 to 65535");
  return port;
}

int serve(const Program& program, const std::string& host, const std::string& port_text,
          const std::optional<std::string>& watch) {
  const auto port = port_of(port_text);
  if (!port) return complain(port.error());
  const auto dir = program.data_dir();
  if (!dir) return complain(dir.error());
  const auto served = server::serve(
      {*dir, host, *port, watch},
      [](const std::string& url) {
        print(fmt::format("Springback is at {}  (Ctrl-C stops it; the diary stays)\n", url));
      },
      [](const std::string& line) { print(line + '\n'); });
  return served ? kDone : complain(served.error());
}

}  // namespace

void add_demo(Verb app, Program& program) {
  Verb verb = app.verb("demo", "A simulated runner of 12 weeks to look around in");
  const auto remove = std::make_shared<bool>(false);
  const auto json = std::make_shared<bool>(false);
  verb.flag("--remove", *remove, "Take it away again");
  verb.flag("--json", *json, "The API's bytes");
  verb.work([&program, remove, json] { return demo(program, *remove, *json); });
}

void add_serve(Verb app, Program& program) {
  Verb verb = app.verb("serve", "The page and the API, on this machine only");
  const auto host = std::make_shared<std::string>("127.0.0.1");
  const auto port = std::make_shared<std::string>("8420");
  verb.option("--host", *host, "Loopback address to listen on").shows_default();
  verb.option("--port", *port, "Port; 0 takes any free one").shows_default();
  const auto watch = std::make_shared<std::optional<std::string>>();
  verb.option("--watch", *watch, "A folder in which recordings appear: they are imported").kind("DIR");
  verb.footer(
      "With --watch DIR, what appears in the folder (recordings, archives, exports: all that `import` takes) "
      "is\n"
      "imported into your diary once its size and time have stood still for two seconds. It is then moved "
      "to\n"
      "DIR/done, or to DIR/failed with a NAME.why.txt beside it that says why; where a name is taken it gets "
      "a\n"
      "number. What is there already goes to done. Left alone are folders, links, hidden files and those "
      "that end\n"
      "in .part, .partial, .crdownload or .tmp. One line a file is printed.");
  verb.work([&program, host, port, watch] { return serve(program, *host, *port, *watch); });
}

}  // namespace springback::cli
