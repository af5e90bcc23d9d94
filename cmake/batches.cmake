# Several sources compiled as one, so that what they all include is parsed and instantiated once for all of them.
#
# A batch is a source of #includes that name no folder of this machine: with the same flags it is the same to the
# compiler's cache in every build and every clone. Names in unnamed namespaces meet there and differ within a room.
option(SPRINGBACK_BATCHES "Compile several sources of a room, or of its tests, as one" ON)

# springback_batches(<variable> <name> <size> <files>): sets the variable to the sources to compile, batches of at most
# <size> of these files in their order, as paths below <folder> (one of the target's include folders).
function(springback_batches variable name size folder)
  if(NOT SPRINGBACK_BATCHES)
    set(${variable} ${ARGN} PARENT_SCOPE)
    return()
  endif()
  set(batches)
  list(LENGTH ARGN count)
  set(first 0)
  while(first LESS count)
    list(SUBLIST ARGN ${first} ${size} batch)
    math(EXPR first "${first} + ${size}")
    list(TRANSFORM batch REPLACE "^${folder}/(.*)$" "#include \"\\1\"")
    list(JOIN batch "\n" text)
    list(LENGTH batches number)
    set(source ${CMAKE_BINARY_DIR}/batches/${name}_${number}.cpp)
    file(CONFIGURE OUTPUT ${source} CONTENT "${text}\n")
    list(APPEND batches ${source})
  endwhile()
  set(${variable} ${batches} PARENT_SCOPE)
endfunction()
