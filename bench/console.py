#!/usr/bin/python3
"""How fast each screen of the console gets what it shows, from the store that sluss-bench left in FOLDER: on an idle
daemon, and while syncs run one after the other on that day.   console.py PROGRAM FOLDER [ROUNDS [DAY]]

A screen is all the requests that it makes, one after the other over one connection: a browser makes them at once. Of each
list the first page is asked for, and of one thing the one in the middle of the store."""
import http.client
import json
import pathlib
import shutil
import subprocess
import sys
import threading
import time
import urllib.parse

program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 50
config = folder / "config"
day = sys.argv[4] if len(sys.argv) > 4 else "2026-12-16"
port = 18471
pipeline = "bench"


def sluss(*arguments):
    done = subprocess.run([program, "-c", str(config), *arguments], capture_output=True, text=True)
    if done.returncode > 1:
        sys.exit(f"sluss {' '.join(arguments)} ended with {done.returncode}: {done.stderr}")
    return done.stdout


class Asker:
    def __init__(self, token):
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        self.headers = {"Authorization": "Bearer " + token}

    def get(self, path):
        self.connection.request("GET", "/api/v1" + path, headers=self.headers)
        answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            sys.exit(f"{path}: {answer.status} {body[:200].decode(errors='replace')}")
        return json.loads(body)


def screens(asker):
    middle = count_of_messages() // 2
    message = asker.get(f"/messages/{middle}")
    invoices = asker.get("/invoices?limit=100")["items"]
    number = invoices[len(invoices) // 2]["number"] if invoices else None
    key = urllib.parse.quote(message["key"], safe="")
    invoice = {"One invoice": [f"/invoices/{number}"]} if number else {}
    return {
        "Tonight": ["/status", "/alarms", "/drafts", "/deadlines"],
        "Pipelines": ["/pipelines", "/status", "/runs"],
        "Messages": ["/messages"],
        "Messages, held": ["/messages?state=held"],
        "Messages, by key": [f"/messages?key={key}"],
        "One message": [f"/messages/{middle}", f"/trace/{middle}"],
        "Parked": ["/parked"],
        "Orders": ["/rounds", "/deadlines"],
        "Invoices": ["/drafts", "/invoices", "/unpaid", "/payments"],
        "Reconciliation": ["/reconciliation?by=institution"],
        "Connections": ["/status"],
        "Configuration": ["/configuration"],
        "Audit": ["/audit?limit=100"],
        **invoice,
    }


def count_of_messages():
    """The store is asked past the program: no command says how many there are."""
    asked = subprocess.run(["sqlite3", "-readonly", str(folder / "sluss.db"), "SELECT max(id) FROM message"],
                           capture_output=True, text=True, check=True)
    return int(asked.stdout)


def measured(asker, all_screens, enough):
    """Asks for all screens in turn until it is enough; seconds of each, sorted."""
    seconds = {name: [] for name in all_screens}
    while not enough(len(next(iter(seconds.values())))):
        for name, paths in all_screens.items():
            begin = time.perf_counter()
            for path in paths:
                asker.get(path)
            seconds[name].append(time.perf_counter() - begin)
    return {name: sorted(each) for name, each in seconds.items()}


def percentile(seconds, share):
    return seconds[min(len(seconds) - 1, int(len(seconds) * share))] * 1000


class Syncs(threading.Thread):
    """One after the other, each of an export whose every tenth row has changed, until it is told to end."""

    def __init__(self):
        super().__init__()
        self.ending = threading.Event()
        self.ended = 0
        self.trouble = ""

    def run(self):
        while not self.ending.is_set():
            number = self.ended + 1
            offered = folder / "inbox" / f"placeringar-changed-{number}.csv"
            with open(folder / "export.csv", encoding="utf-8") as before, \
                    open(folder / "inbox" / ".changed", "w", encoding="utf-8") as after:
                for row, line in enumerate(before):
                    cells = line.split(";")
                    if row % 10 == 1:
                        cells[4] += f" {number}"  # the course's name
                    after.write(";".join(cells))
            (folder / "inbox" / ".changed").rename(offered)
            old = time.time() - 600
            subprocess.run(["touch", "-d", f"@{int(old)}", str(offered)], check=True)
            before = count_of_messages()
            sluss("sync", pipeline, "--at", day)
            if count_of_messages() == before:
                self.trouble = f"a sync of {offered.name} has stored nothing"
                return
            self.ended += 1


def main():
    settings = config / "sluss.yaml"
    if "admin:" not in settings.read_text():
        settings.write_text(settings.read_text() + f"admin: {{ listen: 127.0.0.1:{port} }}\n")
    token = sluss("token", "add", f"bench-{int(time.time())}", "--role", "viewer").split("\n")[0]
    began = time.perf_counter()
    with open(folder / "daemon.log", "w") as log:
        daemon = subprocess.Popen([program, "run", "-c", str(config)], stderr=log, stdout=log)
    try:
        asker = Asker(token)
        while True:
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
                connection.request("GET", "/health/ready")
                if connection.getresponse().status == 200:
                    break
            except OSError:
                time.sleep(0.01)
            if daemon.poll() is not None or time.perf_counter() - began > 60:
                sys.exit("the daemon did not become ready; see " + str(folder / "daemon.log"))
        print(f"{count_of_messages()} messages; from start to ready {time.perf_counter() - began:.2f} s")
        all_screens = screens(asker)
        idle = measured(asker, all_screens, lambda times: times >= rounds)
        syncs = Syncs()
        syncs.start()
        busy = measured(asker, all_screens, lambda times: syncs.trouble or times >= rounds and syncs.ended >= 2)
        syncs.ending.set()
        if syncs.trouble:
            sys.exit(syncs.trouble)
        times = len(next(iter(busy.values())))
        print(f"{rounds} times each, milliseconds; then {times} times beside {syncs.ended} syncs and the next one")
        print(f"{'':24}{'idle: median':>14}{'95 %':>8}   {'syncing: median':>16}{'95 %':>8}{'most':>8}")
        for name in all_screens:
            print(f"{name:24}{percentile(idle[name], 0.5):14.1f}{percentile(idle[name], 0.95):8.1f}   "
                  f"{percentile(busy[name], 0.5):16.1f}{percentile(busy[name], 0.95):8.1f}"
                  f"{busy[name][-1] * 1000:8.1f}")
        with open(f"/proc/{daemon.pid}/status") as status:
            print(next(line.strip() for line in status if line.startswith("VmHWM")))
        syncs.join()
    finally:
        daemon.terminate()
        daemon.wait()


if shutil.which("sqlite3") is None:
    sys.exit("sqlite3 is missing: apt-get install sqlite3")
main()
