# The shipped protocols, put into the program: springback_protocols(<target> <file>...), as src/app/shipped.h reads them.

if(CMAKE_SCRIPT_MODE_FILE)
  # Run at build time: -DOUT=<file.cpp> -DFILES=<a,b> -P protocols.cmake
  string(REPLACE "," ";" FILES "${FILES}")
  set(arrays "")
  set(rows "")
  set(number 0)
  foreach(file IN LISTS FILES)
    file(READ ${file} bytes HEX)
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    get_filename_component(name ${file} NAME)
    string(APPEND arrays "constexpr unsigned char k_${number}[] = {${bytes}};\n")
    string(APPEND rows "    {\"${name}\", {reinterpret_cast<const char*>(k_${number}), sizeof k_${number}}},\n")
    math(EXPR number "${number} + 1")
  endforeach()
  file(WRITE ${OUT} "// Written by the build from protocols/.\n#include \"app/shipped.h\"\n\nnamespace springback::app {\nnamespace {\n${arrays}}  // namespace\n\nstd::span<const ShippedFile> shipped_files() {\n  static const ShippedFile all[] = {\n${rows}  };\n  return all;\n}\n\n}  // namespace springback::app\n")
  return()
endif()

set(springback_protocols_script ${CMAKE_CURRENT_LIST_FILE})

function(springback_protocols target)
  set(out ${CMAKE_BINARY_DIR}/protocols/${target}.cpp)
  list(JOIN ARGN "," files)
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DFILES=${files} -P ${springback_protocols_script}
    DEPENDS ${ARGN} ${springback_protocols_script}
    VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
