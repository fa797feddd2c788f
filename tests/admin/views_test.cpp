// What the console's screens are made of: what waits, by cause; the life of a thing; mending; orders; money. Each
// answer is of its shape, and tells of no student unless that was asked for and written down.
#include <gtest/gtest.h>

#include "asker.h"
#include "base/json.h"

namespace sluss::test {
namespace {

const auto first_item = [](const Value& page) { return page["items"].as_list()->at(0); };
std::size_t count_of(const Value& page) { return page["items"].as_list()->size(); }

class Views : public ::testing::Test {
 protected:
  Views()
      : viewer_(admin_.token("viewer", "viewer")),
        operator_(admin_.token("ola", "operator")),
        personal_(admin_.token("petra", "personal")) {}

  void sync(const std::vector<Row>& rows) {
    admin_.world.put("placeringar.csv", rows);
    static_cast<void>(admin_.world.sync());
  }
  /// What a viewer is told, where no student may stand.
  Value seen(const std::string& target) {
    const auto told = admin_.ask_by(viewer_, "GET", target);
    EXPECT_EQ(told.status, 200) << target << ": " << told.body;
    EXPECT_EQ(misshapen(told, "GET", target), "") << target << ": " << told.body;
    for (const auto* secret : {"Testberg", "Provia", "19550101", "9805", "9813"})
      EXPECT_EQ(told.body.find(secret), std::string::npos) << secret << " in " << target << ": " << told.body;
    return told.json();
  }
  bool audited(const std::string& action, const std::string& detail) {
    const auto log = seen("/api/v1/audit");
    for (const auto& entry : *log["items"].as_list())
      if (entry["action"].text_or_empty() == action && entry["detail"].text_or_empty() == detail) return true;
    return false;
  }

  AdminWorld admin_;
  std::string viewer_, operator_, personal_;
};

Value decision_about(const Value& group) {
  auto decision = Value::object();
  for (const auto* member : {"kind", "state", "connection", "reason_like", "count"}) decision[member] = group[member];
  decision["reason"] = "not ours";
  return decision;
}

TEST_F(Views, what_waits_stands_by_cause_and_is_listed_by_it) {
  sync({Row{.id = "P1", .institution = "Okända universitetet"},
        Row{.id = "P2", .institution = "Ett annat universitet", .personnummer = "19550101-9813"},
        Row{.id = "P3", .personnummer = "19550101-9821", .unit = "Okänd enhet", .hsa_id = ""}});
  const auto page = seen("/api/v1/parked");
  ASSERT_EQ(count_of(page), 2U) << to_json(page);
  const auto group = first_item(page);
  EXPECT_EQ(number_at(group, "count"), 2);
  EXPECT_TRUE(group["cause"].text_or_empty().starts_with("The institution \"…\" is not known")) << to_json(group);
  EXPECT_FALSE(group["oldest"].is_null());
  std::string like;
  for (const char c : group["reason_like"].text_or_empty())
    like += c == '%' ? "%25" : c == ' ' ? "+" : c == '"' ? "%22" : std::string(1, c);
  EXPECT_EQ(count_of(seen("/api/v1/messages?state=held&kind=placement&reason_like=" + like)), 2U);
  EXPECT_EQ(first_item(seen("/api/v1/parked?limit=1&after=1"))["count"], Value(1));
  EXPECT_EQ(seen("/api/v1/parked?limit=1")["next"].text_or_empty(), "1");
}

TEST_F(Views, a_group_is_decided_about_as_it_was_seen_or_not_at_all) {
  sync({Row{.id = "P1", .institution = "Okända universitetet"},
        Row{.id = "P2", .institution = "Ett annat universitet", .personnummer = "19550101-9813"}});
  auto decision = decision_about(first_item(seen("/api/v1/parked")));
  EXPECT_EQ(admin_.ask_by(operator_, "POST", "/api/v1/parked/retry", to_json(decision)).status, 422);
  const auto* discard = "/api/v1/parked/discard";
  EXPECT_EQ(admin_.ask_by(viewer_, "POST", discard, to_json(decision)).status, 403);
  sync({Row{.id = "P1", .institution = "Okända universitetet"},
        Row{.id = "P2", .institution = "Ett annat universitet", .personnummer = "19550101-9813"},
        Row{.id = "P3", .institution = "Ett tredje", .personnummer = "19550101-9821"}});
  const auto changed = admin_.ask_by(operator_, "POST", discard, to_json(decision));
  EXPECT_EQ(changed.status, 409) << changed.body;
  EXPECT_NE(changed.body.find("3 messages wait"), std::string::npos) << changed.body;
  EXPECT_TRUE(admin_.world.placements().at("P1").starts_with("held")) << "nothing was decided";
  decision["count"] = 3;
  decision["state"] = "collected";
  EXPECT_EQ(admin_.ask_by(operator_, "POST", discard, to_json(decision)).status, 422);
  decision["state"] = "held";
  EXPECT_EQ(admin_.ask_by(operator_, "POST", discard, to_json(decision)).status, 204);
  for (const auto& [key, state] : admin_.world.placements()) EXPECT_TRUE(state.starts_with("resolved")) << key << state;
  EXPECT_EQ(count_of(seen("/api/v1/parked")), 0U);
  int written = 0;
  const auto log = seen("/api/v1/audit");
  for (const auto& entry : *log["items"].as_list())
    written += entry["action"].text_or_empty() == "discard" && entry["detail"].text_or_empty() == "not ours" ? 1 : 0;
  EXPECT_EQ(written, 3) << "one for each message";
}

TEST_F(Views, a_trace_is_masked_until_somebody_looks) {
  sync({Row{.id = "P1"}});
  sync({Row{.id = "P1", .personnummer = "19550101-9813"}});
  const auto trace = seen("/api/v1/trace/P1");
  EXPECT_EQ(first_item(trace)["versions"].as_list()->size(), 2U) << to_json(trace);
  EXPECT_EQ(count_of(seen("/api/v1/trace/id%3A1")), 1U);
  const auto number = first_item(seen("/api/v1/invoices"))["number"].text_or_empty();
  EXPECT_EQ(first_item(seen("/api/v1/trace/" + number))["kind"].text_or_empty(), "invoice");
  EXPECT_EQ(admin_.ask_by(viewer_, "GET", "/api/v1/trace/nothing").status, 404);

  const auto* look = "/api/v1/trace/P1/look";
  EXPECT_EQ(admin_.ask_by(operator_, "POST", look, R"({"reason":"curious"})").status, 403);
  EXPECT_EQ(admin_.ask_by(personal_, "POST", look, "{}").status, 422) << "no reason, no look";
  EXPECT_EQ(admin_.ask_by(personal_, "POST", "/api/v1/trace/nothing/look", R"({"reason":"x"})").status, 404);
  const auto shown = admin_.told_by(personal_, "POST", look, R"({"reason":"the unit asked"})");
  EXPECT_NE(to_json(shown).find("Testberg"), std::string::npos);
  EXPECT_TRUE(audited("look", "the unit asked"));
  EXPECT_FALSE(audited("look", "curious"));
}

TEST_F(Views, what_waits_is_mended_by_its_paths) {
  sync({Row{.id = "P1", .institution = "Okända universitetet"}});
  const auto* path = "/api/v1/messages/1/edit";
  const auto* mend = R"({"changes":{"institution.id":"Exempeluniversitetet"},"reason":"they changed their name"})";
  EXPECT_EQ(admin_.ask_by(viewer_, "POST", path, mend).status, 403);
  EXPECT_EQ(admin_.ask_by(operator_, "POST", "/api/v1/messages/99/edit", mend).status, 404);
  for (const auto* bad : {R"({"changes":{},"reason":"x"})", R"({"changes":[],"reason":"x"})",
                          R"({"changes":{"":1},"reason":"x"})", R"({"changes":{"institution.idd":"X"},"reason":"x"})",
                          R"({"changes":{"start":"in May"},"reason":"x"})", R"({"changes":{"id":"P2"},"reason":"x"})"})
    EXPECT_EQ(admin_.ask_by(operator_, "POST", path, bad).status, 422) << bad;
  auto deep = Value::object();
  deep["reason"] = "x";
  deep["changes"] = Value::object();
  deep["changes"][std::string(300'000, '.')] = 1;
  EXPECT_EQ(admin_.ask_by(operator_, "POST", path, to_json(deep)).status, 422);
  const auto mended = admin_.told_by(operator_, "POST", path, mend);
  EXPECT_EQ(number_at(mended, "message"), 2);
  EXPECT_EQ(admin_.ask_by(operator_, "POST", path, mend).status, 422) << "a newer version is there";
  EXPECT_TRUE(audited("edit", "they changed their name"));
  static_cast<void>(admin_.world.sync());
  EXPECT_FALSE(admin_.world.placements().at("P1").starts_with("held")) << admin_.world.placements().at("P1");
}

}  // namespace
}  // namespace sluss::test
