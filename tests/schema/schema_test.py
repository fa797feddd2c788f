#!/usr/bin/python3
"""The schema for editors, held against the files that Sluss reads: schema_test.py WHAT PROGRAM MODULES SOURCE"""
import glob
import json
import os
import re
import subprocess
import sys
import tempfile

import jsonschema

import editor

PROGRAM, MODULES, SOURCE = sys.argv[2:5]
HERE = os.path.dirname(os.path.abspath(__file__))
failed = []


def expect(holds, text):
    if not holds:
        failed.append(text)
        print("FAILED:", text)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def made_for(house):
    """The schema of a configuration folder; nothing of it may be left out."""
    done = subprocess.run([PROGRAM, "--plugins", MODULES, "-c", house, "schema"], capture_output=True, text=True)
    expect(done.returncode == 0 and done.stderr == "", f"sluss -c {house} schema: {done.stderr}")
    return done.stdout


def schema_with_connectors(folder):
    """The schema of a house that has the connectors of this folder and nothing else."""
    with tempfile.TemporaryDirectory() as house:
        with open(os.path.join(house, "sluss.yaml"), "w", encoding="utf-8") as file:
            file.write(f"store: sluss.db\nconnectors: {folder}\n")
        return json.loads(made_for(house))


def below(folder, pattern="**/*.yaml"):
    return sorted(glob.glob(os.path.join(SOURCE, folder, pattern), recursive=True))


def fresh():
    """What is committed is what is made now, and it is a schema."""
    made = made_for(os.path.join(SOURCE, "config"))
    committed = read(os.path.join(SOURCE, "config", "sluss.schema.json"))
    expect(made == committed, "config/sluss.schema.json is not what `sluss -c config schema` makes; make it anew")
    jsonschema.Draft7Validator.check_schema(json.loads(made))


def expect_right(schema, text, name):
    found = editor.faults(schema, editor.load(text))
    expect(found == [], f"{name}: {found}")


def maps_for_fragments(schema, plugin):
    """The maps that what the page of a plugin, or any other, shows may be a part of."""
    definitions = schema["definitions"]
    connector = definitions["connector"]["properties"]
    yield connector["provides"]["additionalProperties"]
    yield connector["takes"]["additionalProperties"]
    yield definitions["pipeline"]
    yield definitions["sluss"]
    yield definitions["agreements"]["properties"]["agreements"]["anyOf"][0]["items"]
    yield from (part for name, part in definitions.items() if plugin and name.endswith("." + plugin) and "properties" in part)


def expect_right_fragment(schema, text, name):
    """Some keys of a map: each value is right."""
    document = editor.load(text)
    definitions = {"definitions": schema["definitions"]}
    plugin = re.match("plugins/([a-z_0-9]+)/", name)
    found = []
    for candidate in maps_for_fragments(schema, plugin and plugin.group(1)):
        properties = candidate["properties"]
        if not isinstance(document, dict) or not set(document) <= set(properties):
            continue
        found = [
            fault for key, value in document.items() for fault in editor.faults({**properties[key], **definitions}, value)
        ]
        if found == []:
            return
    expect(False, f"{name}: {found or 'no file has these keys'}\n{text}")


def pages():
    """Each block of YAML in a page: its place and its text."""
    files = below("docs", "*.md") + below("docs/reference/plugins", "*.md") + below("plugins", "*/README.md") + below("connectors", "*/README.md")
    for file in files:
        page = read(file)
        for block in re.finditer(r"^( *)```yaml\n(.*?)^ *```", page, re.S | re.M):
            line = page.count("\n", 0, block.start()) + 1
            indent = block.group(1)
            text = "".join(row.removeprefix(indent) for row in block.group(2).splitlines(keepends=True))
            yield f"{os.path.relpath(file, SOURCE)}:{line}", text


def positive():
    """Everything that is shipped, shown or used by tests is right."""
    ours = schema_with_connectors(os.path.join(SOURCE, "connectors"))
    seen = 0
    files = below("config") + below("connectors", "*/connector.yaml") + below("connectors", "*/*_test.yaml")
    files += below("tests/support/house") + below("tests/finance/house") + below("tests/store/golden")
    for file in files:
        expect_right(ours, read(file), file)
        seen += 1
    expect(seen > 55, f"only {seen} files were found")
    marks = {"store", "connections", "connector", "pipeline", "calendars", "agreements", "institutions", "prices", "tests"}
    shown = 0
    for place, text in pages():
        shown += 1
        document = editor.load(text)
        if isinstance(document, dict) and marks & set(document):
            expect_right(ours, text, place)
        else:
            expect_right_fragment(ours, text, place)
    expect(shown > 95, f"only {shown} blocks were found in the pages")
    former = [(case["what"], case["document"]) for case in cases("former.yaml")]
    for what, document in former:
        expect_right(ours, document, what)
    expect(len(former) > 5, f"only {len(former)} documents with former names were found")
    print(f"read: {seen} files, {shown} blocks of pages, {len(former)} documents with former names")
    print("passed over: core/config/testdata, whose plugins are made up within that test; samples/ hold no configuration")


def cases(name):
    for case in editor.load(read(os.path.join(HERE, name))):
        yield case


def negative():
    """What is wrong is told, where it is wrong, and nothing else is."""
    ours = schema_with_connectors(os.path.join(SOURCE, "connectors"))
    seen = 0
    for case in cases("negative.yaml"):
        found = editor.faults(ours, editor.load(case["document"]))
        expect({path for path, _ in found} == {case["at"]}, f"{case['what']}: expected one at {case['at']!r}, found {found}")
        expect(any(str(case["says"]) in text for _, text in found), f"{case['what']}: {case['says']!r} not in {found}")
        seen += 1
    expect(seen > 40, f"only {seen} cases were found")
    print(f"tried: {seen} documents")


def completion():
    """While one writes, what may stand at the cursor is offered, and told about."""
    ours = editor.Completion(schema_with_connectors(os.path.join(SOURCE, "connectors")))
    seen = 0
    for case in cases("completion.yaml"):
        keys, words = ours.at(editor.load(case["document"] or ""), case["at"])
        offered = set(keys) | words
        for word in case["offers"]:
            expect(str(word) in offered, f"{case['what']}: {word} is not offered, but {sorted(offered)}")
        for word in case.get("not", []):
            expect(str(word) not in offered, f"{case['what']}: {word} is offered")
        for word, text in case.get("tells", {}).items():
            expect(any(str(text) in told for told in keys.get(word, [])), f"{case['what']}: {word}: {keys.get(word)}")
        seen += 1
    expect(seen > 12, f"only {seen} cases were found")
    print(f"tried: {seen} places")


{"fresh": fresh, "positive": positive, "negative": negative, "completion": completion}[sys.argv[1]]()
sys.exit(1 if failed else 0)
