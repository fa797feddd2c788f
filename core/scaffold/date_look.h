// In which formats a date may be written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sluss::scaffold {

/// The formats, in the words of the converter `date`, by which the text is a day of 1950 to 2099; empty among them when
/// the converter needs none.
[[nodiscard]] std::vector<std::string> date_formats_of(std::string_view text);

}  // namespace sluss::scaffold
