// What the daemon does at the same time: jobs, each on a thread of its own and never two of one name.
#pragma once

#include <boost/asio/io_context.hpp>
#include <functional>
#include <map>
#include <stop_token>
#include <string>
#include <thread>
#include <vector>

namespace sluss::app {

/// All calls come from the thread that runs the io_context; `ended` is called there too, when the job's thread is gone.
class Jobs {
 public:
  /// `idle` is called when the last job has ended.
  Jobs(boost::asio::io_context& io, std::function<void()> idle) : io_(io), idle_(std::move(idle)) {}

  [[nodiscard]] bool runs(const std::string& name) const { return threads_.contains(name); }
  /// What `work` throws ends the process: jobs give back what went wrong by other ways.
  void start(const std::string& name, std::function<void(const std::stop_token&)> work, std::function<void()> ended);
  /// Asks a job to stop; it ends when it has.
  void stop(const std::string& name);
  void stop_all();
  /// Those under way.
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  boost::asio::io_context& io_;
  std::function<void()> idle_;
  std::map<std::string, std::jthread> threads_;
};

}  // namespace sluss::app
