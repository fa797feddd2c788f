// JSON Schema of single values of the configuration, as an editor sees them: read by YAML 1.2, so that `yes` is a text.
#pragma once

#include <string>
#include <vector>

#include "base/value.h"
#include "config/grammar.h"
#include "plugin/spec.h"

namespace sluss::config::schema {

/// Whether a value may be a connector's parameter, `${name}`.
enum class Where { plain, connector };

/// {"type": TYPE}, for more to be added.
[[nodiscard]] Value typed(const char* type);
[[nodiscard]] Value list_of(Value item);
[[nodiscard]] Value text();
[[nodiscard]] Value texts();
[[nodiscard]] Value word(const std::vector<std::string>& words);
/// `${name}`.
[[nodiscard]] Value parameter();
/// `"#/definitions/NAME"`.
[[nodiscard]] Value reference(const std::string& definition);
[[nodiscard]] Value any_of(Value::List alternatives);
[[nodiscard]] Value list_or_one(const Value& item);

/// The same, or a parameter where one may stand. What takes any text takes one already.
[[nodiscard]] Value in(Where where, Value schema);

/// What an option of a plugin takes, without words about it.
[[nodiscard]] Value of_option(const OptionInfo& option);
/// What a key takes that has no keys of its own and names no plugin; null for one that does.
[[nodiscard]] Value of_key(const Key& key);

/// With what it means, its default and an example, for people who point at it. The last two are YAML; either may be
/// empty.
[[nodiscard]] Value described(Value schema, const std::string& text, const std::string& fallback,
                              const std::string& example);

/// What stands at a former name of `now`: editors strike it out and say what it is called.
[[nodiscard]] Value deprecated(Value schema, const std::string& now);

/// One of these keys is needed.
[[nodiscard]] Value need_one_of(const std::vector<std::string>& names);
/// Not more than one name of the same thing may stand there.
[[nodiscard]] Value not_both(const std::string& name, const std::string& other);

}  // namespace sluss::config::schema
