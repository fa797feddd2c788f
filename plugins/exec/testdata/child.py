#!/usr/bin/python3
"""A child that speaks the protocol of README.md, and misbehaves on request. What it gives is synthetic."""
import json
import os
import signal
import sys
import time

line = 0
hello = json.loads(sys.stdin.readline())
assert hello["sluss"] == 1
settings = hello["settings"]
mode, at = settings.get("mode", "good"), settings.get("at", 0)


def say(message):
    global line
    line += 1
    if line == at:
        sys.stdout.flush()
        if mode == "die":
            sys.stderr.write("Personsson 19990101-9802\n")
            os._exit(1)
        if mode == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        if mode == "hang":
            time.sleep(1000)
        if mode == "garbage":
            sys.stdout.buffer.write(b"\xff\0 what is this\n")
            sys.stdout.flush()
            return
    print(json.dumps(message), flush=True)


def note(text):
    with open(settings["file"], "a") as file:
        file.write(text + "\n")


if mode == "denied":
    say({"ready": False, "result": "denied", "reason": "the password of 19990101-9802 is wrong"})
    sys.exit(0)
say({"ready": True})
if hello["task"] == "source":
    # A queue: what was taken is remembered at this end, or by the position.
    number = int(hello["position"] or 0)
    while number < settings["rows"]:
        for _ in range(10):
            number += 1
            say({"record": {"id": number, "name": "Provia %d" % number}})
        say({"batch": "b%d" % number, "position": str(number)})
        answer = json.loads(sys.stdin.readline())
        note(answer["batch"] + " " + answer["outcome"])
    say({"batch": "empty", "position": str(number)})
    sys.stdin.readline()
    say({"done": True})
elif hello["task"] == "sink":
    for text in sys.stdin:
        message = json.loads(text)
        key = message.get("deliver") or message.get("ask")
        answer = {"key": key, "result": "ok", "receipt": "number of " + key}
        if "ask" in message:
            known = os.path.exists(settings["file"]) and key in open(settings["file"]).read().split()
            answer = answer if known else {"key": key, "result": "absent"}
        elif key.startswith("not:"):
            answer = {"key": key, "result": key[4:], "reason": "because of 19990101-9802", "retry_after": 5}
        elif key == "other":
            answer["key"] = "another"
        else:
            document = message["documents"][0]
            note(key)
            note("document " + document["extension"] + " " + document.get("text", document.get("base64")))
        say(answer)
