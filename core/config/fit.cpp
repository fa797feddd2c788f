#include "config/fit.h"

#include <algorithm>
#include <functional>
#include <set>

#include "base/text.h"

namespace sluss::config {
namespace {

using Texts = std::vector<std::string>;

bool contains(const Texts& texts, const std::string& text) {
  return std::find(texts.begin(), texts.end(), text) != texts.end();
}

/// What all of the streams lack, whatever their kind; nothing where one of them is not known.
Texts lacked_by_all(const std::vector<const Stream*>& streams, const std::function<Texts(const Texts&)>& lacks) {
  std::optional<Texts> common;
  for (const auto* stream : streams) {
    if (!stream->paths) return {};
    auto lacking = lacks(*stream->paths);
    if (common) std::erase_if(*common, [&](const std::string& text) { return !contains(lacking, text); });
    else common = std::move(lacking);
  }
  return common.value_or(Texts());
}

std::vector<const Stream*> all_of(const std::vector<Stream>& streams) {
  std::vector<const Stream*> all;
  for (const auto& stream : streams) all.push_back(&stream);
  return all;
}

std::string names_of(const std::vector<const Stream*>& streams) {
  std::vector<std::string> names;
  for (const auto* stream : streams) names.push_back(stream->from);
  return join(names, " and ");
}

/// The path that was meant, or what there is.
std::string meant_path(const std::string& path, const std::vector<const Stream*>& streams) {
  Texts known, tops;
  for (const auto* stream : streams) known.insert(known.end(), stream->paths->begin(), stream->paths->end());
  if (const auto meant = nearest(path, known)) return "did you mean \"" + *meant + "\"?";
  for (const auto& name : known) {
    auto top = name.substr(0, name.find('.'));
    if (!contains(tops, top)) tops.push_back(std::move(top));
  }
  return tops.empty() ? "they hold nothing that is known" : "they hold: " + join(tops, ", ");
}

void check_step(const PlacedStep& placed, const std::vector<Stream>& streams, Diagnostics& diagnostics) {
  const auto tell = [&](const std::string& lacking, const std::string& from) {
    diagnostics.add(placed.mark, placed.path,
                    "the step \"" + placed.name + "\" needs " + lacking + ", which " + from + " never gives",
                    "add it to the connector's map, or correct the step");
  };
  const auto anywhere =
      lacked_by_all(all_of(streams), [&](const Texts& paths) { return placed.step->lacks("", paths); });
  for (const auto& lacking : anywhere) tell(lacking, names_of(all_of(streams)));
  for (const auto& stream : streams) {
    if (!stream.paths) continue;
    const auto of_any_kind = placed.step->lacks("", *stream.paths);
    for (const auto& lacking : placed.step->lacks(stream.kind, *stream.paths)) {
      if (!contains(of_any_kind, lacking)) tell(lacking, stream.from);
    }
  }
}

void lead_through(const PlacedStep& placed, std::vector<Stream>& streams) {
  const auto effect = placed.step->effect();
  const auto readings = placed.step->reads();
  std::erase_if(streams, [&](const Stream& stream) { return contains(effect.ends, stream.kind); });
  for (auto& stream : streams) {
    if (readings) {
      stream.paths.emplace();
      for (const auto& reading : *readings) stream.paths->push_back(reading.target);
    } else if (effect.body == Effect::Body::unknown) {
      stream.paths.reset();
    } else if (stream.paths) {
      stream.paths->insert(stream.paths->end(), effect.adds.begin(), effect.adds.end());
    }
  }
  for (const auto& made : effect.makes.value_or(std::vector<Effect::Made>()))
    streams.push_back(
        {"the step \"" + placed.name + "\"", made.kind, made.paths.empty() ? std::nullopt : std::optional(made.paths)});
}

void check_route(const PlacedRoute& route, const std::vector<Stream>& streams, const std::string& what_comes,
                 Diagnostics& diagnostics) {
  std::vector<const Stream*> takes;
  for (const auto& stream : streams) {
    if (stream.kind == route.kind) takes.push_back(&stream);
  }
  if (takes.empty()) {
    diagnostics.add(*route.node,
                    "\"" + route.outlet + "\" takes messages of kind \"" + route.kind + "\", but " + what_comes,
                    "add the step that makes them");
    return;
  }
  if (route.condition == nullptr) return;
  for (const auto& path : lacked_by_all(takes, [&](const Texts& paths) { return route.condition->lacks(paths); }))
    diagnostics.add(*route.when, "no message of kind \"" + route.kind + "\" ever has \"" + path + "\"",
                    meant_path(path, takes));
}

std::string kinds_of(const std::vector<Stream>& streams) {
  Texts kinds;
  for (const auto& stream : streams) {
    if (!contains(kinds, stream.kind)) kinds.push_back(stream.kind);
  }
  return "\"" + join(kinds, "\", \"") + "\"";
}

bool makes_invoices(const Processor& step) {
  const auto makes = step.effect().makes.value_or(std::vector<Effect::Made>());
  return std::any_of(makes.begin(), makes.end(), [](const Effect::Made& made) { return made.kind == "invoice"; });
}

/// Who does not say that a student has no protected identity may not have looked.
void warn_of_protection(const PlacedStep& placed, const std::vector<Stream>& streams, Diagnostics& diagnostics) {
  if (!makes_invoices(*placed.step)) return;
  for (const auto& stream : streams) {
    if (stream.kind != "placement" || !stream.paths || may_hold(*stream.paths, "student.protected")) continue;
    diagnostics.add(
        {placed.mark, placed.path,
         stream.from + " never says whether a student's identity is protected: all are billed as if none were",
         "map student.protected in the connector; where the system sends no such students, say that there: "
         "student.protected: { value: \"no\" }",
         Diagnostic::Level::warning});
  }
}

/// Messages that come to the end and that no way out takes go nowhere: that may be meant.
void warn_of_rest(const std::vector<Stream>& streams, const std::vector<PlacedRoute>& routes, const Node& to,
                  Diagnostics& diagnostics) {
  std::set<std::string> told;
  for (const auto& stream : streams) {
    const bool taken =
        std::any_of(routes.begin(), routes.end(), [&](const auto& at) { return at.kind == stream.kind; });
    if (!taken && told.insert(stream.kind).second)
      diagnostics.warn(to,
                       "nothing here takes messages of kind \"" + stream.kind + "\", which come from " + stream.from +
                           ": they go nowhere",
                       "add a way out for them, or the step that takes them up");
  }
}

}  // namespace

void pass_through(const PlacedStep& placed, std::vector<Stream>& streams, Diagnostics& diagnostics) {
  if (!streams.empty()) check_step(placed, streams, diagnostics);
  lead_through(placed, streams);
}

void check_fit(std::vector<Stream> streams, const std::vector<PlacedStep>& steps,
               const std::vector<PlacedRoute>& routes, const Node& to, Diagnostics& diagnostics) {
  const auto read = kinds_of(streams);
  bool all_known = true;
  for (const auto& placed : steps) {
    warn_of_protection(placed, streams, diagnostics);
    pass_through(placed, streams, diagnostics);
    all_known = all_known && placed.step->effect().makes;
  }
  if (!all_known) return;
  const auto what_comes =
      steps.empty()     ? "the pipeline has no steps and reads " + read
      : streams.empty() ? "the pipeline reads " + read + " and its steps let nothing come to its ways out"
                        : "the pipeline reads " + read + ", and what comes to its ways out is " + kinds_of(streams);
  for (const auto& route : routes) check_route(route, streams, what_comes, diagnostics);
  warn_of_rest(streams, routes, to, diagnostics);
}

}  // namespace sluss::config
