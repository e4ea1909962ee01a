"""Writes corpus.json: what Python's jsonschema says. Run with jsonschema 4.10: python3 corpus.py > corpus.json"""
import json
import uuid

from jsonschema import Draft4Validator, FormatChecker, validators
from jsonschema.validators import Draft6Validator

# The order in which violations of one schema are reported.
ORDER = """$ref type properties patternProperties items additionalItems enum format minLength maxLength pattern minimum maximum
multipleOf minItems maxItems uniqueItems required dependencies minProperties maxProperties additionalProperties allOf anyOf oneOf not""".split()

checker = FormatChecker(formats=())


@checker.checks("uuid")
def is_uuid_like(value):
    if not isinstance(value, str):
        return True
    plain = value.replace("urn:", "").replace("uuid:", "").strip("{}").replace("-", "").lower()
    try:
        return str(uuid.UUID(value)).replace("-", "") == plain
    except ValueError:
        return False


def ordered(schema):
    if "$ref" in schema:
        return [("$ref", schema["$ref"])]
    return sorted(schema.items(), key=lambda item: ORDER.index(item[0]) if item[0] in ORDER else len(ORDER))


# Draft 4, but 8.0 is an integer, as in later drafts.
Validator = validators.create(
    meta_schema=Draft4Validator.META_SCHEMA,
    validators=Draft4Validator.VALIDATORS,
    type_checker=Draft6Validator.TYPE_CHECKER,
    id_of=lambda schema: schema.get("id", ""),
    applicable_validators=ordered,
)

U = "4e8e5957-649f-477b-9e5b-f1f75b21c03c"
POSITIVE = {"type": "integer", "minimum": 1}
INVENTORY = {
    "type": "object",
    "properties": {
        "resource_provider_generation": {"type": "integer"},
        "total": {"type": "integer", "maximum": 2147483647, "minimum": 1},
        "reserved": {"type": "integer", "maximum": 2147483647, "minimum": 0},
        "allocation_ratio": {"type": "number", "maximum": 3.40282e+38},
    },
    "required": ["total", "resource_provider_generation"],
    "additionalProperties": False,
}
ALLOCATIONS = {
    "additionalProperties": False,
    "required": ["allocations", "project_id", "user_id", "consumer_generation"],
    "type": "object",
    "properties": {
        "allocations": {
            "type": "object", "minProperties": 1, "additionalProperties": False,
            "patternProperties": {"^[0-9a-fA-F-]{36}$": {
                "type": "object", "additionalProperties": False, "required": ["resources"],
                "properties": {
                    "generation": {"type": "integer"},
                    "resources": {
                        "type": "object", "minProperties": 1, "additionalProperties": False,
                        "patternProperties": {"^[A-Z0-9_]+$": POSITIVE},
                    },
                },
            }},
        },
        "project_id": {"type": "string", "minLength": 1, "maxLength": 255},
        "user_id": {"type": "string", "minLength": 1, "maxLength": 255},
        "consumer_generation": {"type": ["integer", "null"]},
        "consumer_type": {"type": "string", "pattern": "^[A-Z0-9_]+$", "minLength": 1, "maxLength": 255},
    },
}
EVENTS = {
    "type": "object",
    "properties": {"events": {"type": "array", "minItems": 1, "items": {
        "type": "object",
        "properties": {
            "name": {"type": "string", "enum": ["network-changed", "network-vif-plugged"]},
            "server_uuid": {"type": "string", "format": "uuid"},
            "status": {"type": "string", "enum": ["failed", "completed", "in-progress"]},
            "tag": {"type": "string", "maxLength": 4},
        },
        "required": ["server_uuid", "name"],
        "additionalProperties": False,
    }}},
    "required": ["events"],
    "additionalProperties": False,
}
ALLOCATION = {"allocations": {U: {"resources": {"VCPU": 1}}}, "project_id": "p", "user_id": "u", "consumer_generation": None}


def event(**extra):
    return {"events": [{"name": "network-changed", "server_uuid": U, **extra}]}


CASES = [
    (INVENTORY, [
        {"total": 1, "resource_provider_generation": 0}, {}, {"total": 0}, {"total": True}, {"total": 8.0, "resource_provider_generation": 1e3},
        {"total": 1.5, "resource_provider_generation": "x"}, {"total": 2147483648, "resource_provider_generation": "invalid_generation"},
        {"zeta": 1, "foo": 2, "total": 5, "reserved": -1}, {"foo": 1, "total": 1, "resource_provider_generation": 1},
        {"allocation_ratio": 3.5e38, "total": None, "resource_provider_generation": None}, [], "text", None, 7, 1.0, True,
        {"total": 99999999999999999999999, "resource_provider_generation": 1e300, "allocation_ratio": -1e22},
        {"total": 1e300, "reserved": -1e300, "resource_provider_generation": 1.5}, {"total": 0.5, "reserved": -0.5},
        {"total": -0.0, "resource_provider_generation": 1},
    ]),
    (ALLOCATIONS, [
        ALLOCATION, {}, {**ALLOCATION, "allocations": {}}, {**ALLOCATION, "allocations": {"x": {}}}, {**ALLOCATION, "allocations": []},
        {**ALLOCATION, "allocations": {U: {"resources": {"vcpu": 1, "nice": 2, "VCPU": 0}}}},
        {**ALLOCATION, "allocations": {U: {"resources": {"nice_house_friend": 1}}}},
        {**ALLOCATION, "allocations": {U: {"resources": {"VCPU": 0, "DISK\n": "1"}, "bad": 1}}},
        {**ALLOCATION, "allocations": {U: {"resources": {}}}}, {**ALLOCATION, "allocations": {U: {}}},
        {**ALLOCATION, "consumer_generation": "1"}, {**ALLOCATION, "consumer_generation": True}, {**ALLOCATION, "consumer_type": "instance"},
        {**ALLOCATION, "consumer_type": ""}, {**ALLOCATION, "consumer_type": "INSTANCE\n"}, {**ALLOCATION, "consumer_type": "INSTANCE\n\n"},
        {**ALLOCATION, "consumer_type": "INSTANCE\r"}, {**ALLOCATION, "consumer_type": "A B"}, {**ALLOCATION, "project_id": ""},
        {**ALLOCATION, "project_id": "x" * 256, "user_id": ""}, {"user_id": 1, "project_id": 2, "bar": 1, "allocations": 3, "Foo": 1},
    ]),
    (EVENTS, [
        event(), {}, [], [1, "a", None], {"events": []}, {"events": {"a": 1}}, {"events": [], "x": 1, "a": 2}, {"x": 1}, event(x=1), event(b=1, a=2),
        event(status="done"), event(status=None), event(tag="12345"), event(tag=None), event(tag=""), event(tag="\U0001f600" * 4),
        event(tag="\U0001f600" * 5), event(name="x", server_uuid="abc", status=1, tag="long one"), {"events": [{}]},
        {"events": [{"name": "network-changed"}, {"server_uuid": U}, 3]}, {"events": [{"z": {}, "name": None}, []]},
        event(server_uuid=U.upper()), event(server_uuid=U.replace("-", "")), event(server_uuid="{" + U + "}"), event(server_uuid="urn:uuid:" + U),
        event(server_uuid="URN:UUID:" + U), event(server_uuid=U + "0"), event(server_uuid=U[:-1] + "g"), event(server_uuid=" " + U[1:]),
        event(server_uuid=""), event(server_uuid=U[:8] + "{}" + U[8:]), event(server_uuid="0x" + U[2:]), event(server_uuid=U + "\n"),
    ]),
    ({"enum": ["none", "isolate"]}, ["bogus", "none", None, 1, ["none"], {"none": "isolate"}]),
    ({"enum": [1, False, None, "a'b", [1, 2], {"k": 1.5}]}, [1, 1.0, True, False, 0, None, "a", [1, 2], [2, 1], {"k": 1.5}, {"k": 2}]),
    ({"type": "array", "uniqueItems": True, "minItems": 1, "maxItems": 3}, [
        [], [1, 1.0], [1, True], [1, 2, 3, 4], ["a", "a", "a"], [{"a": 1}, {"a": 1}], [[1], [1]], [[1], [True]], "aa"]),
    ({"uniqueItems": True, "minItems": 2, "items": {"type": "string", "format": "uuid"}}, [["x", "x"], [1], [U, U.upper()], [None, None], {"a": 1, "b": 1}]),
    ({"type": ["string", "null", "object"]}, [1, 1.5, [], "s", None, False]),
    ({"type": "number"}, [1, 1.5, True, "1", None]), ({"type": "boolean"}, [1, 0, True, None]), ({"type": "null"}, [0, None, False, ""]),
    ({"type": "integer"}, [1.0, 1.5, 1e3, 1e16, -0.0, 1e-7, 123456789.125, 10 ** 30, False, "8"]),
    ({"minimum": 1.5, "maximum": 10}, [1, 1.5, 10, 10.5, 11, "x", True, None, 1e16, 10 ** 400]),
    ({"minimum": 1, "exclusiveMinimum": True, "maximum": 3, "exclusiveMaximum": True}, [0, 1, 2, 3, 4, 1.0, 3.0]),
    ({"minimum": 1, "exclusiveMinimum": False}, [0, 1]), ({"multipleOf": 4}, [3, 4, 4.0, 6.5]), ({"multipleOf": 0.5}, [0.75, 1, 1.5]),
    ({"multipleOf": 0.1}, [0.3, 0.5, 7]), ({"type": "integer", "multipleOf": 7, "maximum": 10 ** 20}, [10 ** 30, 7 * 10 ** 19, 1e300, 14.0]),
    ({"minLength": 2, "maxLength": 3, "pattern": "b"}, ["", "a", "ab", "aaaa", "aaab", "\U0001f600b", 5]),
    ({"pattern": "^a.c$"}, ["abc", "a\nc", "a\rc", "abc\n", "abc\r", "abc\u2028", "xabc", "a\u0085c"]),
    ({"pattern": "^[[&&^-]+\\Z"}, ["[&", "^-", "a", "[\n", "&&&"]), ({"pattern": "(?P<digit>\\d)[]x]"}, ["a1]", "\u0663x", "1y", ""]),
    ({"pattern": "\\s\\w"}, ["a\u00a0\u00e9", "ab", " _"]), ({"pattern": "it's \"q\""}, ["", "it's \"q\""]),
    ({"minProperties": 1, "maxProperties": 2}, [{}, {"a": 1}, {"a": 1, "b": 2, "c": 3}, []]),
    ({"additionalProperties": False}, [{}, {"b": 1, "a": 2, "\U0001f600": 3, "\uff5e": 4}, {"it's": 1}, 3]),
    ({"additionalProperties": {"type": "string"}, "properties": {"n": {"type": "integer"}}}, [{"n": "x", "s": 1}, {"n": 1, "s": "y"}]),
    ({"properties": {"known": {}}, "patternProperties": {"^x": {"type": "integer"}, "^a": {}, "'": {}}, "additionalProperties": False}, [
        {"known": 1, "x1": "s", "b": 1}, {"c": 1, "b": 2}, {"x": 1, "abc": 2}]),
    ({"items": [{"type": "string"}, {"type": "integer"}], "additionalItems": False}, [["a", 1], [1, "a"], ["a", 1, None], ["a", 1, {}], ["a", 1, 1, 2]]),
    ({"properties": {"list": {"items": [{}], "additionalItems": False}}}, [{"list": [1, 2]}, {"list": [1]}]),
    ({"items": [{"type": "string"}], "additionalItems": {"type": "integer"}}, [["a", 1], ["a", "b", 2, None]]),
    ({"dependencies": {"a": ["b", "c"], "d": {"required": ["e"]}}}, [{"a": 1}, {"a": 1, "b": 2}, {"d": 1}, {"a": 1, "d": 1, "c": 1}, {}]),
    ({"anyOf": [{"type": "string"}, {"type": "integer", "minimum": 5}]}, [1, 5, "x", None]),
    ({"oneOf": [{"type": "integer"}, {"minimum": 5}, {"title": "T", "maximum": 9.5}]}, [1, 7, 10, 10.5, 9.0, "x", 4.5]),
    ({"oneOf": [{"oneOf": [{"type": "integer"}, {"minimum": 5}]}, {"type": "null"}]}, [7, None, 1, 9.5, "x"]),
    ({"allOf": [{"required": ["a"]}, {"properties": {"b": {"type": "string"}}}]}, [{}, {"b": 1}, {"a": 1, "b": "s"}]),
    ({"not": {"type": "object", "required": ["x"]}}, [{"x": 1}, {}, 3]), ({"not": {"anyOf": [{"type": "string"}, {"type": "null"}]}}, ["s", None, 1]),
    ({"properties": {"p": {"$ref": "#/definitions/small"}, "q": {"items": {"$ref": "#/definitions/small"}}},
      "definitions": {"small": {"type": "integer", "maximum": 3}}}, [{"p": 4}, {"p": "x", "q": [1, 9, None]}]),
    ({"properties": {"z": {"type": "string"}, "a": {"type": "object", "required": ["k"], "properties": {"m": {"type": "null"}}},
                     "anyOf": {"type": "integer"}, "a/b~c": {"type": "integer"}, "0": {"type": "integer"}}, "required": ["y", "x"]}, [
        {"a": {"m": 1, "e": 2}, "z": 1}, {"anyOf": "s", "x": 1, "y": 2}, {"a/b~c": "s", "0": "t", "x": 1}]),
    ({"unknown": 1, "title": "ignored", "default": 3, "format": "date-time"}, ["x", 1]), ({}, [None, {}]),
]

REPRS = [
    "", "plain", "it's", "say \"hi\"", "it's \"both\"", "tab\tnew\nret\rback\\", "\u0000\u001b\u007f\u0080\u00a0\u00ad\u00e9", "\u2028\u200b\ufeff\u3000",
    "\U0001f600\U000e0001", "\ue000\ud800", "\u4e2d", True, False, None, 0, -1, 10 ** 25, 0.0, -0.0, 1.0, 8.0, 1e3, 1.5, -2.25, 0.1, 1 / 3, 1e15, 1e16,
    123456789012345680.0, 1e-4, 1e-5, 0.00012345, 1.5e-7, 1e22, 1.7976931348623157e308, 5e-324, 3.40282e+38, 2e100, 9007199254740993.0, 2.0 ** 63, {}, [],
    {"a": 1}, {"b": None, "a": [True, {"c": "it's"}], "": 1e2}, [1, [2.0, []], "x"],
]


def violations(schema, instance):
    return [{"path": [str(step) for step in error.absolute_path], "keyword": error.validator, "message": error.message}
            for error in Validator(schema, format_checker=checker).iter_errors(instance)]


def cases():
    for schema, instances in CASES:
        yield {"schema": schema, "cases": [{"instance": each, "violations": violations(schema, each)} for each in instances]}


def lines(values):
    return "[\n" + ",\n".join(json.dumps(each) for each in values) + "\n]"


if __name__ == "__main__":
    print('{"schemas": ' + lines(cases()) + ',\n"reprs": ' + lines({"value": each, "repr": repr(each)} for each in REPRS) + "}")
