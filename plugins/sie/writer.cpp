#include "writer.h"

#include <algorithm>
#include <array>

#include "base/code_page.h"
#include "base/text.h"

namespace sluss::sie {
namespace {

/// As the specification prints it.
class Checksum {
 public:
  void add(std::string_view bytes) {
    for (const char c : bytes) {
      sum_ ^= static_cast<unsigned char>(c);
      for (int bit = 0; bit < 8; ++bit) sum_ = (sum_ & 1U) != 0 ? (sum_ >> 1U) ^ 0xEDB88320U : sum_ >> 1U;
    }
  }
  [[nodiscard]] std::uint32_t value() const { return ~sum_; }

 private:
  std::uint32_t sum_ = 0xFFFFFFFFU;
};

class Writer {
 public:
  Result<std::string> write(const Heading& heading, std::span<const Verification> verifications) {
    out_ = "#FLAGGA 0\r\n#KSUMMA\r\n";
    SLUSS_TRY(write_heading(heading, verifications));
    for (const auto& verification : verifications) SLUSS_TRY(write_verification(heading, verification));
    out_ += "#KSUMMA " + std::to_string(checksum_.value()) + "\r\n";
    return std::move(out_);
  }

 private:
  Result<void> write_heading(const Heading& heading, std::span<const Verification> verifications) {
    Day made{};
    for (const auto& verification : verifications) made = std::max(made, verification.day);
    // The version of what this writes, not of the program: an upgrade changes no bytes.
    label("#PROGRAM");
    SLUSS_TRY(text("Sluss", "program"));
    plain("1");
    end_line();
    label("#FORMAT");
    plain("PC8");
    end_line();
    label("#GEN");
    plain(digits_of(made));
    end_line();
    label("#SIETYP");
    plain("4");
    end_line();
    if (const auto& number = heading.organisation_number; !number.empty()) {
      label("#ORGNR");
      plain(number.substr(0, 6) + "-" + number.substr(6));
      end_line();
    }
    label("#FNAMN");
    SLUSS_TRY(text(heading.company, "company"));
    end_line();
    for (const auto& [dimension, name] : heading.dimensions) {
      label("#DIM");
      plain(std::to_string(dimension));
      SLUSS_TRY(text(name, "dimensions"));
      end_line();
    }
    return {};
  }

  Result<void> write_verification(const Heading& heading, const Verification& verification) {
    Ore sum;
    for (const auto& posting : verification.postings) sum += posting.amount;
    if (sum != Ore{}) return fail(Fault::data, "sie: a verification sums to " + to_kronor(sum) + ", not to zero");
    label("#VER");
    SLUSS_TRY(text(heading.series, "series"));
    SLUSS_TRY(text("", "number"));
    plain(digits_of(verification.day));
    SLUSS_TRY(text(verification.text, "the verification's text"));
    end_line();
    out_ += "{\r\n";
    for (const auto& posting : verification.postings) SLUSS_TRY(write_posting(posting));
    out_ += "}\r\n";
    return {};
  }

  Result<void> write_posting(const Posting& posting) {
    label("#TRANS");
    plain(posting.account);
    out_ += " {";
    bool first = true;
    for (const auto& [dimension, object] : posting.objects) {
      if (!first) out_ += ' ';
      first = false;
      counted(std::to_string(dimension));
      out_ += ' ';
      SLUSS_TRY(quoted(object, "objects"));
    }
    out_ += '}';
    plain(to_decimal(posting.amount));
    end_line();
    return {};
  }

  void label(const std::string& name) { counted(name); }
  void plain(const std::string& bytes) {
    out_ += ' ';
    counted(bytes);
  }
  Result<void> text(const std::string& utf8, const char* field) {
    out_ += ' ';
    return quoted(utf8, field);
  }
  void end_line() { out_ += "\r\n"; }

  void counted(const std::string& bytes) {
    out_ += bytes;
    checksum_.add(bytes);
  }

  Result<void> quoted(const std::string& utf8, const char* field) {
    const auto refuse = [&](const std::string& what) {
      return fail(Fault::data, std::string("sie: ") + field + ": " + what);
    };
    if (has_control(utf8)) return refuse("a line break or another control character");
    // Before a quote it would take the quote's meaning, and nothing says how one is written.
    if (utf8.find('\\') != std::string::npos) return refuse("a backslash, which SIE has no way to write");
    const auto bytes = to_code_page(utf8, CodePage::cp437);
    if (!bytes)
      return refuse("character " + std::to_string(bytes.error() + 1) +
                    " does not exist in CP437, which SIE is written in");
    checksum_.add(*bytes);
    out_ += '"';
    for (const char c : *bytes) {
      if (c == '"') out_ += '\\';
      out_ += c;
    }
    out_ += '"';
    return {};
  }

  static std::string digits_of(Day day) {
    auto text = to_iso(day);
    std::erase(text, '-');
    return text;
  }

  std::string out_;
  Checksum checksum_;
};

}  // namespace

Result<std::string> write_sie(const Heading& heading, std::span<const Verification> verifications) {
  return Writer().write(heading, verifications);
}

}  // namespace sluss::sie
