# The rules as files, as properties, and as simulated patients: all against the engine and the shipped protocols.

find_package(rapidcheck REQUIRED)
find_package(nlohmann_json REQUIRED)

# A program of its own for each, so that one can be run without the others.
foreach(name scenario properties)
  add_executable(test_${name} ${CMAKE_CURRENT_LIST_DIR}/engine/${name}_test.cpp)
  target_link_libraries(test_${name} PRIVATE springback_formats springback_codec springback_engine GTest::gtest_main)
  target_include_directories(test_${name} PRIVATE ${CMAKE_CURRENT_LIST_DIR})
  target_compile_definitions(test_${name} PRIVATE SPRINGBACK_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  springback_quick(test_${name})
  add_test(NAME ${name} COMMAND test_${name})
endforeach()
target_sources(test_scenario PRIVATE ${CMAKE_CURRENT_LIST_DIR}/support/scenario.cpp)
target_link_libraries(test_scenario PRIVATE nlohmann_json::nlohmann_json)
target_sources(test_properties PRIVATE ${CMAKE_CURRENT_LIST_DIR}/engine/generated_diaries.cpp)
target_link_libraries(test_properties PRIVATE rapidcheck)

# The lab plays the scenarios' diaries under other protocols.
springback_test(lab springback_formats springback_codec nlohmann_json::nlohmann_json rapidcheck)
target_sources(test_lab PRIVATE ${CMAKE_CURRENT_LIST_DIR}/support/scenario.cpp)
target_compile_definitions(test_lab PRIVATE SPRINGBACK_SOURCE_DIR="${CMAKE_SOURCE_DIR}")

set(simulate ${CMAKE_CURRENT_LIST_DIR}/simulate)
add_executable(simulated_patients ${simulate}/main.cpp ${simulate}/patients.cpp)
add_executable(test_simulate ${simulate}/patients_test.cpp ${simulate}/patients.cpp)
target_link_libraries(test_simulate PRIVATE GTest::gtest_main)
foreach(program simulated_patients test_simulate)
  target_link_libraries(${program} PRIVATE springback_formats springback_codec springback_engine)
  target_include_directories(${program} PRIVATE ${CMAKE_CURRENT_LIST_DIR})
  target_compile_definitions(${program} PRIVATE SPRINGBACK_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
endforeach()
add_test(NAME simulate COMMAND test_simulate)
