#include "http/certificate.h"

#include <cstdio>
#include <ctime>
#include <memory>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509.h>

namespace sluss::http {
namespace {

constexpr int days_ahead = 30;

struct Free {
  void operator()(std::FILE* file) const { std::fclose(file); }
  void operator()(X509* certificate) const { X509_free(certificate); }
  void operator()(PKCS12* container) const { PKCS12_free(container); }
  void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
};
template <class T>
using Owned = std::unique_ptr<T, Free>;

Owned<X509> out_of_pkcs12(std::FILE* file, const std::string& passphrase) {
  const Owned<PKCS12> container(d2i_PKCS12_fp(file, nullptr));
  EVP_PKEY* key = nullptr;
  X509* certificate = nullptr;
  if (container == nullptr || PKCS12_parse(container.get(), passphrase.c_str(), &key, &certificate, nullptr) != 1)
    return nullptr;
  const Owned<EVP_PKEY> unused(key);
  return Owned<X509>(certificate);
}

}  // namespace

Result<Instant> expiry_of(const ClientCertificate& ours) {
  const auto name = ours.certificate.filename().string();
  const Owned<std::FILE> file(std::fopen(ours.certificate.c_str(), "rbe"));
  if (file == nullptr) return fail(Fault::config, "the client certificate " + name + " cannot be read");
  const auto certificate = ours.is_pkcs12() ? out_of_pkcs12(file.get(), ours.passphrase.reveal())
                                            : Owned<X509>(PEM_read_X509(file.get(), nullptr, nullptr, nullptr));
  std::tm end{};
  if (certificate == nullptr || ASN1_TIME_to_tm(X509_get0_notAfter(certificate.get()), &end) != 1)
    return fail(Fault::config, "no client certificate can be read out of " + name +
                                   (ours.is_pkcs12() ? "; does passphrase: open it?" : "; expected PEM"));
  return Instant(std::chrono::seconds(::timegm(&end)));
}

std::string expiry_warning(Instant expires, Instant now) {
  const auto days = std::chrono::duration_cast<std::chrono::hours>(expires - now).count() / 24;
  const auto on = " on " + to_iso(expires).substr(0, 10);
  if (expires <= now) return "our client certificate expired" + on + "; it must be renewed";
  if (days >= days_ahead) return {};
  return "our client certificate expires in " + std::to_string(days) + " days," + on + "; have it renewed";
}

}  // namespace sluss::http
