// The sample set-up for nginx (deploy/proxy), with a real nginx in front of a real daemon: TLS outside, what Sluss says
// to browsers comes through, and so does its waiting; who tries often is held back; whom it signs on is let in.
#include <csignal>
#include <gtest/gtest.h>
#include <thread>
#include <unistd.h>

#include "asker.h"
#include "base/base64.h"
#include "base/json.h"
#include "base/text.h"
#include "support/post.h"
#include "support/temporary_folder.h"
#include "support/test_certificate.h"

namespace sluss::test {
namespace {

namespace fs = std::filesystem;

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  const auto at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from << " does not stand in the sample any more";
  return at == std::string::npos ? text : text.replace(at, from.size(), to);
}

using Change = std::pair<std::string, std::string>;  ///< a part of the sample, and what comes in its place

class Proxy : public ::testing::Test {
 protected:
  Proxy() { serve({}); }
  /// Of a proxy that does more than the sample's own part.
  Proxy(const std::string& keys, const std::string& secret) { admin_.restart_with(keys, "proxy", secret); }

  void serve(const std::vector<Change>& changes) {
    const auto at = std::to_string(port_);
    auto site = read_file(fs::path(SLUSS_SOURCE) / "deploy/proxy/sluss-nginx.conf");
    site = replaced(site, "server 127.0.0.1:8470", "server 127.0.0.1:" + std::to_string(admin_.port()));
    site = replaced(site, "listen 443 ssl", "listen 127.0.0.1:" + at + " ssl");
    site = replaced(site, "listen 80;", "listen 127.0.0.1:" + std::to_string(plain_port_) + ";");
    // Its folder's name has a blank in it.
    site = replaced(site, "/etc/nginx/tls/sluss.pem", '"' + certificate_.certificate.string() + '"');
    site = replaced(site, "/etc/nginx/tls/sluss-key.pem", '"' + certificate_.key.string() + '"');
    for (const auto& [from, to] : changes) site = replaced(site, from, to);
    // Its workers read the list of users, which lies in a folder that is ours alone.
    std::string conf = ::geteuid() == 0 ? "user root; " : "";
    conf += "daemon off; pid nginx.pid; error_log stderr; worker_processes 1;\nevents {}\nhttp {\n";
    for (const auto* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
      conf += std::string(kind) + "_temp_path " + kind + ";\n";
    write_file(folder_.path() / "nginx.conf", conf + "access_log off;\n" + site + "}\n");
    nginx_ =
        std::make_unique<Process>(std::vector<std::string>{"/usr/sbin/nginx", "-p", folder_.path().string(), "-e",
                                                           "stderr", "-c", (folder_.path() / "nginx.conf").string()},
                                  folder_.path());
    for (int i = 0; i < 500 && ask("GET /health/live").empty(); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  ~Proxy() override {
    nginx_->send(SIGTERM);
    const auto ended = nginx_->wait();
    EXPECT_EQ(ended.exit, 0) << ended.err;
  }

  /// Over TLS, with the certificate checked; the answer as it came.
  [[nodiscard]] std::string ask(const std::string& line, const std::string& more = "",
                                const std::string& host = "sluss.region.example") const {
    write_file(folder_.path() / "request",
               line + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + more + "\r\n");
    const auto command =
        "openssl s_client -quiet -ign_eof -verify_return_error -verify_hostname sluss.region.example -CAfile '" +
        certificate_.certificate.string() +
        "' -servername sluss.region.example -connect 127.0.0.1:" + std::to_string(port_) + " < '" +
        (folder_.path() / "request").string() + "' 2>/dev/null";
    return run({"/bin/sh", "-c", command}, folder_.path()).out;
  }

  AdminWorld admin_;
  const TemporaryFolder folder_;
  const Certificate certificate_ = make_certificate(folder_.path(), "proxy", "DNS:sluss.region.example");
  const std::uint16_t port_ = free_port(), plain_port_ = free_port();
  std::unique_ptr<Process> nginx_;
};

bool says(const std::string& answer, const std::string& part) {
  return fold_case(answer).find(fold_case(part)) != std::string::npos;
}

TEST_F(Proxy, serves_over_tls_what_sluss_says_and_adds_what_tls_takes) {
  const auto live = ask("GET /health/live");
  EXPECT_TRUE(live.starts_with("HTTP/1.1 200")) << live;
  EXPECT_TRUE(says(live, "\r\nstrict-transport-security: max-age=31536000")) << live;
  EXPECT_TRUE(says(live, "\r\nx-content-type-options: nosniff")) << live;
  const auto page = ask("GET /");
  EXPECT_TRUE(says(page, "\r\ncontent-security-policy: default-src 'none'")) << page;
  EXPECT_TRUE(ask("GET /api/v1/status").starts_with("HTTP/1.1 401"));
  const auto token = admin_.token("viewer", "viewer");
  const auto bearer = "Authorization: Bearer " + token + "\r\n";
  EXPECT_TRUE(ask("GET /api/v1/status", bearer).starts_with("HTTP/1.1 200"));
  EXPECT_TRUE(ask("GET /health/live", "", "evil.example").starts_with("HTTP/1.1 421")) << "another name led here";
}

TEST_F(Proxy, waits_for_what_waits) {
  const auto bearer = "Authorization: Bearer " + admin_.token("viewer", "viewer") + "\r\n";
  const auto number_in = [](const std::string& answer) {
    const auto number = answer.substr(answer.find("\"now\":") + 6);
    return number.substr(0, number.find('}'));
  };
  auto since = number_in(ask("GET /api/v1/changes", bearer));
  // The daemon still writes what it writes at its start; once nothing happens the whole wait passes.
  for (int i = 0; i < 20; ++i) {
    const auto begun = std::chrono::steady_clock::now();
    const auto now = number_in(ask("GET /api/v1/changes?wait=2&since=" + since, bearer));
    if (now == since) {
      EXPECT_GE(std::chrono::steady_clock::now() - begun, std::chrono::seconds(2));
      return;
    }
    since = now;
  }
  ADD_FAILURE() << "something happened all the time";
}

TEST_F(Proxy, leads_from_plain_http_to_tls) {
  const auto told = talk(plain_port_, "GET /x?y=1 HTTP/1.1\r\nHost: sluss.region.example\r\nConnection: close\r\n\r\n");
  EXPECT_TRUE(told.starts_with("HTTP/1.1 301")) << told;
  EXPECT_TRUE(says(told, "\r\nlocation: https://sluss.region.example/x?y=1\r\n")) << told;
}

TEST_F(Proxy, holds_back_who_tries_to_log_in_often) {
  int refused = 0;
  for (int i = 0; i < 20; ++i)
    refused += ask("POST /api/v1/session", "Content-Length: 0\r\n").starts_with("HTTP/1.1 429") ? 1 : 0;
  EXPECT_GT(refused, 0);
  EXPECT_TRUE(ask("GET /health/live").starts_with("HTTP/1.1 200")) << "what is no login goes on";
  EXPECT_TRUE(ask("GET /api/v1/session").starts_with("HTTP/1.1 401")) << "so does who only looks";
}

/// With its commented part in force. Nobody in it exists.
class SigningProxy : public Proxy {
 protected:
  SigningProxy() : Proxy("proxy: { header: X-Remote-User, secret: secret:proxy }", secret) {
    write_file(folder_.path() / "secret.conf", std::string("proxy_set_header X-Proxy-Secret \"") + secret + "\";\n");
    write_file(folder_.path() / "users", "karin:{PLAIN}made-up\nola:{PLAIN}made-up\n");
    serve({{"    proxy_set_header X-Proxy-Secret \"\";\n", ""},
           {"#include /etc/nginx/sluss-secret.conf", "include \"" + (folder_.path() / "secret.conf").string() + '"'},
           {"    proxy_set_header X-Remote-User \"\";\n", ""},
           {"#auth_basic \"", "auth_basic \""},
           {"#auth_basic_user_file /etc/nginx/sluss.users",
            "auth_basic_user_file \"" + (folder_.path() / "users").string() + '"'},
           {"#proxy_set_header X-Remote-User $remote_user", "proxy_set_header X-Remote-User $remote_user"},
           {"#proxy_set_header Authorization", "proxy_set_header Authorization"}});
    for (const auto* name : {"karin", "ola"}) {
      const auto made = admin_.world.sluss({"user", "set", name, "--role", "viewer", "--no-password"});
      EXPECT_EQ(made.exit, 0) << made.err;
    }
  }

  static std::string as(const std::string& name) {
    return "Authorization: Basic " + to_base64(name + ":made-up") + "\r\n";
  }
  /// What a client may write to look like somebody else.
  static constexpr auto pretending =
      "X-Remote-User: ola\r\nx-remote-user: ola\r\nX-Forwarded-For: 203.0.113.1\r\n"
      "X-Proxy-Secret: guessed\r\n";
  static constexpr auto secret = "made up for tests, long enough for a proxy";
};

TEST_F(SigningProxy, lets_in_whom_it_has_signed_on_and_nobody_who_pretends) {
  EXPECT_TRUE(ask("POST /api/v1/session/proxy", "Content-Length: 0\r\n").starts_with("HTTP/1.1 401"));
  EXPECT_TRUE(ask("GET /", std::string(pretending)).starts_with("HTTP/1.1 401"));
  const auto ways = ask("GET /api/v1/session/ways", as("karin") + pretending);
  EXPECT_TRUE(says(ways, R"({"proxy":"karin"})")) << ways;

  const auto begun = ask("POST /api/v1/session/proxy", as("karin") + pretending + "Content-Length: 0\r\n");
  ASSERT_TRUE(begun.starts_with("HTTP/1.1 200")) << begun;
  const auto at = begun.find("__Host-sluss=");
  ASSERT_NE(at, std::string::npos) << begun;
  const auto cookie = "Cookie: " + begun.substr(at, begun.find(';', at) - at) + "\r\n";
  EXPECT_TRUE(says(ask("GET /api/v1/session", as("karin") + cookie), R"("name":"karin")"));
  EXPECT_TRUE(ask("GET /api/v1/session", as("ola") + cookie).starts_with("HTTP/1.1 401")) << "it is karin's";
  EXPECT_TRUE(ask("GET /api/v1/session", as("karin") + cookie).starts_with("HTTP/1.1 401")) << "it has ended";

  const auto direct = admin_.ask("POST", "/api/v1/session/proxy", {{"X-Remote-User", "karin"}});
  EXPECT_EQ(direct.status, 404) << "past the proxy: " << direct.body;
  const auto log = to_json(admin_.ask_by(admin_.token("auditor", "viewer"), "GET", "/api/v1/audit").json());
  EXPECT_TRUE(says(log, "by the reverse proxy from 127.0.0.1")) << log;
}

}  // namespace
}  // namespace sluss::test
