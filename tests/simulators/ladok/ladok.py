#!/usr/bin/python3
"""Ladok's feed and REST services as a real client meets them, on loopback, strict where the real ones are strict.

Usage: ladok.py FOLDER CERTIFICATE KEY CLIENT_CA
Everything in it is synthetic. FOLDER/state.json is read anew for each request:
  events     the feed, oldest first: {"type", "body" (elements by name, in order), "uid", "id", "updated",
             "grammar": "new" or "old", "pad": true}
  students, occasions   answers by uid; participants: lists by the uid of the occasion
  page_size, first_page (number of the first page), throttle (so many requests are answered 429, with retry_after when it
  is stated), lost (ids of entries that no page has), fail ({path begin: [status, "json", "bare" or "xml"]}), cut (so many
  requests are answered in half)
The port is written to FOLDER/port; each request to FOLDER/requests: method, path, and "login" or "cookie".
"""
import http.server
import json
import pathlib
import socket
import ssl
import sys
import threading
import urllib.parse
from xml.sax.saxutils import escape, quoteattr

FOLDER = pathlib.Path(sys.argv[1])
SESSIONS, LOCK, SPENT = set(), threading.Lock(), {"throttle": 0, "cut": 0}
JSON_TYPES = {"studentinformation", "studiedeltagande", "utbildningsinformation", "kataloginformation"}
NEW = {"area": "http://schemas.ladok.se/studiedeltagande", "base": "http://schemas.ladok.se/events", "prefix": "events"}
OLD = {"area": "http://schemas.ladok.se/studiedeltagande", "base": "http://schemas.ladok.se", "prefix": "base"}
BASE_ELEMENTS = {"HandelseUID", "EventContext", "Handelsetyp", "LarosateID", "AnvandareUID"}


def elements(body, names, pad):
    out = ""
    for name, value in body.items():
        prefix = names["prefix"] if name in BASE_ELEMENTS else "sd"
        within = elements(value, names, pad) if isinstance(value, dict) else escape(str(value))
        if pad and name.endswith("UID"):
            within = "\n      " + within + "\n    "
        out += f"<{prefix}:{name}>{within}</{prefix}:{name}>"
    return out


def entry(event):
    names = OLD if event.get("grammar") == "old" else NEW
    pad = event.get("pad", False)
    kind = event["type"].replace("Event", "Handelse") if names is OLD else event["type"]
    own = {"HandelseUID": event["uid"], "EventContext": {"LarosateID": event.get("institution", "27")},
           "Handelsetyp": event.get("change", "SKAPAD")}
    if names is OLD:  # another order too
        own = dict(reversed(own.items()))
    body = elements({**own, **event["body"]}, names, pad)
    ident = "\n  " + event["id"] + "\n" if pad else event["id"]
    return (f"<entry><category term={quoteattr(names['area'] + '/' + kind)} label=\"Event-typ\"/><id>{ident}</id>"
            f"<updated>{event['updated']}</updated><content type=\"application/vnd.ladok+xml\">"
            f"<sd:{kind} xmlns:sd=\"{names['area']}\" xmlns:{names['prefix']}=\"{names['base']}\">{body}"
            f"<later xmlns=\"urn:later\"><unknown/></later></sd:{kind}></content></entry>")


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        self.request.settimeout(20)
        try:
            self.request.do_handshake()
        except ssl.SSLError:
            self.leave_after_alert()
            raise
        super().setup()

    def leave_after_alert(self):
        """The client may be sending when it is refused: a connection that is closed then takes the alert with it."""
        try:
            self.request.shutdown(socket.SHUT_WR)
            while self.request.recv(4096):
                pass
        except OSError:
            pass

    def log_message(self, *arguments):
        pass

    def answer(self, status, kind, text, headers=()):
        data = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers:
            self.send_header(name, value)
        if self.new_session:
            self.send_header("Set-Cookie", f"LADOK={self.new_session}; Path=/; Secure; HttpOnly")
        self.end_headers()
        with LOCK:
            cut = SPENT["cut"] < self.state.get("cut", 0) and status == 200
            SPENT["cut"] += cut
        self.wfile.write(data[:len(data) // 2] if cut else data)
        self.close_connection = self.close_connection or bool(cut)

    def error(self, status, form="json"):
        if form == "xml":
            return self.answer(status, "application/vnd.ladok+xml",
                               "<LadokException><Felmeddelande>body-word</Felmeddelande></LadokException>")
        body = {"FelUID": "f-1", "Felkategori": "commons.fel.kategori.valideringsfel", "Meddelande": "body-word", "link": []}
        if form == "json":
            body.update({"Detaljkod": "commons.domain.uid", "DetaljkodText": "body-word", "FelgruppText": "body-word",
                         "Felgrupp": "commons.fel.grupp.felaktigt_format"})
        return self.answer(status, "application/json", json.dumps(body))

    def do_GET(self):
        self.state = json.loads((FOLDER / "state.json").read_text(encoding="utf-8"))
        cookie = self.headers.get("Cookie", "").removeprefix("LADOK=")
        with LOCK:
            self.new_session = "" if cookie in SESSIONS else f"s{len(SESSIONS) + 1}"
            SESSIONS.add(self.new_session or cookie)
            with open(FOLDER / "requests", "a", encoding="utf-8") as log:
                log.write(f"GET {self.path} {'login' if self.new_session else 'cookie'}\n")
            throttled = SPENT["throttle"] < self.state.get("throttle", 0)
            SPENT["throttle"] += throttled
        if throttled:
            after = self.state.get("retry_after")
            return self.answer(429, "text/plain", "", [("Retry-After", str(after))] if after is not None else [])
        for begin, (status, form) in self.state.get("fail", {}).items():
            if self.path.startswith(begin):
                return self.error(status, form)
        url = urllib.parse.urlsplit(self.path)
        parts = url.path.strip("/").split("/")
        query = dict(urllib.parse.parse_qsl(url.query))
        if len(parts) == 3 and parts[1] == "feed":
            return self.feed(parts)
        return self.rest(parts, query)

    def feed(self, parts):
        if "application/atom+xml" not in self.headers.get("Accept", ""):
            return self.error(406)
        events, size = self.state.get("events", []), self.state.get("page_size", 100)
        first = self.state.get("first_page", 1)
        last = first + max((len(events) + size - 1) // size, 1) - 1
        name = parts[2]
        number = last if name == "recent" else first if name == "first" else int(name) if name.isdigit() else -1
        if not first <= number <= last:
            return self.error(404)
        base = f"https://127.0.0.1:{self.server.server_port}/{parts[0]}/feed"
        links = f"<link rel=\"self\" href=\"{base}/{name if name == 'recent' else number}\"/>"
        if name == "recent":
            links += f"<link rel=\"via\" href=\"{base}/{number}\"/>"
        if number > first:
            links += f"<link rel=\"prev-archive\" href=\"{base}/{number - 1}\"/>"
        if number < last:
            links += f"<link rel=\"next-archive\" href=\"{base}/{number + 1}\"/>"
        page = events[(number - first) * size:(number - first + 1) * size]
        page = [event for event in reversed(page) if event["id"] not in self.state.get("lost", [])]
        return self.answer(200, "application/atom+xml",
                           f"<?xml version=\"1.0\" encoding=\"UTF-8\"?><feed xmlns=\"http://www.w3.org/2005/Atom\">{links}"
                           f"<id>urn:id:{number}</id>{''.join(map(entry, page))}</feed>")

    def rest(self, parts, query):
        service = parts[0]
        if service not in JSON_TYPES:
            return self.error(404)
        kind = f"application/vnd.ladok-{service}+json"
        if kind not in self.headers.get("Accept", ""):
            return self.error(406)
        if parts[1:] == ["anvandare", "autentiserad"]:
            return self.answer(200, kind, json.dumps({"Anvandarnamn": "sluss@test", "link": []}))
        if parts[1:2] == ["student"]:
            return self.one(kind, self.state.get("students", {}).get(parts[2]))
        if parts[1:2] == ["utbildningstillfalle"]:
            return self.one(kind, self.state.get("occasions", {}).get(parts[2]))
        if parts[1:3] == ["deltagare", "kurstillfalle"]:
            return self.participants(kind, self.state.get("participants", {}).get(parts[3]), query)
        return self.error(404)

    def one(self, kind, body):
        return self.error(404) if body is None else self.answer(200, kind, json.dumps(body))

    def participants(self, kind, all_of_them, query):
        if all_of_them is None:
            return self.error(404)
        page, limit = int(query.get("page", "1")), min(int(query.get("limit", "400")), 400)
        if page < 1 or limit < 1:
            return self.error(400)
        ordered = sorted(all_of_them, key=lambda one: (one["Student"]["Efternamn"], one["Uid"]))
        if "orderby" not in query and ordered:  # each page is cut from another order
            turn = page * 7 % len(ordered)
            ordered = ordered[turn:] + ordered[:turn]
        return self.answer(200, kind, json.dumps({"Resultat": ordered[(page - 1) * limit:page * limit],
                                                  "TotaltAntalPoster": len(all_of_them), "link": []}))


def main():
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.load_cert_chain(sys.argv[2], sys.argv[3])
    context.verify_mode = ssl.CERT_REQUIRED
    context.load_verify_locations(sys.argv[4])
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.handle_error = lambda *arguments: None  # handshakes that come to nothing
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    (FOLDER / "port.new").write_text(str(server.server_port))
    (FOLDER / "port.new").rename(FOLDER / "port")
    server.serve_forever()


main()
