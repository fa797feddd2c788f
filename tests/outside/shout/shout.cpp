// A step that writes a member of the body in capital letters.
#include <algorithm>
#include <cctype>

#include "plugin/sdk.h"

namespace {

struct ShoutConfig {
  std::string member;
};

class Shout final : public sluss::Processor {
 public:
  explicit Shout(ShoutConfig config) : config_(std::move(config)) {}
  sluss::Result<void> process(std::span<sluss::Item> batch, sluss::Context& /*context*/) override {
    for (auto& item : batch) {
      auto text = item.message.body.at(config_.member).text_or_empty();
      std::transform(text.begin(), text.end(), text.begin(),
                     [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
      item.message.body.make(config_.member) = std::move(text);
    }
    return {};
  }

 private:
  ShoutConfig config_;
};

sluss::Spec<ShoutConfig> shout_spec() {
  sluss::Spec<ShoutConfig> spec("shout", "Writes a member in capital letters");
  spec.required("member", &ShoutConfig::member, "The member's path in the body", "programme").bare("member");
  return spec;
}

}  // namespace

SLUSS_MODULE(shout, [](sluss::Registry& registry) { registry.processor<Shout>(shout_spec()); })
