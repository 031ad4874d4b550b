# SPDX-License-Identifier: GPL-2.0-only
#
# Supplies, against an installed ns-3, what ns-3's own build system gives a module: the functions
# build_lib() and build_lib_example() and the variables ${libcore}, ${libinternet} and so on.

set(L2TP_SANITIZE "" CACHE STRING "Sanitizers to build with, as in address,undefined")
option(L2TP_FUZZ "Build the libFuzzer harness; needs clang++" OFF)
option(L2TP_WERROR "Treat compiler warnings as errors" OFF)

if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE Release CACHE STRING "Release, or Debug with ns-3's assertions on" FORCE)
endif()
if(NOT CMAKE_CXX_STANDARD)
  set(CMAKE_CXX_STANDARD 17)
endif()
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_CXX_FLAGS_RELEASE -O2)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${PROJECT_BINARY_DIR}/bin)

add_compile_options(-Wall -Wextra)
add_compile_definitions($<$<CONFIG:Debug>:NS3_ASSERT_ENABLE>)
if(L2TP_WERROR)
  add_compile_options(-Werror)
endif()
if(L2TP_SANITIZE)
  add_compile_options(
    -fsanitize=${L2TP_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer
  )
  add_link_options(-fsanitize=${L2TP_SANITIZE})
endif()
if(L2TP_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
endif()

find_package(ns3 REQUIRED)

# The targets are called ns3::libcore up to ns-3.42 and ns3::core since. Debian's list include
# directories of optional packages; drop those that are not installed.
get_property(targets DIRECTORY PROPERTY IMPORTED_TARGETS)
foreach(target IN LISTS targets)
  if(target MATCHES "^ns3::(lib)?(.+)$")
    set(lib${CMAKE_MATCH_2} ${target})
    get_target_property(candidates ${target} INTERFACE_INCLUDE_DIRECTORIES)
    set(directories)
    foreach(candidate IN LISTS candidates)
      if(IS_DIRECTORY ${candidate})
        list(APPEND directories ${candidate})
      endif()
    endforeach()
    set_target_properties(${target} PROPERTIES INTERFACE_INCLUDE_DIRECTORIES "${directories}")
  endif()
endforeach()

# Up to ns-3.39 the targets do not carry the definition that the layout of ns-3's classes depends on.
if(ns3_VERSION VERSION_LESS 3.40)
  add_compile_definitions(NS3_LOG_ENABLE)
endif()

# Makes a header known as "ns3/name.h".
function(l2tp_publish_header name content)
  file(CONFIGURE OUTPUT ${PROJECT_BINARY_DIR}/include/ns3/${name} CONTENT "${content}" @ONLY)
endfunction()

# Builds the module library, its examples and, from TEST_SOURCES, the program <LIBNAME>-test-runner.
function(build_lib)
  cmake_parse_arguments(
    BLIB "" "LIBNAME" "SOURCE_FILES;HEADER_FILES;LIBRARIES_TO_LINK;TEST_SOURCES" ${ARGN}
  )
  set(library ${BLIB_LIBNAME})
  set(lib${library} ${library} CACHE INTERNAL "")
  add_library(${library} SHARED ${BLIB_SOURCE_FILES})
  target_link_libraries(${library} PUBLIC ${BLIB_LIBRARIES_TO_LINK})
  target_include_directories(${library} PUBLIC ${PROJECT_BINARY_DIR}/include)

  foreach(header IN LISTS BLIB_HEADER_FILES)
    get_filename_component(name ${header} NAME)
    l2tp_publish_header(${name} "#include \"${CMAKE_CURRENT_SOURCE_DIR}/${header}\"\n")
    string(APPEND all "#include \"ns3/${name}\"\n")
  endforeach()
  l2tp_publish_header(${library}-module.h "${all}")

  set(test${library} ${library}-test-runner CACHE INTERNAL "")
  add_executable(${library}-test-runner cmake/test-runner.cc ${BLIB_TEST_SOURCES})
  target_link_libraries(${library}-test-runner ${library})
  add_subdirectory(examples)

  # Scripts of one's own, as in an ns-3 tree; only the libraries that a script uses are loaded.
  file(GLOB scripts CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/scratch/*.cc)
  foreach(script IN LISTS scripts)
    get_filename_component(name ${script} NAME_WE)
    add_executable(${name} ${script})
    target_link_options(${name} PRIVATE -Wl,--as-needed)
    target_link_libraries(
      ${name} ${library} ${libapplications} ${libbridge} ${libcsma} ${libflow-monitor}
    )
  endforeach()
endfunction()

# Builds one example program and links it with the module library.
function(build_lib_example)
  cmake_parse_arguments(BLIB_EXAMPLE "" "NAME" "SOURCE_FILES;LIBRARIES_TO_LINK" ${ARGN})
  add_executable(${BLIB_EXAMPLE_NAME} ${BLIB_EXAMPLE_SOURCE_FILES})
  target_link_libraries(${BLIB_EXAMPLE_NAME} ${lib${BLIB_LIBNAME}} ${BLIB_EXAMPLE_LIBRARIES_TO_LINK})
endfunction()
