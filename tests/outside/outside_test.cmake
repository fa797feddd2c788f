# Installs Sluss, builds a plugin outside its tree with find_package(sluss), and loads it; then one of another SDK.
# cmake -DBUILD=<build folder> -DSOURCE=<this folder> -DWORK=<scratch folder> -P outside_test.cmake
function(run)
  execute_process(COMMAND ${ARGV} RESULT_VARIABLE failed OUTPUT_VARIABLE out ERROR_VARIABLE out)
  if(failed)
    message(FATAL_ERROR "${ARGV}\n${out}")
  endif()
  set(out "${out}" PARENT_SCOPE)
endfunction()

function(expect text)
  string(FIND "${out}" "${text}" at)
  if(at EQUAL -1)
    message(FATAL_ERROR "expected \"${text}\" in:\n${out}")
  endif()
endfunction()

file(REMOVE_RECURSE ${WORK})
run(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/usr)
foreach(plugin shout old)
  run(${CMAKE_COMMAND} -G Ninja -S ${SOURCE}/${plugin} -B ${WORK}/${plugin} -DCMAKE_PREFIX_PATH=${WORK}/usr
      -DCMAKE_BUILD_TYPE=Release)
  run(${CMAKE_COMMAND} --build ${WORK}/${plugin})
endforeach()

run(${WORK}/usr/bin/sluss plugins --plugins ${WORK}/shout/plugins)
expect("shout")
run(${WORK}/usr/bin/sluss help shout --plugins ${WORK}/shout/plugins)
expect("The member's path in the body")

run(${WORK}/usr/bin/sluss plugins --plugins ${WORK}/old/plugins)
expect("NOT LOADED  old.so")
file(STRINGS ${SOURCE}/../../core/plugin/module.h stated REGEX "define SLUSS_SDK_VERSION")
string(REGEX MATCH "\"([0-9]+)\"" stated "${stated}")
expect("version 0 of the Sluss SDK and this is version ${CMAKE_MATCH_1}")

run(${WORK}/usr/bin/sluss plugins)
expect("csv")
file(MAKE_DIRECTORY ${WORK}/in)
file(WRITE ${WORK}/config/sluss.yaml "store: ../sluss.db\n")
file(WRITE ${WORK}/config/connections.yaml "connections:\n  klipp: { use: klipp, folder: ../in }\n")
run(${WORK}/usr/bin/sluss check -c ${WORK}/config)
expect("The configuration is right")
message(STATUS "a plugin from outside loads, one of another SDK is refused, and the installed plugins and connectors are found")
