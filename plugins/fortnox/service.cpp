#include "service.h"

#include <sodium.h>

#include "http/url.h"

namespace sluss::fortnox {
namespace {

constexpr std::size_t longest_answer = 1U << 20U;
constexpr std::chrono::seconds margin{60};

std::string base64(std::string_view bytes) {
  std::string text(sodium_base64_encoded_len(bytes.size(), sodium_base64_VARIANT_ORIGINAL), '\0');
  sodium_bin2base64(text.data(), text.size(), reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size(),
                    sodium_base64_VARIANT_ORIGINAL);
  text.pop_back();  // its NUL
  return text;
}

}  // namespace

Service::Service(SinkConfig config)
    : config_(std::move(config)),
      client_(config_.line(longest_answer), config_.pace()),
      chain_(config_.token_file, config_.refresh_token) {}

bool Service::has_token() const { return token_ && std::chrono::steady_clock::now() - got_ + margin < token_->lives; }

Result<std::string> Service::log_in(const std::string& form, const std::stop_token& stop) {
  const auto who = base64(config_.client_id + ":" + config_.client_secret.reveal());
  std::vector<std::string> headers = {"Authorization: Basic " + who, "Accept: application/json",
                                      "Content-Type: application/x-www-form-urlencoded"};
  if (config_.refresh_token.empty()) headers.push_back("TenantId: " + config_.tenant);
  const http::Request request{"POST", config_.token_url, std::move(headers), form, "Fortnox's login"};
  SLUSS_TRY_ASSIGN(answer, client_.send(request, stop));
  // RFC 6749, 5.2: 400 is for a grant that is not, or no longer, ours.
  if (answer.status == 400)
    return fail(
        Fault::denied,
        "Fortnox's login answered 400: it gives this client no token; check tenant: or refresh_token:, and whether "
        "the customer's consent is still there");
  if (auto refused = http::refusal(answer, request.shown, SystemClock().now())) return fail(std::move(*refused));
  return std::move(answer.body);
}

Result<void> Service::get_token(const std::stop_token& stop) {
  token_.reset();
  got_ = std::chrono::steady_clock::now();
  if (config_.refresh_token.empty()) {
    SLUSS_TRY_ASSIGN(body, log_in("grant_type=client_credentials", stop));
    SLUSS_TRY_ASSIGN(token, token_in(body));
    token_ = std::move(token);
    return {};
  }
  const auto use = [&](const Secret& refresh) -> Result<Grant> {
    SLUSS_TRY_ASSIGN(body,
                     log_in("grant_type=refresh_token&refresh_token=" + http::percent_encoded(refresh.reveal()), stop));
    return grant_in(body);
  };
  SLUSS_TRY_ASSIGN(token, chain_.advance(use, stop));
  token_ = std::move(token);
  return {};
}

Sent Service::send(const std::string& method, const std::string& path, const std::string& body,
                   const std::stop_token& stop) {
  const bool was_there = has_token();
  if (!was_there) {
    if (auto got = get_token(stop); !got) return {fail(got.error()), false};
  }
  for (bool again = was_there;; again = false) {
    const http::Request request{method,
                                config_.url + path,
                                {"Authorization: Bearer " + token_->value.reveal(), "Accept: application/json",
                                 "Content-Type: application/json"},
                                body};
    auto answer = client_.send(request, stop);
    const bool left = client_.left();
    if (!answer || answer->status != 401 || !again) return {std::move(answer), left};
    if (auto got = get_token(stop); !got) return {fail(got.error()), false};
  }
}

}  // namespace sluss::fortnox
