#!/bin/sh
# Starts Sluss in the background on the default configuration and a copy of the synthetic sample, runs the first sync, and
# says where to look. Run again it finds all that done, and says so. All that is made lies in var/.
set -eu
cd "$(dirname "$0")/.."
program=${1:-build/release}/bin/sluss
sample=connectors/klipp/samples/placeringar-HT2026.csv
invoiced_from=2026-11-15  # of HT2026, by config/agreements
. deploy/sample-daemon.sh

mkdir -p var/inbox var/blad var/bank var/fakturor var/underlag var/svar var/bestallningar var/besked

# The name is given last, so that nobody reads half a file. A file that was taken lies in the archive.
name=$(basename "$sample")
if [ ! -e "var/inbox/$name" ] && [ ! -e "var/inbox/archive/$name" ]; then
  cp -p "$sample" "var/inbox/.$name"
  mv "var/inbox/.$name" "var/inbox/$name"
fi

if ! daemon_runs; then
  nohup setsid "$program" run -c config >> var/sluss.log 2>&1 < /dev/null &
  echo $! > var/sluss.pid
fi
await_daemon "$program"

at=
if [ "$(date +%F)" \< "$invoiced_from" ]; then
  echo "HT2026 is invoiced from $invoiced_from: this first run takes that day for today."
  at="--at $invoiced_from"
fi

# 0: all well; 1: done, and some placements wait for a person, as some of the sample's are meant to.
code=0
"$program" sync nightly-placements -c config $at > var/report.txt || code=$?
cat var/report.txt
if [ "$code" -gt 1 ]; then
  echo "The first run did not take place (exit code $code). The daemon's log: var/sluss.log" >&2
  exit "$code"
fi

first_account='Sign in with your account there.'
if [ -e var/first-account.token ]; then
  first_account="Make the first account there with the one-time token in var/first-account.token"
fi

cat << END

What happened: the placements of HT2026 were read from a synthetic export in var/inbox. Each one was priced by its agreement
and stands on exactly one invoice, or is one of these:
  filtered   rightly not billed: a thesis, withdrawn, or planned only
  held       waits until what the reason says is mended; tried again every night
  rejected   the row is wrong; waits for a corrected export
Some of the sample is wrong on purpose, to show that.

Where to look
  http://localhost:8470  the console, in a browser on this machine. $first_account
  var/fakturor/   $(ls var/fakturor | wc -l) e-invoices, as they go to the access point
  var/underlag/   $(ls var/underlag | wc -l) documents: the basis of each invoice (annex 2), PDF and Excel
  $program status                        what runs, what comes next, what waits
  $program messages list --state held    what waits, and why
  $program reconcile                     placements against invoices, to the öre
  $program alarms                        what somebody must see to: the sample has no orders, so they are late
  var/sluss.log   the daemon's log; it runs again at 02:00 each night
Put another export into var/inbox, and: $program sync nightly-placements
Stop it with: make stop
END
