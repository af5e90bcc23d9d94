# springback_web_assets: the web app and the modules, built and put into the program (src/server/assets.h).
#
# Each step is a command with its inputs, so that nothing runs again while nothing changed:
#   package-lock.json -> npm ci        (web/node_modules)
#   the pure rooms    -> springback.wasm, recordings.wasm
#   web/ + wasm       -> vite build    (<build>/web)
#   <build>/web       -> assets.cpp    (tables, and the files by .incbin)
# The modules are put in beside the web build's files, as /springback.wasm and /recordings.wasm.

set(assets_cpp ${CMAKE_BINARY_DIR}/assets/assets.cpp)
set(assets_inputs)
set(assets_arguments)

if(SPRINGBACK_WEB AND EXISTS ${CMAKE_SOURCE_DIR}/web/package.json)
  find_program(SPRINGBACK_NODE node REQUIRED)
  find_program(SPRINGBACK_NPM npm REQUIRED)
  set(web ${CMAKE_SOURCE_DIR}/web)
  set(web_out ${CMAKE_BINARY_DIR}/web)
  set(wasm)

  file(GLOB wasm_door CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/wasm/*.cpp)
  if(wasm_door)
    set(wasm ${CMAKE_SOURCE_DIR}/build/wasm/springback.wasm ${CMAKE_SOURCE_DIR}/build/wasm/recordings.wasm)
    file(GLOB wasm_inputs CONFIGURE_DEPENDS
         ${CMAKE_SOURCE_DIR}/src/base/*.h ${CMAKE_SOURCE_DIR}/src/base/*.cpp
         ${CMAKE_SOURCE_DIR}/src/engine/*.h ${CMAKE_SOURCE_DIR}/src/engine/*.cpp
         ${CMAKE_SOURCE_DIR}/src/codec/*.h ${CMAKE_SOURCE_DIR}/src/codec/*.cpp
         ${CMAKE_SOURCE_DIR}/src/text/*.h ${CMAKE_SOURCE_DIR}/src/text/*.cpp
         ${CMAKE_SOURCE_DIR}/src/lab/forecast* ${CMAKE_SOURCE_DIR}/src/lab/whatif*
         ${CMAKE_SOURCE_DIR}/lang/en.json ${CMAKE_SOURCE_DIR}/cmake/lang.cmake ${CMAKE_SOURCE_DIR}/src/wasm/*.h ${CMAKE_SOURCE_DIR}/src/wasm/*.cpp)
    add_custom_command(
      OUTPUT ${wasm}
      COMMAND ${CMAKE_COMMAND} --preset wasm
      COMMAND ${CMAKE_COMMAND} --build --preset wasm
      COMMAND ${CMAKE_COMMAND} -E touch ${wasm}
      DEPENDS ${wasm_inputs} ${CMAKE_SOURCE_DIR}/cmake/wasm_rooms.cmake ${CMAKE_SOURCE_DIR}/cmake/wasm32-wasi.cmake
      WORKING_DIRECTORY ${CMAKE_SOURCE_DIR}
      COMMENT "Building the engine for the browser" VERBATIM)
  endif()

  set(npm_stamp ${CMAKE_BINARY_DIR}/npm.stamp)
  add_custom_command(
    OUTPUT ${npm_stamp}
    COMMAND ${SPRINGBACK_NPM} ci --ignore-scripts --no-audit --no-fund
    COMMAND ${CMAKE_COMMAND} -E touch ${npm_stamp}
    DEPENDS ${web}/package.json ${web}/package-lock.json
    WORKING_DIRECTORY ${web}
    COMMENT "Fetching what the web app is built with" VERBATIM)

  file(GLOB web_inputs CONFIGURE_DEPENDS ${web}/*.html ${web}/*.ts ${web}/*.js ${web}/*.mjs ${web}/*.json
       ${CMAKE_SOURCE_DIR}/lang/*.json ${CMAKE_SOURCE_DIR}/protocols/*)
  file(GLOB_RECURSE web_sources CONFIGURE_DEPENDS ${web}/src/* ${web}/public/* ${web}/scripts/*)
  set(web_stamp ${CMAKE_BINARY_DIR}/web.stamp)
  add_custom_command(
    OUTPUT ${web_stamp}
    COMMAND ${SPRINGBACK_NPM} run build -- --outDir ${web_out} --emptyOutDir
    COMMAND ${CMAKE_COMMAND} -E touch ${web_stamp}
    DEPENDS ${npm_stamp} ${wasm} ${web_inputs} ${web_sources}
    WORKING_DIRECTORY ${web}
    COMMENT "Building the web app" VERBATIM)

  set(assets_inputs ${web_stamp})
  set(assets_arguments ${web_out})
  if(wasm)
    foreach(module ${wasm})
      cmake_path(GET module FILENAME name)
      list(APPEND assets_arguments ${name}=${module})
    endforeach()
  endif()
  add_custom_command(
    OUTPUT ${assets_cpp}
    COMMAND ${SPRINGBACK_NODE} ${CMAKE_SOURCE_DIR}/cmake/embed_assets.mjs ${CMAKE_BINARY_DIR}/assets ${assets_arguments}
    DEPENDS ${assets_inputs} ${CMAKE_SOURCE_DIR}/cmake/embed_assets.mjs
    COMMENT "Putting the web app into the program" VERBATIM)
else()
  file(CONFIGURE OUTPUT ${assets_cpp} CONTENT [[
#include "server/assets.h"

namespace springback {

std::span<const Asset> assets() { return {}; }

}  // namespace springback
]])
endif()

add_library(springback_web_assets STATIC ${assets_cpp})
target_include_directories(springback_web_assets PUBLIC ${CMAKE_SOURCE_DIR}/src)
