#!/usr/bin/python3
"""The other end of `exec` for a benchmark: gives the records of a file, a batch for each thousand, or takes deliveries."""
import json
import sys

hello = json.loads(sys.stdin.readline())
print('{"ready":true}', flush=True)
if hello["task"] == "source":
    with open(hello["settings"]["file"]) as rows:
        for number, row in enumerate(rows, 1):
            sys.stdout.write('{"record":' + row.rstrip("\n") + "}\n")
            if number % 1000 == 0:
                print('{"batch":"%d"}' % number, flush=True)
                sys.stdin.readline()
    print('{"batch":"last"}', flush=True)
    sys.stdin.readline()
    print('{"done":true}', flush=True)
if hello["task"] == "sink":
    for line in sys.stdin:
        print(json.dumps({"key": json.loads(line)["deliver"], "result": "ok", "receipt": "1"}), flush=True)
