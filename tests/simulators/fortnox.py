"""Fortnox, as far as Sluss asks it: OAuth 2.0 by client credentials and /3/invoices, strict where the real one is.

fortnox.py PORT_FILE: listens at a free port of 127.0.0.1 and writes it there. Tests steer it at /sim/...: `hang` (the next
invoice is made, and nobody is told), `break` (the next one is made, and answered 500), `deny` (no token is given), `forget` (each
token is good for three requests), `narrow` (3 requests in 5 seconds), `swallow` (the next refresh token is
used up and its answer lost), `made` (what there is).
"""
import base64
import collections
import http.server
import json
import os
import sys
import threading
import time
import urllib.parse

CLIENT, SECRET, TENANT = "sluss-test", "made-up-Kx93-value", "123456"
CUSTOMERS = {"10", "11"}
FIELDS = {"CustomerNumber", "InvoiceDate", "DueDate", "Currency", "YourReference", "YourOrderNumber", "OurReference", "Remarks",
          "ExternalInvoiceReference1", "ExternalInvoiceReference2", "InvoiceRows"}
ROW = {"Description": str, "DeliveredQuantity": str, "Price": float, "VAT": int, "AccountNumber": int, "CostCenter": str,
       "Project": str}
LIMIT, WINDOW = 25, 5.0


class State:
    def __init__(self):
        self.lock = threading.Lock()
        self.tokens, self.used, self.made, self.modes = {}, collections.Counter(), [], set()
        self.asked = collections.deque()
        self.refused = 0
        self.refresh = "first-Kx93+/="


STATE = State()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body, headers=()):
        data = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        for name, value in headers:
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

    def refuse(self, code, message, small=True):
        """Both forms that Fortnox has."""
        if small:
            self.answer(400, {"ErrorInformation": {"error": 1, "message": message, "code": code}})
        else:
            self.answer(400, {"ErrorInformation": {"Error": 1, "Message": message, "Code": str(code)}})

    def body(self):
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def may_ask(self):
        """A token that lives, and not more than 25 requests in 5 seconds."""
        with STATE.lock:
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            if "forget" in STATE.modes and token in STATE.tokens:
                STATE.used[token] += 1
                if STATE.used[token] > 3:
                    del STATE.tokens[token]
            if STATE.tokens.get(token, 0) < time.monotonic():
                self.answer(401, {"message": "unauthorized"})
                return False
            now = time.monotonic()
            while STATE.asked and STATE.asked[0] <= now - WINDOW:
                STATE.asked.popleft()
            if len(STATE.asked) >= (3 if "narrow" in STATE.modes else LIMIT):
                STATE.refused += 1
                self.answer(429, {"message": "Too Many Requests"})
                return False
            STATE.asked.append(now)
            return True

    def do_GET(self):
        url = urllib.parse.urlparse(self.path)
        if url.path == "/sim/made":
            return self.answer(200, {"Invoices": STATE.made, "Refused": STATE.refused})
        if url.path.startswith("/sim/"):
            with STATE.lock:
                STATE.modes.add(url.path.removeprefix("/sim/"))
            return self.answer(200, {})
        if not self.may_ask():
            return
        if url.path != "/3/invoices":
            return self.answer(404, {"ErrorInformation": {"error": 1, "message": "Hittades inte", "code": 1000003}})
        query = urllib.parse.parse_qs(url.query)
        wanted = query.get("externalinvoicereference1", [""])[0]
        with STATE.lock:
            found = [{name: invoice[name] for name in ("DocumentNumber", "CustomerNumber", "ExternalInvoiceReference1")}
                     for invoice in STATE.made if invoice["ExternalInvoiceReference1"].startswith(wanted)]
        self.answer(200, {"MetaInformation": {"@TotalResources": len(found), "@TotalPages": 1, "@CurrentPage": 1},
                          "Invoices": found[:int(query.get("limit", ["100"])[0])]})

    def do_POST(self):
        body = self.body()
        if self.path == "/oauth-v1/token":
            return self.give_token(body)
        if not self.may_ask():
            return
        if self.path != "/3/invoices" or self.headers.get("Content-Type") != "application/json":
            return self.answer(404, {"ErrorInformation": {"error": 1, "message": "Hittades inte", "code": 1000003}})
        self.make(body)

    def give_token(self, body):
        who = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if self.headers.get("Authorization") != "Basic " + who:
            return self.answer(401, {"error": "invalid_client", "error_description": "Invalid client credentials"})
        form = urllib.parse.parse_qs(body.decode())
        if form.get("grant_type") == ["refresh_token"]:
            return self.refresh(form.get("refresh_token", [""])[0])
        known = form.get("grant_type") == ["client_credentials"] and self.headers.get("TenantId") == TENANT
        if not known or "deny" in STATE.modes:
            return self.answer(400, {"error": "invalid_grant", "error_description": "No consent"})
        token = base64.urlsafe_b64encode(os.urandom(24)).decode()
        with STATE.lock:
            STATE.tokens[token] = time.monotonic() + 3600
        self.answer(200, {"access_token": token, "scope": "invoice", "expires_in": 3600, "token_type": "bearer"})

    def refresh(self, token):
        """Each refresh token is good for one use; one that comes again ends the chain and every token of it."""
        with STATE.lock:
            if token == "second-Kx93" and STATE.refresh is None:
                STATE.refresh = token  # the customer has consented again
            if token != STATE.refresh:
                STATE.refresh = None
                STATE.tokens.clear()
                return self.answer(400, {"error": "invalid_grant", "error_description": "Invalid refresh token"})
            STATE.refresh = base64.b64encode(os.urandom(24)).decode()
            access = base64.urlsafe_b64encode(os.urandom(24)).decode()
            STATE.tokens[access] = time.monotonic() + 3600
            if "swallow" in STATE.modes:
                STATE.modes.remove("swallow")
                self.close_connection = True
                return None
            return self.answer(200, {"access_token": access, "refresh_token": STATE.refresh, "scope": "invoice",
                                     "expires_in": 3600, "token_type": "bearer"})

    def make(self, body):
        try:
            invoice = json.loads(body)["Invoice"]
        except (ValueError, KeyError, TypeError):
            return self.refuse(2000133, "Felaktig JSON")
        strange = set(invoice) - FIELDS
        if strange:
            return self.refuse(2000310, f"Ogiltigt fält {sorted(strange)}")
        if invoice.get("CustomerNumber") not in CUSTOMERS:
            return self.refuse(2000433, "Kunden finns inte")
        for row in invoice.get("InvoiceRows", []):
            for name, value in row.items():
                if name not in ROW or not isinstance(value, (int, float) if ROW[name] is float else ROW[name]):
                    return self.refuse(2001392, f"Ogiltigt värde i {name}", small=False)
            if len(row["Description"]) > 50:
                return self.refuse(2000359, "För lång benämning", small=False)
            if row.get("AccountNumber", 3041) not in (3041, 3042):
                return self.refuse(2001304, "Kontot finns inte", small=False)
        with STATE.lock:
            invoice["DocumentNumber"] = str(1001 + len(STATE.made))
            STATE.made.append(invoice)
            hang, broken = "hang" in STATE.modes, "break" in STATE.modes
            STATE.modes -= {"hang", "break"}
        if hang:
            time.sleep(30)
            self.close_connection = True
        elif broken:
            self.answer(500, {"message": "Internal Server Error"})
        else:
            self.answer(201, {"Invoice": invoice})


def main():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    with open(sys.argv[1] + ".new", "w", encoding="ascii") as file:
        file.write(str(server.server_address[1]))
    os.rename(sys.argv[1] + ".new", sys.argv[1])
    server.serve_forever()


main()
