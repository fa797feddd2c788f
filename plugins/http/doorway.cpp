#include "doorway.h"

namespace sluss::http {

void Doorway::take(RequestHead head, std::string body, Answer answer) {
  if (auto refused = refuse_body(head, body, door_)) return answer(std::move(*refused));
  auto key = head.all(door_.key_header).front();
  if (auto refused = inbox_.put(std::move(key), std::move(body), answer)) answer(std::move(*refused));
}

}  // namespace sluss::http
