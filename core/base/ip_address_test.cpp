#include "base/ip_address.h"

#include <gtest/gtest.h>

namespace sluss {
namespace {

TEST(IpAddress, is_written_in_one_way) {
  EXPECT_EQ(read_ip_address("192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(read_ip_address("::1"), "::1");
  EXPECT_EQ(read_ip_address("2001:DB8:0:0::0001"), "2001:db8::1");
  EXPECT_EQ(read_ip_address("::ffff:192.0.2.1"), "192.0.2.1");
  EXPECT_EQ(read_ip_address("::FFFF:c000:201"), "192.0.2.1");
}

TEST(IpAddress, is_nothing_else) {
  using namespace std::string_view_literals;
  for (const auto text :
       {""sv, " "sv, "localhost"sv, "192.0.2"sv, "192.0.2.256"sv, "192.0.2.01"sv, "192.0.2.1:80"sv, "[::1]"sv,
        "fe80::1%lo"sv, "unknown"sv, "192.0.2.1\0"sv, "192.0.2.1, 192.0.2.2"sv, "10.0.0.0/8"sv})
    EXPECT_FALSE(read_ip_address(text)) << text;
}

}  // namespace
}  // namespace sluss
