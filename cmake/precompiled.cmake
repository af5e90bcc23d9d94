# Headers of the library and of gtest, parsed once for all targets that reuse them.
#
# What they bring hides a missing #include, so that each source is compiled without them too, by the preset `clang`. They are named as <...>, and nothing in them depends on the clone's folder, or the
# compiler's cache would not know the build again in another one.

# springback_precompiled(<name> <options> <headers>): compiled with these options beside those of all targets.
function(springback_precompiled name options)
  if(CMAKE_DISABLE_PRECOMPILE_HEADERS)
    return()
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    springback_precompile_with_clang(${name} "${options}" ${ARGN})
    return()
  endif()
  # CMake hangs precompiled headers on a target, and a target has a source.
  set(source ${CMAKE_BINARY_DIR}/precompiled/${name}.cpp)
  file(CONFIGURE OUTPUT ${source} CONTENT "// Nothing but what is precompiled.\n")
  add_library(${name} OBJECT ${source})
  target_compile_options(${name} PRIVATE ${options})
  target_precompile_headers(${name} PRIVATE ${ARGN})
endfunction()

# clang writes the folders of the files that CMake makes into its own, and refuses it where they are gone; a cache hands
# it on to another clone. Made from /dev/null, it is the same bytes everywhere.
function(springback_precompile_with_clang name options)
  set(file ${CMAKE_BINARY_DIR}/precompiled/${name}.pch)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/precompiled)
  get_directory_property(all COMPILE_OPTIONS)
  string(TOUPPER "${CMAKE_BUILD_TYPE}" type)
  separate_arguments(flags UNIX_COMMAND "${CMAKE_CXX_FLAGS} ${CMAKE_CXX_FLAGS_${type}}")
  if(CMAKE_CXX_COMPILER_TARGET)
    list(PREPEND flags --target=${CMAKE_CXX_COMPILER_TARGET})
  endif()
  set(includes)
  foreach(header ${ARGN})
    string(REGEX REPLACE "[<>]" "" header ${header})
    list(APPEND includes -include ${header})
  endforeach()
  add_custom_command(
    OUTPUT ${file}
    COMMAND ${CMAKE_CXX_COMPILER} ${flags} ${all} ${options} ${CMAKE_CXX23_STANDARD_COMPILE_OPTION}
            -fpch-instantiate-templates -Xclang -fno-pch-timestamp -x c++-header ${includes} -MD -MF ${file}.d -c /dev/null
            -o ${file}
    DEPFILE ${file}.d
    COMMENT "Precompiling headers" VERBATIM)
  add_custom_target(${name} DEPENDS ${file})
endfunction()

# springback_reuse(<target> <name>): its sources begin with what was precompiled.
function(springback_reuse target name)
  if(NOT TARGET ${name})
    return()
  endif()
  if(CMAKE_CXX_COMPILER_ID STREQUAL "Clang")
    set(file ${CMAKE_BINARY_DIR}/precompiled/${name}.pch)
    target_compile_options(${target} PRIVATE "SHELL:-include-pch ${file}")
    add_dependencies(${target} ${name})
  else()
    target_precompile_headers(${target} REUSE_FROM ${name})
  endif()
endfunction()
