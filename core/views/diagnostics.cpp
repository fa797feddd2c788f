#include "views/diagnostics.h"

namespace sluss::views {

Value to_value(const Diagnostic& diagnostic) {
  auto value = Value::object();
  value["level"] = diagnostic.level == Diagnostic::Level::error ? "error" : "warning";
  value["file"] = diagnostic.mark.file == nullptr ? "" : *diagnostic.mark.file;
  value["line"] = diagnostic.mark.line;
  value["column"] = diagnostic.mark.column;
  value["end_column"] = diagnostic.mark.column + diagnostic.mark.length;
  value["path"] = diagnostic.path;
  value["message"] = diagnostic.message;
  value["hint"] = diagnostic.hint;
  return value;
}

}  // namespace sluss::views
