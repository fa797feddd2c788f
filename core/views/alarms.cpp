#include "views/alarms.h"

namespace sluss::views {

Value alarms(const std::vector<store::Alarm>& standing) {
  auto list = Value::list();
  for (const auto& alarm : standing) {
    auto value = Value::object();
    value["alarm"] = alarm.key;
    value["text"] = alarm.text;
    value["since"] = to_iso(alarm.since);
    if (alarm.told) value["told"] = to_iso(*alarm.told);
    list.as_list()->push_back(std::move(value));
  }
  return list;
}

}  // namespace sluss::views
