# The languages of lang/, put into the program: springback_languages(<target> <locale>…).
# Only what the program itself says goes in; the page's own words ("page") travel with the page.

if(CMAKE_SCRIPT_MODE_FILE)
  # Run at build time: -DOUT=<file.cpp> -DFOLDER=<lang> -DLOCALES=<a,b> -P lang.cmake
  string(REPLACE "," ";" LOCALES "${LOCALES}")
  set(arrays "")
  set(rows "")
  foreach(locale IN LISTS LOCALES)
    file(READ ${FOLDER}/${locale}.json whole)
    string(JSON engine ERROR_VARIABLE fault GET "${whole}" engine)
    if(fault)
      message(FATAL_ERROR "lang/${locale}.json: ${fault}")
    endif()
    string(JSON terminal ERROR_VARIABLE fault GET "${whole}" terminal)
    if(fault OR NOT WITH_TERMINAL)
      set(terminal "{}")
    endif()
    # CMake hands out a value with its lines broken; no text of JSON holds a line's end.
    string(REGEX REPLACE "\n *" "" engine "${engine}")
    string(REGEX REPLACE "\n *" "" terminal "${terminal}")
    file(WRITE ${OUT}.part "{\"engine\":${engine},\"terminal\":${terminal}}")
    file(READ ${OUT}.part bytes HEX)
    file(REMOVE ${OUT}.part)
    string(REGEX REPLACE "(................................)" "\\1\n" bytes "${bytes}")
    string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${bytes}")
    string(APPEND arrays "constexpr unsigned char k_${locale}[] = {\n${bytes}\n};\n")
    string(APPEND rows "    {\"${locale}\", {reinterpret_cast<const char*>(k_${locale}), sizeof k_${locale}}},\n")
  endforeach()
  file(WRITE ${OUT} "// Written by the build from lang/.\n#include \"text/embedded.h\"\n\nnamespace springback::text {\nnamespace {\n${arrays}}  // namespace\n\nstd::span<const EmbeddedLanguage> embedded_languages() {\n  static const EmbeddedLanguage all[] = {\n${rows}  };\n  return all;\n}\n\n}  // namespace springback::text\n")
  return()
endif()

set(springback_lang_script ${CMAKE_CURRENT_LIST_FILE})

function(springback_languages target)
  cmake_parse_arguments(arg "WITH_TERMINAL" "" "" ${ARGN})
  set(out ${CMAKE_BINARY_DIR}/languages/${target}.cpp)
  set(files "")
  foreach(locale IN LISTS arg_UNPARSED_ARGUMENTS)
    list(APPEND files ${CMAKE_SOURCE_DIR}/lang/${locale}.json)
  endforeach()
  list(JOIN arg_UNPARSED_ARGUMENTS "," locales)
  add_custom_command(
    OUTPUT ${out}
    COMMAND ${CMAKE_COMMAND} -DOUT=${out} -DFOLDER=${CMAKE_SOURCE_DIR}/lang -DLOCALES=${locales}
            -DWITH_TERMINAL=${arg_WITH_TERMINAL} -P ${springback_lang_script}
    DEPENDS ${files} ${springback_lang_script}
    VERBATIM)
  target_sources(${target} PRIVATE ${out})
endfunction()
