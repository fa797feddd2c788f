#include "store/sqlite_seals.h"

#include <sodium.h>
#include <sqlite3.h>

#include "store/sqlite_database.h"

namespace sluss::store {
namespace {

constexpr std::size_t nonce_size = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_size = crypto_aead_xchacha20poly1305_ietf_ABYTES;

// In the connection's own schema, so that the file holds nothing that only this program could read.
constexpr auto view = R"sql(
CREATE TEMP VIEW open_content AS SELECT message, digest, purged, seal,
  CASE WHEN seal IS NULL THEN body ELSE unsealed(seal, 'body', message, sealed_body) END AS body,
  CASE WHEN seal IS NULL THEN raw ELSE unsealed(seal, 'raw', message, sealed_raw) END AS raw
FROM main.content
)sql";

const unsigned char* bytes_of(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

/// What a text is bound to: put into another row or column, it does not open.
std::string place_of(std::string_view part, std::int64_t message) {
  return std::string(part) + " of message " + std::to_string(message);
}

/// What tells which key it is, and nothing else.
Digest mark_of(const SealingKey& key) {
  return keyed_digest("what seals a store of Sluss", {reinterpret_cast<const char*>(key.data()), key.size()});
}

std::optional<std::int64_t> number_of(Database& database, const Digest& mark) {
  Query query(database, "SELECT id FROM seal WHERE mark = ?", mark);
  return query.row() ? std::optional(query.integer(0)) : std::nullopt;
}

std::string_view bytes_of(sqlite3_value* value) {
  const auto* bytes = static_cast<const char*>(sqlite3_value_blob(value));
  return {bytes == nullptr ? "" : bytes, static_cast<std::size_t>(sqlite3_value_bytes(value))};
}

/// unsealed(seal, part, message, sealed)
void unsealed(sqlite3_context* context, int /*count*/, sqlite3_value** values) {
  const auto& seals = *static_cast<const Seals*>(sqlite3_user_data(context));
  const auto seal = sqlite3_value_int64(values[0]);
  // Sealed since this program began, by one that was told of a newer key.
  if (!seals.knows(seal)) return sqlite3_result_error_code(context, SQLITE_AUTH);
  const auto text = seals.open(seal, bytes_of(values[1]), sqlite3_value_int64(values[2]), bytes_of(values[3]));
  if (text) sqlite3_result_text64(context, text->data(), text->size(), SQLITE_TRANSIENT, SQLITE_UTF8);
}

}  // namespace

Result<void> Seals::learn(Database& database, const SealingKeys& keys) {
  for (const auto& key : keys.all())
    if (const auto number = number_of(database, mark_of(key))) keys_[*number] = key;
  auto& connection = database.connection();
  if (static_cast<std::size_t>(connection.execAndGet("SELECT count(*) FROM seal").getInt()) > keys_.size())
    return fail(Fault::config,
                "the store is sealed with a key that store_keys in sluss.yaml does not have; list it there, after the "
                "one that seals now. Without it nobody can read what it has sealed");
  if (sqlite3_create_function_v2(connection.getHandle(), "unsealed", 4, SQLITE_UTF8 | SQLITE_INNOCUOUS, this, unsealed,
                                 nullptr, nullptr, nullptr) != SQLITE_OK)
    throw SQLite::Exception(connection.getHandle());
  show(database);
  return {};
}

void Seals::show(Database& database) { database.connection().exec(view); }

void Seals::begin(Database& database, const SealingKeys& keys) {
  if (keys.all().empty()) return;
  const auto& key = keys.all().front();
  const auto mark = mark_of(key);
  current_ = number_of(database, mark);
  // Another program may come first with the same key.
  if (!current_) Query(database, "INSERT OR IGNORE INTO seal (mark) VALUES (?)", mark).run();
  if (!current_) current_ = number_of(database, mark);
  keys_[*current_] = key;
}

Bytes Seals::seal(std::string_view part, std::int64_t message, std::string_view text) const {
  const auto place = place_of(part, message);
  Bytes sealed(nonce_size + text.size() + tag_size);
  randombytes_buf(sealed.data(), nonce_size);
  crypto_aead_xchacha20poly1305_ietf_encrypt(sealed.data() + nonce_size, nullptr, bytes_of(text), text.size(),
                                             bytes_of(place), place.size(), nullptr, sealed.data(),
                                             keys_.at(*current_).data());
  return sealed;
}

std::optional<std::string> Seals::open(std::int64_t seal, std::string_view part, std::int64_t message,
                                       std::string_view sealed) const {
  if (sealed.size() < nonce_size + tag_size) return std::nullopt;
  const auto place = place_of(part, message);
  std::string text(sealed.size() - nonce_size - tag_size, '\0');
  const auto opened = crypto_aead_xchacha20poly1305_ietf_decrypt(
      reinterpret_cast<unsigned char*>(text.data()), nullptr, nullptr, bytes_of(sealed) + nonce_size,
      sealed.size() - nonce_size, bytes_of(place), place.size(), bytes_of(sealed), keys_.at(seal).data());
  return opened == 0 ? std::optional(std::move(text)) : std::nullopt;
}

}  // namespace sluss::store
