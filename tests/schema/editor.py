"""A YAML file and a JSON Schema as an editor sees them: YAML 1.2, the nearest of several alternatives blamed."""
import re

import jsonschema
import yaml

BOOLEANS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
NULLS = {"", "~", "null", "Null", "NULL"}


def scalar(node):
    """By the core schema of YAML 1.2: `yes` and `2026-01-01` are texts. python3-yaml alone would go by YAML 1.1."""
    text = node.value
    if node.style is not None:  # in quotes, or a block
        return text
    if text in NULLS:
        return None
    if text in BOOLEANS:
        return BOOLEANS[text]
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", text):
        return float(text)
    return text


def value_of(node):
    if isinstance(node, yaml.MappingNode):
        return {str(scalar(key)) if scalar(key) is not None else "": value_of(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [value_of(item) for item in node.value]
    return None if node is None else scalar(node)


def load(text):
    return value_of(yaml.compose(text, Loader=yaml.BaseLoader))


def nearest(error):
    """Of several alternatives, the errors of the one that is meant: whose kind of value it is, and that gets furthest."""
    if error.validator not in ("anyOf", "oneOf") or not error.context:
        return [error]
    alternatives = {}
    for inner in error.context:
        alternatives.setdefault(inner.relative_schema_path[0], []).append(inner)

    def distance(errors):
        here = [e for e in errors if len(e.relative_path) == 0]
        wrong_kind = any(e.validator == "type" for e in here)
        return (wrong_kind, len(here), -max(len(e.absolute_path) for e in errors))

    return [deep for inner in min(alternatives.values(), key=distance) for deep in nearest(inner)]


def faults(schema, document):
    """Each fault as (path, sentence)."""
    found = []
    for error in jsonschema.Draft7Validator(schema).iter_errors(document):
        for deep in nearest(error):
            found.append(("/".join(str(part) for part in deep.absolute_path), deep.message))
    return found


class Completion:
    """What a schema offers at a place in a half-written document."""

    def __init__(self, schema):
        self.root = schema
        self.validator = jsonschema.Draft7Validator(schema)

    def is_valid(self, schema, instance):
        return self.validator.evolve(schema=schema).is_valid(instance)

    def fits(self, schema, instance):
        """Whether it may become valid: the kind of value is right, or nothing stands there yet."""
        if instance is None or "type" not in schema:
            return True
        return self.is_valid({"type": schema["type"]}, instance)

    def parts(self, schema, instance):
        """The schemas that hold there, all references followed."""
        if not isinstance(schema, dict):
            return
        if "$ref" in schema:
            target = self.root
            for name in schema["$ref"][2:].split("/"):
                target = target[name]
            yield from self.parts(target, instance)
            return
        if not self.fits(schema, instance):
            return
        yield schema
        for word in ("allOf", "anyOf", "oneOf"):
            for inner in schema.get(word, []):
                yield from self.parts(inner, instance)
        if "if" in schema:
            branch = "then" if self.is_valid(schema["if"], instance) else "else"
            yield from self.parts(schema.get(branch, {}), instance)

    def inner(self, schema, instance, step):
        for part in self.parts(schema, instance):
            if isinstance(step, int):
                if "items" in part:
                    yield part["items"]
            elif step in part.get("properties", {}):
                yield part["properties"][step]
            elif isinstance(part.get("additionalProperties"), dict):
                yield part["additionalProperties"]

    def at(self, document, path):
        """The keys and words that are offered, and what is told of each key."""
        schemas = [(self.root, document)]
        for step in path:
            following = []
            for schema, instance in schemas:
                try:
                    value = instance[step]
                except (KeyError, IndexError, TypeError):
                    value = None
                following += [(inner, value) for inner in self.inner(schema, instance, step)]
            schemas = following
        keys, words = {}, set()
        for schema, instance in schemas:
            for part in self.parts(schema, instance):
                for key, about in part.get("properties", {}).items():
                    texts = [p["description"] for p in self.parts(about, None) if "description" in p]
                    keys.setdefault(key, []).extend(texts)
                words.update(str(word) for word in part.get("enum", []))
        return keys, words
