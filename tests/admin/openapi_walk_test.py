"""Walks the API by its own OpenAPI document: every operation, with what the document allows and with what it does not.

    openapi_walk_test.py REPOSITORY BUILD      (SLUSS_WALK: how many requests of each kind; 12)

Whatever is sent, the answer is one that the document states: a 2xx of the stated shape, or problem+json, and never a
fault of the server. What the document does not allow is refused.
"""
import http.client
import json
import os
import sys
import tempfile
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../support"))

os.environ.setdefault("HYPOTHESIS_STORAGE_DIRECTORY", os.path.join(tempfile.gettempdir(), "sluss-hypothesis"))

import jsonschema
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sample_daemon import TESTER, sample_daemon

EXAMPLES = int(os.environ.get("SLUSS_WALK", "12"))
# A run that is under way is not begun once more: come again.
MAY_BE_BUSY = {"/api/v1/pipelines/{pipeline}/runs"}
# What the sample has, so that not all that is asked for is missing.
THERE = {"id": [1, 2, 3, 40], "pipeline": ["nightly-placements", "payments"], "connection": ["peppol.invoices", "klipp"],
         "name": ["karin"]}
ACTIONS = ("GET", "PUT", "POST", "DELETE", "PATCH")


class Answer:
    def __init__(self, answer):
        self.status, self.text = answer.status, answer.read()
        self.type = answer.headers.get_content_type()

    def json(self):
        return json.loads(self.text)


class Asker:
    def __init__(self, daemon):
        self.host = urllib.parse.urlsplit(daemon.address).netloc
        self.token = daemon.token()
        self.succeeded, self.asked = set(), 0

    def ask(self, method, target, body=None, **headers):
        self.asked += 1
        head = {"Authorization": "Bearer " + self.token, **headers}
        if body is not None:
            head.setdefault("Content-Type", "application/json")
        connection = http.client.HTTPConnection(self.host, timeout=30)
        try:
            connection.request(method, target, body, head)
            return Answer(connection.getresponse())
        finally:
            connection.close()


def texts(schema):
    return st.text(st.characters(blacklist_categories=("Cs",)), min_size=schema.get("minLength", 0), max_size=30)


def values(schema):
    """What the schema allows."""
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kind = schema.get("type")
    if kind == "string":
        return texts(schema)
    if kind == "integer":
        return st.integers(schema.get("minimum", -(2**62)), min(schema.get("maximum", 2**62), 2**62))
    if kind == "boolean":
        return st.booleans()
    if kind == "array":
        return st.lists(values(schema["items"]), max_size=4)
    if kind == "object":
        members = {name: values(inner) for name, inner in schema.get("properties", {}).items()}
        needed = set(schema.get("required", []))
        return st.fixed_dictionaries({name: one for name, one in members.items() if name in needed},
                                     optional={name: one for name, one in members.items() if name not in needed})
    return st.recursive(st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=5),
                        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3))


def parts(parameters):
    """Path and query, as the schema allows them."""
    drawn = {}
    for parameter in parameters:
        name, shape = parameter["name"], parameter["schema"]
        # A control character or a % that stands for no text is no part of a path.
        one = values(shape) if shape.get("type") != "string" or "enum" in shape else \
            st.text(st.characters(blacklist_categories=("Cs", "Cc")), min_size=1, max_size=30)
        if parameter["in"] == "path":
            there = THERE.get(name, [])
            one = (st.sampled_from(there) | one if there else one).filter(lambda value: value not in (TESTER, ".", ".."))
            drawn[name] = one.map(str)
        elif name == "after":
            drawn[name] = st.none() | st.integers(0, 500).map(str)
        else:
            drawn[name] = st.none() | one.map(str)
    return st.fixed_dictionaries(drawn)


def target_of(path, parameters, chosen):
    query = []
    for parameter in parameters:
        value = chosen[parameter["name"]]
        if parameter["in"] == "path":
            path = path.replace("{" + parameter["name"] + "}", urllib.parse.quote(value, safe=""))
        elif value is not None:
            query.append((parameter["name"], value))
    return path + ("?" + urllib.parse.urlencode(query) if query else "")


def body_schema(operation):
    return operation.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema")


def wrong_bodies(schema):
    """Each is one that the schema does not allow, or no JSON at all."""
    right = values(schema)
    needed = schema["required"]
    ways = [
        st.sampled_from(["", "{", "null", "[]", "1", '"text"', "{} {}", '{"a":1,"a":2}', "\ufeff{}", "[" * 200]),
        right.map(lambda value: json.dumps({**value, "there is no such member": 1})),
    ]
    if needed:
        ways.append(st.tuples(right, st.sampled_from(needed)).map(
            lambda drawn: json.dumps({name: value for name, value in drawn[0].items() if name != drawn[1]})))
        ways.append(st.tuples(right, st.sampled_from(needed)).map(lambda drawn: json.dumps({**drawn[0], drawn[1]: {"": []}})))
    return st.one_of(ways)


def fits(answer, operation, where):
    """The answer is one that the document states."""
    stated = operation["responses"]
    content = stated.get(str(answer.status), stated["default"]).get("content", {})
    if not content:
        assert answer.text == b"", f"{where}: a body where none is stated: {answer.text[:200]}"
        return
    assert answer.type in content, f"{where}: {answer.status} as {answer.type}: {answer.text[:200]}"
    if answer.type.endswith("json"):
        schema = content[answer.type]["schema"]
        jsonschema.Draft202012Validator(schema).validate(answer.json())
    if answer.type == "application/problem+json":
        assert answer.status >= 400 and answer.json()["status"] == answer.status, where


def walk(ask, path, method, operation):
    parameters, schema = operation.get("parameters", []), body_schema(operation)
    where = f"{method} {path}"
    often = settings(max_examples=EXAMPLES, deadline=None, database=None, derandomize=True, print_blob=False,
                     phases=(Phase.generate, Phase.shrink), suppress_health_check=list(HealthCheck))

    @often
    @given(parts(parameters), values(schema) if schema else st.none())
    def allowed(chosen, body):
        answer = ask.ask(method, target_of(path, parameters, chosen), None if body is None else json.dumps(body))
        busy = path in MAY_BE_BUSY and answer.status == 503
        assert answer.status < 500 or busy, f"{where}: {answer.status} {answer.text[:300]}"
        assert answer.status not in (405, 415), f"{where}: {answer.status}, though the document states it"
        fits(answer, operation, where)
        if answer.status < 300:
            ask.succeeded.add(where)

    @often
    @given(parts(parameters), st.data())
    def not_allowed(chosen, data):
        target = target_of(path, parameters, chosen)
        if schema:
            answer = ask.ask(method, target, data.draw(wrong_bodies(schema)).encode())
        else:
            wrong = data.draw(st.sampled_from(["nothing=1", "limit=-1", "limit=x", "limit=1&limit=2", "%=", "a=%ff", "=&="]))
            answer = ask.ask(method, target + ("&" if "?" in target else "?") + wrong)
        assert 400 <= answer.status < 500, f"{where}: {answer.status} to what the document does not allow"
        fits(answer, operation, where)

    allowed()
    not_allowed()
    if schema:
        answer = ask.ask(method, target_of(path, parameters, _some(parameters)), "{}", **{"Content-Type": "text/plain"})
        assert answer.status == 415, f"{where}: {answer.status} to text/plain"
        fits(answer, operation, where)


def _some(parameters):
    return {one["name"]: str(THERE.get(one["name"], ["1"])[0]) if one["in"] == "path" else None for one in parameters}


def main():
    root, build = sys.argv[1:]
    with sample_daemon(root, build) as daemon:
        ask = Asker(daemon)
        document = ask.ask("GET", "/api/v1/openapi.json").json()
        operations = [(path, method.upper(), one) for path, methods in document["paths"].items()
                      for method, one in methods.items()]
        failed = []
        for path, method, operation in operations:
            try:
                walk(ask, path, method, operation)
            except Exception as fault:  # all of them are told, each once
                failed.append(f"{method} {path}: {type(fault).__name__}: {str(fault)[:1500]}")
            others = set(ACTIONS) - {other for at, other, _ in operations if at == path}
            for other in others:
                answer = ask.ask(other, target_of(path, operation.get("parameters", []), _some(operation.get("parameters", []))))
                if answer.status != 405:
                    failed.append(f"{other} {path}: {answer.status}, and the document does not state it")
        assert daemon.process.poll() is None, "the daemon has ended:\n" + daemon.log()
        assert "a bug" not in daemon.log(), daemon.log()
    print(f"{ask.asked} requests to {len(operations)} operations; {len(ask.succeeded)} of them did what was asked")
    assert not failed, "\n".join(failed)
    assert len(operations) > 30 and len(ask.succeeded) > len(operations) // 2


if __name__ == "__main__":
    main()
