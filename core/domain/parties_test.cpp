#include "domain/parties.h"

#include <gtest/gtest.h>

namespace sluss::domain {
namespace {

Institution institution(std::string id, std::string name, std::vector<std::string> aliases = {}) {
  Institution made;
  made.id = std::move(id);
  made.name = std::move(name);
  made.aliases = std::move(aliases);
  return made;
}

Unit unit(std::string id, std::string name, std::string hsa_id, std::vector<std::string> aliases = {}) {
  Unit made;
  made.id = std::move(id);
  made.provider = "lidingo";
  made.name = std::move(name);
  made.hsa_id = std::move(hsa_id);
  made.aliases = std::move(aliases);
  return made;
}

Agreement agreement(std::string id, Day from, std::optional<Day> to, std::vector<std::string> programmes) {
  Agreement made;
  made.id = std::move(id);
  made.institution = "ki";
  made.provider = "lidingo";
  made.valid_from = from;
  made.valid_to = to;
  made.programmes = std::move(programmes);
  return made;
}

Price price(std::string programme, Day from, std::optional<Day> to, std::int64_t ore) {
  Price made;
  made.agreement = "a";
  made.programme = std::move(programme);
  made.valid_from = from;
  made.valid_to = to;
  made.week = {ore};
  return made;
}

const Day in_2026 = make_day(2026, 9, 7);

AgreementBook book_of_parties() {
  AgreementBook book;
  book.institutions = {institution("ki", "Karolinska Institutet", {"K.I.", "Röda Korset"}),
                       institution("shh", "Sophiahemmet Högskola", {"Röda Korset"})};
  book.units = {unit("u1", "Hemsjukvården Öst", "SE2321000016-U1", {"Öst"}),
                unit("u2", "Hemsjukvården Väst", "SE2321000016-U2", {"u1"})};
  book.index();
  return book;
}

TEST(AgreementBook, finds_an_institution_by_id_name_or_alias) {
  const auto book = book_of_parties();
  for (const auto* name : {"ki", "KI", "karolinska institutet", " Karolinska Institutet ", "k.i."})
    EXPECT_EQ(book.find_institution(name), book.institution_by_id("ki")) << name;
  EXPECT_EQ(book.find_institution("SOPHIAHEMMET HÖGSKOLA"), book.institution_by_id("shh"));
  EXPECT_EQ(book.find_institution("KTH"), nullptr);
  EXPECT_EQ(book.find_institution(""), nullptr);
}

TEST(AgreementBook, a_name_that_two_share_finds_none) {
  EXPECT_EQ(book_of_parties().find_institution("Röda Korset"), nullptr);
}

TEST(AgreementBook, an_id_goes_before_anothers_alias) {
  const auto book = book_of_parties();
  EXPECT_EQ(book.find_unit({"", "u1"}), book.unit_by_id("u1"));
}

TEST(AgreementBook, finds_a_unit_by_hsa_id_alone_when_given) {
  const auto book = book_of_parties();
  EXPECT_EQ(book.find_unit({"se2321000016-u2", "Öst"}), book.unit_by_id("u2"));
  EXPECT_EQ(book.find_unit({"SE2321000016-U9", "Öst"}), nullptr);
  EXPECT_EQ(book.find_unit({"", "ÖST"}), book.unit_by_id("u1"));
}

TEST(AgreementBook, ids_are_exact) {
  const auto book = book_of_parties();
  ASSERT_NE(book.unit_by_id("u1"), nullptr);
  EXPECT_EQ(book.unit_by_id("U1"), nullptr);
  EXPECT_EQ(book.institution_by_id("Karolinska Institutet"), nullptr);
  EXPECT_EQ(book.agreement_by_id("a"), nullptr);
}

TEST(AgreementBook, a_copy_finds_its_own_parties) {
  const auto first = book_of_parties();
  const auto second = first;  // NOLINT(performance-unnecessary-copy-initialization)
  EXPECT_EQ(second.find_institution("ki"), second.institutions.data());
}

class Agreements : public ::testing::Test {
 protected:
  const Agreement* find(std::string_view programme, Day day, PlacementType type = PlacementType::vfu) {
    book_.institutions = {institution("ki", "KI")};
    book_.units = {unit("u1", "Öst", "")};
    book_.index();
    return book_.find_agreement(book_.institutions[0], book_.units[0], programme, type, day);
  }
  std::string id(std::string_view programme, Day day, PlacementType type = PlacementType::vfu) {
    const auto* found = find(programme, day, type);
    return found == nullptr ? "none" : found->id;
  }

  AgreementBook book_;
};

TEST_F(Agreements, hold_between_their_days) {
  book_.agreements = {agreement("a", make_day(2026, 1, 1), make_day(2026, 12, 31), {"*"})};
  EXPECT_EQ(id("SSK", make_day(2025, 12, 31)), "none");
  EXPECT_EQ(id("SSK", make_day(2026, 1, 1)), "a");
  EXPECT_EQ(id("SSK", make_day(2026, 12, 31)), "a");
  EXPECT_EQ(id("SSK", make_day(2027, 1, 1)), "none");
}

TEST_F(Agreements, naming_the_programme_goes_before_all_programmes) {
  book_.agreements = {agreement("own", make_day(2016, 1, 1), std::nullopt, {"FYS", "SSK"}),
                      agreement("all", make_day(2026, 1, 1), std::nullopt, {"*"})};
  EXPECT_EQ(id("ssk", in_2026), "own");
  EXPECT_EQ(id("AT", in_2026), "all");
}

TEST_F(Agreements, of_several_the_latest_counts) {
  book_.agreements = {agreement("new", make_day(2026, 1, 1), std::nullopt, {"*"}),
                      agreement("old", make_day(2016, 1, 1), std::nullopt, {"*"})};
  EXPECT_EQ(id("SSK", in_2026), "new");
  EXPECT_EQ(id("SSK", make_day(2025, 9, 1)), "old");
}

TEST_F(Agreements, cover_the_types_they_name) {
  book_.agreements = {agreement("vfu", make_day(2016, 1, 1), std::nullopt, {"*"}),
                      agreement("apl", make_day(2016, 1, 1), std::nullopt, {"*"})};
  book_.agreements[1].types = {PlacementType::apl};
  EXPECT_EQ(id("SSK", in_2026), "vfu");
  EXPECT_EQ(id("SSK", in_2026, PlacementType::apl), "apl");
  EXPECT_EQ(id("SSK", in_2026, PlacementType::lia), "none");
}

TEST_F(Agreements, belong_to_their_two_parties) {
  book_.agreements = {agreement("a", make_day(2016, 1, 1), std::nullopt, {"*"})};
  book_.agreements[0].provider = "nacka";
  EXPECT_EQ(find("SSK", in_2026), nullptr);
}

class Prices : public ::testing::Test {
 protected:
  std::int64_t ore(std::string_view programme, Day day, PlacementType type = PlacementType::vfu) {
    book_.index();
    const auto* found =
        book_.find_price(agreement("a", make_day(2016, 1, 1), std::nullopt, {"*"}), programme, type, day);
    return found == nullptr ? 0 : found->week.value;
  }

  AgreementBook book_;
};

TEST_F(Prices, run_until_the_next_begins) {
  book_.prices = {price("*", make_day(2026, 1, 1), std::nullopt, 3), price("*", make_day(2016, 1, 1), std::nullopt, 1)};
  EXPECT_EQ(ore("SSK", make_day(2015, 12, 31)), 0);
  EXPECT_EQ(ore("SSK", make_day(2025, 12, 31)), 1);
  EXPECT_EQ(ore("SSK", make_day(2026, 1, 1)), 3);
}

TEST_F(Prices, that_have_ended_are_not_replaced_by_older_ones) {
  book_.prices = {price("*", make_day(2016, 1, 1), std::nullopt, 1),
                  price("*", make_day(2025, 1, 1), make_day(2025, 12, 31), 2)};
  EXPECT_EQ(ore("SSK", make_day(2025, 12, 31)), 2);
  EXPECT_EQ(ore("SSK", make_day(2026, 1, 1)), 0);
}

TEST_F(Prices, with_a_last_day_of_their_own_hold_until_it) {
  book_.prices = {price("*", make_day(2026, 1, 1), make_day(2026, 12, 31), 1),
                  price("*", make_day(2026, 6, 1), make_day(2026, 6, 30), 2)};
  EXPECT_EQ(ore("SSK", make_day(2026, 6, 30)), 2);
  EXPECT_EQ(ore("SSK", make_day(2026, 7, 1)), 1);
}

TEST_F(Prices, of_the_programme_go_before_those_of_all) {
  book_.prices = {price("*", make_day(2026, 1, 1), std::nullopt, 1),
                  price("SSK", make_day(2020, 1, 1), make_day(2026, 12, 31), 2)};
  EXPECT_EQ(ore("ssk", in_2026), 2);
  EXPECT_EQ(ore("FYS", in_2026), 1);
  EXPECT_EQ(ore("SSK", make_day(2027, 1, 1)), 0);  // its own price has ended: no other takes its place
}

TEST_F(Prices, of_all_count_until_the_programme_gets_its_own) {
  book_.prices = {price("*", make_day(2020, 1, 1), std::nullopt, 1),
                  price("SSK", make_day(2026, 1, 1), std::nullopt, 2)};
  EXPECT_EQ(ore("SSK", make_day(2025, 12, 31)), 1);
}

TEST_F(Prices, are_per_type_and_agreement) {
  book_.prices = {price("*", make_day(2016, 1, 1), std::nullopt, 1)};
  EXPECT_EQ(ore("SSK", in_2026, PlacementType::apl), 0);
  book_.prices[0].agreement = "b";
  EXPECT_EQ(ore("SSK", in_2026), 0);
}

}  // namespace
}  // namespace sluss::domain
