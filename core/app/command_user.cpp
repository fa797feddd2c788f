// `sluss user` and `sluss token`: who may come in over the admin API.
#include <iostream>
#include <termios.h>
#include <unistd.h>

#include "admin/accounts.h"
#include "app/commands.h"
#include "app/personal_data.h"
#include "app/workplace.h"
#include "base/json.h"
#include "base/text.h"

namespace sluss::app {
namespace {

using store::AccountKind;

struct AccountOptions {
  std::string name;
  std::vector<std::string> roles;
  std::int64_t days = 0;
  bool no_password = false;
};

/// Shows nothing of what is typed.
class Hidden {
 public:
  Hidden() {
    if (::tcgetattr(STDIN_FILENO, &before_) != 0) return;
    auto hidden = before_;
    hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    changed_ = ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &hidden) == 0;
  }
  ~Hidden() {
    if (changed_) ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before_);
  }
  Hidden(const Hidden&) = delete;
  Hidden& operator=(const Hidden&) = delete;

 private:
  termios before_{};
  bool changed_ = false;
};

/// Typed twice at a terminal; else a line of what comes in. Never an argument: those are seen by every user.
std::string asked_password() {
  std::string once, again;
  if (::isatty(STDIN_FILENO) == 0) {
    std::getline(std::cin, once);
    return once;
  }
  const Hidden hidden;
  std::cerr << "Password: " << std::flush;
  std::getline(std::cin, once);
  std::cerr << "\nOnce more: " << std::flush;
  std::getline(std::cin, again);
  std::cerr << "\n";
  if (once != again) throw Stop{Exit::usage, "the two differ; nothing was changed"};
  return once;
}

store::Roles roles_of(const std::vector<std::string>& names) {
  store::Roles roles;
  for (const auto& name : names) {
    const auto role = store::parse_role(name);
    if (!role)
      throw Stop{Exit::usage, "--role " + name + ": expected " + join(store::Roles::of_bits(-1).names(), ", ")};
    roles.add(*role);
  }
  return roles;
}

/// In one transaction with its row in the audit log.
template <class Change>
void change(const Commands& commands, Change&& what) {
  Workplace work(commands.options);
  const auto transaction = must(work.store().begin(store::Access::write));
  what(*transaction, admin::Doer{who(), work.clock().now()});
  must(transaction->commit());
}

void list(const Commands& commands, AccountKind kind) {
  Workplace work(commands.options);
  auto values = Value::list();
  for (const auto& account : must(must(work.store().begin(store::Access::read))->accounts().list())) {
    if (account.kind != kind) continue;
    auto value = Value::object();
    value["name"] = account.name;
    value["roles"] = join(account.roles.names(), ", ");
    value["made"] = to_iso(account.made);
    if (account.expires) value["expires"] = to_iso(*account.expires);
    values.as_list()->push_back(std::move(value));
  }
  if (commands.options.json) {
    std::cout << to_pretty_json(values) << "\n";
    return;
  }
  for (const auto& value : *values.as_list())
    std::cout << value["name"].text_or_empty() << "  " << value["roles"].text_or_empty()
              << (value["expires"].is_null() ? "" : "  until " + value["expires"].text_or_empty()) << "\n";
  if (values.as_list()->empty()) std::cout << "none\n";
}

void add_name(CLI::App& command, const std::shared_ptr<AccountOptions>& options) {
  command.add_option("NAME", options->name, "What it is called")->required();
}

void add_roles(CLI::App& command, const std::shared_ptr<AccountOptions>& options) {
  command
      .add_option("--role", options->roles,
                  "What it may do, several with commas: viewer looks; operator mends and runs; approver decides about "
                  "money; admin manages accounts; personal sees names")
      ->delimiter(',')
      ->required();
}

void add_list_of(CLI::App& parent, Commands commands, AccountKind kind, const std::string& text) {
  auto* command = parent.add_subcommand("list", text);
  command->footer("Example:\n  sluss " + parent.get_name() + " list");
  command->callback([commands, kind] { list(commands, kind); });
}

void add_remove(CLI::App& parent, Commands commands, const std::string& text) {
  auto* command = parent.add_subcommand("remove", text);
  const auto options = std::make_shared<AccountOptions>();
  add_name(*command, options);
  command->footer("Example:\n  sluss " + parent.get_name() + " remove karin");
  command->callback([commands, options] {
    change(commands,
           [&](auto& transaction, const auto& doer) { must(admin::remove_account(transaction, options->name, doer)); });
    std::cout << options->name << " is let in no more\n";
  });
}

}  // namespace

void add_user(Commands commands) {
  auto* user = commands.line.add_subcommand("user", "People who may log in to the daemon");
  user->require_subcommand(1);
  add_list_of(*user, commands, AccountKind::person, "Who may log in, and what they may do");
  auto* set = user->add_subcommand("set", "Makes an account, or gives it other roles and another password");
  const auto options = std::make_shared<AccountOptions>();
  add_name(*set, options);
  add_roles(*set, options);
  set->add_flag("--no-password", options->no_password,
                "Ask for none: who is new comes in by the organisation's sign-on alone, else the password stays");
  set->footer(
      "The password is asked for, or read as a line from standard input.\n"
      "Example:\n  sluss user set karin --role viewer,operator");
  set->callback([commands, options] {
    const auto roles = roles_of(options->roles);
    const auto password = options->no_password ? std::nullopt : std::optional(asked_password());
    change(commands, [&](auto& transaction, const auto& doer) {
      must(admin::set_person(transaction, options->name, roles, password, doer));
    });
    std::cout << options->name << " may log in: " << join(roles.names(), ", ") << "\n";
  });
  add_remove(*user, commands, "Takes an account away");
}

void add_token(Commands commands) {
  auto* token = commands.line.add_subcommand("token", "Tokens by which programs come in to the daemon");
  token->require_subcommand(1);
  add_list_of(*token, commands, AccountKind::program, "Which programs may come in, and what they may do");
  auto* add = token->add_subcommand("add", "Makes a token, and shows it this once");
  const auto options = std::make_shared<AccountOptions>();
  add_name(*add, options);
  add_roles(*add, options);
  add->add_option("--days", options->days, "For how many days it is good; without it for ever")
      ->check(CLI::Range(1, 36'500));
  add->footer("Example:\n  sluss token add prometheus --role viewer --days 365");
  add->callback([commands, options] {
    std::string made;
    change(commands, [&](auto& transaction, const auto& doer) {
      const auto expires = options->days > 0 ? std::optional(doer.at + std::chrono::hours(24 * options->days))
                                             : std::optional<Instant>();
      made = must(admin::add_program(transaction, options->name, roles_of(options->roles), expires, doer));
    });
    std::cout << made << "\n";
  });
  add_remove(*token, commands, "Takes a token away");
}

}  // namespace sluss::app
