// The program `springback`: one verb a call.

#include <CLI/CLI.hpp>
#include <exception>
#include <iostream>
#include <new>

#include "cli/program.h"
#include "cli/screen.h"
#include "cli/usage.h"
#include "engine/run.h"

namespace {

int run(int argc, char** argv) {
  using namespace springback;
  CLI::App app(
      "Springback is a training diary and planner for adult runners whose Achilles tendinopathy a clinician\n"
      "has diagnosed. It shows its reasons, diagnoses nothing and is no medical device.",
      "springback");
  cli::Program program;
  app.require_subcommand(1);
  app.fallthrough();
  app.set_version_flag("--version", std::string("springback ") + std::string(engine::kEngineVersion));
  app.add_option("--data", program.data, "Folder of the diary (default: the XDG data folder)")
      ->type_name("DIR");
  app.add_option("--diary", program.diary, "Which diary: me or demo")->type_name("NAME");
  cli::add_today(app, program);
  cli::add_why(app, program);
  cli::add_log(app, program);
  cli::add_import(app, program);
  cli::add_read(app, program);
  cli::add_ladder(app, program);
  cli::add_look_back(app, program);
  cli::add_load(app, program);
  cli::add_replay(app, program);
  cli::add_verify(app, program);
  cli::add_what_if(app, program);
  cli::add_export(app, program);
  cli::add_restore(app, program);
  cli::add_demo(app, program);
  cli::add_serve(app, program);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    // Help and version are no mistakes; everything else is bad input.
    if (error.get_exit_code() == 0) {
      app.exit(error);
      return std::cout.flush() ? cli::kDone : cli::kMachine;
    }
    cli::print_error(cli::usage_fault(app, error) + "\n");
    return cli::kBadInput;
  }
  const int status = program.work ? program.work() : cli::kBadInput;
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
