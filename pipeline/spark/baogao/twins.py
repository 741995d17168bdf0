"""Documents with one and the same text: the first keeps its rows, as in a run of `baogao convert`."""
from __future__ import annotations

from typing import Dict, Mapping

import pyarrow as pa
import pyarrow.compute as pc

COUNTS = ("sections", "projects", "targets")  # columns of documents that count rows


def find_twins(texts: pa.Table) -> Dict[str, str]:
    """The documents whose text an earlier row of texts has, by the document of that one."""
    first: Dict[str, str] = {}
    twins: Dict[str, str] = {}
    for document, text in zip(texts["document"].to_pylist(), texts["sha256"].to_pylist()):
        if text is not None and first.setdefault(text, document) != document:
            twins[document] = first[text]
    return twins


def without_twins(name: str, table: pa.Table, twins: Mapping[str, str]) -> pa.Table:
    """The rows of a table where `twins` have the first document of their text. A twin keeps its diagnostics and its
    document, whose rows are counted as none; a diagnostic says what it is."""
    if not twins:
        return table
    is_twin = pc.is_in(table["document"], value_set=pa.array(list(twins), pa.string()))
    if name not in ("documents", "diagnostics"):
        return table.filter(pc.invert(is_twin))
    if name == "documents":
        for column in COUNTS:
            counted = pc.if_else(is_twin, pa.scalar(0, pa.int64()), table[column])
            table = table.set_column(table.schema.get_field_index(column), table.schema.field(column), counted)
        return table
    notes = [{"document": document, "severity": "note", "stage": "link", "code": "twin",
              "message": f"the same text as {first}; converted once"} for document, first in twins.items()]
    return pa.concat_tables([table, pa.Table.from_pylist(notes, schema=table.schema)])
