// The calendars that schedules name: those of calendars.yaml, and the one that is built in.
#pragma once

#include <map>
#include <string>

#include "domain/calendar.h"
#include "plugin/spec.h"

namespace sluss::config {

struct Calendars {
  std::map<std::string, domain::Calendar, std::less<>> by_name{{"bank_days", domain::Calendar::bank_days()}};
  bool complete = true;  ///< false: something could not be read, so what is referred to may be there
};

/// Reads the document of calendars.yaml.
void read_calendars(const Node& document, ParseContext& context, Calendars& calendars);

}  // namespace sluss::config
