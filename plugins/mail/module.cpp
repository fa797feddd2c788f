#include "mail_codec.h"

SLUSS_MODULE(mail, [](sluss::Registry& registry) { registry.codec<sluss::mail::MailCodec>(sluss::mail::mail_spec()); })
