"""The daemon on a copy of the sample, with its admin API at a port of loopback. All of it is synthetic.

    sample_daemon.py REPOSITORY BUILD COMMAND...

runs the command with SLUSS_ADDRESS, SLUSS_TOKEN (an account with every role) and SLUSS_PID in its environment.
"""
import contextlib
import datetime
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

INVOICED_FROM = "2026-11-15"  # of HT2026, by config/agreements
EVERY_ROLE = "viewer,operator,approver,admin,personal"
TESTER = "tester"


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Daemon:
    """`root` is the repository, `build` where it was built, `folder` what may be filled."""

    def __init__(self, root, build, folder):
        self.folder = folder
        self.program = os.path.join(build, "bin", "sluss")
        self.common = ["--plugins", os.path.join(build, "plugins"), "-c", os.path.join(folder, "config")]
        for name in ("config", "connectors"):
            shutil.copytree(os.path.join(root, name), os.path.join(folder, name))
        for name in ("inbox", "blad", "bank", "fakturor", "underlag", "svar", "bestallningar", "besked"):
            os.makedirs(os.path.join(folder, "var", name))
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.rewrite("config/sluss.yaml", "127.0.0.1:8470", f"127.0.0.1:{port}")
        self.listens = f"admin: listens at port {port}"
        self.process = None

    def path(self, name):
        return os.path.join(self.folder, name)

    def rewrite(self, name, old, new):
        """The first place in a file of the copy."""
        with open(self.path(name), encoding="utf-8") as file:
            text = file.read()
        with open(self.path(name), "w", encoding="utf-8") as file:
            file.write(text.replace(old, new, 1))

    def put(self, sample, inbox):
        """What lies in the inbox is whole: it gets its name when it is."""
        to, name = self.path("var/" + inbox), os.path.basename(sample)
        shutil.copy(self.path("connectors/" + sample), os.path.join(to, "." + name))
        os.rename(os.path.join(to, "." + name), os.path.join(to, name))

    def command(self, *arguments, given=None, right=(0, 1)):
        done = subprocess.run([self.program, *arguments, *self.common], input=given, text=True, capture_output=True,
                              check=False)
        if done.returncode not in right:
            raise RuntimeError(f"sluss {' '.join(arguments)}: exit code {done.returncode}\n{done.stdout}{done.stderr}")
        return done.stdout

    def log(self):
        with open(self.path("log"), encoding="utf-8") as file:
            return file.read()

    def start(self):
        """How many seconds it took until it said that it listens."""
        begin = time.monotonic()
        with open(self.path("log"), "w", encoding="utf-8") as log:
            self.process = subprocess.Popen([self.program, "run", *self.common], stdout=log, stderr=log)
        while self.listens not in self.log():
            if self.process.poll() is not None or time.monotonic() - begin > 60:
                raise RuntimeError("the daemon did not start:\n" + self.log())
            time.sleep(0.005)
        return time.monotonic() - begin

    def run_sample(self):
        self.put("klipp/samples/placeringar-HT2026.csv", "inbox")
        self.run_night()

    def run_night(self):
        early = datetime.date.today().isoformat() < INVOICED_FROM
        self.command("sync", "nightly-placements", *(("--at", INVOICED_FROM) if early else ()))

    def token(self):
        return self.command("token", "add", TESTER, "--role", EVERY_ROLE).split()[0]

    def stop(self):
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(60)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()


@contextlib.contextmanager
def sample_daemon(root, build):
    """Started, with the sample's placements in its store."""
    with tempfile.TemporaryDirectory(prefix="sluss-sample-") as folder:
        daemon = Daemon(root, build, folder)
        try:
            daemon.run_sample()
            daemon.start()
            yield daemon
        finally:
            daemon.stop()


def main():
    root, build, *command = sys.argv[1:]
    with sample_daemon(root, build) as daemon:
        known = {"SLUSS_ADDRESS": daemon.address, "SLUSS_TOKEN": daemon.token(), "SLUSS_PID": str(daemon.process.pid)}
        code = subprocess.run(command, env={**os.environ, **known}, check=False).returncode
        if daemon.process.poll() is not None:
            print("the daemon has ended:\n" + daemon.log(), file=sys.stderr)
            code = code or 1
    sys.exit(code)


if __name__ == "__main__":
    main()
