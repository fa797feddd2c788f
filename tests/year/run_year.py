#!/usr/bin/env python3
"""run_year.py --program SLUSS --source TREE [--seed N ...] [--size 0.1] [--self-test]

Simulates a year with the real program and with the oracle, and compares them at every month's end. Exit code 0: they
agree; 1: they differ, with a line for each difference: seed, date, key, engine, model.
"""
import argparse
import datetime
import os
import shutil
import sys
import tempfile
import time

import expected_year
import tampering
from engine import Failed
from year import LAST, Year


def one_year(options, seed):
    root = tempfile.mkdtemp(prefix="sluss-year-", dir=options.keep)
    began = time.monotonic()
    year = Year(seed, options.size, options.restless, os.path.abspath(options.program), options.source, root)
    until = datetime.date(2026, 12, 31) if options.self_test else LAST
    try:
        year.run(until)
        if options.self_test and not year.differences:
            year.differences = tampering.not_seen(year, until)
            print(f"{len(tampering.ALL)} ways to tamper, {len(year.differences)} differences that should not be")
    except Failed as failed:
        year.differences.append(f"seed {seed}: {failed}")
    if not year.differences and options.complete:
        year.differences = expected_year.missing(year)
    tell(options, seed, year, time.monotonic() - began)
    if not year.differences:
        shutil.rmtree(root)
    else:
        print(f"the folder is {root}")
    return not year.differences


def tell(options, seed, year, seconds):
    def text(counts):
        return ", ".join(f"{count} {what}" for what, count in sorted(counts.items()))
    print(f"seed {seed}: {year.engine.commands} commands in {seconds:.0f} s")
    print(f"  compared: {text(year.counts)}")
    print(f"  seen at months' ends: {text(year.seen)}")
    for difference in year.differences[:options.show]:
        print(f"DIFFERENCE {difference}")
    if year.differences:
        print(f"{len(year.differences)} differences")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", required=True)
    parser.add_argument("--source", required=True)
    parser.add_argument("--seed", type=int, nargs="+", default=[2026])
    parser.add_argument("--size", type=float, default=1.0, help="1.0: 1,500 places and 700 students a term")
    parser.add_argument("--restless", type=float, default=1.0, help="so many times as much happens to each placement")
    parser.add_argument("--complete", action="store_true", help="fail when the year lacks anything of expected_year.py")
    parser.add_argument("--self-test", action="store_true", help="half a year, which is then tampered with")
    parser.add_argument("--keep", help="the folder in which the years' folders are made")
    parser.add_argument("--show", type=int, default=40, help="so many differences are shown")
    options = parser.parse_args()
    agree = [one_year(options, seed) for seed in options.seed]
    print(f"{sum(agree)} of {len(agree)} years agree")
    return 0 if all(agree) else 1


if __name__ == "__main__":
    sys.exit(main())
