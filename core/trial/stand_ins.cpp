#include "trial/stand_ins.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "base/json.h"
#include "trial/values.h"

namespace sluss::trial {
namespace {

class ArrivedInput final : public Input {
 public:
  explicit ArrivedInput(const Arrived& arrived) : left_(arrived.bytes), file_(arrived.file) {}
  [[nodiscard]] Result<std::size_t> read(std::span<char> buffer) override {
    const auto size = std::min(buffer.size(), left_.size());
    std::copy_n(left_.begin(), size, buffer.begin());
    left_.remove_prefix(size);
    return size;
  }
  [[nodiscard]] std::optional<std::filesystem::path> local_file() const override {
    return file_.empty() ? std::nullopt : std::optional(file_);
  }

 private:
  std::string_view left_;
  std::filesystem::path file_;
};

using Arrivals = std::shared_ptr<const std::vector<Arrived>>;

class StandInSource final : public Source {
 public:
  /// A source with a position gives history, where a key may stand twice: that must hold here too.
  StandInSource(Arrivals arrived, std::string position)
      : arrived_(std::move(arrived)), position_(std::move(position)) {}
  [[nodiscard]] std::string position_name() const override { return position_; }
  [[nodiscard]] Result<void> open(std::stop_token /*stop*/) override { return {}; }
  [[nodiscard]] Result<std::optional<Read>> read(std::stop_token /*stop*/) override {
    if (next_ == arrived_->size()) {
      next_ = 0;  // what broke a step is read once more, as with any source
      return std::nullopt;
    }
    const auto& arrived = (*arrived_)[next_++];
    return Read{std::to_string(next_), arrived.name, "", std::make_unique<ArrivedInput>(arrived)};
  }
  [[nodiscard]] Result<void> settle(const std::string& /*ticket*/, Outcome /*outcome*/,
                                    const std::string& /*why*/) override {
    return {};
  }
  void close() noexcept override {}

 private:
  Arrivals arrived_;
  std::string position_;
  std::size_t next_ = 0;
};

/// Gives messages that are there already.
class StandInMessages final : public Codec {
 public:
  explicit StandInMessages(std::shared_ptr<const Messages> messages) : messages_(std::move(messages)) {}
  [[nodiscard]] Result<void> decode(Input& /*input*/, const Emit& emit) override {
    for (const auto& message : *messages_) SLUSS_TRY(emit(Record{message, std::nullopt}));
    return {};
  }

 private:
  std::shared_ptr<const Messages> messages_;
};

class StandInSink final : public Sink {
 public:
  StandInSink(std::string outlet, std::shared_ptr<Outbox> outbox)
      : outlet_(std::move(outlet)), outbox_(std::move(outbox)) {}
  [[nodiscard]] Resend resend() const override { return Resend::safe; }
  [[nodiscard]] Result<void> open(std::stop_token /*stop*/) override { return {}; }
  [[nodiscard]] Result<WriteReport> write(std::span<const Parcel> parcels, std::stop_token /*stop*/) override {
    WriteReport report;
    for (const auto& parcel : parcels) {
      if (outbox_ != nullptr) outbox_->add({outlet_, *parcel.message, parcel.documents});
      report.receipts.emplace_back("taken");
    }
    return report;
  }
  void close() noexcept override {}

 private:
  std::string outlet_;
  std::shared_ptr<Outbox> outbox_;
};

class AsIs final : public Codec {
 public:
  [[nodiscard]] Result<std::vector<Document>> encode(std::span<const Message> messages) override {
    std::vector<Document> documents;
    for (const auto& message : messages) documents.push_back({"json", to_json(message.body)});
    return documents;
  }
};

/// Members come over what is there, those within members too.
void put_over(const Value& given, Value& body) {
  if (given.as_object() == nullptr) {
    body = given;
    return;
  }
  if (body.as_object() == nullptr) body = Value::object();
  for (const auto& [name, value] : *given.as_object()) put_over(value, body[name]);
}

/// Stands where a step would ask another system.
class GivenAnswers final : public Processor {
 public:
  GivenAnswers(std::string step, std::vector<Answer> answers) : step_(std::move(step)), answers_(std::move(answers)) {}
  [[nodiscard]] Result<void> process(std::span<Item> batch, Context& /*context*/) override {
    for (auto& item : batch) {
      if (!answer(item.message.body)) item.hold("the step " + step_ + no_answer);
    }
    return {};
  }

 private:
  bool answer(Value& body) const {
    const auto asked = body;
    bool any = false;
    for (const auto& [when, gives] : answers_) {
      if (!differences_in(when, asked).empty()) continue;
      put_over(to_value(gives), body);
      any = true;
    }
    return any;
  }

  std::string step_;
  std::vector<Answer> answers_;
};

}  // namespace

void Outbox::add(Taken taken) {
  const std::lock_guard lock(mutex_);
  all_.push_back(std::move(taken));
}

std::vector<Taken> Outbox::take() {
  const std::lock_guard lock(mutex_);
  return std::exchange(all_, {});
}

config::Inlet reading(const config::Inlet& inlet, std::vector<Arrived> arrived) {
  auto copy = inlet;
  auto all = std::make_shared<const std::vector<Arrived>>(std::move(arrived));
  copy.source = [all = std::move(all), position = inlet.source()->position_name()]() -> std::unique_ptr<Source> {
    return std::make_unique<StandInSource>(all, position);
  };
  return copy;
}

config::Inlet giving_records(const config::Inlet& inlet, const std::vector<Message>& records) {
  const auto name = records.empty() ? "given" : records.front().origin.resource;
  auto copy = reading(inlet, {{name, "", {}}});
  copy.codec = [all = std::make_shared<const Messages>(records)]() -> std::unique_ptr<Codec> {
    return std::make_unique<StandInMessages>(all);
  };
  return copy;
}

config::Inlet giving(const config::Inlet& inlet, const std::vector<Message>& messages) {
  auto copy = giving_records(inlet, messages);
  copy.steps.clear();
  return copy;
}

config::Inlet giving_to(const config::Outlet& outlet) {
  config::Inlet inlet;
  inlet.name = outlet.name;
  inlet.kind = outlet.kind;
  inlet.key = {outlet.kind == "invoice" ? "number" : "id"};
  inlet.source = []() -> std::unique_ptr<Source> {
    return std::make_unique<StandInSource>(std::make_shared<const std::vector<Arrived>>(), "");
  };
  return inlet;
}

config::Outlet keeping(const config::Outlet& outlet, std::shared_ptr<Outbox> outbox) {
  auto copy = outlet;
  copy.sink = [name = outlet.name, outbox = std::move(outbox)]() -> std::unique_ptr<Sink> {
    return std::make_unique<StandInSink>(name, outbox);
  };
  return copy;
}

config::Outlet keeping_as_is(const std::string& name, const std::string& kind) {
  config::Outlet outlet{name, kind, {}, [] { return std::make_unique<AsIs>(); }};
  return keeping(outlet, nullptr);
}

bool asks_others(const config::Step& step, const Registry& registry) {
  const auto known = registry.processors().find(step.plugin);
  if (known == registry.processors().end()) return false;
  const auto& options = known->second.spec.options();
  return std::any_of(options.begin(), options.end(),
                     [](const OptionInfo& option) { return option.name == "url" || option.name == "host"; });
}

config::Step answered(const config::Step& step, const std::vector<Answer>& answers) {
  return {step.plugin, [name = step.plugin, answers]() -> std::unique_ptr<Processor> {
            return std::make_unique<GivenAnswers>(name, answers);
          }};
}

}  // namespace sluss::trial
