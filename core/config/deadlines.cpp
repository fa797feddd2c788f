#include "config/deadlines.h"

#include <algorithm>

#include "config/fields.h"
#include "config/values.h"
#include "domain/deadline.h"

namespace sluss::config {
namespace {

using domain::DeadlineKind;
using domain::DeadlineRule;

constexpr std::int64_t longest_warning = 180;

void read_warnings(const Node& node, ParseContext& context, std::vector<int>& target) {
  for (const auto& item : node.is_list() ? node.items : std::vector<Node>{node}) {
    std::int64_t days = 0;
    read_between(item, context, 1, longest_warning, days);
    const bool is_new = std::find(target.begin(), target.end(), days) == target.end();
    if (days > 0 && !is_new) context.diagnostics.add(item, item.text + " stands here already");
    else if (days > 0) target.push_back(static_cast<int>(days));
  }
  std::sort(target.rbegin(), target.rend());
}

void read_rule(const Node& node, ParseContext& context, DeadlineRule& rule) {
  Fields fields(node, context);
  fields.optional("spring", read_term_day, rule.spring);
  fields.optional("autumn", read_term_day, rule.autumn);
  fields.optional("remind", read_warnings, rule.remind);
  fields.done();
  if (node.is_map() && !node.has("spring") && !node.has("autumn"))
    context.diagnostics.add(node, "\"spring\" or \"autumn\" is missing: the day it is",
                            "for example spring: \"11-15 the year before\"");
}

}  // namespace

void read_deadlines(const Node& node, ParseContext& context, std::vector<DeadlineRule>& target) {
  Fields fields(node, context);
  for (const auto kind : {DeadlineKind::announce, DeadlineKind::answer, DeadlineKind::invoice}) {
    const auto& found = fields.take(domain::name_of(kind));
    if (found.kind == Node::Kind::missing) continue;
    DeadlineRule rule;
    rule.kind = kind;
    read_rule(found, context, rule);
    target.push_back(std::move(rule));
  }
  fields.done();
}

}  // namespace sluss::config
