#!/usr/bin/python3
"""A Singer target that keeps records by key in a file, and misbehaves on request."""
import argparse
import json
import os
import signal
import sys
import time

parser = argparse.ArgumentParser()
parser.add_argument("--config", required=True)
with open(parser.parse_args().config) as file:
    config = json.load(file)
mode, at, line = config.get("mode", "good"), config.get("at", 0), 0
kept, state, keys = {}, None, None
if os.path.exists(config["file"]):
    with open(config["file"]) as file:
        kept = json.load(file)


def keep():
    with open(config["file"], "w") as file:
        json.dump(kept, file)


if mode == "dead":
    sys.exit(2)
for text in sys.stdin:
    line += 1
    if line == at:
        if mode == "die":
            os._exit(1)
        if mode == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if mode == "hang":
            time.sleep(1000)
    message = json.loads(text)
    if message["type"] == "SCHEMA":
        keys = message["key_properties"]
        kept["schema"] = message["schema"]
    elif message["type"] == "RECORD":
        kept["|".join(str(message["record"][key]) for key in keys)] = message["record"]
    elif message["type"] == "STATE":
        state = message["value"]
keep()
if mode == "garbage":
    sys.stdout.buffer.write(b"\xff\0 no state\n" * 1000)
if mode != "silent":
    print(json.dumps({"sluss_batch": "another"} if mode == "another" else state), flush=True)
if mode == "exit3":
    sys.exit(3)
