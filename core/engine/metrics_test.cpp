#include "engine/metrics.h"

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include "base/text.h"
#include "store/store_fixture.h"

namespace sluss::engine {
namespace {

/// The text format, read strictly: HELP and TYPE before the samples of a name, each name in one block, each series
/// once.
class Parsed {
 public:
  explicit Parsed(const std::string& text) {
    EXPECT_TRUE(text.ends_with('\n'));
    auto lines = split(text, '\n');
    lines.pop_back();
    for (const auto line : lines) take(std::string(line));
  }
  std::map<std::string, std::string> values;  ///< by the series as it is written

 private:
  static bool is_name(std::string_view text) {
    return !text.empty() && text.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
  }
  /// {name="value",...} with values that need no escape.
  static bool is_labels(std::string_view text) {
    if (!text.starts_with('{') || !text.ends_with('}')) return false;
    for (const auto label : split(text.substr(1, text.size() - 2), ',')) {
      const auto equals = label.find("=\"");
      if (equals == std::string_view::npos || !is_name(label.substr(0, equals))) return false;
      const auto value = label.substr(equals + 2);
      if (value.empty() || value.find_first_of("\"\\") != value.size() - 1) return false;
    }
    return true;
  }
  void take(const std::string& line) {
    const auto words = split(line, ' ');
    if (line.starts_with("# HELP ")) {
      ASSERT_GE(words.size(), 4U) << line;
      helped_ = words[2];
      EXPECT_TRUE(is_name(helped_)) << line;
      EXPECT_TRUE(names_.insert(helped_).second) << helped_ << " has two blocks";
    } else if (line.starts_with("# TYPE ")) {
      ASSERT_EQ(words.size(), 4U) << line;
      typed_ = words[2];
      EXPECT_EQ(typed_, helped_);
      EXPECT_EQ(words[3], "gauge");
    } else {
      take_sample(line);
    }
  }
  void take_sample(const std::string& line) {
    const auto blank = line.rfind(' ');
    ASSERT_NE(blank, std::string::npos) << line;
    const auto series = line.substr(0, blank), value = line.substr(blank + 1);
    const auto name = series.substr(0, series.find('{'));
    EXPECT_EQ(name, typed_) << line;
    EXPECT_TRUE(name == series || is_labels(std::string_view(series).substr(name.size()))) << line;
    EXPECT_FALSE(value.empty()) << line;
    EXPECT_EQ(value.find_first_not_of("0123456789"), std::string::npos) << line;
    EXPECT_TRUE(values.emplace(series, value).second) << line << " comes twice";
  }
  std::string helped_, typed_;
  std::set<std::string> names_;
};

class MetricsTest : public store::StoreTest {
 protected:
  MetricsTest() {
    config::Pipeline pipeline;
    pipeline.name = "nightly";
    pipeline.schedule =
        config::Schedule{must(config::Cron::parse("0 2 * * *", "Europe/Stockholm")), config::Missed::run_once};
    configuration_.pipelines["nightly"] = pipeline;
    configuration_.outlets["peppol.invoices"].name = "peppol.invoices";
  }
  Parsed measured(const std::string& now) {
    const Outlook outlook{configuration_, *parse_instant(now), DaemonIs::running, [](const auto&) {
                            return Result<Room>(Room{100ULL << 30U, 8192});
                          }};
    return Parsed(must(metrics_text(*reading(), outlook)));
  }
  /// Something of everything that is measured.
  void fill() {
    const auto now = *parse_instant("2026-11-23T01:00:00Z");
    auto transaction = writing();
    const auto held = append(*transaction, "P1");
    must(transaction->messages().set_state(held.message.id, store::State::held, "no price", Ore{123'456'789'012}));
    const auto sent = append(*transaction, "P2");
    must(transaction->deliveries().add(sent.message.id, "peppol.invoices", "peppol/P2"));
    auto delivery = must(transaction->deliveries().of_message(sent.message.id)).at(0);
    delivery.state = store::DeliveryState::unknown;
    must(transaction->deliveries().update(delivery));
    must(transaction->connections().set({"peppol.invoices", 3, now, "no answer", "denied"}));
    store::Run run;
    run.pipeline = "nightly";
    run.state = "running";
    run.started = now - std::chrono::hours(24);
    const auto before = must(transaction->runs().begin(run));
    must(transaction->runs().end(before, "done", run.started + std::chrono::seconds(60), Value::object()));
    run.started = now;
    const auto id = must(transaction->runs().begin(run));
    must(transaction->runs().end(id, "failed", now + std::chrono::seconds(90),
                                 *parse_json(R"({"read":724,"issued":{"count":12}})")));
    must(transaction->commit());
  }
  config::Configuration configuration_;
};

TEST_F(MetricsTest, an_empty_store_has_its_numbers_too) {
  const auto values = measured("2026-11-23T12:00:00Z").values;
  EXPECT_EQ(values.at("sluss_alarms"), "0");
  EXPECT_EQ(values.at("sluss_store_bytes"), "8192");
  EXPECT_EQ(values.at("sluss_written_timestamp_seconds"), "1795435200");
  EXPECT_EQ(values.at("sluss_run_next_timestamp_seconds{pipeline=\"nightly\"}"), "1795482000");
  EXPECT_EQ(values.at("sluss_connection_failures{connection=\"peppol.invoices\"}"), "0");
}

TEST_F(MetricsTest, what_there_is_is_counted) {
  fill();
  const auto values = measured("2026-11-23T12:00:00Z").values;
  EXPECT_EQ(values.at("sluss_messages{kind=\"placement\",state=\"held\"}"), "1");
  EXPECT_EQ(values.at("sluss_held_amount_ore{kind=\"placement\"}"), "123456789012");
  EXPECT_EQ(values.at("sluss_deliveries{connection=\"peppol.invoices\",state=\"unknown\"}"), "1");
  EXPECT_EQ(values.at("sluss_connection_failures{connection=\"peppol.invoices\"}"), "3");
  EXPECT_EQ(values.at("sluss_connection_paused{connection=\"peppol.invoices\"}"), "1");
  EXPECT_EQ(values.at("sluss_connection_retry_timestamp_seconds{connection=\"peppol.invoices\"}"), "1795395600");
  EXPECT_EQ(values.at("sluss_run_state{pipeline=\"nightly\",state=\"failed\"}"), "1");
  EXPECT_EQ(values.at("sluss_run_state{pipeline=\"nightly\",state=\"done\"}"), "0");
  EXPECT_EQ(values.at("sluss_run_start_timestamp_seconds{pipeline=\"nightly\"}"), "1795395600");
  EXPECT_EQ(values.at("sluss_run_duration_seconds{pipeline=\"nightly\"}"), "90");
  EXPECT_EQ(values.at("sluss_run_success_timestamp_seconds{pipeline=\"nightly\"}"), "1795309260");
  EXPECT_EQ(values.at("sluss_undelivered_oldest_timestamp_seconds{connection=\"peppol.invoices\"}"), "1795309200");
  EXPECT_EQ(values.at("sluss_parked_oldest_timestamp_seconds{state=\"held\"}"), "1795309200");
  EXPECT_EQ(values.at("sluss_run_read_messages{pipeline=\"nightly\"}"), "724");
  EXPECT_EQ(values.at("sluss_run_invoices{pipeline=\"nightly\"}"), "12");
  EXPECT_EQ(values.at("sluss_alarms"), "3");
  EXPECT_TRUE(values.contains("sluss_alarm_since_timestamp_seconds{alarm=\"pipeline/nightly/failed\"}"));
}

TEST_F(MetricsTest, a_metric_is_known_and_what_is_known_is_measured) {
  fill();
  std::set<std::string> measured_ones;
  for (const auto& [series, value] : measured("2026-11-23T12:00:00Z").values) {
    const auto name = series.substr(0, series.find('{'));
    measured_ones.insert(name);
    const auto& known = all_metrics();
    const auto metric = std::find_if(known.begin(), known.end(), [&](const auto& info) { return info.name == name; });
    ASSERT_NE(metric, known.end()) << name << " is not among all metrics";
    EXPECT_GT(metric->text.size(), 10U) << name;
    for (const auto& label : metric->labels) EXPECT_NE(series.find(label + "=\""), std::string::npos) << series;
    EXPECT_EQ(std::count(series.begin(), series.end(), '='), std::ptrdiff_t(metric->labels.size())) << series;
  }
  for (const auto& metric : all_metrics()) EXPECT_TRUE(measured_ones.contains(metric.name)) << metric.name;
}

TEST_F(MetricsTest, a_file_is_replaced_whole) {
  const auto file = folder_ / "sluss.prom";
  must(write_metrics(file, "old\n"));
  must(write_metrics(file, "new\n"));
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  EXPECT_EQ(line, "new");
  const auto refused = write_metrics(folder_ / "nowhere" / "sluss.prom", "x");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().fault, Fault::unavailable);
}

}  // namespace
}  // namespace sluss::engine
