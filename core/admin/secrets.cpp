#include "admin/secrets.h"

#include <array>
#include <new>
#include <set>
#include <sodium.h>

#include "base/text.h"

namespace sluss::admin {
namespace {

constexpr std::size_t shortest = 12;
constexpr std::size_t longest = 1000;  // characters that are hashed, so that nobody is kept busy with a book

std::string hashed(std::string_view password) {
  std::string hash(crypto_pwhash_STRBYTES, '\0');
  const auto failed =
      crypto_pwhash_str_alg(hash.data(), password.data(), password.size(), crypto_pwhash_OPSLIMIT_INTERACTIVE,
                            crypto_pwhash_MEMLIMIT_INTERACTIVE, crypto_pwhash_ALG_ARGON2ID13);
  if (failed != 0) throw std::bad_alloc();  // libsodium knows no other reason
  hash.resize(hash.find('\0'));
  return hash;
}

}  // namespace

std::string random_token() {
  std::array<unsigned char, 32> bytes{};
  randombytes_buf(bytes.data(), bytes.size());
  std::string text(sodium_base64_ENCODED_LEN(32, sodium_base64_VARIANT_URLSAFE_NO_PADDING), '\0');
  sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  text.resize(text.find('\0'));
  return text;
}

std::string hash_password(std::string_view password) { return hashed(password); }

bool is_password(std::string_view password, const std::string& hash) {
  if (password.size() > longest) return false;
  if (hash.empty()) {
    static_cast<void>(hashed(password));
    return false;
  }
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

std::string why_weak(std::string_view password, std::string_view name) {
  if (password.size() < shortest) return "a password has at least 12 characters; a sentence is easy to remember";
  if (password.size() > longest) return "a password has at most 1000 characters";
  if (std::set<char>(password.begin(), password.end()).size() < 5)
    return "a password has at least 5 different characters";
  if (!name.empty() && fold_case(password).find(fold_case(name)) != std::string::npos)
    return "a password does not hold the account's name";
  return {};
}

}  // namespace sluss::admin
