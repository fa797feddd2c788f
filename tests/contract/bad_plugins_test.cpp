// The checks can fail: for each promise a plugin that breaks it, and one that keeps them all.
#include <chrono>
#include <fcntl.h>
#include <fstream>
#include <gtest/gtest.h>
#include <thread>
#include <unistd.h>

#include "base/text.h"
#include "promises.h"
#include "trial.h"

namespace sluss::contract {
namespace {

enum class Mode { fast, slow };

struct Config {
  std::filesystem::path folder;
  std::string name = "x";
  std::int64_t count = 3;
  Mode mode = Mode::fast;
  Secret password;
  Node table;
};

/// A source that keeps its promises, and does what a test has it do besides.
class Good : public Source {
 public:
  explicit Good(Config /*config*/) {}
  Result<void> open(std::stop_token /*stop*/) override { return {}; }
  Result<std::optional<Read>> read(std::stop_token stop) override {
    if (stop.stop_requested()) return fail(Fault::cancelled, "stopped");
    return std::nullopt;
  }
  Result<void> settle(const std::string& /*ticket*/, Outcome /*outcome*/, const std::string& /*why*/) override {
    return {};
  }
  void close() noexcept override {}
};

class GoodSink : public Sink {
 public:
  explicit GoodSink(Config /*config*/) {}
  Result<void> open(std::stop_token /*stop*/) override { return {}; }
  Resend resend() const override { return Resend::safe; }
  Result<WriteReport> write(std::span<const Parcel> /*parcels*/, std::stop_token /*stop*/) override {
    return fail(Fault::cancelled, "stopped");
  }
  void close() noexcept override {}
};

class GoodProbe : public Probe {
 public:
  explicit GoodProbe(Config /*config*/) {}
  Result<void> probe(std::stop_token /*stop*/) override { return fail(Fault::cancelled, "stopped"); }
};

Spec<Config> good_spec() {
  return Spec<Config>("good", "Reads what is made up")
      .required("folder", &Config::folder, "The folder that is read", "/srv/made-up")
      .option("count", &Config::count, "How many there are")
      .choice("mode", &Config::mode, "How it is read", {{"fast", Mode::fast}, {"slow", Mode::slow}})
      .option("password", &Config::password, "What opens it", "secret:made_up");
}

template <class T = Good>
Subject source(const Spec<Config>& spec = good_spec()) {
  Registry registry;
  registry.source<T>(spec);
  return subjects_of(registry).front();
}

template <class T>
Subject sink() {
  Registry registry;
  registry.sink<T>(good_spec());
  return subjects_of(registry).front();
}

template <class T>
Subject probe() {
  Registry registry;
  registry.source_probe<T>(good_spec());
  return subjects_of(registry).front();
}

void expect_broken(const Sentences& sentences, const std::string& part) {
  EXPECT_NE(join(sentences, "\n").find(part), std::string::npos) << "found only: " << join(sentences, "\n");
}

TEST(BadPlugin, a_good_one_is_not_blamed) {
  const std::string readme = "good: folder, count, mode and password";
  for (const auto& subject : {source(), sink<GoodSink>(), probe<GoodProbe>()}) {
    for (const auto& check :
         {documentation, examples, shorthand, unknown_option, wrong_kinds, secrets, quiet_making, closing, stopping})
      EXPECT_EQ(check(subject), Sentences()) << subject.role;
    EXPECT_EQ(page(subject, readme), Sentences());
  }
}

TEST(BadPlugin, that_needs_one_of_several_options_says_which) {
  const auto spec = good_spec().either({"password", "count"});
  EXPECT_EQ(examples(source(spec)), Sentences());
  EXPECT_EQ(documentation(source(spec)), Sentences());
  expect_broken(parsed(source(spec), "{ folder: . }").faults, "one of these is needed: password, count");
  EXPECT_TRUE(parsed(source(spec), "{ folder: ., count: 0 }").good());
}

TEST(BadPlugin, undocumented) {
  expect_broken(documentation(source(Spec<Config>("bad", ""))), "summary is not a sentence");
  expect_broken(documentation(source(Spec<Config>("badName", "Reads things"))), "its name is not in snake_case");
  const auto with = [](const std::string& name, const std::string& text, const std::string& example) {
    return documentation(source(Spec<Config>("bad", "Reads things").required(name, &Config::name, text, example)));
  };
  expect_broken(with("aName", "Some text", "x"), "not in snake_case");
  expect_broken(with("name", "", "x"), "not explained");
  expect_broken(with("name", "name", "x"), "not explained");
  expect_broken(with("name", "Some text", ""), "has no example");
  expect_broken(documentation(source(good_spec().either({"password", "key"}))), "\"key\" is no option");
}

TEST(BadPlugin, with_examples_that_do_not_work) {
  const auto spec = Spec<Config>("bad", "Reads things");
  expect_broken(examples(source(Spec<Config>(spec).required("count", &Config::count, "How many", "many"))), "refused");
  expect_broken(examples(source(Spec<Config>(spec).option("count", &Config::count, "How many", "many"))),
                "count: many");
  auto picky =
      Spec<Config>(spec).option("name", &Config::name, "Some text").rule([](auto& config, auto& node, auto& context) {
        if (config.name == "x") context.diagnostics.add(node["name"], "not x");
      });
  expect_broken(examples(source(picky)), "refused");
  expect_broken(examples(source(Spec<Config>(spec).whole(&Config::table, "A table", "{ open: "))), "refused");
}

TEST(BadPlugin, with_a_shorthand_that_does_not_work) {
  expect_broken(shorthand(source(good_spec().bare("nothing"))), "no option");
  expect_broken(shorthand(source(good_spec().bare("mode"))), "is refused");
}

/// Registers what parses by itself, as no Spec would.
Subject careless() {
  auto subject = source();
  subject.parse = [](const Node& /*node*/, ParseContext& /*context*/) -> std::optional<Subject::Make> {
    return [] { return std::make_shared<Good>(Config()); };
  };
  return subject;
}

TEST(BadPlugin, that_takes_anything) {
  expect_broken(unknown_option(careless()), "an unknown option is passed over");
  expect_broken(unknown_option(careless()), "\"folderr\" is not corrected");
  expect_broken(wrong_kinds(careless()), "takes {");
  expect_broken(secrets(careless()), "may be written in clear");
}

TEST(BadPlugin, that_tells_a_secret) {
  const auto telling = good_spec().rule([](auto& config, auto& node, auto& context) {
    context.diagnostics.add(node, "the password " + config.password.reveal() + " is too short");
  });
  expect_broken(secrets(source(telling)), "tells a secret");
  const auto in_clear =
      Spec<Config>("bad", "Reads things").option("password", &Config::password, "What opens it", "hunter2");
  expect_broken(secrets(source(in_clear)), "is not secret:NAME");
}

struct StartsThread : Good {
  explicit StartsThread(const Config& config) : Good(config) {}
  std::jthread thread{[](const std::stop_token& stop) {
    while (!stop.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }};
};

struct OpensFile : Good {
  explicit OpensFile(const Config& config) : Good(config) {}
  std::ifstream null{"/dev/null"};
};

struct ReadsFile : Good {
  explicit ReadsFile(const Config& config) : Good(config) {
    std::string word;
    std::ifstream("/proc/self/cmdline") >> word;
  }
};

struct MakesFile : Good {
  explicit MakesFile(const Config& config) : Good(config) { std::ofstream(config.folder / "made"); }
};

TEST(BadPlugin, that_is_not_made_quietly) {
  expect_broken(quiet_making(source<StartsThread>()), "starts a thread");
  expect_broken(quiet_making(source<OpensFile>()), "opens a file");
  expect_broken(quiet_making(source<ReadsFile>()), "reads or writes");
  expect_broken(quiet_making(source<MakesFile>()), "changes the folder");
}

template <class Base>
struct DiesUnopened : Base {
  using Base::Base;
  bool opened = false;
  Result<void> open(std::stop_token /*stop*/) override { return opened = true, Result<void>(); }
  void close() noexcept override {
    if (!opened) std::abort();
  }
};

template <class Base>
struct DiesTheSecondTime : Base {
  using Base::Base;
  int closed = 0;
  void close() noexcept override {
    if (++closed == 2) std::abort();
  }
};

TEST(BadPlugin, that_cannot_be_closed) {
  expect_broken(closing(source<DiesUnopened<Good>>()), "brings the process down");
  expect_broken(closing(source<DiesTheSecondTime<Good>>()), "brings the process down");
  expect_broken(closing(sink<DiesUnopened<GoodSink>>()), "brings the process down");
  expect_broken(closing(sink<DiesTheSecondTime<GoodSink>>()), "brings the process down");
}

struct Deaf : Good {
  using Good::Good;
  Result<std::optional<Read>> read(std::stop_token /*stop*/) override {
    for (;;) std::this_thread::sleep_for(std::chrono::seconds(1));
  }
};

struct Insistent : Good {
  using Good::Good;
  Result<std::optional<Read>> read(std::stop_token /*stop*/) override { return Read{"1", "one", "", nullptr}; }
};

struct Wrong : Good {
  using Good::Good;
  Result<void> open(std::stop_token stop) override {
    return stop.stop_requested() ? fail(Fault::internal, "a surprise") : Result<void>();
  }
};

struct Forgetful : GoodSink {
  using GoodSink::GoodSink;
  Result<WriteReport> write(std::span<const Parcel> /*parcels*/, std::stop_token /*stop*/) override {
    return WriteReport();
  }
};

struct DeafProbe : GoodProbe {
  using GoodProbe::GoodProbe;
  Result<void> probe(std::stop_token /*stop*/) override {
    for (;;) std::this_thread::sleep_for(std::chrono::seconds(1));
  }
};

TEST(BadPlugin, that_does_not_stop) {
  expect_broken(stopping(source<Deaf>()), "does not return");
  expect_broken(stopping(source<Insistent>()), "read gives something");
  expect_broken(stopping(source<Wrong>()), "another error than cancelled: a surprise");
  expect_broken(stopping(sink<Forgetful>()), "does not report");
  expect_broken(stopping(probe<DeafProbe>()), "does not return");
}

TEST(BadPlugin, without_a_page) {
  expect_broken(page(source(), ""), "does not name it");
  expect_broken(page(source(), "good: folders, count, mode, password"), "the option \"folder\"");
}

}  // namespace
}  // namespace sluss::contract
