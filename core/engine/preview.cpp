#include "engine/preview.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>
#include <tuple>

#include "base/text.h"
#include "engine/decoder.h"
#include "engine/local_input.h"
#include "engine/looking.h"
#include "engine/preview_readers.h"

namespace sluss::engine {
namespace {

using Became = PreviewRow::Became;
using observe::CellKind;

constexpr std::size_t most_inputs = 100;
constexpr std::size_t most_causes = 200;
constexpr std::size_t most_cause_values = 5;
constexpr std::size_t most_rows_for_causes = 20;

constexpr auto refused_with_all = "all of it is refused";

Became became_of(const Decision& decision) {
  switch (decision.kind) {
    case Decision::Kind::pass: return Became::message;
    case Decision::Kind::filtered: return Became::filtered;
    default: return Became::failed;
  }
}

const Complaint* complaint_about(const Decision& decision, std::string_view column) {
  for (const auto& complaint : decision.complaints) {
    if (std::find(complaint.columns.begin(), complaint.columns.end(), column) != complaint.columns.end())
      return &complaint;
  }
  return nullptr;
}

/// Looks on while inputs are decoded.
class Previewer {
 public:
  Previewer(const config::Inlet& inlet, const Clock& clock, const PreviewWish& wish, std::stop_token stop)
      : inlet_(inlet), clock_(clock), wish_(wish), stop_(std::move(stop)), readers_(inlet) {
    preview_.inlet = inlet.name;
    preview_.kind = inlet.kind;
    preview_.readers_known = readers_.known() || inlet.steps.empty();
  }

  Result<void> take(const Read& read) {
    const auto rows_before = preview_.read;
    const auto shown_before = preview_.rows.size();
    std::vector<std::string> notes;
    const auto decoded = decode_watched(
        inlet_, read, clock_, stop_, [this](const Record& record) { see(record); },
        [this](IncomingBatch&& batch) { return pair(batch); }, notes);
    waiting_.clear();
    // A mapping alone has nothing to say but which columns it leaves, and those are counted here.
    if (!readers_.are_last()) add_notes(read.name, notes);
    PreviewInput input{read.name, preview_.read - rows_before, ""};
    if (!decoded) {
      const auto fault = decoded.error().fault;
      if (fault == Fault::cancelled) return decoded;
      if (fault == Fault::data || fault == Fault::rejected) input.refused = decoded.error().what;
      else preview_.troubles.push_back({fault, read.name + ": " + decoded.error().what, std::nullopt});
    }
    if (!input.refused.empty()) refuse(input.refused, shown_before);
    if (preview_.inputs.size() < most_inputs) preview_.inputs.push_back(std::move(input));
    else ++preview_.more_inputs;
    return {};
  }

  void trouble(const Error& error) { preview_.troubles.push_back(error); }
  void note(std::string text) { preview_.notes.push_back(std::move(text)); }

  Preview end() {
    std::stable_sort(preview_.causes.begin(), preview_.causes.end(),
                     [](const Cause& a, const Cause& b) { return a.rows > b.rows; });
    preview_.unreadable = preview_.read - counts_.rows();
    preview_.too_many_columns = counts_.has_too_many_columns();
    for (const auto& column : counts_.columns()) preview_.columns.push_back(column_of(column));
    for (const auto& reading : readers_.all()) {
      if (counts_.rows() > 0) find_missing(reading);
    }
    return std::move(preview_);
  }

 private:
  /// A record that waits for what becomes of it.
  struct Seen {
    Origin origin;
    std::vector<Cell> cells;
  };

  void see(const Record& record) {
    const auto& origin = record.message.origin;
    if (origin.columns != nullptr && origin.columns != header_) {
      header_ = origin.columns;
      if (readers_.known() && readers_.may_be_no_header(header_->names))
        hidden_headers_.insert(header_->names.begin(), header_->names.end());
      counts_.add_header(*header_);
    }
    waiting_.push_back({origin, cells_of(record.message.body)});
  }

  Result<void> pair(const IncomingBatch& batch) {
    for (const auto& incoming : batch) {
      if (waiting_.empty()) return fail(Fault::internal, "more messages came of the input than it has records");
      take_row(waiting_.front(), incoming.item);
      waiting_.pop_front();
    }
    return {};
  }

  void take_row(const Seen& seen, const Item& item) {
    const auto became = became_of(item.decision);
    ++preview_.read;
    ++(became == Became::message ? preview_.made : became == Became::filtered ? preview_.filtered : preview_.failed);
    const bool may_hold_anything = became == Became::failed || is_no_record(seen, item, became);
    counts_.add(seen.cells, may_hold_anything ? ColumnCounts::Row::faulty : ColumnCounts::Row::good);
    const bool is_new_cause = became != Became::message && add_causes(seen, item.decision, became);
    if (is_shown(became, is_new_cause)) preview_.rows.push_back(row_of(seen, item, became));
  }

  bool is_shown(Became became, bool is_new_cause) {
    const auto read = static_cast<std::size_t>(preview_.read);
    const auto failed = static_cast<std::size_t>(preview_.failed);
    if (read <= wish_.rows || (became == Became::failed && failed <= wish_.rows)) return true;
    if (!is_new_cause || wish_.rows == 0 || rows_for_causes_ == most_rows_for_causes) return false;
    ++rows_for_causes_;
    return true;
  }

  /// Whether one of them is new.
  bool add_causes(const Seen& seen, const Decision& decision, Became became) {
    if (!decision.complaints.empty()) {
      bool is_new = false;
      for (const auto& complaint : decision.complaints) {
        const auto columns = join(complaint.columns, " + ");
        const auto place = complaint.columns.empty() ? seen.origin.place() : seen.origin.place_of(columns);
        is_new = add_cause(became, columns, complaint.what, place, complaint.value) || is_new;
      }
      return is_new;
    }
    const auto place = seen.origin.place();
    const bool begins_with_place = decision.reason.starts_with(place + ": ");
    return add_cause(became, "", begins_with_place ? decision.reason.substr(place.size() + 2) : decision.reason, place,
                     "");
  }

  bool add_cause(Became became, const std::string& columns, const std::string& what, const std::string& place,
                 const std::string& value) {
    const auto [at, is_new] = causes_.try_emplace(std::tuple(became, columns, what), preview_.causes.size());
    if (is_new && preview_.causes.size() == most_causes) {
      causes_.erase(at);
      ++preview_.other_causes;
      return false;
    }
    if (is_new) preview_.causes.push_back({became, columns, what, 0, place, {}});
    auto& cause = preview_.causes[at->second];
    ++cause.rows;
    if (value.empty()) return is_new;
    const auto known = std::find_if(cause.values.begin(), cause.values.end(),
                                    [&](const ValueCount& count) { return count.shown == value; });
    if (known != cause.values.end()) ++known->rows;
    else if (cause.values.size() < most_cause_values) cause.values.push_back({value, 1, false});
    return is_new;
  }

  PreviewRow row_of(const Seen& seen, const Item& item, Became became) {
    PreviewRow row;
    row.place = seen.origin.place();
    row.became = became;
    row.why = why(seen, item.decision);
    const auto body = cells_of(item.message.body);
    const bool is_as_it_came = inlet_.steps.empty();
    const bool is_made = is_as_it_came || body != seen.cells;
    std::set<std::string> made;
    if (became == Became::failed || is_no_record(seen, item, became)) find_doubtful(seen.cells);
    else doubtful_.clear();
    for (const auto& cell : seen.cells) {
      PreviewCell shown{shown_name(cell.column), shown_cell(cell, item.decision), {}};
      if (is_made && !is_as_it_came) shown.makes = made_of(cell.column, seen.cells, body, made);
      row.cells.push_back(std::move(shown));
    }
    for (const auto& part : body) {
      if (is_made && !is_as_it_came && !made.contains(part.column)) row.besides.push_back(shown_part(part));
    }
    return row;
  }

  static std::vector<std::string> why(const Seen& seen, const Decision& decision) {
    if (decision.reason.empty()) return {};
    if (decision.complaints.empty()) return {decision.reason};
    std::vector<std::string> texts;
    for (const auto& complaint : decision.complaints) {
      const auto& columns = complaint.columns;
      const auto place = columns.empty() ? seen.origin.place() : seen.origin.place_of(join(columns, " + "));
      texts.push_back(place + ": " + (columns.empty() ? "" : "'" + complaint.value + "' ") + complaint.what);
    }
    return texts;
  }

  /// A total or a remark, which a step took away before the one that knows the columns.
  [[nodiscard]] bool is_no_record(const Seen& seen, const Item& item, Became became) const {
    return became == Became::filtered && !readers_.are_first() && cells_of(item.message.body) == seen.cells;
  }

  /// In a row that fails columns may have slipped: a name may stand anywhere. What stands in the same column of a row
  /// that is right is none.
  void find_doubtful(const std::vector<Cell>& cells) {
    doubtful_.clear();
    for (const auto& cell : cells) {
      if (!counts_.is_known_good(cell.column, cell.text)) doubtful_.insert(cell.column);
    }
  }

  std::string shown_cell(const Cell& cell, const Decision& decision) {
    auto kind = kind_of_column(cell.column);
    if (kind == CellKind::known && doubtful_.contains(cell.column)) {
      kind = CellKind::unknown;
      const auto* complaint = complaint_about(decision, cell.column);
      if (complaint != nullptr && complaint->columns.size() == 1) {
        preview_.hidden = preview_.hidden || complaint->value != cell.text;
        return complaint->value;
      }
    }
    return shown(cell.text, kind);
  }

  std::vector<Made> made_of(const std::string& column, const std::vector<Cell>& record, const std::vector<Cell>& body,
                            std::set<std::string>& made) {
    std::vector<Made> all;
    for (const auto* reading : readers_.of(column)) {
      const auto first = std::find_if(reading->columns.begin(), reading->columns.end(),
                                      [&](const std::string& name) { return cell_named(record, name) != nullptr; });
      const bool stands_here = first != reading->columns.end() && *first == column;
      if (!stands_here && reading->take == Reading::Take::first) continue;
      made.insert(reading->target);
      const auto* part = cell_named(body, reading->target);
      // What later steps have made of it stands beside.
      if (part == nullptr && !readers_.are_last()) continue;
      if (!stands_here) all.push_back({reading->target, std::nullopt, shown_name(*first)});
      else if (part == nullptr) all.push_back({reading->target, std::nullopt, ""});
      else all.push_back(shown_part(*part));
    }
    return all;
  }

  Made shown_part(const Cell& part) { return {part.column, shown(part.text, kind_of_target(part.column)), ""}; }

  [[nodiscard]] CellKind kind_of_target(const std::string& target) const {
    if (wish_.names == Names::shown) return CellKind::asked_for;
    const auto kind = readers_.kind_of_target(target);
    return kind == CellKind::known && readers_.makes_of_any(target, doubtful_) ? CellKind::unknown : kind;
  }

  [[nodiscard]] CellKind kind_of_column(const std::string& column) const {
    return wish_.names == Names::shown ? CellKind::asked_for : readers_.kind_of_column(column);
  }

  std::string shown(const std::string& text, CellKind kind) {
    auto cell = observe::shown_cell(text, kind);
    preview_.hidden = preview_.hidden || cell != text;
    return cell;
  }

  std::string shown_name(const std::string& column) {
    if (wish_.names == Names::shown) return column;
    return shown(column, hidden_headers_.contains(column) ? CellKind::unknown : CellKind::known);
  }

  PreviewColumn column_of(const ColumnCounts::Column& counted) {
    PreviewColumn column;
    column.name = shown_name(counted.name);
    column.filled = counted.filled;
    column.empty = counts_.rows() - counted.filled;
    column.distinct = counted.values.size();
    column.others = counted.others;
    column.values = shown_values(counted, kind_of_column(counted.name));
    column.targets = readers_.targets_of(counted.name);
    column.hidden =
        std::any_of(column.values.begin(), column.values.end(), [](const ValueCount& value) { return value.hidden; });
    preview_.hidden = preview_.hidden || column.hidden;
    return column;
  }

  void find_missing(const Reading& reading) {
    std::vector<std::string> missing;
    for (const auto& column : reading.columns) {
      if (!counts_.has(column)) missing.push_back(column);
    }
    const bool is_enough = reading.take == Reading::Take::first && missing.size() < reading.columns.size();
    if (missing.empty() || is_enough) return;
    std::vector<std::string> unread;
    for (const auto& column : counts_.columns()) {
      if (readers_.of(column.name).empty() && !hidden_headers_.contains(column.name)) unread.push_back(column.name);
    }
    const auto meant = nearest(missing.front(), unread);
    preview_.missing.push_back({reading.target, std::move(missing), reading.optional, meant.value_or("")});
  }

  /// What is said of the input as a whole need not be said of each of its rows.
  void refuse(const std::string& why, std::size_t first_shown) {
    std::erase_if(preview_.causes, [&](const Cause& cause) { return cause.what == why; });
    causes_.clear();
    for (std::size_t i = 0; i < preview_.causes.size(); ++i) {
      const auto& cause = preview_.causes[i];
      causes_.emplace(std::tuple(cause.became, cause.columns, cause.what), i);
    }
    for (auto i = first_shown; i < preview_.rows.size(); ++i) {
      auto& row = preview_.rows[i];
      if (row.why == std::vector{why}) row.why = {refused_with_all};
    }
  }

  void add_notes(const std::string& name, const std::vector<std::string>& notes) {
    constexpr std::size_t most_notes = 100;
    for (const auto& text : notes) {
      if (preview_.notes.size() < most_notes) preview_.notes.push_back(name + ": " + text);
    }
  }

  const config::Inlet& inlet_;
  const Clock& clock_;
  const PreviewWish& wish_;
  std::stop_token stop_;
  Readers readers_;
  Preview preview_;
  ColumnCounts counts_;
  std::deque<Seen> waiting_;
  std::map<std::tuple<Became, std::string, std::string>, std::size_t> causes_;
  std::size_t rows_for_causes_ = 0;
  std::shared_ptr<const Columns> header_;
  std::set<std::string> doubtful_;        ///< columns of the row that is being shown
  std::set<std::string> hidden_headers_;  ///< first lines that may be no header
};

}  // namespace

bool Preview::is_well() const {
  const bool is_taken =
      std::all_of(inputs.begin(), inputs.end(), [](const PreviewInput& input) { return input.refused.empty(); });
  return failed == 0 && is_taken && troubles.empty();
}

Result<Preview> preview(const config::Inlet& inlet, const Clock& clock, const PreviewWish& wish,
                        const std::stop_token& stop) {
  const auto source = inlet.source();
  if (source->arrival() == Arrival::pushed)
    return fail(Fault::config, inlet.name +
                                   " takes what others send, and cannot look at it without answering them; save what "
                                   "one of them sends in a file, and name it: --file PATH");
  Previewer previewer(inlet, clock, wish, stop);
  if (!source->position_name().empty())
    previewer.note(
        "the source keeps how far it was read; here it is read from its beginning, and where it gives more only "
        "when the first part is taken, that part is all there is to see");
  SLUSS_TRY(look_at(
      inlet, [&](const Read& read) { return previewer.take(read); },
      [&](const Error& error) { previewer.trouble(error); }, stop));
  return previewer.end();
}

Result<Preview> preview_file(const config::Inlet& inlet, const std::filesystem::path& file, const Clock& clock,
                             const PreviewWish& wish, const std::stop_token& stop) {
  Read read;
  read.name = file.filename().string();
  SLUSS_TRY_ASSIGN(input, open_local(file));
  read.input = std::move(input);
  Previewer previewer(inlet, clock, wish, stop);
  SLUSS_TRY(previewer.take(read));
  return previewer.end();
}

}  // namespace sluss::engine
