#include "plugin/module_loader.h"

#include <algorithm>
#include <cstring>
#include <dlfcn.h>
#include <fstream>

#include "plugin/module.h"

namespace sluss {
namespace {

using EntryPoint = const SlussModule* (*)();

std::vector<std::filesystem::path> modules_in(const std::filesystem::path& folder) {
  std::vector<std::filesystem::path> files;
  std::error_code missing;
  for (const auto& entry : std::filesystem::directory_iterator(folder, missing)) {
    if (entry.path().extension() == ".so") files.push_back(entry.path());
  }
  std::sort(files.begin(), files.end());
  return files;
}

/// Why this module cannot be used here; empty when it can.
std::string misfit(const SlussModule& module) {
  if (std::strcmp(module.sdk_version, SLUSS_SDK_VERSION) != 0) {
    return "it was built for version " + std::string(module.sdk_version) + " of the Sluss SDK and this is version " +
           SLUSS_SDK_VERSION + "; build it again with this version's SDK";
  }
  if (std::strcmp(module.abi_tag, SLUSS_ABI_TAG) != 0) {
    return "it was built with another compiler (" + std::string(module.abi_tag) + ") than Sluss (" + SLUSS_ABI_TAG +
           "); build it again with the same one";
  }
  return {};
}

/// Why the file was not loaded; empty when it was.
std::string load(const std::filesystem::path& file, Registry& registry) {
  auto* handle = ::dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (handle == nullptr) return std::string("it cannot be loaded: ") + ::dlerror();
  const auto entry = reinterpret_cast<EntryPoint>(::dlsym(handle, "sluss_module"));
  auto reason = entry == nullptr ? "it is no Sluss module: it does not export sluss_module" : misfit(*entry());
  if (!reason.empty()) {
    ::dlclose(handle);
    return reason;
  }
  registry.begin_module(entry()->name);
  entry()->register_plugins(registry);
  return {};
}

}  // namespace

std::vector<RefusedModule> load_modules(const std::filesystem::path& folder, Registry& registry) {
  std::vector<RefusedModule> refused;
  for (const auto& file : modules_in(folder)) {
    if (auto reason = load(file, registry); !reason.empty()) refused.push_back({file, std::move(reason)});
  }
  return refused;
}

Digest digest_of_modules(const std::filesystem::path& folder) {
  Digester digester;
  std::string piece(1 << 20, '\0');
  for (const auto& file : modules_in(folder)) {
    digester.add(file.filename().string());
    std::ifstream bytes(file, std::ios::binary);
    while (bytes.read(piece.data(), static_cast<std::streamsize>(piece.size())) || bytes.gcount() > 0)
      digester.add(std::string_view(piece).substr(0, static_cast<std::size_t>(bytes.gcount())));
  }
  return digester.finish();
}

}  // namespace sluss
