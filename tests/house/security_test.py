#!/usr/bin/python3
"""Every test that docs/security.md names is there: security_test.py SOURCE. A name is ROOM.SUITE.TEST, or package.TEST."""
import pathlib
import re
import sys

source = pathlib.Path(sys.argv[1])
page = (source / "docs/security.md").read_text(encoding="utf-8")
rows = re.findall(r"^\| (\d+) \| (.*)\|$", page, re.MULTILINE)
if [int(number) for number, _ in rows] != list(range(1, 16)):
    sys.exit("there are not fifteen rows")

defined = set()
for folder in ("core", "plugins", "tests"):
    for file in (source / folder).rglob("*_test.cpp"):
        text = file.read_text(encoding="utf-8")
        defined.update(f"{suite}.{name}" for suite, name in re.findall(r"^TEST(?:_[FP])?\((\w+),\s*(\w+)\)", text, re.MULTILINE))
scripts = {file.name.removesuffix("_test.py") for file in (source / "tests/package").glob("*_test.py")}

faults = []
for number, text in rows:
    names = re.findall(r"`(\w+\.\w+(?:\.\w+)?)`", text.split("|")[1])
    if not names:
        faults.append(f"promise {number} names no test")
    for name in names:
        room, _, rest = name.partition(".")
        if rest not in defined and not (room == "package" and rest in scripts):
            faults.append(f"promise {number}: there is no test {name}")
if faults:
    sys.exit("\n".join(faults))
print(f"{len(defined)} tests; all that the page names are among them")
