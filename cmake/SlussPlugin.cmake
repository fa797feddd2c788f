# sluss_add_plugin(NAME [LIBRARIES ...]): the folder's *.cpp become the loadable module NAME.so.
# Inside this tree its *_test.cpp become NAME's unit tests. Works the same outside, after find_package(sluss).
function(sluss_add_plugin name)
  cmake_parse_arguments(ARG "" "" "LIBRARIES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cpp$")
  list(FILTER tests INCLUDE REGEX "_test\\.cpp$")

  add_library(plugin_${name}_objects OBJECT ${sources})
  set_target_properties(plugin_${name}_objects PROPERTIES POSITION_INDEPENDENT_CODE ON)
  target_link_libraries(plugin_${name}_objects PUBLIC sluss::sdk ${ARG_LIBRARIES})
  target_include_directories(plugin_${name}_objects PUBLIC ${CMAKE_CURRENT_SOURCE_DIR})

  add_library(plugin_${name} MODULE)
  target_link_libraries(plugin_${name} PRIVATE plugin_${name}_objects)
  set_target_properties(plugin_${name} PROPERTIES
    PREFIX "" OUTPUT_NAME ${name} LINKER_LANGUAGE CXX
    LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/plugins)
  if(COMMAND sluss_add_tests)
    install(TARGETS plugin_${name} LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR}/sluss/plugins)
    sluss_add_tests(${name} SOURCES ${tests} LIBRARIES plugin_${name}_objects)
  endif()
endfunction()
