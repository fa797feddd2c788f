// What a document is called where media types are spoken: HTTP, mail.
#pragma once

#include <string>
#include <string_view>

namespace sluss {

/// The media type of a document by its extension: "xml" is "application/xml". One that is not known is bytes.
[[nodiscard]] std::string media_type(std::string_view extension);

}  // namespace sluss
