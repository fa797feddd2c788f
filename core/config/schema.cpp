#include "config/schema.h"

#include <set>

#include "config/grammar.h"
#include "config/schema_plugins.h"
#include "config/schema_tests.h"
#include "config/schema_values.h"

namespace sluss::config {
namespace {

using schema::any_of;
using schema::described;
using schema::Where;

Value need(const std::string& key) {
  auto schema = Value::object();
  schema["required"] = Value::List{key};
  return schema;
}

Value map_of_texts() {
  auto schema = schema::typed("object");
  schema["additionalProperties"] = schema::text();
  return schema;
}

/// Where a connector's parameter goes as a whole, and what else is given to the plugin there.
struct Destination {
  std::set<std::string> keys;   ///< "from", "format", "map", ...
  std::set<std::string> given;  ///< options under `with`
};

void find_parameter(const Node* ways, const std::string& name, Destination& found) {
  if (ways == nullptr) return;
  for (const auto& way : ways->entries) {
    for (const auto& entry : way.value.entries) {
      if (entry.value.text != "${" + name + "}") continue;
      found.keys.insert(entry.key);
      for (const auto& option : way.value["with"].entries) found.given.insert(option.key);
    }
  }
}

class SchemaMaker {
 public:
  explicit SchemaMaker(const Registry& registry)
      : sources_(registry, schema::Role::source),
        sinks_(registry, schema::Role::sink),
        formats_(registry, schema::Role::format),
        steps_(registry, schema::Role::step) {}

  Value make(const std::vector<const Connector*>& connectors) {
    definitions_ = Value::object();
    Value::List kinds;
    for (const auto& file : grammar()) {
      definitions_[file.name] = map(file.top, Where::plain, file.top.text + " (" + file.files + ")");
      kinds.push_back(schema::reference(file.name));
    }
    const auto& tests = tests_grammar();
    definitions_[tests.name] = map(tests.top, Where::plain, tests.top.text + " (" + tests.files + ")");
    kinds.push_back(schema::reference(tests.name));
    define_connections(connectors);
    for (const auto where : {Where::plain, Where::connector}) {
      for (const auto* plugins : {&sources_, &sinks_, &formats_, &steps_}) plugins->define(where, definitions_);
    }
    kinds.push_back(unframed_connections());
    auto whole = Value::object();
    whole["$schema"] = "http://json-schema.org/draft-07/schema#";
    whole["title"] = "The configuration of Sluss";
    whole["description"] = "Made by `sluss schema`. Make it anew when a connector or a plugin has come or changed";
    choose(whole, std::move(kinds));
    whole["definitions"] = std::move(definitions_);
    return whole;
  }

 private:
  /// A file is known by a key at its top; one that has none of these yet may become any of them.
  static void choose(Value& whole, Value::List kinds) {
    auto rest = any_of(std::move(kinds));
    for (auto file = grammar().rbegin(); file != grammar().rend(); ++file) rest = choice_of(*file, std::move(rest));
    // Tests lie beside what they test and name it by the same key, so that theirs is asked for first.
    rest = choice_of(tests_grammar(), std::move(rest));
    for (auto& [name, part] : *rest.as_object()) whole[name] = std::move(part);
  }

  static Value choice_of(const FileKind& file, Value others) {
    Value::List marks;
    for (const auto& mark : file.marks) marks.push_back(need(mark));
    auto choice = Value::object();
    // Of what is no map yet nothing is missing, and it would be taken for the first kind.
    choice["if"] = any_of(std::move(marks));
    choice["if"]["type"] = "object";
    choice["then"] = schema::reference(file.name);
    choice["else"] = std::move(others);
    return choice;
  }

  Value map(const Key& key, Where where, const std::string& text) {
    auto properties = Value::object();
    auto required = Value::list();
    for (const auto& inner : key.keys) {
      properties[inner.name] = described(value(inner, where_of(inner, where)), inner.text, inner.fallback,
                                         inner.keys.empty() ? inner.example : "");
      if (inner.required) required.as_list()->emplace_back(inner.name);
    }
    auto schema = schema::typed("object");
    schema["description"] = text;
    schema["properties"] = std::move(properties);
    if (!required.as_list()->empty()) schema["required"] = std::move(required);
    if (!key.either.empty()) {
      Value::List alternatives;
      for (const auto& name : key.either) alternatives.push_back(need(name));
      schema["anyOf"] = std::move(alternatives);
    }
    schema["additionalProperties"] = false;
    return schema;
  }

  /// Parameters stand in what a connector provides and takes.
  static Where where_of(const Key& key, Where where) {
    return key.kind == ValueKind::named && (key.name == "provides" || key.name == "takes") ? Where::connector : where;
  }

  Value value(const Key& key, Where where) {
    switch (key.kind) {
      case ValueKind::map: return map(key, where, key.text);
      case ValueKind::named: {
        auto schema = schema::typed("object");
        schema["additionalProperties"] = map(key, where, key.text);
        return schema;
      }
      case ValueKind::list: return list(key, where);
      case ValueKind::named_lists: {
        auto schema = schema::typed("object");
        schema["additionalProperties"] = list(key, where);
        return schema;
      }
      case ValueKind::given: return schema::given();
      case ValueKind::ways: {
        auto schema = map(key, where, key.text);
        schema["additionalProperties"] = schema::way_out();
        schema["minProperties"] = 1;
        return schema;
      }
      case ValueKind::source: return shared("incomplete.source", where, sources_.incomplete_use(where));
      case ValueKind::sink: return shared("incomplete.sink", where, sinks_.incomplete_use(where));
      case ValueKind::format: return shared("any.format", where, formats_.use(where, {}));
      case ValueKind::step: return schema::in(where, steps_.options_of(key.words.front(), where));
      case ValueKind::steps: return schema::list_or_one(shared("any.step", where, steps_.use(where, {})));
      case ValueKind::options: return shared("with", where, any_options(where));
      case ValueKind::outlets: return outlets();
      case ValueKind::connection: return connections();
      default: return schema::in(where, schema::of_key(key));
    }
  }

  Value list(const Key& key, Where where) {
    auto items = schema::typed("array");
    items["items"] = map(key, where, key.text);
    Value::List alternatives = {std::move(items), key.words.empty() ? schema::typed("null") : schema::word(key.words)};
    return any_of(std::move(alternatives));
  }

  /// What stands in several places is defined once.
  Value shared(const std::string& name, Where where, Value schema) {
    const auto full = (where == Where::connector ? "connector." : "") + name;
    definitions_[full] = std::move(schema);
    return schema::reference(full);
  }

  static std::string suffix_of(const std::set<std::string>& given) {
    std::string suffix;
    for (const auto& option : given) suffix += (suffix.empty() ? ".given." : ".") + option;
    return suffix;
  }

  /// What a connector says of any transport, whichever way it goes.
  Value any_options(Where where) { return any_of({sources_.any_options(where), sinks_.any_options(where)}); }

  static Value outlets() {
    auto when = Value::object();
    when["when"] = described(schema::text(), "Only messages for which this jq expression is true", "",
                             R"('.buyer.channel == "peppol"')");
    auto condition = schema::typed("object");
    condition["properties"] = std::move(when);
    condition["required"] = Value::List{"when"};
    condition["additionalProperties"] = false;
    auto one = schema::typed("object");
    one["additionalProperties"] = any_of({std::move(condition), schema::typed("null")});
    one["minProperties"] = 1;
    one["maxProperties"] = 1;
    return schema::list_or_one(any_of({schema::text(), std::move(one)}));
  }

  static Value connections() {
    auto schema = schema::typed("object");
    schema["additionalProperties"] = schema::reference("connection");
    return schema;
  }

  /// A file in the folder `connections` may leave its frame out.
  static Value unframed_connections() { return connections(); }

  void define_connections(const std::vector<const Connector*>& connectors) {
    std::vector<std::string> names;
    auto choices = Value::list();
    for (const auto* connector : connectors) {
      names.push_back(connector->name);
      const auto definition = "parameters." + connector->name;
      definitions_[definition] = parameters_of(*connector);
      auto use = Value::object();
      use["use"]["const"] = connector->name;
      auto choice = Value::object();
      choice["if"]["type"] = "object";
      choice["if"]["properties"] = std::move(use);
      choice["if"]["required"] = Value::List{"use"};
      choice["then"] = schema::reference(definition);
      choices.as_list()->push_back(std::move(choice));
    }
    auto connection = schema::typed("object");
    connection["description"] = "A connector and its parameters";
    connection["properties"]["use"] = described(schema::word(names), "The connector, by its name", "", "");
    connection["required"] = Value::List{"use"};
    if (!names.empty()) connection["allOf"] = std::move(choices);
    definitions_["connection"] = std::move(connection);
  }

  Value parameters_of(const Connector& connector) {
    auto properties = Value::object();
    auto required = Value::List{"use"};
    Value::List conditions;
    properties["use"] = Value::object();
    for (const auto& parameter : connector.parameters) {
      properties[parameter.name] =
          described(argument(connector, parameter), parameter.text.empty() ? parameter.name : parameter.text,
                    parameter.fallback.is_scalar() ? parameter.fallback.text : "", parameter.example);
      if (parameter.required && parameter.formerly.empty()) required.emplace_back(parameter.name);
      add_former_names(parameter, argument(connector, parameter), properties, conditions);
    }
    auto schema = schema::typed("object");
    schema["description"] = connector.summary;
    if (!conditions.empty()) schema["allOf"] = std::move(conditions);
    schema["properties"] = std::move(properties);
    schema["required"] = std::move(required);
    schema["additionalProperties"] = false;
    return schema;
  }

  /// Former names may stand in the place of present ones.
  static void add_former_names(const Parameter& parameter, const Value& argument, Value& properties,
                               Value::List& conditions) {
    auto names = std::vector<std::string>{parameter.name};
    for (const auto& former : parameter.formerly) {
      properties[former] = schema::deprecated(argument, parameter.name);
      conditions.push_back(schema::not_both(parameter.name, former));
      names.push_back(former);
    }
    if (parameter.required && names.size() > 1) conditions.push_back(schema::need_one_of(names));
  }

  Value argument(const Connector& connector, const Parameter& parameter) {
    const auto simple = [](ValueKind kind) {
      Key key;
      key.kind = kind;
      return schema::of_key(key);
    };
    switch (parameter.type) {
      case ParameterType::text: return simple(ValueKind::text);
      case ParameterType::path: return simple(ValueKind::path);
      case ParameterType::number: return simple(ValueKind::number);
      case ParameterType::yes_no: return simple(ValueKind::yes_no);
      case ParameterType::duration: return simple(ValueKind::duration);
      case ParameterType::list: return simple(ValueKind::texts);
      case ParameterType::secret: return simple(ValueKind::secret);
      case ParameterType::table: return any_of({schema::text(), map_of_texts()});
      case ParameterType::map:
      case ParameterType::transport: return plugin_argument(connector, parameter);
    }
    return Value::object();
  }

  /// What may stand there depends on what the connector does with it.
  Value plugin_argument(const Connector& connector, const Parameter& parameter) {
    Destination destination;
    find_parameter(connector.provides, parameter.name, destination);
    find_parameter(connector.takes, parameter.name, destination);
    auto any = parameter.type == ParameterType::map ? schema::typed("object") : Value::object();
    if (destination.keys.size() != 1) return any;
    const auto& key = *destination.keys.begin();
    const auto& given = destination.given;
    if (key == "from") return shared("any.source" + suffix_of(given), Where::plain, sources_.use(Where::plain, given));
    if (key == "to") return shared("any.sink" + suffix_of(given), Where::plain, sinks_.use(Where::plain, given));
    if (key == "format") return shared("any.format", Where::plain, formats_.use(Where::plain, {}));
    if (key == "map") return steps_.options_of("map", Where::plain);
    return any;
  }

  schema::Plugins sources_, sinks_, formats_, steps_;
  Value definitions_;
};

}  // namespace

Value make_schema(const Registry& registry, const std::vector<const Connector*>& connectors) {
  return SchemaMaker(registry).make(connectors);
}

}  // namespace sluss::config
