"""The daemon on a copy of the sample, as `make run` starts it, for a browser to look at. All of it is synthetic."""
import datetime
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

PASSWORD = "ett-provlösenord-för-var-och-en"
INVOICED_FROM = "2026-11-15"  # of HT2026, by config/agreements
ACCOUNTS = {
    "karin": "viewer,operator,approver,admin,personal",
    "vera": "viewer",
}


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class House:
    """`root` is the repository, `build` where it was built, `folder` what may be filled."""

    def __init__(self, root, build, folder):
        self.folder = folder
        self.program = os.path.join(build, "bin", "sluss")
        self.common = ["--plugins", os.path.join(build, "plugins"), "-c", os.path.join(folder, "config")]
        for name in ("config", "connectors"):
            shutil.copytree(os.path.join(root, name), os.path.join(folder, name))
        for name in ("inbox", "blad", "bank", "fakturor", "underlag", "svar", "bestallningar", "besked"):
            os.makedirs(os.path.join(folder, "var", name))
        self.samples = os.path.join(folder, "connectors")
        self.port = free_port()
        self.address = f"http://localhost:{self.port}"
        self._configure()
        self.daemon = None

    def _configure(self):
        settings = self._path("config/sluss.yaml")
        with open(settings, encoding="utf-8") as file:
            text = file.read()
        with open(settings, "w", encoding="utf-8") as file:
            file.write(text.replace("127.0.0.1:8470", f"127.0.0.1:{self.port}"))
        # One agreement's invoices wait for a person.
        agreements = self._path("config/agreements/agreements.yaml")
        with open(agreements, encoding="utf-8") as file:
            text = file.read()
        with open(agreements, "w", encoding="utf-8") as file:
            file.write(text.replace("  - id: avtal-01-01\n", "  - id: avtal-01-01\n    approval: person\n", 1))

    def _path(self, name):
        return os.path.join(self.folder, name)

    def put(self, sample, inbox):
        """What lies in the inbox is whole: it gets its name when it is."""
        to = self._path("var/" + inbox)
        name = os.path.basename(sample)
        shutil.copy(os.path.join(self.samples, sample), os.path.join(to, "." + name))
        os.rename(os.path.join(to, "." + name), os.path.join(to, name))

    def command(self, *arguments, given=None, right=(0, 1)):
        done = subprocess.run([self.program, *arguments, *self.common], input=given, text=True, capture_output=True,
                              check=False)
        if done.returncode not in right:
            raise RuntimeError(f"sluss {' '.join(arguments)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def start(self):
        with open(self._path("log"), "w", encoding="utf-8") as log:
            self.daemon = subprocess.Popen([self.program, "run", *self.common], stdout=log, stderr=log)
        for _ in range(200):
            if f"admin: listens at port {self.port}" in self.log():
                return
            if self.daemon.poll() is not None:
                break
            time.sleep(0.1)
        raise RuntimeError("the daemon did not start:\n" + self.log())

    def log(self):
        with open(self._path("log"), encoding="utf-8") as file:
            return file.read()

    def first_token(self):
        with open(self._path("var/first-account.token"), encoding="utf-8") as file:
            return file.read().strip()

    def add_accounts(self):
        for name, roles in ACCOUNTS.items():
            self.command("user", "set", name, "--role", roles, given=PASSWORD + "\n")

    def run_sample(self):
        self.put("klipp/samples/placeringar-HT2026.csv", "inbox")
        self.run_night()

    def run_night(self):
        early = datetime.date.today().isoformat() < INVOICED_FROM
        self.command("sync", "nightly-placements", *(("--at", INVOICED_FROM) if early else ()))

    def run_orders(self):
        self.put("order-sheet/samples/bestallning-VT2027.csv", "bestallningar")
        self.put("order-sheet/samples/svar-VT2027.csv", "bestallningar")
        self.command("sync", "orders")

    def stop(self):
        if self.daemon is None or self.daemon.poll() is not None:
            return
        self.daemon.send_signal(signal.SIGTERM)
        try:
            self.daemon.wait(30)
        except subprocess.TimeoutExpired:
            self.daemon.kill()
            self.daemon.wait()


class Asker:
    """Asks the API as a person who has signed in, past the console."""

    def __init__(self, address, name):
        self.address = address
        self.headers = {"Content-Type": "application/json"}
        _, said, headers = self._ask("POST", "/session", {"name": name, "password": PASSWORD})
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

    def status_of(self, method, path, body=None):
        return self._ask(method, path, body)[0]
