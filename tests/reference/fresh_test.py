#!/usr/bin/python3
"""What is committed is what `sluss reference` makes: fresh_test.py PROGRAM MODULES COMMITTED"""
import os
import subprocess
import sys
import tempfile


def pages(folder):
    found = {}
    for place, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(place, name)
            with open(path, encoding="utf-8") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


program, modules, committed = sys.argv[1:4]
with tempfile.TemporaryDirectory() as folder:
    command = [program, "--plugins", modules, "-c", folder, "reference", "--to", os.path.join(folder, "made")]
    done = subprocess.run(command, capture_output=True, text=True)
    made = pages(os.path.join(folder, "made"))
    if done.returncode != 0 or done.stderr or len(made) < 40:
        sys.exit(f"sluss reference made {len(made)} pages: {done.stderr}")
before = pages(committed)
wrong = sorted(name for name in made.keys() | before.keys() if made.get(name) != before.get(name))
if wrong:
    sys.exit(f"not as `sluss reference --to docs/reference` makes them; make them anew: {', '.join(wrong)}")
print(f"{len(made)} pages are as they are made")
