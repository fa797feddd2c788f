// The codec as a pipeline meets it: its options, and both ways of reading a file.
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "fixture.h"
#include "support/temporary_folder.h"

extern "C" const SlussModule* sluss_module();

namespace sluss::xlsx {
namespace {

/// The codec with one option, or nullptr with what is wrong in `faults`.
std::unique_ptr<Codec> codec_with(const std::string& option, const std::string& value, Diagnostics& faults) {
  Registry registry;
  sluss_module()->register_plugins(registry);
  const test::NoSecrets secrets;
  ParseContext context{faults, secrets, {}};
  const auto maker = registry.codecs().at("xlsx").parse(test::table({{option, test::scalar(value)}}), context);
  return maker ? (*maker)() : nullptr;
}

/// A file on disk; its bytes are not to be had in any other way.
class FileInput final : public Input {
 public:
  explicit FileInput(std::filesystem::path path) : path_(std::move(path)) {}
  Result<std::size_t> read(std::span<char>) override { return fail(Fault::internal, "the file itself should be read"); }
  [[nodiscard]] std::optional<std::filesystem::path> local_file() const override { return path_; }

 private:
  std::filesystem::path path_;
};

/// A title row, a header on row 2 and two rows, the first of them hidden.
std::string sample() {
  Handmade made;
  const auto pair = [](const std::string& row, const std::string& first, const std::string& second) {
    return text_cell("A" + row, first) + text_cell("B" + row, second) + "</row>";
  };
  made.rows = "<row r=\"1\">" + pair("1", "Titel", "Utgåva") + "<row r=\"2\">" + pair("2", "Nr", "Ort") +
              "<row r=\"3\" hidden=\"1\">" + pair("3", "1", "Umeå") + "<row r=\"4\">" + pair("4", "2", "Luleå");
  return workbook_of(made);
}

std::vector<std::string> first_cells(Codec& codec, Input& input) {
  std::vector<std::string> texts;
  const auto result = codec.decode(input, [&](Record&& record) -> Result<void> {
    texts.push_back(record.message.body.as_object()->front().second.text_or_empty());
    return {};
  });
  EXPECT_TRUE(result) << result.error().what;
  return texts;
}

using Texts = std::vector<std::string>;

TEST(Xlsx, EachOptionCounts) {
  const auto read_with = [](const std::string& option, const std::string& value) {
    Diagnostics faults;
    const auto codec = codec_with(option, value, faults);
    EXPECT_NE(codec, nullptr);
    test::TextInput input(sample());
    return codec == nullptr ? Texts{} : first_cells(*codec, input);
  };
  EXPECT_EQ(read_with("header", "auto"), (Texts{"Nr", "1", "2"}));
  EXPECT_EQ(read_with("header", "2"), (Texts{"1", "2"}));
  EXPECT_EQ(read_with("sheet", "Blad 1"), (Texts{"Nr", "1", "2"}));
  EXPECT_EQ(read_with("hidden_rows", "skip"), (Texts{"Nr", "2"}));
}

TEST(Xlsx, WrongOptionsAreToldOf) {
  for (const auto* row : {"0", "-1", "4x", "", "1048577", "first", "4-", "4-6", "5-4", "-", "4-5-6"}) {
    Diagnostics faults;
    EXPECT_EQ(codec_with("header", row, faults), nullptr) << row;
    ASSERT_EQ(faults.size(), 1U) << row;
    EXPECT_EQ(
        faults.all()[0].message,
        "expected auto, the number of a row, or two that follow each other (4-5), found \"" + std::string(row) + "\"");
  }
  Diagnostics faults;
  EXPECT_EQ(codec_with("hidden_rows", "maybe", faults), nullptr);
}

TEST(Xlsx, AFileOnThisMachineIsReadWhereItLies) {
  const test::TemporaryFolder scratch;
  const auto& folder = scratch.path();
  std::ofstream(folder / "blad.xlsx", std::ios::binary) << sample();
  Diagnostics faults;
  const auto codec = codec_with("header", "2", faults);
  ASSERT_NE(codec, nullptr);
  FileInput input(folder / "blad.xlsx");
  EXPECT_EQ(first_cells(*codec, input), (Texts{"1", "2"}));
  FileInput missing(folder / "borta.xlsx");
  const auto result = codec->decode(missing, [](Record&&) -> Result<void> { return {}; });
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().fault, Fault::unavailable);
}

TEST(Xlsx, OneDocumentIsWritten) {
  Diagnostics faults;
  const auto codec = codec_with("header", "auto", faults);
  ASSERT_NE(codec, nullptr);
  Message message;
  message.body = Value(Value::Object{{"Nr", "1"}, {"Ort", "Umeå"}});
  const auto documents = codec->encode(std::span(&message, 1));
  ASSERT_TRUE(documents) << documents.error().what;
  ASSERT_EQ(documents->size(), 1U);
  EXPECT_EQ(documents->front().extension, "xlsx");
  EXPECT_EQ(read(documents->front().bytes).text(0, "Ort"), "Umeå");
}

}  // namespace
}  // namespace sluss::xlsx
