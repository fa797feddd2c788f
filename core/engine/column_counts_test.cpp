#include "engine/column_counts.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace sluss::engine {
namespace {

using observe::CellKind;

std::vector<Cell> cells(const std::string& json) { return cells_of(parse_json(json).value()); }

std::string text(const std::vector<Cell>& all) {
  std::string text;
  for (const auto& cell : all) text += cell.column + "=" + cell.text + ";";
  return text;
}

std::string text(const std::vector<ValueCount>& values) {
  std::string text;
  for (const auto& value : values) text += value.shown + " " + std::to_string(value.rows) + ";";
  return text;
}

TEST(CellsOf, a_record_has_a_cell_for_each_path) {
  EXPECT_EQ(text(cells(R"({"id":7,"student":{"name":"A","no":null},"yes":true,"days":["a",1],"none":{}})")),
            "id=7;student.name=A;student.no=;yes=true;days=a 1;");
  EXPECT_EQ(text(cells(R"({"rows":[{"d":1},{"d":2,"e":[[3]]}],"empty":[]})")),
            "rows[].d=1;rows[].d=2;rows[].e[]=3;empty=;");
  EXPECT_EQ(text(cells("[1]")), "");
}

TEST(ColumnCounts, each_column_is_counted_by_rows_and_values) {
  ColumnCounts counts;
  counts.add_header({{"Status", "Kön"}, {}});
  counts.add({{"Status", "Klar"}, {"Kön", ""}}, ColumnCounts::Row::good);
  counts.add({{"Status", " Klar "}, {"Kön", "K"}}, ColumnCounts::Row::good);
  counts.add({{"Status", "Ny"}, {"Extra", "1"}}, ColumnCounts::Row::faulty);
  counts.add({}, ColumnCounts::Row::faulty);
  EXPECT_EQ(counts.rows(), 3) << "nothing can be said of a row that nothing was read of";
  ASSERT_EQ(counts.columns().size(), 3U);
  EXPECT_EQ(counts.columns()[0].filled, 3);
  EXPECT_EQ(counts.columns()[1].filled, 1);
  EXPECT_TRUE(counts.has("Extra"));
  EXPECT_FALSE(counts.has("Saknas"));
  EXPECT_EQ(text(shown_values(counts.columns()[0], CellKind::asked_for)), "Klar 2;Ny 1;");
}

TEST(ColumnCounts, what_stands_in_faulty_rows_alone_may_be_a_name) {
  ColumnCounts counts;
  counts.add({{"Enhet", "Östra geriatriken"}}, ColumnCounts::Row::good);
  counts.add({{"Enhet", "Östra geriatriken"}}, ColumnCounts::Row::faulty);
  counts.add({{"Enhet", "Provia"}}, ColumnCounts::Row::faulty);
  EXPECT_EQ(text(shown_values(counts.columns()[0], CellKind::known)), "Östra geriatriken 2;xxxxxx 1;");
}

TEST(ColumnCounts, values_that_look_the_same_are_shown_as_one) {
  ColumnCounts counts;
  for (const auto* name : {"Ada", "Eva", "Ida", "Maja"}) counts.add({{"Namn", name}}, ColumnCounts::Row::good);
  EXPECT_EQ(text(shown_values(counts.columns()[0], CellKind::personal)), "xxx 3;xxxx 1;");
  EXPECT_EQ(counts.columns()[0].values.size(), 4U);
}

TEST(ColumnCounts, a_list_fills_its_column_once_a_row) {
  ColumnCounts counts;
  counts.add(cells(R"({"rows":[{"d":1},{"d":2}]})"), ColumnCounts::Row::good);
  EXPECT_EQ(counts.columns()[0].filled, 1);
  EXPECT_EQ(counts.columns()[0].values.size(), 2U);
}

TEST(ColumnCounts, memory_is_bounded) {
  ColumnCounts counts;
  const std::string tail(100'000, 'x');
  for (std::size_t i = 0; i < ColumnCounts::most_values + 7; ++i)
    counts.add({{"Mål", tail + std::to_string(i)}}, ColumnCounts::Row::good);
  const auto& column = counts.columns()[0];
  EXPECT_EQ(column.values.size(), ColumnCounts::most_values) << "long values are told apart";
  EXPECT_EQ(column.others, 7);
  for (const auto& [key, count] : column.values) ASSERT_LT(key.size() + count.text.size(), 300U);
  for (std::size_t i = 0; i < ColumnCounts::most_columns + 7; ++i)
    counts.add({{"kolumn " + std::to_string(i), "1"}}, ColumnCounts::Row::good);
  EXPECT_EQ(counts.columns().size(), ColumnCounts::most_columns);
  EXPECT_TRUE(counts.has_too_many_columns());
}

TEST(ColumnCounts, a_long_value_is_cut_between_characters) {
  ColumnCounts counts;
  std::string text = "x";
  for (int i = 0; i < 200; ++i) text += "å";
  counts.add({{"Mål", text}}, ColumnCounts::Row::good);
  const auto values = shown_values(counts.columns()[0], CellKind::asked_for);
  EXPECT_TRUE(values[0].shown.ends_with("å...")) << values[0].shown;
}

}  // namespace
}  // namespace sluss::engine
