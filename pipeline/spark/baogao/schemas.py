"""The tables' schemas, as `baogao schema` prints them from schemas/*.json, and rows by them."""
from __future__ import annotations

import json
import os
import subprocess
from typing import Any, Dict, List, Mapping, Optional, Sequence

import pyarrow as pa
from pyarrow import csv

from baogao.pipe import PipeError

TYPES = {"string": pa.string(), "integer": pa.int64(), "number": pa.float64(), "boolean": pa.bool_()}
# The panel adds and compares the numbers of claims as decimals, exactly, as the program does; till then they are its text.
AS_TEXT = ("claims",)
# Of all reports of a run, and so in no answer.
LINKED = ("panel", "indicators")
# What a folder's run says of the run before it; a stream has none, and a store keeps no tables that it replaces.
OF_FOLDERS = ("changes",)
# In an answer, and no table of a run.
BESIDES = ("claims", "texts")
# Rows are parsed in blocks that stay in the processor's cache: a third of the time of one block.
BLOCK_BYTES = 1 << 20
MOST_BLOCK_BYTES = (1 << 31) - 1


class Schemas:
    """The schemas by table, each a Frictionless Table Schema as a dictionary."""

    def __init__(self, program: Optional[str] = None) -> None:
        self.program = program or os.environ.get("BAOGAO") or "baogao"
        self.tables: Dict[str, Dict[str, Any]] = {schema["name"]: schema for schema in self._read()
                                                   if schema["name"] not in OF_FOLDERS}
        self.linked = list(LINKED)
        self.reports = [name for name in self.tables if name not in LINKED and name not in BESIDES]
        self._schemas = {name: self._arrow(name) for name in self.tables}

    def _read(self) -> List[Dict[str, Any]]:
        found: List[Dict[str, Any]] = []
        for name in ((), *((name,) for name in BESIDES)):
            try:
                done = subprocess.run([self.program, "schema", *name], capture_output=True, check=True)
            except (OSError, subprocess.CalledProcessError) as error:
                raise PipeError(f"{self.program} schema: {error}; install baogao, or name it in $BAOGAO") from None
            schemas = json.loads(done.stdout)
            found += schemas if isinstance(schemas, list) else [schemas]
        return found

    def _arrow(self, name: str) -> pa.Schema:
        fields = []
        for column in self.tables[name]["fields"]:
            kind = pa.string() if name in AS_TEXT and column["type"] == "number" else TYPES[column["type"]]
            fields.append(pa.field(column["name"], kind, metadata={"title": column["title"]}))
        return pa.schema(fields)

    def arrow(self, name: str) -> pa.Schema:
        """The columns of a table with their types."""
        return self._schemas[name]

    def enum(self, name: str, column: str) -> List[str]:
        """The words that a column may hold, in the order of the schema."""
        fields = {field["name"]: field for field in self.tables[name]["fields"]}
        return list(fields[column]["constraints"]["enum"])

    def claim_order(self) -> List[str]:
        """What makes one claim for a cell of the panel better than another, the strongest first: columns of claims. In
        `target_why` the words stand between `only` and `first`."""
        return [word for word in self.enum("panel", "target_why") if word not in ("only", "first")]

    def parse(self, name: str, pieces: Sequence[bytes]) -> pa.Table:
        """Rows as the program wrote them (--csv-raw, no header row); an empty cell is unknown."""
        schema, data = self._schemas[name], b"".join(pieces)
        if not data:
            return schema.empty_table()
        types = csv.ConvertOptions(column_types=schema, null_values=[""], strings_can_be_null=True,
                                   true_values=["true"], false_values=["false"])

        def parse(block_bytes: int) -> pa.Table:
            read = csv.ReadOptions(column_names=schema.names, use_threads=False, block_size=block_bytes)
            return csv.read_csv(pa.py_buffer(data), read, csv.ParseOptions(newlines_in_values=True), types)
        try:
            return parse(BLOCK_BYTES)
        except pa.ArrowInvalid:  # a row is longer
            return parse(min(len(data) + 1, MOST_BLOCK_BYTES))

    def indicators(self, catalogue: bytes, counts: Mapping[str, int]) -> pa.Table:
        """The table indicators, of the catalogue as the program greets with it, and how many rows of targets each has."""
        table = self.parse("indicators", [catalogue])
        rows = pa.array([counts.get(code, 0) for code in table["indicator_code"].to_pylist()], pa.int64())
        return table.set_column(table.schema.get_field_index("rows"), table.schema.field("rows"), rows)
