#include "app/jobs.h"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/post.hpp>

namespace sluss::app {

void Jobs::start(const std::string& name, std::function<void(const std::stop_token&)> work,
                 std::function<void()> ended) {
  auto busy = boost::asio::make_work_guard(io_);
  threads_[name] = std::jthread([this, name, work = std::move(work), ended = std::move(ended),
                                 busy = std::move(busy)](const std::stop_token& stop) {
    work(stop);
    boost::asio::post(io_, [this, name, ended] {
      threads_.erase(name);  // joins
      ended();
      if (threads_.empty()) idle_();
    });
  });
}

std::vector<std::string> Jobs::names() const {
  std::vector<std::string> names;
  for (const auto& [name, thread] : threads_) names.push_back(name);
  return names;
}

void Jobs::stop(const std::string& name) {
  if (const auto at = threads_.find(name); at != threads_.end()) at->second.request_stop();
}

void Jobs::stop_all() {
  for (auto& [name, thread] : threads_) thread.request_stop();
}

}  // namespace sluss::app
