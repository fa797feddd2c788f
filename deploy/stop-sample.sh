#!/bin/sh
# Stops the daemon that `make run` started. What it does is finished or put off first; nothing is lost.
set -eu
cd "$(dirname "$0")/.."
. deploy/sample-daemon.sh

if ! daemon_runs; then
  echo "Sluss does not run."
  exit 0
fi
pid=$(cat var/sluss.pid)
kill -TERM "$pid"
for _ in $(seq 120); do
  if ! daemon_runs; then
    rm -f var/sluss.pid
    echo "Sluss has stopped. What it made is still in var/; make run goes on from there."
    exit 0
  fi
  sleep 0.5
done
echo "Sluss (process $pid) has not stopped within a minute; its log: var/sluss.log" >&2
exit 1
