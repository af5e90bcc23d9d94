# The signals worked out a second time by plain scans, beside the engine's, on generated lives.

file(GLOB oracle_sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_LIST_DIR}/*.cpp)
springback_batches(oracle_sources test_oracle 5 ${CMAKE_CURRENT_SOURCE_DIR} ${oracle_sources})
add_executable(test_oracle ${oracle_sources})
target_link_libraries(test_oracle PRIVATE springback_formats springback_codec springback_engine GTest::gtest_main)
# It calculates for half a minute, no longer than with -O2, and compiles in less.
target_compile_options(test_oracle PRIVATE -O1)
target_include_directories(test_oracle PRIVATE ${CMAKE_CURRENT_SOURCE_DIR})
target_compile_definitions(test_oracle PRIVATE SPRINGBACK_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
add_test(NAME oracle COMMAND test_oracle)
