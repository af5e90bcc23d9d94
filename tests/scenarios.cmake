# The rules as files, as properties, and as simulated patients: all against the engine and the shipped protocols.

find_package(rapidcheck REQUIRED)
find_package(nlohmann_json REQUIRED)

# Scenarios read from their files; the lab plays their diaries under other protocols.
add_library(springback_test_scenario STATIC ${CMAKE_CURRENT_LIST_DIR}/support/scenario.cpp)
target_link_libraries(springback_test_scenario PUBLIC springback_codec springback_engine nlohmann_json::nlohmann_json PRIVATE GTest::gtest)
target_include_directories(springback_test_scenario PRIVATE ${CMAKE_CURRENT_LIST_DIR})
target_compile_definitions(springback_test_scenario PRIVATE SPRINGBACK_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
springback_quick(springback_test_scenario)

# A program of its own for each, so that one can be run without the others.
set(scenario_sources ${CMAKE_CURRENT_LIST_DIR}/engine/scenario_test.cpp)
set(properties_sources ${CMAKE_CURRENT_LIST_DIR}/engine/properties_test.cpp
                       ${CMAKE_CURRENT_LIST_DIR}/engine/would_change_properties.cpp
                       ${CMAKE_CURRENT_LIST_DIR}/engine/compared_outcomes.cpp
                       ${CMAKE_CURRENT_LIST_DIR}/engine/generated_diaries.cpp)
springback_batches(properties_sources test_properties 2 ${CMAKE_CURRENT_LIST_DIR} ${properties_sources})
foreach(name scenario properties)
  add_executable(test_${name} ${${name}_sources})
  target_link_libraries(test_${name} PRIVATE springback_formats springback_codec springback_engine GTest::gtest_main)
  target_include_directories(test_${name} PRIVATE ${CMAKE_CURRENT_LIST_DIR})
  target_compile_definitions(test_${name} PRIVATE SPRINGBACK_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
  springback_quick(test_${name})
  add_test(NAME ${name} COMMAND test_${name})
endforeach()
target_link_libraries(test_scenario PRIVATE springback_test_scenario)
target_link_libraries(test_properties PRIVATE rapidcheck)

springback_test(lab springback_formats springback_test_scenario rapidcheck)
target_compile_definitions(test_lab PRIVATE SPRINGBACK_SOURCE_DIR="${CMAKE_SOURCE_DIR}")

set(simulate ${CMAKE_CURRENT_LIST_DIR}/simulate)
add_library(springback_test_patients STATIC ${simulate}/patients.cpp)
target_link_libraries(springback_test_patients PUBLIC springback_formats springback_codec springback_engine)
target_include_directories(springback_test_patients PUBLIC ${CMAKE_CURRENT_LIST_DIR})
target_compile_definitions(springback_test_patients PUBLIC SPRINGBACK_SOURCE_DIR="${CMAKE_SOURCE_DIR}")
add_executable(simulated_patients ${simulate}/main.cpp)
target_link_libraries(simulated_patients PRIVATE springback_test_patients)
add_executable(test_simulate ${simulate}/patients_test.cpp)
target_link_libraries(test_simulate PRIVATE springback_test_patients GTest::gtest_main)
add_test(NAME simulate COMMAND test_simulate)
