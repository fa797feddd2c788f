#!/usr/bin/python3
"""Alerts and dashboard ask for metrics and labels that there are, and each alert can come:
monitoring_test.py METRICS.md ALERTS.yml DASHBOARD.json ALERTS_TEST.yml"""
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import yaml

page, alerts, dashboard, proof = sys.argv[1:5]
with open(page, encoding="utf-8") as file:
    rows = re.findall(r"(?m)^\| `(sluss_\w+)` \| (.*?) \|", file.read())
labels_of = {name: set(re.findall(r"`(\w+)`", labels)) for name, labels in rows}
if len(labels_of) < 15:
    sys.exit(f"only {len(labels_of)} metrics in {page}")

with open(alerts, encoding="utf-8") as file:
    rules = [rule for group in yaml.safe_load(file)["groups"] for rule in group["rules"]]
with open(dashboard, encoding="utf-8") as file:
    panels = json.load(file)["panels"]
asked = {rule["alert"]: rule["expr"] for rule in rules}
told = {rule["alert"]: " ".join(rule["annotations"].values()) for rule in rules}
for panel in panels:
    for target in panel["targets"]:
        asked[f'{panel["title"]} {target["refId"]}'] = target["expr"]
        told[f'{panel["title"]} {target["refId"]}'] = target.get("legendFormat", "")

faults, used = [], set()
for where, expression in asked.items():
    metrics = re.findall(r"\b(sluss_\w+)(?:\{([^}]*)\})?", expression)
    if not metrics:
        faults.append(f"{where}: asks for no metric")
    known = set()
    for name, matchers in metrics:
        used.add(name)
        if name not in labels_of:
            faults.append(f"{where}: there is no metric {name}")
            continue
        known |= labels_of[name]
        for label in re.findall(r"(\w+) *[=!]", matchers):
            if label not in labels_of[name]:
                faults.append(f"{where}: {name} has no label {label}")
    for label in re.findall(r"\$labels\.(\w+)|\{\{(\w+)\}\}", told[where]):
        if "".join(label) not in known:
            faults.append(f"{where}: tells of a label {''.join(label)} that its metrics do not have")
    for labels in re.findall(r"\bby \(([^)]*)\)", expression):
        faults += [f"{where}: no label {label}" for label in labels.replace(" ", "").split(",") if label not in known]
if faults:
    sys.exit("\n".join(faults))

tested = "all but promtool's own check, since promtool (package prometheus) is not installed"
if shutil.which("promtool"):
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(alerts, os.path.join(folder, "alerts.yml"))
        shutil.copy(proof, os.path.join(folder, "alerts_test.yml"))
        for command in (["check", "rules", "alerts.yml"], ["test", "rules", "alerts_test.yml"]):
            done = subprocess.run(["promtool", *command], cwd=folder, capture_output=True, text=True)
            if done.returncode != 0:
                sys.exit(done.stdout + done.stderr)
    with open(proof, encoding="utf-8") as file:
        text = file.read()
    unproved = [rule["alert"] for rule in rules if f'alertname="{rule["alert"]}"' not in text]
    if unproved:
        sys.exit(f"no test makes these come: {unproved}")
    tested = "each alert comes when it should"
print(f"{len(rules)} alerts and {len(panels)} panels use {len(used)} of {len(labels_of)} metrics; {tested}")
