#include "base/text.h"
#include "base/text_template.h"
#include "page.h"
#include "paths.h"
#include "plugin/sdk.h"
#include "program.h"

namespace sluss::jq {
namespace {

constexpr std::size_t longest_reason = 300;

struct Config {
  std::string program;
  std::string reason = "the jq program gave nothing for it";
};

void check(const Config& config, const Node& node, ParseContext& context) {
  if (const auto reason = TextTemplate::parse(config.reason); !reason)
    context.diagnostics.add(node["reason"], reason.error());
  if (const auto program = Program::compile(config.program); !program)
    context.diagnostics.add(node.is_map() ? node["program"] : node, program.error().what);
}

Spec<Config> spec() {
  auto spec = Spec<Config>("jq", "Makes a new body with a jq program; none means: the message goes no further");
  for (auto& section : jq_sections()) spec.section(std::move(section));
  return spec
      .required("program", &Config::program, "A jq program that gives one object, or nothing", "'.term = \"HT2026\"'")
      .option("reason", &Config::reason,
              "Why a message for which it gives nothing goes no further; {path} stands for what the message has there",
              "\"{kind} is not used\"")
      .bare("program")
      .rule(check);
}

class Jq final : public Processor {
 public:
  explicit Jq(Config config) : config_(std::move(config)) {}

  Effect effect() const override { return {Effect::Body::unknown, {}, std::vector<Effect::Made>(), {}}; }

  std::vector<std::string> lacks(std::string_view /*kind*/, const std::vector<std::string>& paths) const override {
    auto lacking = lacking_paths(config_.program, paths);
    for (auto& path : lacking) path = '"' + path + '"';
    return lacking;
  }

  Result<void> process(std::span<Item> batch, Context& context) override {
    if (program_ == nullptr) {
      SLUSS_TRY_ASSIGN(compiled, Program::compile(config_.program));
      program_ = std::move(compiled);
    }
    for (auto& item : batch) {
      if (context.stop().stop_requested()) return fail(Fault::cancelled, "the jq step was stopped");
      SLUSS_TRY(decide(item));
    }
    return {};
  }

 private:
  Result<void> decide(Item& item) {
    auto results = program_->run(item.message.body);
    if (!results && results.error().fault != Fault::data) return fail(results.error());
    if (!results) item.reject(results.error().what);
    else if (results->empty()) item.filter(reason_for(item.message.body));
    else if (results->size() > 1)
      item.reject("the jq program gave more than one result; expected one object or nothing");
    else if (results->front().as_object() == nullptr)
      item.reject("the jq program gave no object; expected one object or nothing");
    else item.message.body = std::move(results->front());
    return {};
  }

  /// As it stands where the message lacks what it names, or has there what is no word.
  [[nodiscard]] std::string reason_for(const Value& body) const {
    const auto reason = TextTemplate::parse(config_.reason);
    const auto filled = reason ? reason->fill(body) : fail(Fault::internal, "");
    const bool is_shown = filled && filled->size() <= longest_reason && !has_control(*filled);
    return is_shown ? *filled : config_.reason;
  }

  Config config_;
  std::unique_ptr<Program> program_;
};

class JqPredicate final : public Predicate {
 public:
  JqPredicate(std::unique_ptr<Program> program, std::string text)
      : program_(std::move(program)), text_(std::move(text)) {}

  Result<bool> test(const Value& body) override {
    SLUSS_TRY_ASSIGN(results, program_->run(body));
    const auto* answer = results.size() == 1 ? results.front().as_bool() : nullptr;
    if (answer == nullptr)
      return fail(Fault::data, "the condition gave neither true nor false; write for example .channel == \"mail\"");
    return *answer;
  }

  std::vector<std::string> lacks(const std::vector<std::string>& paths) const override {
    return lacking_paths(text_, paths);
  }

 private:
  std::unique_ptr<Program> program_;
  std::string text_;
};

Result<std::unique_ptr<Predicate>> make_predicate(const std::string& text) {
  SLUSS_TRY_ASSIGN(program, Program::compile(text));
  return std::make_unique<JqPredicate>(std::move(program), text);
}

void register_plugins(Registry& registry) {
  registry.processor<Jq>(spec());
  registry.expressions(make_predicate);
}

}  // namespace
}  // namespace sluss::jq

SLUSS_MODULE(jq, sluss::jq::register_plugins)
