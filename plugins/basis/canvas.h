// Pages of A4 to draw on: a thin layer over libharu, in points from the upper left corner.
#pragma once

#include <filesystem>
#include <hpdf.h>
#include <memory>
#include <string>
#include <vector>

#include "base/day.h"
#include "base/result.h"

namespace sluss::basis {

inline constexpr double page_width = 595.276, page_height = 841.89;

enum class Weight { normal, bold };

struct Style {
  double size = 9;
  Weight weight = Weight::normal;
  double gray = 0;  ///< 0 black, 1 white
};

class Canvas {
 public:
  /// A document with the fonts DejaVu Sans of that folder embedded. `issued` becomes its date of creation.
  /// Error: Fault::config when a font is missing or broken.
  [[nodiscard]] static Result<std::unique_ptr<Canvas>> make(const std::filesystem::path& fonts,
                                                            const std::string& title, Day issued);
  ~Canvas();
  Canvas(const Canvas&) = delete;
  Canvas& operator=(const Canvas&) = delete;

  /// Adds a page and draws there from now on.
  void add_page();
  /// Draws on an earlier page from now on; from 0.
  void go_to_page(std::size_t page) { page_ = pages_.at(page); }
  [[nodiscard]] std::size_t pages() const { return pages_.size(); }

  /// Draws one line of text; `y` is its base line. Characters beyond U+FFFF, which the library cannot draw, become
  /// U+FFFD; those the font has no shape for become a box.
  void text(double x, double y, const std::string& text, const Style& style);
  /// The same, ending at `right`.
  void text_right(double right, double y, const std::string& text, const Style& style);
  /// Needs a page.
  [[nodiscard]] double width(const std::string& text, const Style& style);
  void line(double left, double right, double y, double thickness, double gray);
  void fill(double left, double top, double width, double height, double gray);

  /// The document. Error: Fault::internal with the library's code when any call before failed.
  [[nodiscard]] Result<std::string> bytes();

 private:
  Canvas() = default;
  [[nodiscard]] Result<void> open(const std::filesystem::path& fonts, const std::string& title, Day issued);
  [[nodiscard]] Result<HPDF_Font> load(const std::filesystem::path& file);
  void use(const Style& style);

  HPDF_STATUS fault_ = HPDF_OK;  ///< the first that the library told of
  HPDF_Doc document_ = nullptr;
  HPDF_Page page_ = nullptr;
  HPDF_Font normal_ = nullptr, bold_ = nullptr;
  std::vector<HPDF_Page> pages_;
};

}  // namespace sluss::basis
