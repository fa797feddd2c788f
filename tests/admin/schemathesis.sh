#!/bin/sh
# usage: tests/admin/schemathesis.sh [BUILD [OPTIONS...]]: the API against its OpenAPI document by a program that we have
# not written: on a copy of the sample, with an account that has every role, and once with none. It is no part of `make
# test`: Debian has no package of it, so it is got with pip into build/schemathesis when it is not there.
# Built before: the target sluss and the plugins. With every role it tells of ST401 where it was answered 429: it has tried so
# many wrong tokens by then that its address must wait, as it should.
set -eu
cd "$(dirname "$0")/../.."
version=4.32.5
build=$PWD/${1:-build/release}
[ $# -eq 0 ] || shift
tool=$PWD/build/schemathesis/bin/schemathesis
root=$PWD
[ -x "$tool" ] || { /usr/bin/python3 -m venv build/schemathesis && build/schemathesis/bin/pip install -q "schemathesis==$version"; }

# Accounts and tokens are left out, since it would take its own away.
ask='exec "$0" run "$SLUSS_ADDRESS/api/v1/openapi.json" --url "$SLUSS_ADDRESS" --seed 1 --no-color --continue-on-failure \
  --checks not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance,ignored_auth,unsupported_method,negative_data_rejection \
  --exclude-path-regex "/api/v1/accounts/|/api/v1/tokens/"'
cd build  # where it leaves what it remembers
failed=0
echo "== with every role"
/usr/bin/python3 -B "$root/tests/support/sample_daemon.py" "$root" "$build" \
  sh -c "$ask -H \"Authorization: Bearer \$SLUSS_TOKEN\" \"\$@\"" "$tool" "$@" || failed=1
echo "== with none"
/usr/bin/python3 -B "$root/tests/support/sample_daemon.py" "$root" "$build" sh -c "$ask \"\$@\"" "$tool" "$@" || failed=1
exit $failed
