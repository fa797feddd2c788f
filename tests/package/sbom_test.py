#!/usr/bin/python3
"""The list of parts names every library that the files load, and says the same twice: sbom_test.py SBOM LIST FILE..."""
import json
import re
import subprocess
import sys

command = [sys.executable, sys.argv[1], "1.2.3", sys.argv[2], *sys.argv[3:]]
made = subprocess.run(command, capture_output=True, text=True, check=True).stdout
if made != subprocess.run(command, capture_output=True, text=True, check=True).stdout:
    sys.exit("it says another thing the second time")
document = json.loads(made)
faults = []
ids = [package["SPDXID"] for package in document["packages"]]
if len(ids) != len(set(ids)):
    faults.append("an SPDXID stands twice")
for relation in document["relationships"]:
    if relation["relatedSpdxElement"] not in ids:
        faults.append(f"{relation} is about a part that is not there")
for package in document["packages"]:
    if not re.fullmatch(r"SPDXRef-[A-Za-z0-9.-]+", package["SPDXID"]) or not package["versionInfo"]:
        faults.append(f"{package['name']} has no good SPDXID or no version")
named = {package["name"] for package in document["packages"]}
# What the house stands on, by the packages of Debian 12; the loader itself tells of what it loads.
for expected in ("libc6", "libstdc++6", "libsodium23", "libsqlite3-0", "libyaml-cpp0.7", "libsystemd0", "libsodium-dev"):
    if expected not in named:
        faults.append(f"{expected} is missing")
if faults:
    sys.exit("\n".join(faults))
print(f"{len(ids)} parts")
