// The one symbol that a loadable module exports.
#pragma once

#include "plugin/registry.h"

/// Grows with every change of the SDK that a module built before it could not live with.
#define SLUSS_SDK_VERSION "8"

/// Compiler and C++ library decide whether two binaries can share C++ objects.
#define SLUSS_TEXT_OF_(x) #x
#define SLUSS_TEXT_OF(x) SLUSS_TEXT_OF_(x)
#define SLUSS_ABI_TAG "gxx" SLUSS_TEXT_OF(__GXX_ABI_VERSION) "-cxx11abi" SLUSS_TEXT_OF(_GLIBCXX_USE_CXX11_ABI)

extern "C" {
struct SlussModule {
  const char* sdk_version;  ///< must be read before anything else is believed
  const char* abi_tag;
  const char* name;
  void (*register_plugins)(sluss::Registry&);
};
}

/// Exports a module: SLUSS_MODULE(csv, [](sluss::Registry& registry) { registry.codec<Csv>(csv_spec()); })
#define SLUSS_MODULE(name, ...)                                                            \
  extern "C" __attribute__((visibility("default"))) const SlussModule* sluss_module() {    \
    static const SlussModule module{SLUSS_SDK_VERSION, SLUSS_ABI_TAG, #name, __VA_ARGS__}; \
    return &module;                                                                        \
  }
