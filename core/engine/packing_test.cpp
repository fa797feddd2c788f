#include "engine/packing.h"

#include <gtest/gtest.h>

#include "base/json.h"

namespace sluss::engine {
namespace {

/// Writes a message's sum and number of lines, with a fault where the test wants one.
class Sums final : public Codec {
 public:
  std::int64_t wrong_by = 0;
  bool can_be_read = true;

  Result<std::vector<Document>> encode(std::span<const Message> messages) override {
    auto body = messages.front().body;
    body["total_ore"] = *body["total_ore"].as_int() + wrong_by;
    return std::vector<Document>{{"json", to_json(body)}};
  }
  Result<void> decode(Input& input, const Emit& emit) override {
    if (!can_be_read) return fail(Fault::config, "this format is only written");
    std::string bytes(1000, '\0');
    SLUSS_TRY_ASSIGN(size, input.read(bytes));
    bytes.resize(size);
    Record record;
    record.message.body = *parse_json(bytes);
    return emit(std::move(record));
  }
};

class Packing : public ::testing::Test {
 protected:
  Packing() { message_.body = *parse_json(R"({"total_ore":459000,"lines":[{"days":15}]})"); }
  Message message_;
  store::Delivery delivery_;
  Sums codec_;
};

TEST_F(Packing, writes_down_what_was_read_back) {
  ASSERT_TRUE(pack(codec_, message_, delivery_));
  EXPECT_EQ(delivery_.total, Ore{459000});
  EXPECT_EQ(delivery_.lines, 1);
}

TEST_F(Packing, refuses_a_document_with_another_sum) {
  codec_.wrong_by = 1;
  const auto packed = pack(codec_, message_, delivery_);
  ASSERT_FALSE(packed);
  EXPECT_EQ(packed.error().fault, Fault::data);
}

TEST_F(Packing, takes_a_format_that_is_only_written) {
  codec_.can_be_read = false;
  codec_.wrong_by = 1;
  EXPECT_TRUE(pack(codec_, message_, delivery_));
  EXPECT_EQ(delivery_.total, std::nullopt);
}

}  // namespace
}  // namespace sluss::engine
