#include "trial/brought_in.h"

#include <algorithm>

#include "engine/looking.h"
#include "engine/steps.h"

namespace sluss::trial {
namespace {

class Looker {
 public:
  Looker(const config::Inlet& inlet, std::size_t most, std::stop_token stop)
      : inlet_(inlet), most_(most), stop_(std::move(stop)) {
    brought_.way = inlet.name;
  }

  Result<void> read(const Read& read) {
    auto decoded = engine::guarded(inlet_.name, [&] {
      return inlet_.codec()->decode(*read.input, [this](Record&& record) { return take(std::move(record)); });
    });
    if (decoded || decoded.error().fault == Fault::cancelled) return decoded;
    brought_.troubles.push_back(read.name + ": " + decoded.error().what);
    return {};
  }

  [[nodiscard]] bool has_enough() const { return !brought_.is_all; }
  void trouble(const Error& error) { brought_.troubles.push_back(error.what); }

  BroughtIn end() {
    columns_.letters.resize(columns_.names.size());
    if (has_columns_) brought_.columns = std::make_shared<const Columns>(std::move(columns_));
    return std::move(brought_);
  }

 private:
  Result<void> take(Record&& record) {
    if (stop_.stop_requested()) return fail(Fault::cancelled, "stopped while reading " + inlet_.name);
    if (brought_.records.size() == most_) {
      brought_.is_all = false;
      return fail(Fault::cancelled, "enough was read");
    }
    const auto& columns = record.message.origin.columns;
    if (columns != nullptr && columns != seen_) add(columns);
    if (record.fault) ++brought_.unreadable;
    else brought_.records.push_back(std::move(record.message.body));
    return {};
  }

  void add(const std::shared_ptr<const Columns>& columns) {
    seen_ = columns;
    has_columns_ = true;
    auto& names = columns_.names;
    for (const auto& name : columns->names) {
      if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
    }
  }

  const config::Inlet& inlet_;
  std::size_t most_;
  std::stop_token stop_;
  BroughtIn brought_;
  std::shared_ptr<const Columns> seen_;
  bool has_columns_ = false;
  Columns columns_;
};

}  // namespace

Result<BroughtIn> bring_in(const config::Inlet& inlet, std::size_t most, const std::stop_token& stop) {
  Looker looker(inlet, most, stop);
  if (inlet.source()->arrival() == Arrival::pushed) {
    auto brought = looker.end();
    brought.left_out = "it takes what others send, and cannot be looked at without answering them";
    return brought;
  }
  const auto looked = engine::look_at(
      inlet, [&](const Read& read) { return looker.read(read); }, [&](const Error& error) { looker.trouble(error); },
      stop);
  if (!looker.has_enough()) SLUSS_TRY(looked);
  return looker.end();
}

}  // namespace sluss::trial
