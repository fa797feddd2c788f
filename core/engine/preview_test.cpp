// What is shown of records and messages, by a source, a format and a step of the test's own. Nobody here exists.
#include "engine/preview.h"

#include <fstream>
#include <gtest/gtest.h>

#include "base/json.h"
#include "plugin/held_text.h"
#include "support/temporary_folder.h"

namespace sluss::engine {
namespace {

/// What was asked of the source.
struct Asked {
  std::vector<std::string> calls;
  std::vector<Outcome> outcomes;
};

class Shelf final : public Source {
 public:
  Shelf(Asked& asked, std::vector<std::string> names) : asked_(asked), names_(std::move(names)) {}
  std::string position_name() const override { return position; }
  void go_on_from(const std::string& from) override { asked_.calls.push_back("go on from '" + from + "'"); }
  void only_look() override { asked_.calls.emplace_back("only look"); }
  Result<void> open(std::stop_token /*stop*/) override {
    asked_.calls.emplace_back("open");
    return {};
  }
  Arrival arrival() const override { return pushed ? Arrival::pushed : Arrival::fetched; }
  Result<std::optional<Read>> read(std::stop_token /*stop*/) override {
    if (at_ == names_.size() && breaks) return fail(Fault::unavailable, "the shelf is away");
    if (at_ == names_.size()) return std::nullopt;
    const auto name = names_[at_++];
    return Read{name, name, "1", std::make_unique<HeldText>(std::string())};
  }
  Result<void> settle(const std::string& /*ticket*/, Outcome outcome, const std::string& /*why*/) override {
    asked_.outcomes.push_back(outcome);
    return {};
  }
  void close() noexcept override { asked_.calls.emplace_back("close"); }

  std::string position;
  bool pushed = false, breaks = false;

 private:
  Asked& asked_;
  std::vector<std::string> names_;
  std::size_t at_ = 0;
};

/// Gives the same rows of whatever it reads.
class Rows final : public Codec {
 public:
  explicit Rows(std::vector<Record> records) : records_(std::move(records)) {}
  Result<void> decode(Input& /*input*/, const Emit& emit) override {
    for (const auto& record : records_) SLUSS_TRY(emit(Record(record)));
    return {};
  }

 private:
  std::vector<Record> records_;
};

/// id: Nr, name: [Förnamn, Efternamn] (personal), unit: Enhet; a unit "fel" is one that it does not know.
class Step final : public Processor {
 public:
  std::optional<std::vector<Reading>> reads() const override {
    return std::vector<Reading>{{"id", {"Nr"}},
                                {"student.name", {"Förnamn", "Efternamn"}, Reading::Take::all, false, true},
                                {"unit", {"Enhet", "Avdelning"}, Reading::Take::first},
                                {"weeks", {"Veckor"}, Reading::Take::all, true},
                                {"type", {}}};
  }
  Result<void> begin(const Columns& columns, Context& /*context*/) override {
    for (const auto& name : columns.names) {
      if (name == "Nr") return {};
    }
    return fail(Fault::data, "columns that the mapping needs are missing: \"Nr\"");
  }
  Result<void> process(std::span<Item> batch, Context& /*context*/) override {
    for (auto& item : batch) {
      const auto record = std::exchange(item.message.body, Value::object());
      auto& body = item.message.body;
      body["id"] = record["Nr"];
      body["type"] = "vfu";
      if (record["Enhet"].text_or_empty() == "stängd") item.filter("the unit is closed");
      if (record["Enhet"].text_or_empty() == "fel")
        item.reject("long reason", {{{"Enhet"}, "fel", "is not a unit"}, {{}, "", "nothing fits"}});
      else body["unit"] = record["Enhet"];
      body.make("student.name") = record["Förnamn"].text_or_empty() + " " + record["Efternamn"].text_or_empty();
    }
    return {};
  }
};

class PreviewTest : public ::testing::Test {
 protected:
  PreviewTest() {
    inlet_.name = "klipp.placements";
    inlet_.kind = "placement";
    inlet_.source = [this] {
      auto shelf = std::make_unique<Shelf>(asked_, names_);
      shelf->position = position_;
      shelf->pushed = pushed_;
      shelf->breaks = breaks_;
      return shelf;
    };
    inlet_.codec = [this] { return std::make_unique<Rows>(records_); };
    inlet_.steps = {{"step", [] { return std::make_unique<Step>(); }}};
  }
  void header(const std::vector<std::string>& names) { columns_ = std::make_shared<Columns>(Columns{names, {}}); }
  void row(const std::vector<std::string>& texts) {
    Record record;
    record.message.body = Value::object();
    for (std::size_t i = 0; i < texts.size(); ++i) record.message.body[columns_->names[i]] = texts[i];
    record.message.raw = std::to_string(records_.size());
    record.message.origin.line = static_cast<std::int64_t>(records_.size()) + 2;
    record.message.origin.columns = columns_;
    records_.push_back(std::move(record));
  }
  void three_rows() {
    header({"Nr", "Förnamn", "Efternamn", "Enhet", "Anm"});
    row({"P1", "Provia", "Testberg", "Östra", "OM1101"});
    row({"P2", "Äxi", "Exempelgren", "fel", "Ring mamma"});
    row({"P3", "Zeta", "Prov", "stängd", ""});
  }
  Preview look() {
    auto seen = preview(inlet_, clock_, wish_, {});
    EXPECT_TRUE(seen) << seen.error().what;
    return seen ? std::move(*seen) : Preview();
  }
  static std::string text(const PreviewRow& row) {
    std::string text = row.place + "|";
    for (const auto& why : row.why) text += why + "|";
    for (const auto& cell : row.cells) {
      text += cell.column + "=" + cell.value;
      for (const auto& made : cell.makes)
        text += made.with.empty() ? of(made) : " >" + made.target + " with " + made.with;
      text += "|";
    }
    for (const auto& made : row.besides) text += of(made) + "|";
    return text;
  }
  static std::string of(const Made& made) { return " >" + made.target + "=" + made.value.value_or("-"); }

  Asked asked_;
  std::vector<std::string> names_ = {"a.csv"};
  std::string position_;
  bool pushed_ = false, breaks_ = false;
  std::vector<Record> records_;
  std::shared_ptr<Columns> columns_;
  config::Inlet inlet_;
  FixedClock clock_{make_day(2026, 11, 23)};
  PreviewWish wish_;
};

TEST_F(PreviewTest, each_row_stands_beside_what_becomes_of_it) {
  three_rows();
  const auto seen = look();
  ASSERT_EQ(seen.rows.size(), 3U);
  EXPECT_EQ(text(seen.rows[0]),
            "a.csv, line 2|Nr=P1 >id=P1|Förnamn=xxxxxx >student.name=xxxxxx xxxxxxxx|"
            "Efternamn=xxxxxxxx >student.name with Förnamn|Enhet=Östra >unit=Östra|Anm=OM1101| >type=vfu|");
  EXPECT_EQ(seen.rows[1].became, PreviewRow::Became::failed);
  EXPECT_EQ(text(seen.rows[1]),
            "a.csv, line 3|a.csv, line 3, column Enhet: 'fel' is not a unit|a.csv, line 3: nothing fits|Nr=P2 >id=P2|"
            "Förnamn=xxx >student.name=xxx xxxxxxxxxxx|Efternamn=xxxxxxxxxxx >student.name with Förnamn|"
            "Enhet=fel >unit=-|Anm=xxxx xxxxx| >type=vfu|");
  EXPECT_EQ(seen.rows[2].became, PreviewRow::Became::filtered);
  EXPECT_EQ(seen.read, 3);
  EXPECT_EQ(seen.made, 1);
  EXPECT_EQ(seen.failed, 1);
  EXPECT_EQ(seen.filtered, 1);
  EXPECT_TRUE(seen.hidden);
  EXPECT_FALSE(seen.is_well());
}

TEST_F(PreviewTest, names_are_shown_to_who_asks_for_them) {
  three_rows();
  wish_.names = Names::shown;
  const auto seen = look();
  EXPECT_NE(text(seen.rows[0]).find("Förnamn=Provia >student.name=Provia Testberg"), std::string::npos);
  EXPECT_NE(text(seen.rows[1]).find("Anm=Ring mamma"), std::string::npos);
  EXPECT_FALSE(seen.hidden);
  EXPECT_EQ(seen.columns[1].values.front().shown, "Provia");
}

TEST_F(PreviewTest, nothing_is_taken_and_the_source_knows_it_beforehand) {
  three_rows();
  names_ = {"a.csv", "b.csv"};
  position_ = "position";
  const auto seen = look();
  EXPECT_EQ(asked_.calls, (std::vector<std::string>{"only look", "go on from ''", "open", "close"}));
  EXPECT_EQ(asked_.outcomes, (std::vector<Outcome>{Outcome::left, Outcome::left}));
  EXPECT_EQ(seen.inputs.size(), 2U);
  EXPECT_EQ(seen.read, 6);
  ASSERT_EQ(seen.notes.size(), 1U);
  EXPECT_NE(seen.notes[0].find("from its beginning"), std::string::npos);
}

TEST_F(PreviewTest, columns_tell_who_reads_them) {
  three_rows();
  const auto seen = look();
  ASSERT_EQ(seen.columns.size(), 5U);
  EXPECT_EQ(seen.columns[3].targets, std::vector<std::string>{"unit"});
  EXPECT_EQ(seen.columns[2].targets, std::vector<std::string>{"student.name"});
  EXPECT_TRUE(seen.columns[4].targets.empty());
  EXPECT_EQ(seen.columns[4].filled, 2);
  EXPECT_EQ(seen.columns[4].empty, 1);
  EXPECT_TRUE(seen.columns[4].hidden);
  EXPECT_FALSE(seen.columns[0].hidden);
  ASSERT_EQ(seen.missing.size(), 1U) << "one of two alternatives is enough";
  EXPECT_EQ(seen.missing[0].target, "weeks");
  EXPECT_TRUE(seen.missing[0].optional);
}

TEST_F(PreviewTest, a_column_that_names_the_event_is_read) {
  three_rows();
  inlet_.once = "Anm";
  EXPECT_EQ(look().columns[4].targets.size(), 1U);
}

TEST_F(PreviewTest, rows_that_fail_are_gathered_by_cause_and_shown_wherever_they_stand) {
  header({"Nr", "Förnamn", "Efternamn", "Enhet"});
  for (int i = 0; i < 3000; ++i)
    row({"P" + std::to_string(i), "Provia", "Testberg", i == 10 || i > 2990 ? "fel" : "Östra"});
  wish_.rows = 2;
  const auto seen = look();
  ASSERT_EQ(seen.causes.size(), 2U);
  EXPECT_EQ(seen.causes[0].columns, "Enhet");
  EXPECT_EQ(seen.causes[0].what, "is not a unit");
  EXPECT_EQ(seen.causes[0].rows, 10);
  EXPECT_EQ(seen.causes[0].first, "a.csv, line 12, column Enhet");
  EXPECT_EQ(seen.causes[0].values.at(0).rows, 10);
  EXPECT_EQ(seen.rows.size(), 4U) << "two rows, and the first two that fail";
  EXPECT_EQ(seen.read, 3000);
  EXPECT_EQ(seen.columns[0].others, 2000);
  EXPECT_EQ(seen.columns[0].distinct, 1000U);
}

TEST_F(PreviewTest, without_rows_all_are_counted_and_none_is_shown) {
  three_rows();
  wish_.rows = 0;
  const auto seen = look();
  EXPECT_TRUE(seen.rows.empty());
  EXPECT_EQ(seen.causes.size(), 3U);
  EXPECT_EQ(seen.columns.size(), 5U);
}

TEST_F(PreviewTest, a_table_that_is_refused_is_counted_all_the_same) {
  header({"Nummer", "Förnamn", "Efternamn", "Enhet"});
  for (int i = 0; i < 1500; ++i) row({"P" + std::to_string(i), "Provia", "Testberg", "Östra"});
  const auto seen = look();
  EXPECT_EQ(seen.inputs.at(0).refused, "columns that the mapping needs are missing: \"Nr\"");
  EXPECT_EQ(seen.inputs.at(0).rows, 1500);
  EXPECT_EQ(seen.failed, 1500);
  EXPECT_TRUE(seen.causes.empty()) << "it is said once, of the input";
  EXPECT_EQ(seen.columns.at(0).filled, 1500);
  EXPECT_TRUE(seen.columns.at(0).targets.empty());
  ASSERT_EQ(seen.missing.size(), 2U);
  EXPECT_EQ(seen.missing[0].target, "id");
  EXPECT_EQ(text(seen.rows[0]),
            "a.csv, line 2|all of it is refused|Nummer=P0|Förnamn=xxxxxx|Efternamn=xxxxxxxx|Enhet=xxxxx|");
}

TEST_F(PreviewTest, a_first_line_that_may_be_a_person_is_hidden) {
  header({"P0", "Provia", "Testberg", "19550101-9805"});
  row({"P1", "Äxi", "Exempelgren", "19550101-9813"});
  const auto seen = look();
  for (const auto& column : seen.columns) EXPECT_EQ(column.name.find("rovia"), std::string::npos);
  EXPECT_EQ(seen.columns.at(0).name, "P0");
  EXPECT_EQ(seen.columns.at(1).name, "xxxxxx");
  EXPECT_EQ(seen.columns.at(3).name, "99999999-9999");
  EXPECT_TRUE(seen.missing.at(0).meant.empty());
}

TEST_F(PreviewTest, a_row_that_the_format_cannot_read_has_no_message) {
  header({"Nr", "Förnamn", "Efternamn", "Enhet"});
  row({"P1", "Provia"});
  records_.back().fault = Error{Fault::data, "2 cells, 4 expected", std::nullopt};
  const auto seen = look();
  EXPECT_EQ(text(seen.rows.at(0)), "a.csv, line 2|a.csv, line 2: 2 cells, 4 expected|Nr=P1|Förnamn=xxxxxx|");
  EXPECT_EQ(seen.causes.at(0).what, "2 cells, 4 expected");
}

TEST_F(PreviewTest, without_steps_the_record_is_the_message) {
  three_rows();
  inlet_.steps.clear();
  inlet_.key = {"Nr"};
  const auto seen = look();
  EXPECT_TRUE(seen.readers_known);
  EXPECT_EQ(seen.made, 3);
  EXPECT_EQ(seen.columns[0].targets, std::vector<std::string>{"Nr"});
  EXPECT_EQ(text(seen.rows[0]), "a.csv, line 2|Nr=P1|Förnamn=xxxxxx|Efternamn=xxxxxxxx|Enhet=xxxxx|Anm=OM1101|");
}

TEST_F(PreviewTest, a_step_that_does_not_tell_may_read_anything) {
  class Silent final : public Processor {
    Result<void> process(std::span<Item> batch, Context& context) override {
      for (auto& item : batch) item.message.body["id"] = Value(item.message.body["Nr"]);
      context.note("looked");
      return {};
    }
  };
  three_rows();
  inlet_.steps = {{"silent", [] { return std::make_unique<Silent>(); }}};
  const auto seen = look();
  EXPECT_FALSE(seen.readers_known);
  EXPECT_TRUE(seen.columns[0].targets.empty());
  EXPECT_TRUE(to_value(seen)["columns"].as_list()->front()["targets"].is_null());
  EXPECT_TRUE(seen.missing.empty());
  EXPECT_NE(text(seen.rows[0]).find(" >id=P1|"), std::string::npos);
}

/// A row without a number is a remark.
class Remarks final : public Processor {
  Effect effect() const override { return {Effect::Body::kept, {}, std::vector<Effect::Made>(), {}}; }
  Result<void> process(std::span<Item> batch, Context& /*context*/) override {
    for (auto& item : batch) {
      if (item.message.body["Nr"].text_or_empty().empty()) item.filter("left out");
    }
    return {};
  }
};

TEST_F(PreviewTest, a_step_that_leaves_records_as_they_are_hides_no_mapping) {
  header({"Nr", "Förnamn", "Efternamn", "Enhet"});
  row({"P1", "Provia", "Testberg", "Östra"});
  row({"", "", "", "Provia Testberg"});
  inlet_.steps.insert(inlet_.steps.begin(), {"remarks", [] { return std::make_unique<Remarks>(); }});
  const auto seen = look();
  EXPECT_TRUE(seen.readers_known);
  EXPECT_EQ(seen.columns[0].targets, std::vector<std::string>{"id"});
  EXPECT_NE(text(seen.rows[0]).find("|Enhet=Östra >unit=Östra|"), std::string::npos) << text(seen.rows[0]);
  EXPECT_NE(text(seen.rows[1]).find("|Enhet=xxxxxx xxxxxxxx|"), std::string::npos) << "no record: anybody may be in it";
  EXPECT_EQ(seen.filtered, 1);
}

TEST_F(PreviewTest, what_is_pushed_cannot_be_looked_at) {
  pushed_ = true;
  const auto seen = preview(inlet_, clock_, wish_, {});
  ASSERT_FALSE(seen);
  EXPECT_EQ(seen.error().fault, Fault::config);
  EXPECT_NE(seen.error().what.find("--file PATH"), std::string::npos);
  EXPECT_TRUE(asked_.calls.empty());
}

TEST_F(PreviewTest, a_source_that_breaks_off_keeps_what_was_seen) {
  three_rows();
  breaks_ = true;
  const auto seen = look();
  EXPECT_EQ(seen.read, 3);
  EXPECT_EQ(seen.troubles.at(0).what, "the shelf is away");
  names_.clear();
  const auto none = preview(inlet_, clock_, wish_, {});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().fault, Fault::unavailable);
}

TEST_F(PreviewTest, a_stop_ends_it) {
  three_rows();
  std::stop_source stop;
  stop.request_stop();
  const auto seen = preview(inlet_, clock_, wish_, stop.get_token());
  ASSERT_FALSE(seen);
  EXPECT_EQ(seen.error().fault, Fault::cancelled);
}

TEST_F(PreviewTest, a_file_of_ones_own_is_read_in_place_of_the_source) {
  three_rows();
  const test::TemporaryFolder folder;
  const auto file = folder.path() / "egen.csv";
  std::ofstream(file) << "x";
  const auto seen = preview_file(inlet_, file, clock_, wish_, {});
  ASSERT_TRUE(seen) << seen.error().what;
  EXPECT_EQ(seen->inputs.at(0).name, "egen.csv");
  EXPECT_EQ(seen->read, 3);
  EXPECT_TRUE(asked_.calls.empty());
  for (const auto& wrong : {folder.path() / "saknas.csv", folder.path()}) {
    const auto none = preview_file(inlet_, wrong, clock_, wish_, {});
    ASSERT_FALSE(none);
    EXPECT_EQ(none.error().fault, Fault::config);
  }
}

}  // namespace
}  // namespace sluss::engine
