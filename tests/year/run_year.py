#!/usr/bin/env python3
"""run_year.py --program SLUSS --source TREE [--seed N ...] [--size 0.1] [--keep DIR]

Simulates a year with the real program and with the oracle, and compares them at every month's end. Exit code 0: they
agree; 1: they differ, with a line for each difference: seed, date, key, engine, model.
"""
import argparse
import os
import shutil
import sys
import tempfile
import time

from year import Failed, Year


def one_year(options, seed):
    root = tempfile.mkdtemp(prefix="sluss-year-", dir=options.keep)
    began = time.monotonic()
    year = Year(seed, options.size, os.path.abspath(options.program), options.source, root)
    try:
        year.run()
    except Failed as failed:
        year.differences.append(f"seed {seed}: {failed}")
    counts = ", ".join(f"{count} {what}" for what, count in sorted(year.counts.items()))
    print(f"seed {seed}: {year.engine.commands} commands in {time.monotonic() - began:.0f} s; compared: {counts}")
    for difference in year.differences[:options.show]:
        print(difference)
    if year.differences:
        print(f"{len(year.differences)} differences; the folder is {root}")
    elif not options.keep:
        shutil.rmtree(root)
    return not year.differences


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--source", required=True)
    parser.add_argument("--seed", type=int, nargs="+", default=[2026])
    parser.add_argument("--size", type=float, default=1.0)
    parser.add_argument("--keep")
    parser.add_argument("--show", type=int, default=40)
    options = parser.parse_args()
    agree = [one_year(options, seed) for seed in options.seed]
    print(f"{sum(agree)} of {len(agree)} years agree")
    return 0 if all(agree) else 1


if __name__ == "__main__":
    sys.exit(main())
