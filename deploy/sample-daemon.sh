# Read by run-sample.sh and stop-sample.sh: the daemon that `make run` starts, known by var/sluss.pid.

# Does the process of the pid file live, and is it Sluss? (A process that has ended has no program any more.)
daemon_runs() {
  [ -s var/sluss.pid ] || return 1
  case "$(readlink "/proc/$(cat var/sluss.pid)/exe" || true)" in
    */sluss | *"/sluss (deleted)") return 0 ;;
    *) return 1 ;;
  esac
}

# Waits until the daemon $1 says that it is up; half a minute at most.
await_daemon() {
  for _ in $(seq 60); do
    if "$1" status --json -c config 2> /dev/null | grep -q '"daemon": *true'; then return 0; fi
    sleep 0.5
    if ! daemon_runs; then break; fi
  done
  echo "The daemon did not start. The end of var/sluss.log:" >&2
  tail -n 20 var/sluss.log >&2
  exit 1
}
