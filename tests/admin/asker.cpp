#include "asker.h"

#include <csignal>
#include <gtest/gtest.h>
#include <thread>

#include "admin/route.h"
#include "base/json.h"
#include "base/text.h"
#include "support/post.h"
#include "support/pushes.h"

namespace sluss::test {

Value Told::json() const {
  auto value = parse_json(body);
  EXPECT_TRUE(value) << body;
  return value ? *value : Value();
}

std::string misshapen(const Told& told, const std::string& method, const std::string& target) {
  const auto match = admin::match(admin::all_routes(), method, target.substr(0, target.find('?')));
  if (match.route == nullptr) return "there is no such route";
  if (match.route->answer.is_null()) return told.body.empty() ? "" : "an answer where none is expected";
  return admin::shape::fault_of(told.json(), match.route->answer, "");
}

AdminWorld::AdminWorld() : port_(free_port()) {
  const auto before = read_file(world.root() / "config/sluss.yaml");
  world.configure("sluss.yaml", before + "admin: { listen: \"127.0.0.1:" + std::to_string(port_) +
                                    "\", names: [sluss.region.example] }\n");
  start();
}

void AdminWorld::start() {
  daemon_ = std::make_unique<Process>(daemon_of(world), world.root() / "scratch");
  for (int i = 0; i < 3000 && ask("GET", "/health/live").status != 200; ++i)
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
}

std::string AdminWorld::stop() {
  daemon_->send(SIGTERM);
  const auto finished = daemon_->wait();
  EXPECT_EQ(finished.exit, 0) << finished.err;
  return finished.err;
}

void AdminWorld::keep_secret(const std::string& name, const std::string& secret) const {
  const auto file = world.root() / "config/secrets" / name;
  std::filesystem::create_directories(file.parent_path());
  write_file(file, secret);
  std::filesystem::permissions(file, std::filesystem::perms::owner_read);
}

void AdminWorld::restart_with(const std::string& keys, const std::string& secret_name, const std::string& secret) {
  stop();
  keep_secret(secret_name, secret);
  auto settings = read_file(world.root() / "config/sluss.yaml");
  settings.insert(settings.find('}', settings.find("admin:")), ", " + keys + " ");
  world.configure("sluss.yaml", settings);
  start();
}

Told AdminWorld::ask(const std::string& method, const std::string& target, const Lines& headers,
                     const std::string& body) const {
  auto request = method + " " + target + " HTTP/1.1\r\nConnection: close\r\n";
  if (!headers.contains("Host")) request += "Host: localhost:" + std::to_string(port_) + "\r\n";
  for (const auto& [name, value] : headers) request += name + ": " + value + "\r\n";
  if (!body.empty() && !headers.contains("Content-Type")) request += "Content-Type: application/json\r\n";
  if (method != "GET") request += "Content-Length: " + std::to_string(body.size()) + "\r\n";
  const auto answer = talk(port_, request + "\r\n" + body);
  const auto end = answer.find("\r\n\r\n");
  if (end == std::string::npos) return {};
  Told told{std::stoi(answer.substr(9, 3)), {}, answer.substr(end + 4)};
  for (auto at = answer.find("\r\n") + 2; at < end;) {
    const auto line = answer.substr(at, answer.find("\r\n", at) - at);
    told.headers[fold_case(line.substr(0, line.find(':')))] = std::string(trim(line.substr(line.find(':') + 1)));
    at += line.size() + 2;
  }
  return told;
}

Told AdminWorld::ask_by(const std::string& token, const std::string& method, const std::string& target,
                        const std::string& body) const {
  return ask(method, target, {{"Authorization", "Bearer " + token}}, body);
}

Value AdminWorld::told_by(const std::string& token, const std::string& method, const std::string& target,
                          const std::string& body) const {
  const auto told = ask_by(token, method, target, body);
  EXPECT_EQ(told.status, 200) << method << " " << target << ": " << told.body;
  EXPECT_EQ(misshapen(told, method, target), "") << method << " " << target << ": " << told.body;
  return told.json();
}

std::string AdminWorld::token(const std::string& name, const std::string& roles) const {
  const auto made = world.sluss({"token", "add", name, "--role", roles});
  EXPECT_EQ(made.exit, 0) << made.err;
  return std::string(trim(made.out));
}

std::int64_t AdminWorld::settled(const std::string& viewer) const {
  std::int64_t before = 0, now = 1;
  for (int i = 0; i < 30 && before != now; ++i) {
    before = now;
    const auto told = ask_by(viewer, "GET", "/api/v1/changes?wait=3&since=" + std::to_string(before));
    now = number_at(told.json(), "now");
  }
  EXPECT_EQ(before, now) << "the store is written to again and again";
  return now;
}

}  // namespace sluss::test
