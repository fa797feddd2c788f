#include <stdlib.h>

struct Module {
  const char *sdk_version, *abi_tag, *name;
  void (*register_plugins)(void* registry);
};

/* Whoever calls this has believed a module of another SDK. */
static void never(void* registry) {
  (void)registry;
  abort();
}

const struct Module* sluss_module(void) {
  static const struct Module module = {"0", "gxx1002-cxx11abi0", "old", never};
  return &module;
}
