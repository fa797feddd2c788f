# sluss_compile_files(TARGET FUNCTION FOLDER): compiles the files below a folder into a target, which then defines
# sluss::admin::FUNCTION() (core/admin/console.h). The assembler takes their bytes in: a compiler that reads them as a
# literal takes minutes over a large one. A folder that is missing or empty gives none.
function(sluss_compile_files target function folder)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS RELATIVE ${folder} ${folder}/*)
  list(SORT files)
  set(assembly "")
  set(symbols "")
  set(table "")
  set(depends "")
  set(number 0)
  foreach(file ${files})
    set(symbol sluss_${function}_${number})
    string(APPEND assembly "    \"${symbol}:\\n.incbin \\\"${folder}/${file}\\\"\\n${symbol}_end:\\n.byte 0\\n\"\n")
    string(APPEND symbols "extern const char ${symbol}[], ${symbol}_end[];\n")
    string(APPEND table "      {\"${file}\", {${symbol}, ${symbol}_end}},\n")
    list(APPEND depends ${folder}/${file})
    math(EXPR number "${number} + 1")
  endforeach()
  if(files)
    set(assembly "asm(\".pushsection .rodata\\n\"\n${assembly}    \".popsection\\n\");\n")
    set(symbols "extern \"C\" {\n#pragma GCC visibility push(hidden)\n${symbols}#pragma GCC visibility pop\n}\n")
    set(body "  static const CompiledFile files[] = {\n${table}  };\n  return files;")
  else()
    set(body "  return {};")
  endif()
  set(source ${CMAKE_CURRENT_BINARY_DIR}/${function}.cpp)
  file(CONFIGURE OUTPUT ${source} @ONLY CONTENT
"// Made by cmake/SlussCompiledFiles.cmake.
#include \"admin/console.h\"

@assembly@@symbols@
namespace sluss::admin {
std::span<const CompiledFile> @function@();
std::span<const CompiledFile> @function@() {
@body@
}
}  // namespace sluss::admin
")
  set_source_files_properties(${source} PROPERTIES OBJECT_DEPENDS "${depends}")
  target_sources(${target} PRIVATE ${source})
endfunction()
