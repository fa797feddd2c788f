#!/usr/bin/python3
"""What sluss.service forbids, the daemon does not do: syscalls_test.py PROGRAM MODULES CONFIGURATION UNIT

Runs the daemon on the sample and traces it: a start, a night, a reload and a stop. Each system call must be one that
SystemCallFilter= lets pass, each socket of a family that RestrictAddressFamilies= names, no memory both written and run.
systemd itself does not run where tests do, so nothing else would see it before an administrator does."""
import os
import re
import shutil
import socket
import signal
import subprocess
import sys
import tempfile
import time


def need(name):
    if shutil.which(name) is None:
        print(f"syscalls_test.py: Skipped\n{name} is not installed")
        sys.exit(77)


def calls_of(group):
    """The system calls of a group, and of the groups in it."""
    listed = subprocess.run(["systemd-analyze", "--no-pager", "syscall-filter", group], capture_output=True, text=True)
    found = set()
    for line in listed.stdout.splitlines()[1:]:
        word = line.strip()
        if word.startswith("@"):
            found |= calls_of(word)
        elif word and not word.startswith("#"):
            found.add(word)
    if not found:
        sys.exit(f"systemd-analyze knows no {group}: {listed.stderr}")
    return found


def settings(unit, name):
    with open(unit, encoding="utf-8") as file:
        return [line.split("=", 1)[1].strip() for line in file if line.startswith(name + "=")]


def allowed_calls(unit):
    allowed = set()
    for setting in settings(unit, "SystemCallFilter"):
        forbids = setting.startswith("~")
        for word in setting.lstrip("~").split():
            names = calls_of(word) if word.startswith("@") else {word}
            allowed = allowed - names if forbids else allowed | names
    return allowed


program, modules, configuration, unit = sys.argv[1:5]
need("systemd-analyze")
need("strace")
allowed = allowed_calls(unit)
if os.geteuid() == 0:
    allowed.add("fchown")  # by SQLite, which gives its files to the database's owner, and as root alone
families = set(" ".join(settings(unit, "RestrictAddressFamilies")).split())
with tempfile.TemporaryDirectory() as folder:
    shutil.copytree(configuration, os.path.join(folder, "config"))
    for name in ("inbox", "blad", "bank", "fakturor", "underlag", "svar", "bestallningar", "besked"):
        os.makedirs(os.path.join(folder, "var", name))
    sample = os.path.join(configuration, "../connectors/klipp/samples/placeringar-HT2026.csv")
    inbox = os.path.join(folder, "var/inbox/placeringar-HT2026.csv")
    shutil.copy(sample, inbox)
    os.utime(inbox, (time.time() - 3600, time.time() - 3600))
    settings = os.path.join(folder, "config/sluss.yaml")
    with open(settings, encoding="utf-8") as file:
        text = file.read()
    with socket.socket() as free:  # the sample's own daemon may be running
        free.bind(("127.0.0.1", 0))
        text = text.replace("127.0.0.1:8470", f"127.0.0.1:{free.getsockname()[1]}")
    with open(settings, "w", encoding="utf-8") as file:
        file.write(text + "metrics: { file: ../var/sluss.prom }\nconnectors: " + os.path.realpath(configuration) + "/../connectors\n")
    # A condition, so that a jq program runs too; and a night that is due at once.
    night = os.path.join(folder, "config/pipelines")
    nightly = [os.path.join(night, name) for name in os.listdir(night) if name == "nightly-placements.yaml"][0]
    with open(nightly, encoding="utf-8") as file:
        text = file.read()
    text = re.sub(r'cron: "[^"]*"', 'cron: "* * * * *"', text, count=1)
    with open(nightly, "w", encoding="utf-8") as file:
        file.write(text)
    common = ["--plugins", modules, "-c", os.path.join(folder, "config")]
    trace = os.path.join(folder, "trace")
    log = os.path.join(folder, "log")
    with open(log, "w", encoding="utf-8") as told:
        daemon = subprocess.Popen(["strace", "-f", "-qq", "-o", trace, program, "run", *common], stderr=told)
    try:
        deadline = time.monotonic() + 240
        said = ""
        while "the reconciliation" not in said or " delivered" not in said:
            if time.monotonic() > deadline or daemon.poll() is not None:
                sys.exit(f"the night did not take place:\n{said}")
            time.sleep(0.5)
            with open(log, encoding="utf-8") as file:
                said = file.read()
        children = subprocess.run(["pgrep", "-P", str(daemon.pid)], capture_output=True, text=True).stdout.split()
        os.kill(int(children[0]), signal.SIGHUP)
        time.sleep(2)
        os.kill(int(children[0]), signal.SIGTERM)
        daemon.wait(90)
    finally:
        daemon.kill()
    with open(trace, encoding="utf-8", errors="replace") as file:
        lines = file.readlines()
if daemon.returncode != 0:
    sys.exit(f"the daemon ended with {daemon.returncode}:\n{said}")

seen, faults = set(), set()
executes = 0
for line in lines:
    found = re.match(r"\d+ +([a-z_0-9]+)\(", line)
    if not found:
        continue
    call = found.group(1)
    if call == "execve":
        executes += 1
    seen.add(call)
    if call not in allowed:
        faults.add(f"{call}: not within SystemCallFilter")
    family = re.match(r"\d+ +socket(?:pair)?\((AF_[A-Z0-9]+)", line)
    if family and family.group(1) not in families:
        faults.add(f"{family.group(1)}: not among RestrictAddressFamilies")
    if call in ("mmap", "mprotect", "pkey_mprotect"):
        if "PROT_EXEC" in line and "PROT_WRITE" in line:
            faults.add(f"{call}: memory to be written and run, against MemoryDenyWriteExecute")
    if call in ("clone", "clone3", "unshare", "setns") and "CLONE_NEW" in line:
        faults.add(f"{call}: a namespace, against RestrictNamespaces")
if len(seen) < 40 or "execve" not in seen:
    sys.exit(f"only {sorted(seen)} were seen: the trace is not that of a night")
if "mount" in allowed or "read" not in allowed:
    sys.exit("the filter was not understood")
if faults:
    sys.exit("\n".join(sorted(faults)))
print(f"{len(seen)} system calls in {len(lines)} were seen, each is allowed by the unit")
