#include "canvas.h"

#include <array>
#include <fstream>

namespace sluss::basis {
namespace {

/// Called from C code: it only remembers the first fault.
void remember(HPDF_STATUS code, HPDF_STATUS /*detail*/, void* fault) {
  auto* first = static_cast<HPDF_STATUS*>(fault);
  if (*first == HPDF_OK) *first = code;
}

float at(double points) { return static_cast<float>(points); }
float from_below(double y) { return static_cast<float>(page_height - y); }

/// Characters beyond U+FFFF are those of four bytes in UTF-8.
std::string drawable(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (static_cast<unsigned char>(text[i]) < 0xF0) {
      result += text[i];
    } else {
      result += "\uFFFD";
      i += 3;
    }
  }
  return result;
}

/// TrueType begins with these bytes. The library crashes on a file that is something else.
bool is_truetype(const std::filesystem::path& file) {
  std::array<char, 4> first{};
  std::ifstream(file, std::ios::binary).read(first.data(), first.size());
  return first == std::array<char, 4>{0, 1, 0, 0};
}

}  // namespace

Result<std::unique_ptr<Canvas>> Canvas::make(const std::filesystem::path& fonts, const std::string& title, Day issued) {
  auto canvas = std::unique_ptr<Canvas>(new Canvas);
  SLUSS_TRY(canvas->open(fonts, title, issued));
  return canvas;
}

Canvas::~Canvas() {
  if (document_) HPDF_Free(document_);
}

Result<void> Canvas::open(const std::filesystem::path& fonts, const std::string& title, Day issued) {
  document_ = HPDF_New(remember, &fault_);
  if (!document_) return fail(Fault::internal, "basis: no memory for a PDF document");
  HPDF_UseUTFEncodings(document_);
  HPDF_SetCurrentEncoder(document_, "UTF-8");
  HPDF_SetCompressionMode(document_, HPDF_COMP_ALL);
  HPDF_SetInfoAttr(document_, HPDF_INFO_TITLE, title.c_str());
  const std::chrono::year_month_day date(issued);
  const HPDF_Date created{int(date.year()), int(unsigned(date.month())), int(unsigned(date.day())), 0, 0, 0, 'Z', 0, 0};
  HPDF_SetInfoDateAttr(document_, HPDF_INFO_CREATION_DATE, created);
  SLUSS_TRY_ASSIGN(normal, load(fonts / "DejaVuSans.ttf"));
  SLUSS_TRY_ASSIGN(bold, load(fonts / "DejaVuSans-Bold.ttf"));
  normal_ = normal;
  bold_ = bold;
  return {};
}

Result<HPDF_Font> Canvas::load(const std::filesystem::path& file) {
  const auto* name = is_truetype(file) ? HPDF_LoadTTFontFromFile(document_, file.c_str(), HPDF_TRUE) : nullptr;
  auto* const font = name ? HPDF_GetFont(document_, name, "UTF-8") : nullptr;
  if (font) return font;
  return fail(Fault::config,
              "basis: the font " + file.string() +
                  " is missing or broken: install the package fonts-dejavu-core, or set \"fonts\" to the "
                  "folder that has it");
}

void Canvas::add_page() {
  page_ = HPDF_AddPage(document_);
  HPDF_Page_SetWidth(page_, at(page_width));
  HPDF_Page_SetHeight(page_, at(page_height));
  pages_.push_back(page_);
}

void Canvas::use(const Style& style) {
  HPDF_Page_SetFontAndSize(page_, style.weight == Weight::bold ? bold_ : normal_, at(style.size));
}

void Canvas::text(double x, double y, const std::string& text, const Style& style) {
  HPDF_Page_BeginText(page_);
  use(style);
  HPDF_Page_SetGrayFill(page_, at(style.gray));
  HPDF_Page_TextOut(page_, at(x), from_below(y), drawable(text).c_str());
  HPDF_Page_EndText(page_);
}

void Canvas::text_right(double right, double y, const std::string& value, const Style& style) {
  text(right - width(value, style), y, value, style);
}

double Canvas::width(const std::string& text, const Style& style) {
  use(style);
  return HPDF_Page_TextWidth(page_, drawable(text).c_str());
}

void Canvas::line(double left, double right, double y, double thickness, double gray) {
  HPDF_Page_SetLineWidth(page_, at(thickness));
  HPDF_Page_SetGrayStroke(page_, at(gray));
  HPDF_Page_MoveTo(page_, at(left), from_below(y));
  HPDF_Page_LineTo(page_, at(right), from_below(y));
  HPDF_Page_Stroke(page_);
}

void Canvas::fill(double left, double top, double width, double height, double gray) {
  HPDF_Page_SetGrayFill(page_, at(gray));
  HPDF_Page_Rectangle(page_, at(left), from_below(top + height), at(width), at(height));
  HPDF_Page_Fill(page_);
}

Result<std::string> Canvas::bytes() {
  if (fault_ == HPDF_OK) HPDF_SaveToStream(document_);
  if (fault_ != HPDF_OK) return fail(Fault::internal, "basis: libharu failed with code " + std::to_string(fault_));
  std::string all(HPDF_GetStreamSize(document_), '\0');
  HPDF_ResetStream(document_);
  auto size = static_cast<HPDF_UINT32>(all.size());
  HPDF_ReadFromStream(document_, reinterpret_cast<HPDF_BYTE*>(all.data()), &size);
  all.resize(size);
  return all;
}

}  // namespace sluss::basis
