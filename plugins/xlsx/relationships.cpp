#include "relationships.h"

#include "base/text.h"
#include "workbook_limits.h"
#include "xml.h"

namespace sluss::xlsx {
namespace {

std::string folder_of(const std::string& part) {
  const auto slash = part.rfind('/');
  return slash == std::string::npos ? "" : part.substr(0, slash);
}

/// "xl/_rels/workbook.xml.rels" for "xl/workbook.xml".
std::string relationships_of(const std::string& part) {
  const auto folder = folder_of(part);
  const auto name = folder.empty() ? part : part.substr(folder.size() + 1);
  return (folder.empty() ? "" : folder + "/") + "_rels/" + name + ".rels";
}

Result<std::string> resolve(const std::string& folder, const std::string& target) {
  const auto path = target.starts_with('/') ? target : folder + "/" + target;
  std::vector<std::string> steps;
  for (const auto step : split(path, '/')) {
    if (step.empty() || step == ".") continue;
    if (step != "..") {
      steps.emplace_back(step);
    } else if (steps.empty()) {
      return fail(Fault::data, "the workbook is damaged: one of its parts points out of the file");
    } else {
      steps.pop_back();
    }
  }
  return join(steps, "/");
}

std::string last_word(const std::string& address) { return address.substr(address.rfind('/') + 1); }

}  // namespace

Result<std::vector<Relationship>> read_relationships(Archive& archive, const std::string& part) {
  std::vector<Relationship> all;
  SLUSS_TRY_ASSIGN(xml, XmlReader::open(archive, relationships_of(part)));
  for (;;) {
    SLUSS_TRY_ASSIGN(more, xml.next());
    if (!more) return all;
    if (!xml.starts("Relationship") || xml.attribute("TargetMode").value_or("") == "External") continue;
    SLUSS_TRY_ASSIGN(target, resolve(folder_of(part), xml.attribute("Target").value_or("")));
    all.push_back({xml.attribute("Id").value_or(""), last_word(xml.attribute("Type").value_or("")), target});
    if (all.size() > limits::relationships)
      return fail(Fault::data, "the workbook has more than " + std::to_string(limits::relationships) + " links");
  }
}

}  // namespace sluss::xlsx
