# The pure rooms for the browser behind their doors (src/wasm): springback.wasm decides, recordings.wasm reads files.
# The page calls them through a handful of exports; they get no files, no clock and no chance from their host.

# Every byte is loaded over a phone's line: size before speed, and what each browser of the last years can do.
add_compile_options(-Oz -fno-exceptions -fno-rtti -fno-threadsafe-statics -fvisibility=hidden -flto -ffunction-sections
                    -fdata-sections -mbulk-memory -msign-ext -mnontrapping-fptoint)
# A broken rule of the standard library traps at once, instead of carrying its texts and formatted printing along.
add_compile_options("-D_LIBCPP_VERBOSE_ABORT(...)=__builtin_trap()")

include(${CMAKE_CURRENT_LIST_DIR}/precompiled.cmake)
springback_precompiled(
  wasm_precompiled "" <algorithm> <array> <cstdint> <expected> <functional> <map> <memory> <optional> <set> <span> <string>
  <string_view> <utility> <vector>)

# Debian's headers stand in /usr/include, beside those of the machine's own C library, which must not be seen here:
# the header-only libraries that the pure rooms use are shown through a folder of their own.
set(wasm_headers ${CMAKE_BINARY_DIR}/headers)
file(MAKE_DIRECTORY ${wasm_headers})
foreach(library nlohmann fmt)
  if(EXISTS /usr/include/${library})
    file(CREATE_LINK /usr/include/${library} ${wasm_headers}/${library} SYMBOLIC)
  endif()
endforeach()

# springback_wasm_module(<target> <name> <sources>): a module without a main, of what its exports reach.
function(springback_wasm_module target name)
  add_executable(${target} ${ARGN} $<TARGET_OBJECTS:wasm_pure>)
  set_target_properties(${target} PROPERTIES OUTPUT_NAME ${name} SUFFIX .wasm)
  target_link_options(${target} PRIVATE -flto -mexec-model=reactor -Wl,--gc-sections,--strip-all
                      -Wl,-mllvm,-enable-merge-functions)
  springback_reuse(${target} wasm_precompiled)
endfunction()

include_directories(${CMAKE_SOURCE_DIR}/src)
include_directories(SYSTEM ${wasm_headers})
add_compile_definitions(JSON_NOEXCEPTION FMT_HEADER_ONLY FMT_EXCEPTIONS=0)

# What both modules are made of; whatever one of them does not reach is left out of it.
set(pure_sources ${CMAKE_SOURCE_DIR}/src/wasm/memory.cpp ${CMAKE_SOURCE_DIR}/src/wasm/no_host.cpp)
foreach(room base engine codec)
  file(GLOB room_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${room}/*.cpp)
  list(APPEND pure_sources ${room_sources})
endforeach()
add_library(wasm_pure OBJECT ${pure_sources})
springback_reuse(wasm_pure wasm_precompiled)

# Of the lab the phone runs these alone.
file(GLOB engine_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/text/*.cpp ${CMAKE_SOURCE_DIR}/src/lab/forecast*.cpp
     ${CMAKE_SOURCE_DIR}/src/lab/whatif*.cpp ${CMAKE_SOURCE_DIR}/src/wasm/*.cpp)
list(REMOVE_ITEM engine_sources ${pure_sources} ${CMAKE_SOURCE_DIR}/src/wasm/recordings_door.cpp)
springback_wasm_module(springback_wasm springback ${engine_sources})
springback_wasm_module(recordings_wasm recordings ${CMAKE_SOURCE_DIR}/src/wasm/recordings_door.cpp)

include(${CMAKE_CURRENT_LIST_DIR}/lang.cmake)
springback_languages(springback_wasm en)
