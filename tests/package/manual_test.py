#!/usr/bin/python3
"""The manual pages are pages that man takes without a word, and tell every command and key:
manual_test.py PROGRAM COMMANDS.md CONFIGURATION.md"""
import os
import re
import shutil
import subprocess
import sys
import tempfile

program, commands, configuration = sys.argv[1:4]
if shutil.which("man") is None or shutil.which("lexgrog") is None:
    print("manual_test.py: Skipped\nman-db is not installed")
    sys.exit(77)


def headings(page, pattern):
    with open(page, encoding="utf-8") as file:
        return re.findall(pattern, file.read())


def shown(page):
    environment = dict(os.environ, MANWIDTH="200", LC_ALL="C.UTF-8", MANROFFSEQ="")
    done = subprocess.run(["man", "--warnings=all", "-E", "UTF-8", "-l", page], capture_output=True, text=True,
                          env=environment)
    if done.returncode != 0 or done.stderr:
        sys.exit(f"man {page}: {done.stderr}")
    return re.sub(r".\x08", "", done.stdout)


with tempfile.TemporaryDirectory() as folder:
    subprocess.run([program, "-c", folder, "reference", "--man", folder], check=True, capture_output=True)
    pages = [os.path.join(folder, "man1/sluss.1"), os.path.join(folder, "man5/sluss.yaml.5")]
    for page in pages:
        found = subprocess.run(["lexgrog", page], capture_output=True, text=True)
        if found.returncode != 0:
            sys.exit(f"whatis would not find {page}: {found.stdout}")
    one, five = (shown(page) for page in pages)
known = headings(commands, r"(?m)^#+ (sluss .*)$")
missing = [command for command in known if not re.search(rf"(?m)^ +{re.escape(command)}\b", one)]
if len(known) < 40 or missing:
    sys.exit(f"sluss(1) does not tell of {missing or known}")
keys = headings(configuration, r"(?m)^\| `([a-z_]+)` \|")
missing = [key for key in keys if key not in five]
files = headings(configuration, r"(?m)^## (.*)$")
missing += [name for name in files if name not in five]
if len(keys) < 100 or missing:
    sys.exit(f"sluss.yaml(5) does not tell of {missing or keys}")
print(f"{len(known)} commands, {len(files)} kinds of files, {len(keys)} keys are told")
