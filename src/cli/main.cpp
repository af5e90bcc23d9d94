// The program `springback`: one verb a call.

#include <exception>
#include <new>
#include <string>

#include "cli/command.h"
#include "cli/program.h"
#include "cli/screen.h"
#include "engine/run.h"

namespace {

int run(int argc, char** argv) {
  using namespace springback;
  cli::CommandLine line(
      "springback",
      "Springback is a training diary and planner for adult runners whose Achilles tendinopathy a clinician\n"
      "has diagnosed. It shows its reasons, diagnoses nothing and is no medical device.",
      std::string("springback ") + std::string(engine::kEngineVersion));
  cli::Program program;
  cli::Verb app = line.program();
  app.option("--data", program.data, "Folder of the diary (default: the XDG data folder)").kind("DIR");
  app.option("--diary", program.diary, "Which diary: me or demo").kind("NAME");
  cli::add_today(app, program);
  cli::add_why(app, program);
  cli::add_log(app, program);
  cli::add_import(app, program);
  cli::add_read(app);
  cli::add_ladder(app, program);
  cli::add_look_back(app, program);
  cli::add_load(app, program);
  cli::add_replay(app);
  cli::add_verify(app);
  cli::add_what_if(app, program);
  cli::add_export(app, program);
  cli::add_restore(app, program);
  cli::add_demo(app, program);
  cli::add_serve(app, program);
  const auto work = line.read(argc, argv);
  if (!work) {
    cli::print_error(work.error() + "\n");
    return cli::kBadInput;
  }
  const int status = (*work)();
  // An answer that nobody got is not done, whatever the verb thought of it.
  return cli::all_printed() || status == cli::kBadInput ? status : cli::kMachine;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::bad_alloc&) {
    springback::cli::print_error("springback: there is not enough memory for this\n");
  } catch (const std::exception& error) {
    springback::cli::print_error(std::string("springback: ") + error.what() + "\n");
  }
  return springback::cli::kMachine;
}
