#include "trial/asked.h"

#include <algorithm>

#include "plugin/effect.h"

namespace sluss::trial {
namespace {

/// What stands in `after` and did not stand so in `before`.
Value difference(const Value& before, const Value& after) {
  const auto* members = after.as_object();
  if (members == nullptr || before.as_object() == nullptr) return after;
  auto more = Value::object();
  for (const auto& [name, value] : *members) {
    if (before[name] != value) more[name] = difference(before[name], value);
  }
  return more;
}

class NotingStep final : public Processor {
 public:
  NotingStep(std::unique_ptr<Processor> step, std::string name, std::string place, std::shared_ptr<AskedBook> book)
      : step_(std::move(step)), name_(std::move(name)), place_(std::move(place)), book_(std::move(book)) {}

  [[nodiscard]] std::optional<std::vector<Reading>> reads() const override { return step_->reads(); }
  [[nodiscard]] Effect effect() const override { return step_->effect(); }
  [[nodiscard]] std::vector<std::string> lacks(std::string_view kind,
                                               const std::vector<std::string>& paths) const override {
    return step_->lacks(kind, paths);
  }
  [[nodiscard]] Result<void> begin(const Columns& columns, Context& context) override {
    return step_->begin(columns, context);
  }
  [[nodiscard]] Result<Messages> finish(Context& context) override { return step_->finish(context); }

  [[nodiscard]] Result<void> process(std::span<Item> batch, Context& context) override {
    std::vector<Value> before;
    for (const auto& item : batch) before.push_back(item.message.body);
    auto done = step_->process(batch, context);
    if (!done) book_->failed(done.error());
    SLUSS_TRY(std::move(done));
    for (std::size_t i = 0; i < batch.size(); ++i) {
      const auto& [message, decision, again] = batch[i];
      if (decision.kind == Decision::Kind::pass)
        book_->add(
            {name_, place_, message.kind, looked_at(message.kind, before[i]), difference(before[i], message.body)});
    }
    return {};
  }

 private:
  /// The parts of the message without which the step would lack something; all that is short where it does not tell.
  [[nodiscard]] Value looked_at(const std::string& kind, const Value& body) const {
    const auto paths = paths_in(body);
    auto needed = Value::object(), all = Value::object();
    for (const auto& path : paths) {
      const auto& value = body.at(path);
      if (value.text_or_empty().empty()) continue;
      all.make(path) = value;
      auto others = paths;
      std::erase(others, path);
      if (step_->lacks(kind, others).size() > step_->lacks(kind, paths).size()) needed.make(path) = value;
    }
    return needed.as_object()->empty() ? all : needed;
  }

  std::unique_ptr<Processor> step_;
  std::string name_, place_;
  std::shared_ptr<AskedBook> book_;
};

}  // namespace

void AskedBook::add(Asked asked) {
  const std::lock_guard lock(mutex_);
  const bool is_known = std::any_of(all_.begin(), all_.end(), [&](const Asked& known) {
    return known.step == asked.step && known.when == asked.when && known.gives == asked.gives;
  });
  if (!is_known) all_.push_back(std::move(asked));
}

void AskedBook::failed(const Error& error) {
  const std::lock_guard lock(mutex_);
  if (!failure_) failure_ = error;
}

config::Step noting(const config::Step& step, std::string place, std::shared_ptr<AskedBook> book) {
  return {"", [step, place = std::move(place), book = std::move(book)]() -> std::unique_ptr<Processor> {
            return std::make_unique<NotingStep>(step.make(), step.plugin, place, book);
          }};
}

}  // namespace sluss::trial
