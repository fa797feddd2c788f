#!/usr/bin/python3
"""Program, library and modules are loaded anywhere, and bound before they run: binaries_test.py PROGRAM LIBRARY MODULES"""
import os
import subprocess
import sys

program, library, modules = sys.argv[1:4]
files = [program, library] + [os.path.join(modules, name) for name in sorted(os.listdir(modules)) if name.endswith(".so")]
if len(files) < 30:
    sys.exit(f"only {len(files)} files were found")
faults = []
for file in files:
    read = subprocess.run(["readelf", "--wide", "--file-header", "--program-headers", "--dynamic", file],
                          capture_output=True, text=True, check=True).stdout
    marks = {"position-independent": "DYN (", "read-only after relocation": "GNU_RELRO", "bound at its start": " NOW",
             "no stack that runs": "GNU_STACK"}
    faults += [f"{file}: not {what}" for what, mark in marks.items() if mark not in read]
    if any("GNU_STACK" in line and "RWE" in line for line in read.splitlines()):
        faults.append(f"{file}: its stack can be run")
if faults:
    sys.exit("\n".join(faults))
print(f"{len(files)} files are position-independent and bound at their start")
