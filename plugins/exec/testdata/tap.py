#!/usr/bin/python3
"""A Singer tap that misbehaves on request. Its rows are synthetic."""
import argparse
import json
import os
import signal
import sys
import time

parser = argparse.ArgumentParser()
parser.add_argument("--config", required=True)
parser.add_argument("--state")
parser.add_argument("--catalog")
arguments = parser.parse_args()
with open(arguments.config) as file:
    config = json.load(file)
assert os.stat(arguments.config).st_mode & 0o777 == 0o600
last = 0
if arguments.state:
    with open(arguments.state) as file:
        last = json.load(file)["last"]
mode, at, line = config.get("mode", "good"), config.get("at", 0), 0
out = sys.stdout.buffer

if config.get("tell"):
    with open(config["tell"], "a") as file:
        json.dump({"last": last, "environment": dict(os.environ), "folder": os.getcwd(), "argv": sys.argv,
                   "catalog": arguments.catalog and json.load(open(arguments.catalog))}, file)
        file.write("\n")
if mode == "ignore_term":
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
if mode == "endless_stderr":
    while True:
        sys.stderr.write("Personsson 19990101-9802\n")
if mode == "print":
    print("loading 10 rows for Personsson", flush=True)


def say(message):
    global line
    line += 1
    text = json.dumps(message).encode()
    if line == at:
        if mode == "die":
            out.flush()
            sys.stderr.write("Traceback: Personsson 19990101-9802\n")
            os._exit(1)
        if mode == "kill":
            out.flush()
            os.kill(os.getpid(), signal.SIGKILL)
        if mode == "half":
            out.write(text[:-5])
            out.flush()
            os._exit(0)
        if mode in ("hang", "ignore_term"):
            out.flush()
            while True:
                time.sleep(1)
        text = {"nul": b'{"type":"RECORD\0"}', "bad_utf8": b'{"type":"RECORD","x":"\xff"}', "long": b"x" * 100000000,
                "surrogate": b'{"type":"RECORD","stream":"students","record":{"id":1,"name":"\\ud800"}}',
                "batch": b'{"type":"BATCH","stream":"students"}', "odd": b'{"type":"ODD"}', "list": b"[1]",
                "no_value": b'{"type":"STATE"}', "huge": b'{"type":"RECORD","stream":"students","record":{"id":"'
                + b"x" * (5 << 20) + b'"}}'}.get(mode, text)
    out.write(text + b"\n")


if mode != "before_schema":
    say({"type": "SCHEMA", "stream": "students", "key_properties": ["id"],
         "schema": {"type": "object", "properties": {"id": {"type": "integer"}}}})
    say({"type": "SCHEMA", "stream": "places", "key_properties": ["unit", "n"], "schema": {"type": "object"}})
for number in range(last + 1, config["rows"] + 1):
    say({"type": "RECORD", "stream": "students", "record": {"id": number, "name": "Provia %d" % number, "half": 0.50}})
    if number % 10 == 0:
        say({"type": "RECORD", "stream": "places", "record": {"unit": "a|b", "n": number}, "version": 1})
        say({"type": "STATE", "value": {"last": number}})
say({"type": "ACTIVATE_VERSION", "stream": "students", "version": 1})
out.flush()
sys.exit(3 if mode == "exit3" else 0)
