# Tests that run the real program as processes of its own.

add_library(springback_test_program STATIC support/program.cpp)
target_include_directories(springback_test_program PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})
target_compile_definitions(springback_test_program PUBLIC SPRINGBACK_PROGRAM="$<TARGET_FILE:springback>"
                                                          SPRINGBACK_ROOT="${CMAKE_SOURCE_DIR}")
add_dependencies(springback_test_program springback)

springback_test(app)
target_link_libraries(test_app PRIVATE springback_test_program zip deflate)
springback_test(server springback_test_program nlohmann_json::nlohmann_json zip deflate)
target_sources(test_server PRIVATE support/yaml.cpp)

# Of its own, since it waits for most of a minute until files stand still.
add_executable(test_watch server/watch_test.cpp)
target_link_libraries(test_watch PRIVATE springback_codec springback_test_program nlohmann_json::nlohmann_json zip deflate
                                         GTest::gtest_main)
springback_quick(test_watch)
add_test(NAME watch COMMAND test_watch)

file(GLOB cli_tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/cli/*_test.cpp)
springback_batches(cli_tests test_cli 4 ${CMAKE_CURRENT_SOURCE_DIR} ${cli_tests})
add_executable(test_cli ${cli_tests})
target_link_libraries(test_cli PRIVATE springback_test_program springback_formats zip deflate GTest::gtest_main)
springback_quick(test_cli)
add_test(NAME cli COMMAND test_cli)

# The longest first.
set_tests_properties(watch PROPERTIES COST 100)
set_tests_properties(server PROPERTIES COST 90)
