// What the console draws, over real sockets: runs, pipelines, the configuration's folder, plans and probes. Each answer
// is of the shape that its route states.
#include <gtest/gtest.h>
#include <thread>

#include "admin/route.h"
#include "asker.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

/// Of the route with that path as it stands in the table.
void expect_shape(const Told& told, const std::string& method, const std::string& path) {
  for (const auto& route : admin::all_routes()) {
    if (route.method != method || route.path != path) continue;
    EXPECT_EQ(told.status, static_cast<int>(route.status)) << told.body;
    EXPECT_EQ(admin::shape::fault_of(told.json(), route.answer, ""), "") << path << told.body;
    return;
  }
  ADD_FAILURE() << "there is no route " << method << " " << path;
}

class Works : public ::testing::Test {
 protected:
  Told get(const std::string& path, const std::string& route) {
    auto told = admin_.ask_by(viewer_, "GET", "/api/v1/" + path);
    expect_shape(told, "GET", "/api/v1/" + route);
    return told;
  }
  /// Begins one, and waits until it has ended.
  Value plan() {
    const auto begun = admin_.ask_by(operator_, "POST", "/api/v1/pipelines/nightly/plans", "{}");
    expect_shape(begun, "POST", "/api/v1/pipelines/{pipeline}/plans");
    const auto path = "plans/" + begun.json()["plan"].text_or_empty();
    for (int i = 0; i < 3000; ++i) {
      auto plan = get(path, "plans/{id}").json();
      if (plan["state"].text_or_empty() != "running") return plan;
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
    }
    ADD_FAILURE() << "the plan does not end";
    return {};
  }

  AdminWorld admin_;
  const std::string viewer_ = admin_.token("viewer", "viewer"), operator_ = admin_.token("ola", "operator,viewer");
};

const Value& item(const Value& page, std::size_t at) { return page["items"].as_list()->at(at); }

TEST_F(Works, runs_come_newest_first_and_by_the_page) {
  EXPECT_TRUE(get("runs?pipeline=nightly", "runs").json()["items"].as_list()->empty());
  admin_.world.put("placeringar.csv", {Row{.id = "P1"}});
  for (int i = 0; i < 3; ++i) static_cast<void>(admin_.world.sync());
  // Besides them there is what the daemon itself does between nights.
  const auto everything = get("runs", "runs").json();
  EXPECT_GE(everything["items"].as_list()->size(), 3U);
  const auto all = get("runs?pipeline=nightly", "runs").json();
  ASSERT_EQ(all["items"].as_list()->size(), 3U);
  EXPECT_GT(number_at(item(all, 0), "run"), number_at(item(all, 1), "run"));
  EXPECT_EQ(item(all, 0)["state"].text_or_empty(), "done");
  EXPECT_EQ(number_at(item(all, 2), "report.read"), 1);
  EXPECT_TRUE(all["next"].is_null());
  const auto first = get("runs?pipeline=nightly&limit=2", "runs").json();
  EXPECT_EQ(first["items"].as_list()->size(), 2U);
  const auto rest = get("runs?pipeline=nightly&limit=2&after=" + first["next"].text_or_empty(), "runs").json();
  ASSERT_EQ(rest["items"].as_list()->size(), 1U);
  EXPECT_EQ(item(rest, 0)["run"], item(all, 2)["run"]);
  EXPECT_TRUE(rest["next"].is_null());
  EXPECT_TRUE(get("runs?pipeline=none", "runs").json()["items"].as_list()->empty());
  EXPECT_TRUE(get("runs?after=0", "runs").json()["items"].as_list()->empty());
}

TEST_F(Works, a_pipeline_is_drawn_with_what_went_through_it) {
  auto drawn = get("pipelines", "pipelines").json();
  ASSERT_EQ(drawn["items"].as_list()->size(), 1U);
  EXPECT_TRUE(item(drawn, 0)["edges"].as_list()->front()["count"].is_null()) << "nothing has run";
  admin_.world.put("placeringar.csv", {Row{.id = "P1"}, Row{.id = "P2", .institution = "Okända universitetet"}});
  static_cast<void>(admin_.world.sync());
  drawn = get("pipelines", "pipelines").json();
  const auto& nightly = item(drawn, 0);
  std::map<std::string, Value> nodes;
  for (const auto& node : *nightly["nodes"].as_list()) nodes[node["id"].text_or_empty()] = node;
  const auto& inlet = nodes.at("from klipp.placements");
  EXPECT_EQ(inlet["kind"].text_or_empty(), "inlet");
  EXPECT_EQ(number_at(inlet, "parked"), 1);
  EXPECT_EQ(nodes.at("step 2")["plugin"].text_or_empty(), "bill");
  std::size_t outlets = 0;
  for (const auto& [id, node] : nodes) outlets += node["kind"].text_or_empty() == "outlet" ? 1 : 0;
  EXPECT_EQ(outlets, 1U);
  for (const auto& edge : *nightly["edges"].as_list()) {
    EXPECT_TRUE(nodes.contains(edge["from"].text_or_empty())) << edge["from"].text_or_empty();
    EXPECT_TRUE(nodes.contains(edge["to"].text_or_empty())) << edge["to"].text_or_empty();
    if (edge["from"].text_or_empty() == "from klipp.placements") {
      EXPECT_EQ(number_at(edge, "count"), 2);
    }
  }
  EXPECT_EQ(number_at(nightly["edges"].as_list()->back(), "count"), 1) << "the invoice";
  EXPECT_EQ(nightly["last_run"], item(get("runs?pipeline=nightly", "runs").json(), 0)["run"]);
}

TEST_F(Works, the_configuration_is_shown_as_it_stands_with_its_faults) {
  const auto shown = get("configuration", "configuration").json();
  for (const auto& fault : *shown["faults"].as_list()) EXPECT_EQ(fault["level"].text_or_empty(), "warning");
  EXPECT_EQ(number_at(shown["kept"].as_list()->at(0), "number"), 1);
  const auto& files = *shown["files"].as_list();
  const auto is_main = [](const Value& file) { return file["file"].text_or_empty() == "sluss.yaml"; };
  ASSERT_TRUE(std::any_of(files.begin(), files.end(), is_main));
  for (const auto& file : files) {
    auto name = file["file"].text_or_empty();
    for (auto at = name.find('/'); at != std::string::npos; at = name.find('/')) name.replace(at, 1, "%2F");
    const auto told = admin_.ask_by(operator_, "GET", "/api/v1/configuration/files/" + name);
    expect_shape(told, "GET", "/api/v1/configuration/files/{file}");
    EXPECT_EQ(static_cast<std::int64_t>(told.json()["text"].text_or_empty().size()), number_at(file, "bytes")) << name;
  }
  EXPECT_EQ(admin_.ask_by(viewer_, "GET", "/api/v1/configuration/files/sluss.yaml").status, 403);

  std::this_thread::sleep_for(std::chrono::seconds(6));  // it is looked at again after five
  admin_.world.configure("pipelines/nightly.yaml", "pipeline: nightly\nform: [klipp.placements]\n");
  const auto broken = get("configuration", "configuration").json();
  ASSERT_FALSE(broken["faults"].as_list()->empty());
  const auto& fault = broken["faults"].as_list()->front();
  EXPECT_EQ(fault["file"].text_or_empty(), "pipelines/nightly.yaml");
  EXPECT_EQ(fault["level"].text_or_empty(), "error");
  EXPECT_EQ(get("configuration", "configuration").json()["read"], broken["read"]) << "not looked at for each who asks";
}

TEST_F(Works, no_file_is_shown_that_is_not_of_the_configuration_or_is_a_link) {
  const auto config = admin_.world.root() / "config";
  fs::create_directory(config / "secrets");
  write_file(config / "secrets/ours", "synthetic-secret");
  fs::remove(config / "pipelines/nightly.yaml");
  // What it links to is read as a pipeline, and must not be shown.
  write_file(admin_.world.root() / "elsewhere.yaml", "pipeline: nightly\nfrom: [klipp.placements]\nto: [peppol]\n");
  fs::create_symlink(admin_.world.root() / "elsewhere.yaml", config / "pipelines/nightly.yaml");
  const auto shown = get("configuration", "configuration");
  EXPECT_NE(shown.body.find("pipelines/nightly.yaml"), std::string::npos);
  for (const auto* name :
       {"pipelines%2Fnightly.yaml", "secrets%2Fours", "..%2Fconfig%2Fsluss.yaml", "..%2Felsewhere.yaml",
        "%2Fetc%2Fpasswd", "sluss.yaml%2F..%2Fsecrets%2Fours", "..", "%00", "pipelines", "sluss.yml"}) {
    const auto told = admin_.ask_by(operator_, "GET", std::string("/api/v1/configuration/files/") + name);
    EXPECT_EQ(told.status, 404) << name << told.body;
    EXPECT_EQ(told.body.find("synthetic-secret"), std::string::npos);
  }
}

std::map<std::string, std::string> bytes_below(const fs::path& folder) {
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    // Whoever reads leaves a mark in -shm.
    if (entry.is_regular_file() && !entry.path().string().ends_with("-shm"))
      files[entry.path().string()] = read_file(entry.path());
  return files;
}

TEST_F(Works, a_plan_says_what_a_run_would_do_and_touches_nothing) {
  admin_.world.put("placeringar.csv", {Row{.id = "P1"}, Row{.id = "P2", .institution = "Okända universitetet"}});
  const Value now(admin_.settled(viewer_));
  const auto store = bytes_below(admin_.world.root() / "store"), inbox = bytes_below(admin_.world.root() / "inbox");
  const auto made = plan();
  EXPECT_EQ(made["state"].text_or_empty(), "done") << made["error"].text_or_empty();
  EXPECT_EQ(number_at(made, "report.read"), 2);
  EXPECT_EQ(number_at(made, "report.held.count"), 1);
  EXPECT_EQ(made["invoices"].as_list()->size(), 1U);
  EXPECT_EQ(made["messages"].as_list()->size(), 2U);
  EXPECT_TRUE(made["more"].is_null());
  EXPECT_TRUE(bytes_below(admin_.world.root() / "store") == store) << "the store's bytes are others";
  EXPECT_TRUE(bytes_below(admin_.world.root() / "inbox") == inbox);
  EXPECT_TRUE(admin_.world.outbox().empty());
  EXPECT_NE(admin_.ask_by(viewer_, "GET", "/api/v1/changes").json()["now"], now) << "who waits hears that it is made";
  EXPECT_EQ(admin_.ask_by(viewer_, "GET", "/api/v1/plans/1").status, 404);
  EXPECT_EQ(admin_.ask_by(operator_, "POST", "/api/v1/pipelines/none/plans", "{}").status, 404);
}

TEST_F(Works, a_plan_by_a_faulty_folder_says_what_is_wrong) {
  admin_.world.configure("pipelines/nightly.yaml", "pipeline: nightly\nform: [klipp.placements]\n");
  const auto made = plan();
  EXPECT_EQ(made["state"].text_or_empty(), "failed");
  EXPECT_NE(made["error"].text_or_empty().find("nightly.yaml"), std::string::npos) << made["error"].text_or_empty();
  EXPECT_EQ(admin_.ask_by(viewer_, "GET", "/api/v1/status").status, 200) << "the daemon goes on as it was";
}

TEST_F(Works, a_connection_is_tried) {
  const auto status = get("status", "status").json();
  int tried = 0;
  for (const auto& connection : *status["connections"].as_list()) {
    const auto name = connection["connection"].text_or_empty();
    const auto told = admin_.ask_by(operator_, "POST", "/api/v1/connections/" + name + "/probe", "{}");
    if (told.status == 404) continue;  // it has nothing to be tried
    ++tried;
    expect_shape(told, "POST", "/api/v1/connections/{connection}/probe");
    EXPECT_EQ(item(told.json(), 0)["what"].text_or_empty(), name);
    EXPECT_EQ(item(told.json(), 0)["says"].text_or_empty(), "well");
  }
  EXPECT_GT(tried, 0);
  fs::remove_all(admin_.world.root() / "inbox");
  const auto gone = admin_.ask_by(operator_, "POST", "/api/v1/connections/klipp.placements/probe", "{}");
  expect_shape(gone, "POST", "/api/v1/connections/{connection}/probe");
  EXPECT_EQ(item(gone.json(), 0)["ok"], Value(false)) << gone.body;
  EXPECT_EQ(admin_.ask_by(operator_, "POST", "/api/v1/connections/none/probe", "{}").status, 404);
  EXPECT_EQ(admin_.ask_by(viewer_, "POST", "/api/v1/connections/klipp.placements/probe", "{}").status, 403);
}

}  // namespace
}  // namespace sluss::test
