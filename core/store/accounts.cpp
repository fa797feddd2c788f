#include "store/accounts.h"

namespace sluss::store {

const std::vector<Role>& all_roles() {
  static const std::vector<Role> all = {Role::viewer, Role::operate, Role::approve, Role::admin, Role::personal};
  return all;
}

const char* name_of(Role role) {
  switch (role) {
    case Role::viewer: return "viewer";
    case Role::operate: return "operator";
    case Role::approve: return "approver";
    case Role::admin: return "admin";
    case Role::personal: return "personal";
  }
  return "";
}

std::optional<Role> parse_role(std::string_view text) {
  for (const auto role : all_roles()) {
    if (text == name_of(role)) return role;
  }
  return std::nullopt;
}

std::vector<std::string> Roles::names() const {
  std::vector<std::string> names;
  for (const auto role : all_roles()) {
    if (has(role)) names.emplace_back(name_of(role));
  }
  return names;
}

Roles Roles::of_bits(std::int64_t bits) {
  Roles roles;
  for (const auto role : all_roles()) {
    if ((bits & bit(role)) != 0) roles.add(role);
  }
  return roles;
}

}  // namespace sluss::store
