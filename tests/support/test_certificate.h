// Certificates for tests: each signs itself, and is its own authority.
#pragma once

#include <cstdio>
#include <filesystem>
#include <memory>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/x509v3.h>
#include <stdexcept>
#include <string>

namespace sluss::test {

struct Certificate {
  std::filesystem::path certificate, key;
};

/// `holder` as OpenSSL writes it: "IP:127.0.0.1" or "DNS:a.example". Valid from 30 days ago until `days` from now.
inline Certificate make_certificate(const std::filesystem::path& folder, const std::string& name,
                                    const std::string& holder, int days = 30) {
  constexpr long a_day = 86400;
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  const std::unique_ptr<X509, void (*)(X509*)> made(X509_new(), X509_free);
  X509_set_version(made.get(), X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -30 * a_day);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), days * a_day);
  X509_set_pubkey(made.get(), key.get());
  auto* const subject = X509_get_subject_name(made.get());
  X509_NAME_add_entry_by_txt(subject, "CN", MBSTRING_ASC, reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
  X509_set_issuer_name(made.get(), subject);
  for (const auto& [kind, value] : {std::pair<int, std::string>(NID_basic_constraints, "critical,CA:TRUE"),
                                    std::pair<int, std::string>(NID_subject_alt_name, holder)}) {
    auto* const extension = X509V3_EXT_conf_nid(nullptr, nullptr, kind, value.c_str());
    X509_add_ext(made.get(), extension, -1);
    X509_EXTENSION_free(extension);
  }
  X509_sign(made.get(), key.get(), EVP_sha256());

  Certificate files{folder / (name + ".pem"), folder / (name + "-key.pem")};
  auto* file = std::fopen(files.certificate.c_str(), "w");
  if (file == nullptr || PEM_write_X509(file, made.get()) != 1) throw std::runtime_error("no certificate can be made");
  std::fclose(file);
  file = std::fopen(files.key.c_str(), "w");
  if (file == nullptr || PEM_write_PrivateKey(file, key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
    throw std::runtime_error("no key can be made");
  std::fclose(file);
  std::filesystem::permissions(files.key, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  return files;
}

/// Both of them in one PKCS#12 file beside them.
inline std::filesystem::path make_pkcs12(const Certificate& files, const std::string& passphrase) {
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pem(std::fopen(files.certificate.c_str(), "r"), std::fclose);
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> key_pem(std::fopen(files.key.c_str(), "r"), std::fclose);
  const std::unique_ptr<X509, void (*)(X509*)> certificate(PEM_read_X509(pem.get(), nullptr, nullptr, nullptr),
                                                           X509_free);
  const std::unique_ptr<EVP_PKEY, void (*)(EVP_PKEY*)> key(
      PEM_read_PrivateKey(key_pem.get(), nullptr, nullptr, nullptr), EVP_PKEY_free);
  const std::unique_ptr<PKCS12, void (*)(PKCS12*)> made(
      PKCS12_create(passphrase.c_str(), "test", key.get(), certificate.get(), nullptr, 0, 0, 0, 0, 0), PKCS12_free);
  auto path = files.certificate;
  path.replace_extension(".p12");
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> file(std::fopen(path.c_str(), "w"), std::fclose);
  if (made == nullptr || file == nullptr || i2d_PKCS12_fp(file.get(), made.get()) != 1)
    throw std::runtime_error("no PKCS#12 file can be made");
  return path;
}

}  // namespace sluss::test
