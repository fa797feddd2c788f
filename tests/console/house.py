"""The daemon on a copy of the sample, as `make run` starts it, for a browser to look at. All of it is synthetic."""
import contextlib
import json
import os
import sys
import tempfile
import urllib.error
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../support"))
from sample_daemon import Daemon  # noqa: E402

PASSWORD = "ett-provlösenord-för-var-och-en"
ACCOUNTS = {
    "karin": "viewer,operator,approver,admin,personal",
    "vera": "viewer",
}


def _mine(path, flags):
    return os.open(path, flags, 0o600)


class House(Daemon):
    """With accounts, orders, and invoices of one agreement that wait for a person."""

    def __init__(self, root, build, folder):
        super().__init__(root, build, folder)
        # A browser takes cookies for this machine alone when it is called so.
        self.address = self.address.replace("127.0.0.1", "localhost")
        self.rewrite("config/agreements/agreements.yaml", "  - id: avtal-01-01\n",
                     "  - id: avtal-01-01\n    approval: person\n")

    def first_token(self):
        with open(self.path("var/first-account.token"), encoding="utf-8") as file:
            return file.read().strip()

    def trust_proxy(self, secret):
        """Before it starts: whoever brings the secret is believed about who asks."""
        os.makedirs(self.path("config/secrets"), exist_ok=True)
        with open(self.path("config/secrets/proxy"), "w", encoding="utf-8", opener=_mine) as file:
            file.write(secret)
        self.rewrite("config/sluss.yaml", "admin: { ",
                     "admin: { proxy: { header: X-Remote-User, secret: secret:proxy }, ")

    def add_accounts(self):
        for name, roles in ACCOUNTS.items():
            self.command("user", "set", name, "--role", roles, given=PASSWORD + "\n")

    def run_orders(self):
        self.put("order-sheet/samples/bestallning-VT2027.csv", "bestallningar")
        self.put("order-sheet/samples/svar-VT2027.csv", "bestallningar")
        self.command("sync", "orders")


@contextlib.contextmanager
def filled_house(root, build, invoices_to=None):
    """Started, with all that its screens show; invoices go to that address when one is given."""
    with tempfile.TemporaryDirectory() as folder:
        house = House(root, build, folder)
        if invoices_to:
            house.rewrite("config/connections.yaml", "{ use: peppol-outbox, folder: ../var/fakturor }",
                          f'{{ use: http-target, url: "{invoices_to}" }}')
        try:
            house.start()
            house.add_accounts()
            house.run_orders()
            house.run_sample()
            yield house
        finally:
            house.stop()


class Asker:
    """Asks the API as a person who has signed in, past the console."""

    def __init__(self, address, name):
        self.address = address
        self.headers = {"Content-Type": "application/json"}
        status, said, headers = self._ask("POST", "/session", {"name": name, "password": PASSWORD})
        if status >= 400:
            raise RuntimeError(f"{name} does not come in: {said}")
        self.headers["X-CSRF-Token"] = said["csrf"]
        self.headers["Cookie"] = headers["Set-Cookie"].split(";")[0]

    def _ask(self, method, path, body=None):
        request = urllib.request.Request(self.address + "/api/v1" + path, method=method, headers=self.headers,
                                         data=None if body is None else json.dumps(body).encode())
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                text, status, headers = answer.read(), answer.status, answer.headers
        except urllib.error.HTTPError as fault:
            text, status, headers = fault.read(), fault.code, fault.headers
        return status, json.loads(text) if text else None, headers

    def get(self, path):
        return self._ask("GET", path)[1]

    def post(self, path, body):
        return self._ask("POST", path, body)[1]

    def status_of(self, method, path, body=None):
        return self._ask(method, path, body)[0]
