#!/usr/bin/python3
"""What a daemon with nothing to do takes, and how long it takes until it is ready: idle.py REPOSITORY BUILD [SECONDS]

On the sample configuration with the sample in its store and the admin API open. Ready: /health/ready says so.
"""
import os
import statistics
import sys
import time
import urllib.error
import urllib.request

root, build = sys.argv[1:3]
seconds = int(sys.argv[3]) if len(sys.argv) > 3 else 60
sys.path.insert(0, os.path.join(root, "tests", "support"))
from sample_daemon import sample_daemon  # noqa: E402

STARTS = 5


def processor_seconds(pid):
    with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def megabytes(pid, name):
    with open(f"/proc/{pid}/status", encoding="utf-8") as file:
        return next(int(line.split()[1]) for line in file if line.startswith(name + ":")) / 1024


def until_ready(daemon):
    begin = time.monotonic()
    daemon.start()
    while True:
        try:
            with urllib.request.urlopen(daemon.address + "/health/ready", timeout=5) as answer:
                if answer.status == 200:
                    return time.monotonic() - begin
        except urllib.error.URLError:
            pass
        time.sleep(0.002)


with sample_daemon(root, build) as daemon:
    starts = []
    for _ in range(STARTS):
        daemon.stop()
        starts.append(until_ready(daemon))
    time.sleep(5)
    before = processor_seconds(daemon.process.pid)
    time.sleep(seconds)
    used = processor_seconds(daemon.process.pid) - before
    print(f"start to ready: {1000 * statistics.median(starts):.0f} ms (median of {STARTS};"
          f" {1000 * min(starts):.0f} to {1000 * max(starts):.0f})")
    print(f"idle for {seconds} s: {used:.2f} s of processor time ({100 * used / seconds:.2f} % of one core)")
    print(f"memory: {megabytes(daemon.process.pid, 'VmRSS'):.0f} MB resident, of which"
          f" {megabytes(daemon.process.pid, 'RssAnon'):.0f} MB are its own")
