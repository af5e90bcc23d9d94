# springback.wasm: the pure rooms and their door (src/wasm), in one module without a main.
# The page calls it through a handful of exports; it gets no files, no clock and no chance from its host.

# Every byte is loaded over a phone's line: size before speed, and what each browser of the last years can do.
add_compile_options(-Oz -fno-exceptions -fno-rtti -fno-threadsafe-statics -fvisibility=hidden -flto -ffunction-sections
                    -fdata-sections -mbulk-memory -msign-ext -mnontrapping-fptoint
                    -include ${CMAKE_CURRENT_LIST_DIR}/wasm_quiet.h)

# Debian's headers stand in /usr/include, beside those of the machine's own C library, which must not be seen here:
# the header-only libraries that the pure rooms use are shown through a folder of their own.
set(wasm_headers ${CMAKE_BINARY_DIR}/headers)
file(MAKE_DIRECTORY ${wasm_headers})
foreach(library nlohmann fmt)
  if(EXISTS /usr/include/${library})
    file(CREATE_LINK /usr/include/${library} ${wasm_headers}/${library} SYMBOLIC)
  endif()
endforeach()

set(wasm_sources)
foreach(room base engine codec text wasm)
  file(GLOB room_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/${room}/*.cpp)
  list(APPEND wasm_sources ${room_sources})
endforeach()
# Of the lab the phone runs these alone.
file(GLOB lab_sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/src/lab/forecast*.cpp ${CMAKE_SOURCE_DIR}/src/lab/whatif*.cpp)
list(APPEND wasm_sources ${lab_sources})

add_executable(springback_wasm ${wasm_sources})
set_target_properties(springback_wasm PROPERTIES OUTPUT_NAME springback SUFFIX .wasm)
target_include_directories(springback_wasm PRIVATE ${CMAKE_SOURCE_DIR}/src)
target_include_directories(springback_wasm SYSTEM PRIVATE ${wasm_headers})
target_compile_definitions(springback_wasm PRIVATE JSON_NOEXCEPTION FMT_HEADER_ONLY FMT_EXCEPTIONS=0)
target_link_options(springback_wasm PRIVATE -flto -mexec-model=reactor -Wl,--gc-sections,--strip-all
                    -Wl,-mllvm,-enable-merge-functions)

include(${CMAKE_CURRENT_LIST_DIR}/lang.cmake)
springback_languages(springback_wasm en)
