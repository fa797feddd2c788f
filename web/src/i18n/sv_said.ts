// Swedish: sentences of the daemon's that people meet often, by their English. A test sees that the daemon still says them.

export const svSaid = {
  "said.the basis has changed since it was looked at; look again": "Underlaget har ändrats sedan du tittade på det.",
  "said.another plan is being made; wait for it": "En annan plan räknas ut just nu. Vänta på den.",
  "said.the old password is wrong": "Det nuvarande lösenordet stämmer inte.",
  "said.a password has at least 12 characters; a sentence is easy to remember": "Ett lösenord har minst 12 tecken; en mening är lätt att minnas.",
  "said.a password has at most 1000 characters": "Ett lösenord har högst 1000 tecken.",
  "said.a password has at least 5 different characters": "Ett lösenord har minst 5 olika tecken.",
  "said.a password does not hold the account's name": "Ett lösenord innehåller inte kontots namn.",
  "said.too many wrong tries": "Det har varit för många felaktiga försök.",
  "said.there is no message of that number": "Det finns inget meddelande med det numret.",
  "said.there is no invoice of that number": "Det finns ingen faktura med det numret.",
  "said.there is no order line of that id": "Det finns ingen beställningsrad med det id:t.",
  "said.there is no pipeline of that name": "Det finns ingen pipeline med det namnet.",
  "said.there is no connection of that name": "Det finns ingen anslutning med det namnet.",
  "said.no round of that id has been split": "Ingen omgång med det id:t har fördelats.",
  "said.nothing is called that": "Inget heter så.",
  "said.the configuration has no file of that name": "Konfigurationen har ingen fil med det namnet.",
  "said.no such basis waits": "Inget sådant underlag väntar.",
  "said.the header X-CSRF-Token of this session is missing; log in again": "Sidan hör till en inloggning som är slut. Logga in igen.",
};
