// What is sent, and what answers mean: without a database.
#include "statement.h"

#include <gtest/gtest.h>

#include "postgresql.h"

namespace sluss::sql {
namespace {

TEST(Statement, NamesAreQuoted) {
  EXPECT_EQ(identifier("a\"; DROP TABLE x; --"), "\"a\"\"; DROP TABLE x; --\"");
  EXPECT_EQ(table_name("economy.invoices"), "\"economy\".\"invoices\"");
  EXPECT_EQ(as_table("SELECT 1 -- all"), "(\nSELECT 1 -- all\n) AS sluss_source");
}

TEST(Statement, AnUpsertTakesThePlaceOfTheSameKey) {
  EXPECT_EQ(upsert("t", {"id", "a", "b"}, {"id"}),
            R"(INSERT INTO "t" ("id", "a", "b") VALUES ($1, $2, $3) ON CONFLICT ("id") DO UPDATE SET )"
            R"("a" = excluded."a", "b" = excluded."b")");
  EXPECT_EQ(upsert("t", {"a", "b"}, {"a", "b"}),
            R"(INSERT INTO "t" ("a", "b") VALUES ($1, $2) ON CONFLICT ("a", "b") DO NOTHING)");
  EXPECT_EQ(upsert("t", {"a", "b"}, {"a", "b"}, 2),
            R"(INSERT INTO "t" ("a", "b") VALUES ($1, $2), ($3, $4) ON CONFLICT ("a", "b") DO NOTHING)");
}

TEST(Statement, AStepIsADurationOrANumber) {
  EXPECT_EQ(read_step("10m")->by, 600);
  EXPECT_EQ(read_step("2d")->kind, Overlap::time);
  EXPECT_EQ(read_step("1000")->kind, Overlap::number);
  for (const auto* text : {"", "m", "0", "-5", "10x", "1.5h", "99999999999999999999", "10 m", "10m;"})
    EXPECT_FALSE(read_step(text)) << text;
}

TEST(Statement, ARowIsALine) {
  EXPECT_EQ(line_of({"a", "b", "c"}, {{Value(1), Value(), Value("å\n")}, ""}, 1),
            "{\"a\":1,\"b\":null,\"c\":\"å\\n\"}\n");
  EXPECT_EQ(line_of({"a"}, {{Value()}, "column a is not UTF-8"}, 7), "row 7: column a is not UTF-8\n");
  EXPECT_EQ(line_of({"a"}, {{Value(std::string(9U << 20U, 'x'))}, ""}, 7), "row 7: it has more than 8 MiB\n");
}

TEST(PostgresqlWords, ValuesKeepTheirDigits) {
  EXPECT_EQ(value_of(16, "t"), Value(true));
  EXPECT_EQ(value_of(20, "9223372036854775807"), Value(std::int64_t{9223372036854775807}));
  EXPECT_EQ(value_of(1700, "3.40"), Value("3.40"));
  EXPECT_EQ(value_of(1700, "NaN"), Value("NaN"));
  EXPECT_EQ(value_of(1184, "2026-11-29 09:00:00.5+00"), Value("2026-11-29T09:00:00.5Z"));
  EXPECT_EQ(value_of(1114, "2026-11-29 09:00:00"), Value("2026-11-29T09:00:00"));
  for (const auto* odd : {"infinity", "-infinity", "0044-03-15 00:00:00+00 BC"})
    EXPECT_EQ(value_of(1184, odd), Value(odd));
  EXPECT_EQ(to_json(value_of(3802, R"({"a": [1, 2.50]})")), R"({"a":[1,2.50]})");
  EXPECT_EQ(value_of(114, R"({"a":1,"a":2})"), Value(R"({"a":1,"a":2})"));
}

TEST(PostgresqlWords, AStateDecidesWhoseFaultItIs) {
  const auto fault = [](const char* state) { return meaning_of({state, "", "", "", ""}).fault; };
  EXPECT_EQ(fault("23505"), Fault::rejected);
  EXPECT_EQ(fault("22P02"), Fault::rejected);
  EXPECT_EQ(fault("28P01"), Fault::denied);
  EXPECT_EQ(fault("42501"), Fault::denied);
  for (const auto* state : {"40001", "40P01", "53300", "55P03", "57014", "57P01", "57P03", "08006", "XX000", "42P01"})
    EXPECT_EQ(fault(state), Fault::unavailable) << state;
}

TEST(PostgresqlWords, NothingThatMayQuoteAValueIsTold) {
  const Refusal refusal{"22P02", "", "", "", "invalid input syntax for type integer: \"19990101-9802\""};
  EXPECT_EQ(meaning_of(refusal).what, "a text does not fit the type of its column (SQLSTATE 22P02)");
  EXPECT_EQ(meaning_of({"23505", "invoices_pkey", "", "invoices", "Key (ssn)=(19990101-9802) exists"}).what,
            "another row has the same value already; constraint invoices_pkey; table invoices (SQLSTATE 23505)");
  EXPECT_EQ(meaning_of({"42703", "", "", "", "column \"x\" does not exist"}).what,
            "there is no such column: column \"x\" does not exist (SQLSTATE 42703)");
}

TEST(PostgresqlWords, AConnectionThatFailsSaysWhy) {
  const auto fault = [](const char* message) { return meaning_of_failure(message, "sluss@db:1/x").fault; };
  EXPECT_EQ(fault("connection to server at \"db\", port 1 failed: FATAL:  28P01: password authentication failed"),
            Fault::denied);
  EXPECT_EQ(fault("failed: FATAL:  57P03: the database system is starting up"), Fault::unavailable);
  EXPECT_EQ(fault("failed: SSL error: certificate verify failed"), Fault::denied);
  EXPECT_EQ(fault("server does not support SSL, but SSL was required"), Fault::denied);
  EXPECT_EQ(fault("Connection refused"), Fault::unavailable);
}

}  // namespace
}  // namespace sluss::sql
