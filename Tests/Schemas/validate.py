#!/usr/bin/env python3
"""Holds documents against JSON Schemas, for Tests/FormsTests/SchemaTests.swift.

    validate.py FOLDER DOCUMENTS.jsonl

FOLDER has <kind>.schema.json; a line of DOCUMENTS is {"kind": …, "document": …}. Prints, a line each, `ok` or where and
why the document is refused. Exit status 3: there is no module jsonschema of a version that knows draft 2020-12.
"""
import json
import pathlib
import sys

try:
    from jsonschema import Draft202012Validator
except ImportError:
    sys.exit(3)

folder, documents = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
validators = {}
for line in documents.read_text(encoding="utf-8").splitlines():
    case = json.loads(line)
    kind = case["kind"]
    if kind not in validators:
        schema = json.loads((folder / f"{kind}.schema.json").read_text(encoding="utf-8"))
        Draft202012Validator.check_schema(schema)
        validators[kind] = Draft202012Validator(schema)
    error = next(validators[kind].iter_errors(case["document"]), None)
    print("ok" if error is None else f"{error.json_path}: {error.message[:120]}".replace("\n", " "))
