// The registry knows every plugin by the name it has in YAML.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/codec.h"
#include "plugin/probe.h"
#include "plugin/processor.h"
#include "plugin/recogniser.h"
#include "plugin/sink.h"
#include "plugin/source.h"
#include "plugin/spec.h"

namespace sluss {

/// Makes instances from a configuration that was parsed and checked. Making does no I/O and starts no thread.
template <class Role>
using Maker = std::function<std::unique_ptr<Role>()>;

/// One plugin in one role.
template <class Role>
struct Registered {
  SpecInfo spec;
  std::string module;  ///< the module it came with
  /// Pure: reads the configuration; nullopt with diagnostics when it is wrong.
  std::function<std::optional<Maker<Role>>(const Node&, ParseContext&)> parse;
};

/// Parses an expression, e.g. a `when`. Error: Fault::config, saying what is wrong with the text.
using PredicateMaker = std::function<Result<std::unique_ptr<Predicate>>(const std::string&)>;

class Registry {
 public:
  template <class T, class Config>
  void source(const Spec<Config>& spec) {
    add<Source, T>(sources_, spec);
  }
  template <class T, class Config>
  void processor(const Spec<Config>& spec) {
    add<Processor, T>(processors_, spec);
  }
  template <class T, class Config>
  void sink(const Spec<Config>& spec) {
    add<Sink, T>(sinks_, spec);
  }
  template <class T, class Config>
  void codec(const Spec<Config>& spec) {
    add<Codec, T>(codecs_, spec);
  }
  /// The probe of the source of the same name; it takes the same configuration.
  template <class T, class Config>
  void source_probe(const Spec<Config>& spec) {
    add<Probe, T>(source_probes_, spec);
  }
  /// The probe of the sink of the same name; it takes the same configuration.
  template <class T, class Config>
  void sink_probe(const Spec<Config>& spec) {
    add<Probe, T>(sink_probes_, spec);
  }
  /// How the codec of that name knows its format.
  void recogniser(const std::string& codec, std::unique_ptr<const Recogniser> recogniser) {
    recognisers_[codec] = std::move(recogniser);
  }
  /// The language of conditions.
  void expressions(PredicateMaker maker) { predicates_ = std::move(maker); }

  template <class Role>
  using Plugins = std::map<std::string, Registered<Role>, std::less<>>;
  [[nodiscard]] const Plugins<Source>& sources() const { return sources_; }
  [[nodiscard]] const Plugins<Processor>& processors() const { return processors_; }
  [[nodiscard]] const Plugins<Sink>& sinks() const { return sinks_; }
  [[nodiscard]] const Plugins<Codec>& codecs() const { return codecs_; }
  [[nodiscard]] const Plugins<Probe>& source_probes() const { return source_probes_; }
  [[nodiscard]] const Plugins<Probe>& sink_probes() const { return sink_probes_; }
  using Recognisers = std::map<std::string, std::unique_ptr<const Recogniser>, std::less<>>;
  [[nodiscard]] const Recognisers& recognisers() const { return recognisers_; }
  /// Empty when no loaded module brings a language.
  [[nodiscard]] const PredicateMaker& predicates() const { return predicates_; }

  /// Says which module registers from now on. Called by the module loader.
  void begin_module(std::string name) { module_ = std::move(name); }
  /// Names that a second module tried to take; the first one kept them.
  [[nodiscard]] const std::vector<std::string>& collisions() const { return collisions_; }

 private:
  template <class Role, class T, class Config>
  void add(Plugins<Role>& plugins, const Spec<Config>& spec) {
    const SpecInfo& info = spec;
    Registered<Role> entry{info, module_,
                           [spec](const Node& node, ParseContext& context) -> std::optional<Maker<Role>> {
                             auto config = spec.parse(node, context);
                             if (!config) return std::nullopt;
                             return [config = std::move(*config)] { return std::make_unique<T>(config); };
                           }};
    if (!plugins.emplace(spec.name(), std::move(entry)).second) collisions_.push_back(spec.name());
  }

  Plugins<Source> sources_;
  Plugins<Processor> processors_;
  Plugins<Sink> sinks_;
  Plugins<Codec> codecs_;
  Plugins<Probe> source_probes_;
  Plugins<Probe> sink_probes_;
  Recognisers recognisers_;
  PredicateMaker predicates_;
  std::string module_;
  std::vector<std::string> collisions_;
};

}  // namespace sluss
