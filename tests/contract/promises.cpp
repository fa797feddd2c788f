#include "promises.h"

#include <algorithm>
#include <cctype>
#include <ostream>

#include "base/text.h"
#include "trial.h"

namespace sluss::contract {
namespace {

template <class Role>
std::vector<Subject> subjects(const std::string& role, const Registry::Plugins<Role>& plugins) {
  std::vector<Subject> all;
  for (const auto& [name, plugin] : plugins) {
    auto parse = [parse = plugin.parse](const Node& node, ParseContext& context) -> std::optional<Subject::Make> {
      auto make = parse(node, context);
      if (!make) return std::nullopt;
      return [make = *make] { return std::shared_ptr<void>(std::shared_ptr<Role>(make())); };
    };
    all.push_back({role, plugin.spec, plugin.module, std::move(parse)});
  }
  return all;
}

void append(std::vector<Subject>& all, std::vector<Subject> more) {
  std::move(more.begin(), more.end(), std::back_inserter(all));
}

bool is_snake_case(const std::string& name) {
  const auto fits = [](unsigned char c) { return std::islower(c) != 0 || std::isdigit(c) != 0 || c == '_'; };
  return !name.empty() && std::islower(static_cast<unsigned char>(name.front())) != 0 &&
         std::all_of(name.begin(), name.end(), fits);
}

/// Several words that begin as a sentence does, without a full stop: it stands in lists.
bool is_sentence(const std::string& text) {
  return text.find(' ') != std::string::npos && std::isupper(static_cast<unsigned char>(text.front())) != 0 &&
         text.back() != '.';
}

Sentences documentation_of(const OptionInfo& option) {
  Sentences broken;
  const auto name = "option \"" + option.name + "\"";
  if (!is_snake_case(option.name)) broken.push_back(name + " is not in snake_case");
  if (!is_sentence(option.text)) broken.push_back(name + " is not explained by a sentence: " + option.text);
  if (option.required && option.example.empty()) broken.push_back(name + " is required and has no example");
  if (!option.secret && option.example.empty() && option.fallback.empty())
    broken.push_back(name + " has neither an example nor a default");
  return broken;
}

void expect_good(const Subject& subject, const std::string& what, const Settings& settings, Sentences& broken) {
  const auto result = parsed(subject, yaml_of(subject.spec, settings));
  if (!result.good()) broken.push_back(what + " is refused: " + join(result.faults, " / "));
}

/// Whether one of the faults is about this option.
bool is_blamed(const std::vector<std::string>& faults, const std::string& option) {
  return std::any_of(faults.begin(), faults.end(),
                     [&](const std::string& fault) { return fault.find(option) != std::string::npos; });
}

void expect_refused(const Subject& subject, const std::string& option, const std::string& value, Sentences& broken) {
  auto settings = required_settings(subject.spec);
  settings[option] = value;
  const auto result = parsed(subject, yaml_of(subject.spec, settings));
  if (result.make || !is_blamed(result.faults, option)) broken.push_back("option \"" + option + "\" takes " + value);
}

/// A word that is one letter from the name.
std::string misspelt(const std::string& name) { return name + name.back(); }

void expect_unspoken(const std::vector<std::string>& texts, const std::string& value, Sentences& broken) {
  for (const auto& text : texts) {
    if (text.find(value) != std::string::npos) broken.push_back("a text tells a secret: " + text);
  }
}

Sentences secrecy_of(const Subject& subject, const OptionInfo& option) {
  Sentences broken;
  if (!option.fallback.empty()) broken.push_back("secret \"" + option.name + "\" has a default");
  if (!option.example.empty() && !option.example.starts_with("secret:"))
    broken.push_back("the example of secret \"" + option.name + "\" is not secret:NAME");
  auto settings = required_settings(subject.spec);
  settings[option.name] = "secret:name";
  expect_unspoken(parsed(subject, yaml_of(subject.spec, settings)).faults, secret_value, broken);
  settings[option.name] = secret_value;
  const auto in_clear = parsed(subject, yaml_of(subject.spec, settings));
  if (in_clear.make) broken.push_back("secret \"" + option.name + "\" may be written in clear");
  expect_unspoken(in_clear.faults, secret_value, broken);
  return broken;
}

/// Who asks for access tokens says where, and who he is; a refresh token needs a place for its successors.
Settings companions_of_oauth(const std::string& option) {
  const Settings who = {
      {"token_url", "https://login.example.se/token"}, {"client_id", "sluss"}, {"client_secret", "secret:name"}};
  const Settings chain = {{"refresh_token", "secret:name"}, {"token_file", "service.token"}};
  auto settings = who;
  if (chain.contains(option)) settings.insert(chain.begin(), chain.end());
  const bool is_of_it = settings.contains(option) || option == "client_auth" || option == "scope";
  return is_of_it ? settings : Settings();
}

/// Options that mean nothing alone, and so are refused alone: what stands beside them where their examples are tried.
Settings companions(const Subject& subject, const std::string& option) {
  // A passphrase is of no use without its key.
  if (subject.spec.name() == "sftp" && option == "passphrase") return {{"key", "secret:sftp_key"}};
  // Our own certificate goes with its key, and stepping back with a place to step back from.
  if (option == "certificate_key") return {{"certificate", "tls/sluss.pem"}};
  if (subject.spec.name() == "postgresql" && option == "certificate") return {{"certificate_key", "tls/sluss-key.pem"}};
  if (option == "overlap") return {{"cursor", "changed_at"}};
  if (subject.spec.name() == "smtp") {
    // Who logs in does so with a password.
    if (option == "user") return {{"password", "secret:name"}};
    if (option == "password") return {{"user", "sluss"}};
  }
  if (subject.spec.name() == "fortnox") {
    // A key and what opens it are of no use without their certificate; a token that changes needs a place.
    if (option == "passphrase") return {{"certificate", "tls/sluss-client.p12"}};
    if (option == "refresh_token") return {{"token_file", "fortnox.token"}};
    if (option == "token_file") return {{"refresh_token", "secret:name"}};
  }
  const bool is_source = subject.role.starts_with("source");
  // So is one of a client certificate.
  const bool asks = subject.spec.name() == "feed" || subject.spec.name() == "rest" || subject.spec.name() == "enrich" ||
                    (subject.spec.name() == "http" && !is_source);
  if (asks && option == "passphrase") return {{"certificate", "tls/sluss-client.p12"}};
  if (auto oauth = companions_of_oauth(option); asks && !oauth.empty()) return oauth;
  if (subject.spec.name() != "http") return {};
  // A target is asked only when the operator has said that it can be.
  if (!is_source && option == "ask") return {{"resend", "ask"}};
  return {};
}

bool is_letter(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

bool has_word(const std::string& text, const std::string& word) {
  for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at + 1)) {
    const auto end = at + word.size();
    if ((at == 0 || !is_letter(text[at - 1])) && (end == text.size() || !is_letter(text[end]))) return true;
  }
  return false;
}

void append(Sentences& all, Sentences more) { std::move(more.begin(), more.end(), std::back_inserter(all)); }

}  // namespace

void PrintTo(const Subject& subject, std::ostream* out) { *out << subject.role << " " << subject.spec.name(); }

std::vector<Subject> subjects_of(const Registry& registry) {
  auto all = subjects("source", registry.sources());
  append(all, subjects("codec", registry.codecs()));
  append(all, subjects("processor", registry.processors()));
  append(all, subjects("sink", registry.sinks()));
  append(all, subjects("source_probe", registry.source_probes()));
  append(all, subjects("sink_probe", registry.sink_probes()));
  return all;
}

Sentences documentation(const Subject& subject) {
  Sentences broken;
  const auto& spec = subject.spec;
  if (!is_snake_case(spec.name())) broken.push_back("its name is not in snake_case");
  if (!is_sentence(spec.summary())) broken.push_back("its summary is not a sentence: " + spec.summary());
  if (spec.free_form()) {
    const auto& whole = spec.options().front();
    if (!is_sentence(whole.text) || whole.example.empty()) broken.push_back("its language is not explained");
    return broken;
  }
  for (const auto& option : spec.options()) append(broken, documentation_of(option));
  for (const auto& names : spec.either()) {
    for (const auto& name : names) {
      const auto& options = spec.options();
      if (std::none_of(options.begin(), options.end(), [&](const auto& option) { return option.name == name; }))
        broken.push_back("one of \"" + join(names, ", ") + "\" is needed, and \"" + name + "\" is no option");
    }
  }
  return broken;
}

Sentences examples(const Subject& subject) {
  Sentences broken;
  const auto required = required_settings(subject.spec);
  expect_good(subject, "what the examples of the required options make", required, broken);
  if (subject.spec.free_form()) return broken;
  for (const auto& option : subject.spec.options()) {
    for (const auto& value : {option.example, option.fallback}) {
      if (value.empty()) continue;
      auto settings = required;
      settings.merge(companions(subject, option.name));
      settings[option.name] = value;
      expect_good(subject, option.name + ": " + value, settings, broken);
    }
  }
  return broken;
}

Sentences shorthand(const Subject& subject) {
  const auto& name = subject.spec.shorthand();
  if (name.empty()) return {};
  for (const auto& option : subject.spec.options()) {
    if (option.name != name) continue;
    const auto result = parsed(subject, option.example);
    if (result.good()) return {};
    return {"its value alone, " + option.example + ", is refused: " + join(result.faults, " / ")};
  }
  return {"a value alone stands for \"" + name + "\", which is no option"};
}

Sentences unknown_option(const Subject& subject) {
  Sentences broken;
  if (subject.spec.free_form()) return broken;
  const auto required = required_settings(subject.spec);
  for (const auto& option : subject.spec.options()) {
    auto settings = required;
    settings[misspelt(option.name)] = "x";
    const auto result = parsed(subject, yaml_of(subject.spec, settings));
    if (result.make || !is_blamed(result.faults, "did you mean \"" + option.name + "\"?"))
      broken.push_back("\"" + misspelt(option.name) + "\" is not corrected: " + join(result.faults, " / "));
  }
  auto settings = required;
  settings["zzzzzzzzzzzzzzzz"] = "x";
  if (parsed(subject, yaml_of(subject.spec, settings)).make) broken.emplace_back("an unknown option is passed over");
  return broken;
}

Sentences wrong_kinds(const Subject& subject) {
  Sentences broken;
  if (subject.spec.free_form()) {
    if (parsed(subject, "a text").make) broken.emplace_back("it takes a text for its table");
    return broken;
  }
  for (const auto& option : subject.spec.options()) {
    if (option.kind == OptionKind::table) continue;
    expect_refused(subject, option.name, "{ zzz: 1 }", broken);
    if (option.kind != OptionKind::texts) expect_refused(subject, option.name, "[zzz, yyy]", broken);
  }
  return broken;
}

Sentences secrets(const Subject& subject) {
  Sentences broken;
  for (const auto& option : subject.spec.options()) {
    if (option.secret) append(broken, secrecy_of(subject, option));
  }
  return broken;
}

Sentences page(const Subject& subject, const std::string& readme) {
  Sentences broken;
  if (!has_word(readme, subject.spec.name())) broken.emplace_back("its page does not name it");
  for (const auto& option : subject.spec.options()) {
    if (!option.name.empty() && !has_word(readme, option.name))
      broken.push_back("its page does not name the option \"" + option.name + "\"");
  }
  return broken;
}

}  // namespace sluss::contract
