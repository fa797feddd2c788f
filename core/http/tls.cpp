#include "http/tls.h"

#include <openssl/x509_vfy.h>

#include "base/text.h"

namespace sluss::http {

bool ClientCertificate::is_pkcs12() const {
  const auto ending = fold_case(certificate.extension().string());
  return ending == ".p12" || ending == ".pfx";
}

void set_tls(CURL* easy, const Line& line) {
  curl_easy_setopt(easy, CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2);
  if (!line.ca.empty()) {
    curl_easy_setopt(easy, CURLOPT_CAINFO, line.ca.c_str());
    curl_easy_setopt(easy, CURLOPT_CAPATH, nullptr);
  }
  if (line.client.empty()) return;
  const auto& ours = line.client;
  curl_easy_setopt(easy, CURLOPT_SSLCERT, ours.certificate.c_str());
  curl_easy_setopt(easy, CURLOPT_SSLCERTTYPE, ours.is_pkcs12() ? "P12" : "PEM");
  if (!ours.is_pkcs12()) {
    curl_easy_setopt(easy, CURLOPT_SSLKEYTYPE, "PEM");
    curl_easy_setopt(easy, CURLOPT_SSLKEY, (ours.key.empty() ? ours.certificate : ours.key).c_str());
  }
  // Always set: OpenSSL would else ask at the terminal for what opens the key.
  curl_easy_setopt(easy, CURLOPT_KEYPASSWD, ours.passphrase.reveal().c_str());
}

std::optional<std::string> why_untrusted(CURL* easy, CURLcode code) {
  if (code == CURLE_SSL_CACERT_BADFILE) return "the file of ca: cannot be read";
  if (code != CURLE_PEER_FAILED_VERIFICATION && code != CURLE_SSL_ISSUER_ERROR) return std::nullopt;
  long result = X509_V_OK;
  curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &result);
  // libcurl compares the name by itself, and stops before it asks OpenSSL for a result.
  if (result == X509_V_OK || result == X509_V_ERR_UNSPECIFIED) return "its certificate was made out to another name";
  return std::string("its certificate is not to be trusted: ") + X509_verify_cert_error_string(result);
}

std::optional<std::string> why_unknown_us(CURLcode code, std::string_view detail, const ClientCertificate& ours) {
  if (code == CURLE_SSL_CERTPROBLEM)
    return "our own client certificate cannot be used; look at the files of certificate: and certificate_key:, whether they belong "
           "together, and at passphrase:";
  // Alerts are what the other end says against us (RFC 8446, 6.2). With TLS 1.3 it does so after our handshake is over.
  const auto says = [&](std::string_view alert) {
    return detail.find("alert") != std::string_view::npos && detail.find(alert) != std::string_view::npos;
  };
  if (code == CURLE_SSL_CLIENTCERT || says("certificate required"))
    return ours.empty() ? "it demands a client certificate, and none is given: state certificate:"
                        : "it demands a client certificate and did not take ours for one of its own authorities";
  if (says("certificate expired")) return "it refused our client certificate: it has expired";
  if (says("certificate revoked")) return "it refused our client certificate: it is revoked";
  if (says("unknown ca")) return "it refused our client certificate: it does not know who issued it";
  if (says("bad certificate") || says("unsupported certificate") || says("certificate unknown"))
    return "it refused our client certificate";
  if (says("access denied")) return "it knows our client certificate and does not let us in";
  // Of TLS 1.2 this is also what a server says that wanted a certificate.
  if (says("handshake failure") && ours.empty())
    return "it broke off the handshake: perhaps it demands a client certificate (certificate:)";
  return std::nullopt;
}

}  // namespace sluss::http
