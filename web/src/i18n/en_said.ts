// English: sentences of the daemon's that people meet often, as it says them.

export const enSaid = {
  "said.the basis has changed since it was looked at; look again": "The basis has changed since it was looked at; look again.",
  "said.another plan is being made; wait for it": "Another plan is being made; wait for it.",
  "said.the old password is wrong": "The old password is wrong.",
  "said.a password has at least 12 characters; a sentence is easy to remember": "A password has at least 12 characters; a sentence is easy to remember.",
  "said.a password has at most 1000 characters": "A password has at most 1000 characters.",
  "said.a password has at least 5 different characters": "A password has at least 5 different characters.",
  "said.a password does not hold the account's name": "A password does not hold the account's name.",
  "said.too many wrong tries": "Too many wrong tries.",
  "said.there is no message of that number": "There is no message of that number.",
  "said.there is no invoice of that number": "There is no invoice of that number.",
  "said.there is no order line of that id": "There is no order line of that id.",
  "said.there is no pipeline of that name": "There is no pipeline of that name.",
  "said.there is no connection of that name": "There is no connection of that name.",
  "said.no round of that id has been split": "No round of that id has been split.",
  "said.nothing is called that": "Nothing is called that.",
  "said.the configuration has no file of that name": "The configuration has no file of that name.",
  "said.no such basis waits": "No such basis waits.",
  "said.the header X-CSRF-Token of this session is missing; log in again": "The header X-CSRF-Token of this session is missing; log in again.",
};
