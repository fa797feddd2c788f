#!/usr/bin/python3
"""The units are such as systemd takes, and as tight as they are to be: unit_test.py PROGRAM UNITS"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

THRESHOLD = "15"  # tenths: 1.5 of 10 (the service is at 1.1)


def analyze(*arguments):
    return subprocess.run(["systemd-analyze", "--no-pager", "--man=no", *arguments], capture_output=True, text=True)


def is_tight(unit):
    return analyze("security", "--offline=true", f"--threshold={THRESHOLD}", unit).returncode == 0


program, units = sys.argv[1:3]
if shutil.which("systemd-analyze") is None:
    print("unit_test.py: Skipped\nsystemd-analyze is not installed")
    sys.exit(77)
with tempfile.TemporaryDirectory() as folder:
    for name in sorted(os.listdir(units)):
        with open(os.path.join(units, name), encoding="utf-8") as file:
            text = file.read()
        # What is not installed here stands where the build has put it.
        text = text.replace("/usr/bin/sluss ", f'"{program}" ')
        with open(os.path.join(folder, name), "w", encoding="utf-8") as file:
            file.write(text)
    names = sorted(os.listdir(folder))
    if "sluss.service" not in names:
        sys.exit(f"no sluss.service among {names}")
    verified = analyze("verify", *(os.path.join(folder, name) for name in names))
    # Of other units on this machine it may have something to say.
    complaints = [line for line in verified.stderr.splitlines() if "sluss" in line]
    if verified.returncode != 0 or complaints:
        sys.exit(f"systemd-analyze verify: {verified.returncode}\n{verified.stderr}")
    services = [name for name in names if name.endswith(".service")]
    for name in services:
        if not is_tight(os.path.join(folder, name)):
            report = analyze("security", "--offline=true", os.path.join(folder, name)).stdout
            sys.exit(f"{name} is more exposed than {THRESHOLD}:\n{report}")
    # What is measured is the unit's own doing.
    with open(os.path.join(folder, "sluss.service"), encoding="utf-8") as file:
        lax = re.sub(r"(?m)^(Protect|Private|Restrict|SystemCall|Capability|NoNew).*\n", "", file.read())
    with open(os.path.join(folder, "lax.service"), "w", encoding="utf-8") as file:
        file.write(lax)
    if is_tight(os.path.join(folder, "lax.service")):
        sys.exit("a unit without its protection counts as tight too: the test sees nothing")
print(f"{', '.join(names)}: taken, and the services are tight")
