#include "admin/service.h"

#include <algorithm>

#include "base/json.h"
#include "observe/log.h"

namespace sluss::admin {
namespace {

constexpr std::size_t threads = 4;
constexpr std::size_t most_waiting = 256;
constexpr unsigned soon = 2;  // seconds
constexpr std::uint64_t largest_json = 1024 * 1024;

/// What every answer says to browsers, unless it says otherwise itself: keep nothing, guess nothing, show it in no
/// frame, load nothing, and let no page of another host have it or a hand on it.
constexpr std::pair<const char*, const char*> always[] = {
    {"Cache-Control", "no-store"},
    {"Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'"},
    {"Referrer-Policy", "no-referrer"},
    {"X-Content-Type-Options", "nosniff"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
};

bool has(const http::HeaderLines& headers, std::string_view name) {
  return std::ranges::any_of(headers, [&](const auto& header) { return header.first == name; });
}

std::string the_only(std::vector<std::string> values) {
  return values.size() == 1 ? std::move(values.front()) : std::string();
}

http::Reply busy() { return reply_of({503, "too many requests wait; try again", soon}); }

Value body_of(const std::string& text, const Route& route) {
  if (route.body.is_null()) {
    if (!text.empty()) throw Problem{400, "no body is taken here"};
    return {};
  }
  auto body = parse_json(text);
  if (!body) throw Problem{400, "the body is no JSON: " + body.error().what};
  if (auto fault = shape::fault_of(*body, route.body, ""); !fault.empty()) throw Problem{422, std::move(fault)};
  return std::move(*body);
}

store::Store& opened(std::unique_ptr<store::Store>& store, const House& house) {
  if (!store) store = must(house.open_store());
  return *store;
}

/// What is done by a request, or the problem with it. A store that gave out is opened anew by the next one.
template <class F>
http::Reply tried(std::unique_ptr<store::Store>& store, F&& work) {
  try {
    return work();
  } catch (const Problem& problem) {
    if (problem.status == 503) store.reset();
    auto reply = reply_of(problem);
    if (problem.status == 401) reply.headers.emplace_back("WWW-Authenticate", "Bearer");
    return reply;
  } catch (const std::exception& exception) {
    observe::log(observe::Level::error, "admin", std::string("a bug: ") + exception.what());
    return reply_of({500, "a bug in Sluss; its log says more"});
  }
}

}  // namespace

AdminService::AdminService(House& house, Gateway gateway)
    : house_(house), encrypted_(gateway.encrypted), memory_(house), gate_(std::move(gateway), all_routes(), memory_) {
  for (std::size_t i = 0; i < threads; ++i) threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

AdminService::~AdminService() { close(); }

http::Reply AdminService::guarded(http::Reply reply) const {
  for (const auto& [name, value] : always) {
    if (!has(reply.headers, name)) reply.headers.emplace_back(name, value);
  }
  // A browser that was here once comes encrypted from then on.
  if (encrypted_) reply.headers.emplace_back("Strict-Transport-Security", "max-age=31536000");
  return reply;
}

std::optional<http::Reply> AdminService::refuse(const http::RequestHead& head) {
  bool refused = true;
  auto reply = tried(door_store_, [&] {
    static_cast<void>(admit(head, door_store_));
    refused = false;
    return http::Reply{};
  });
  return refused ? std::optional(guarded(std::move(reply))) : std::nullopt;
}

http::Reply AdminService::refusal(unsigned status, const std::string& why) const {
  return guarded(reply_of({status, why}));
}

std::uint64_t AdminService::largest_body(const http::RequestHead& /*head*/) const { return largest_json; }

void AdminService::take(http::RequestHead head, std::string body, Answer answer) {
  std::unique_lock lock(mutex_);
  if (closed_ || jobs_.size() >= most_waiting) {
    lock.unlock();
    return answer(guarded(busy()));
  }
  jobs_.push_back({std::move(head), std::move(body), std::move(answer)});
  lock.unlock();
  changed_.notify_one();
}

void AdminService::close() {
  std::deque<Job> left;
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
    left.swap(jobs_);
  }
  for (const auto& job : left) job.answer(guarded(busy()));
  for (auto& thread : threads_) thread.request_stop();
  threads_.clear();
  memory_.close();
}

void AdminService::work(const std::stop_token& stop) {
  std::unique_ptr<store::Store> store;
  while (const auto job = next(stop)) {
    Later later;
    auto reply = handle(*job, store, later);
    if (later) later([this, answer = job->answer](http::Reply told) { answer(guarded(std::move(told))); });
    else job->answer(guarded(std::move(reply)));
  }
}

std::optional<AdminService::Job> AdminService::next(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, stop, [this] { return !jobs_.empty(); });
  if (jobs_.empty()) return std::nullopt;
  auto job = std::move(jobs_.front());
  jobs_.pop_front();
  return job;
}

/// Admits once more: between the door and here an account may have gone.
http::Reply AdminService::handle(const Job& job, std::unique_ptr<store::Store>& store, Later& later) {
  return tried(store, [&] {
    auto admitted = admit(job.head, store);
    auto body = body_of(job.body, *admitted.route);
    Call call({std::move(admitted.visitor), std::move(admitted.introduction.client), std::move(admitted.parts),
               std::move(body), the_only(job.head.all("If-None-Match")), cookie_in(job.head, ticket_name),
               std::move(admitted.introduction.account)},
              house_, memory_, *store);
    auto reply = admitted.route->handle(call);
    later = call.later();
    return reply;
  });
}

Admitted AdminService::admit(const http::RequestHead& head, std::unique_ptr<store::Store>& store) const {
  const auto reading = must(opened(store, house_).begin(store::Access::read));
  return gate_.admit(head, reading->accounts(), house_.clock().now());
}

}  // namespace sluss::admin
