#!/usr/bin/python3
"""bash completes every command and option there is, and names from the configuration:
completion_test.py PROGRAM MODULES CONFIGURATION COMMANDS.md"""
import os
import re
import subprocess
import sys
import tempfile

program, modules, configuration, page = sys.argv[1:5]
environment = dict(os.environ, SLUSS_PLUGINS=modules)


def sluss(*arguments):
    return subprocess.run([program, *arguments], capture_output=True, text=True, env=environment, check=True).stdout


def completed(lines):
    """What bash offers at the end of each of these lines."""
    asked = script + "\n"
    for line in lines:
        words = " ".join(f"'{word}'" for word in line.split(" "))
        asked += f"COMP_WORDS=({words})\nCOMP_CWORD={line.count(' ')}\n_sluss\n"
        asked += 'printf "%s\\n" "${COMPREPLY[*]}"\n'
    # The program under its name, wherever it has been built.
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(program, os.path.join(folder, "sluss"))
        path = folder + ":" + os.environ["PATH"]
        done = subprocess.run(["bash", "-c", asked], capture_output=True, text=True, env=dict(environment, PATH=path))
    if done.returncode != 0 or done.stderr:
        sys.exit(f"bash: {done.stderr}")
    return [set(answer.split()) for answer in done.stdout.split("\n")[: len(lines)]]


def expect(line, answer, *words):
    missing = set(words) - answer
    if missing:
        sys.exit(f'"{line}" is not completed by {sorted(missing)}, but by {sorted(answer)}')


script = sluss("completion", "bash")

# Every command and every option of the reference.
with open(page, encoding="utf-8") as file:
    sections = re.split(r"(?m)^#+ (sluss .*)\n", file.read())[1:]
commands = dict(zip(sections[0::2], sections[1::2]))
lines, wanted = [], []
for path, text in commands.items():
    above, _, name = path.rpartition(" ")
    lines.append(f"{above} {name[:-1]}")
    wanted.append({name})
    lines.append(f"{path} -")
    wanted.append(set(re.findall(r"(?m)^  (?:-\w,)?(--[a-z-]+)", text)))
if len(commands) < 40:
    sys.exit(f"only {len(commands)} commands in {page}")
for line, answer, words in zip(lines, completed(lines), wanted):
    expect(line, answer, *words)

# Names, also where the folder is called like a command; nothing but the value behind an option that takes one.
with tempfile.TemporaryDirectory() as folder:
    os.symlink(os.path.realpath(configuration), os.path.join(folder, "config"))
    os.chdir(folder)
    cases = {
        "sluss -c config sync n": {"nightly-placements"},
        "sluss -c config plan ": {"nightly-placements", "payments"},
        "sluss -c config connections pause pep": {"peppol.invoices"},
        "sluss -c config preview klipp": {"klipp.placements"},
        "sluss -c config help fixed": {"fixed_width"},
        "sluss -c con": {"config"},
        "sluss reference --to con": {"config"},
        "sluss completion ": {"bash"},
    }
    for (line, words), answer in zip(cases.items(), completed(list(cases))):
        expect(line, answer, *words)
    for line, answer in zip(("sluss sync x --at ", "sluss nonsense --at "), completed(["sluss sync x --at ", "sluss nonsense --at "])):
        if answer:
            sys.exit(f'"{line}" is completed by {sorted(answer)}')
print(f"{len(commands)} commands with their options, and names, are completed")
