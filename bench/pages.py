#!/usr/bin/python3
"""A web service for a benchmark: the lines of a file as a JSON list, page by page. pages.py FILE PORT"""
import http.server
import sys
from urllib.parse import parse_qs, urlsplit

with open(sys.argv[1]) as file:
    rows = file.read().splitlines()


class Pages(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        asked = parse_qs(urlsplit(self.path).query)
        page, limit = int(asked["page"][0]), int(asked["limit"][0])
        body = ("[" + ",".join(rows[(page - 1) * limit:page * limit]) + "]").encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


http.server.ThreadingHTTPServer(("127.0.0.1", int(sys.argv[2])), Pages).serve_forever()
