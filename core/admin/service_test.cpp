// What every answer says to browsers. Over sockets, with a store and accounts: tests/admin.
#include "admin/service.h"

#include <gtest/gtest.h>

namespace sluss::admin {
namespace {

/// Nobody lives there.
class EmptyHouse final : public House {
 public:
  [[nodiscard]] std::shared_ptr<const config::Configuration> configuration() const override { return nullptr; }
  [[nodiscard]] const Clock& clock() const override { return clock_; }
  [[nodiscard]] Result<std::unique_ptr<store::Store>> open_store() const override {
    return fail(Fault::store, "there is none");
  }
  [[nodiscard]] Result<std::unique_ptr<store::ChangeWatch>> watch_store() const override {
    return fail(Fault::store, "there is none");
  }
  [[nodiscard]] std::string version() const override { return "0"; }
  [[nodiscard]] std::chrono::seconds since_last_look() const override { return {}; }
  [[nodiscard]] Result<void> start_run(const std::string& /*pipeline*/, const std::string& /*who*/) override {
    return {};
  }

  [[nodiscard]] std::string own_metrics() const override { return {}; }
  [[nodiscard]] std::optional<Progress> progress(const std::string& /*pipeline*/) const override {
    return std::nullopt;
  }
  [[nodiscard]] Result<std::shared_ptr<const FolderNow>> folder() override { return fail(Fault::config, "none"); }
  [[nodiscard]] Result<Value> plan(const std::string& /*pipeline*/, const std::stop_token& /*stop*/) const override {
    return fail(Fault::config, "none");
  }
  [[nodiscard]] Result<engine::Probed> probe(const std::string& /*connection*/,
                                             const std::stop_token& /*stop*/) const override {
    return fail(Fault::config, "none");
  }

 private:
  SystemClock clock_;
};

int times(const http::Reply& reply, const std::string& name) {
  int count = 0;
  for (const auto& [one, value] : reply.headers) count += one == name ? 1 : 0;
  return count;
}

TEST(AdminService, a_refusal_too_tells_browsers_what_they_may) {
  EmptyHouse house;
  AdminService plain(house, {{}, false}), encrypted(house, {{}, true});
  const auto reply = plain.refuse({"GET", "/api/v1/status", {{"Host", "localhost"}}});
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 503U) << "there is no store to find the account in";
  for (const auto* name : {"Cache-Control", "Content-Security-Policy", "Referrer-Policy", "X-Content-Type-Options",
                           "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy", "Permissions-Policy"})
    EXPECT_EQ(times(*reply, name), 1) << name;
  EXPECT_EQ(times(*reply, "Strict-Transport-Security"), 0) << "over plain HTTP it means nothing";
  EXPECT_EQ(times(encrypted.refusal(400, "no HTTP"), "Strict-Transport-Security"), 1);
}

}  // namespace
}  // namespace sluss::admin
