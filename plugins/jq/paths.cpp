#include "paths.h"

#include <algorithm>
#include <array>

#include "plugin/effect.h"

namespace sluss::jq {
namespace {

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
bool is_word(char c) { return is_letter(c) || (c >= '0' && c <= '9'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Reads a program from left to right, as far as it is plain.
class Scan {
 public:
  explicit Scan(std::string_view text) : text_(text) {}

  std::vector<std::string> paths() {
    while (at_ < text_.size() && sure_) step();
    return sure_ ? std::move(paths_) : std::vector<std::string>();
  }

 private:
  void step() {
    const char c = text_[at_];
    if (c == '"') pass_text();
    else if (c == '#') at_ = std::min(text_.find('\n', at_), text_.size());
    else if (c == '$') sure_ = false;
    else if (c == '.') take_path();
    else if (is_letter(c)) take_word();
    else if (c == '(' || c == '[' || c == '{') open(c == '(' && after_word_);
    else if (c == ')' || c == ']' || c == '}') close();
    else if (c == '|' && next() != '=') elsewhere();
    else if (c == ',' || !is_blank(c)) pass(1);
    else ++at_;
  }

  void pass(std::size_t size) {
    at_ += size;
    after_word_ = false;
  }
  [[nodiscard]] char next() const { return at_ + 1 < text_.size() ? text_[at_ + 1] : ' '; }

  void pass_text() {
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\' && next() == '(') sure_ = false;
      if (text_[at_] == '\\') ++at_;
    }
    pass(1);
  }

  /// Within brackets: is what is looked up there looked up in the input?
  void open(bool is_argument) {
    elsewhere_.push_back(elsewhere_.back() || is_argument);
    pass(1);
  }
  void close() {
    if (elsewhere_.size() > 1) elsewhere_.pop_back();
    else sure_ = false;
    pass(1);
  }
  /// Behind a pipe, until its bracket closes.
  void elsewhere() {
    elsewhere_.back() = true;
    pass(1);
  }

  void take_word() {
    const auto begin = at_;
    while (at_ < text_.size() && is_word(text_[at_])) ++at_;
    const auto word = text_.substr(begin, at_ - begin);
    constexpr std::array<std::string_view, 7> unsure = {"def", "reduce", "foreach", "label",
                                                        "try", "import", "include"};
    if (std::find(unsure.begin(), unsure.end(), word) != unsure.end() || word == "as") sure_ = false;
    constexpr std::array<std::string_view, 8> plain = {"and", "or", "if", "then", "elif", "else", "end", "select"};
    after_word_ = std::find(plain.begin(), plain.end(), word) == plain.end();
  }

  void take_path() {
    std::string path;
    // `..`, `.[`, `."a"` and numbers are no plain paths, nor what goes on behind a bracket: `f(x).a`.
    const bool begins = at_ == 0 || std::string_view(")]}.\"?").find(text_[at_ - 1]) == std::string_view::npos;
    const bool number = at_ > 0 && is_word(text_[at_ - 1]);
    while (at_ + 1 < text_.size() && text_[at_] == '.' && is_letter(text_[at_ + 1])) {
      const auto begin = ++at_;
      while (at_ < text_.size() && is_word(text_[at_])) ++at_;
      path += (path.empty() ? "" : ".") + std::string(text_.substr(begin, at_ - begin));
    }
    if (path.empty()) return pass(1);
    after_word_ = false;
    const bool sure = begins && !number && !elsewhere_.back() && !may_be_missing() && !compares_with_null();
    if (sure && std::find(paths_.begin(), paths_.end(), path) == paths_.end()) paths_.push_back(std::move(path));
  }

  /// What follows the path: `?`, `//`, an assignment.
  [[nodiscard]] bool may_be_missing() const {
    const auto rest = behind();
    if (rest.starts_with("?") || rest.starts_with("//")) return true;
    for (const std::string_view operation : {"|=", "+=", "-=", "*=", "/=", "%="}) {
      if (rest.starts_with(operation)) return true;
    }
    return rest.starts_with("=") && !rest.starts_with("==");
  }

  [[nodiscard]] bool compares_with_null() const {
    auto rest = behind();
    if (rest.starts_with("==") || rest.starts_with("!=")) {
      rest.remove_prefix(2);
      return skip_blanks(rest).starts_with("null");
    }
    return text_.substr(0, at_).find("null") != std::string_view::npos;
  }

  static std::string_view skip_blanks(std::string_view text) {
    while (!text.empty() && is_blank(text.front())) text.remove_prefix(1);
    return text;
  }
  [[nodiscard]] std::string_view behind() const { return skip_blanks(text_.substr(at_)); }

  std::string_view text_;
  std::size_t at_ = 0;
  bool sure_ = true, after_word_ = false;
  std::vector<bool> elsewhere_ = {false};
  std::vector<std::string> paths_;
};

}  // namespace

std::vector<std::string> plain_paths(std::string_view program) { return Scan(program).paths(); }

std::vector<std::string> lacking_paths(std::string_view program, const std::vector<std::string>& paths) {
  auto looked_at = plain_paths(program);
  std::erase_if(looked_at, [&](const std::string& path) { return may_hold(paths, path); });
  return looked_at;
}

}  // namespace sluss::jq
