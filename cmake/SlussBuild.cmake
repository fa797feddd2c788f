# How everything in this tree is compiled, and the libraries that are found once.
include(GNUInstallDirs)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1 -DNDEBUG")
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(CMAKE_INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}:$ORIGIN/../..")

set(SLUSS_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined or thread")
option(SLUSS_FUZZ "For libFuzzer (tests/fuzz), with clang" OFF)
set(SLUSS_TEST_TIMEOUT 900)  # seconds: against what hangs, not against what is slow
if(SLUSS_SANITIZE)
  set(SLUSS_TEST_TIMEOUT 3600)
endif()

find_program(CCACHE ccache)
if(CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CCACHE})
endif()
find_program(MOLD mold)
if(MOLD)
  add_link_options(-fuse-ld=mold)
endif()

# g++ 12 sees uninitialised reads in std::variant where there are none; valgrind and the sanitizers look for real ones.
add_compile_options(-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Wnon-virtual-dtor -Werror -Wno-maybe-uninitialized)
# What the loader has bound cannot be bent afterwards.
add_link_options(-Wl,-z,relro -Wl,-z,now)
if(SLUSS_SANITIZE)
  add_compile_options(-fsanitize=${SLUSS_SANITIZE} -fno-omit-frame-pointer -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${SLUSS_SANITIZE})
elseif(CMAKE_BUILD_TYPE STREQUAL "RelWithDebInfo")
  # What a sanitizer would find ends the program, in the hands of those who have none.
  add_compile_options(-U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong)
endif()
if(SLUSS_FUZZ)
  # g++ 12 is the compiler whose warnings count.
  add_compile_options(-fsanitize=fuzzer-no-link -w)
endif()

find_package(tl-expected REQUIRED)
find_package(date REQUIRED)
find_package(GTest REQUIRED)
find_package(PkgConfig REQUIRED)
find_package(Threads REQUIRED)
pkg_check_modules(sodium REQUIRED IMPORTED_TARGET libsodium)

include(GoogleTest)

# A room's or a plugin's unit tests: the *_test.cpp files beside its code.
function(sluss_add_tests name)
  cmake_parse_arguments(ARG "" "FOLDER" "SOURCES;LIBRARIES" ${ARGN})
  if(NOT ARG_SOURCES)
    return()
  endif()
  if(NOT ARG_FOLDER)
    set(ARG_FOLDER ${CMAKE_CURRENT_SOURCE_DIR})
  endif()
  add_executable(${name}_test ${ARG_SOURCES})
  target_link_libraries(${name}_test PRIVATE ${ARG_LIBRARIES} GTest::gtest GTest::gtest_main)
  target_include_directories(${name}_test PRIVATE ${PROJECT_SOURCE_DIR}/tests)
  target_compile_definitions(${name}_test PRIVATE SLUSS_TESTDATA="${ARG_FOLDER}/testdata")
  gtest_discover_tests(${name}_test TEST_PREFIX ${name}. DISCOVERY_MODE PRE_TEST PROPERTIES TIMEOUT ${SLUSS_TEST_TIMEOUT})
endfunction()
