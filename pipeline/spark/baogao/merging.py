"""Parts into the partitions of the tables, and many parts into few: what workers do with rows that are converted."""
from __future__ import annotations

import itertools
from typing import Any, Dict, Iterable, Iterator

import pyarrow as pa

from baogao.conversion import FACTS, part_name, part_tables
from baogao.folder import Folder
from baogao.parts import Part, PartWriter, Place, write_partition
from baogao.schemas import Schemas
from baogao.twins import without_twins

# What stands of a part at a place; one task makes the files of all parts of a slice of a place.
STANDING = "year long, province string, slice long, part string, documents array<struct<document: string, first: string>>"
WRITTEN = pa.schema([("year", pa.int64()), ("province", pa.string()), ("path", pa.string())])


def _rows(batches: Iterable[pa.RecordBatch]) -> Iterator[Dict[str, Any]]:
    return (row for batch in batches for row in batch.to_pylist())


class Publish:
    """Writes the files of partitions, under names that nobody reads yet (`unpublished`)."""

    def __init__(self, schemas: Schemas, conversions: str, tables: str) -> None:
        self.schemas, self.conversions, self.tables = schemas, conversions, tables

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        conversions, tables = Folder(self.conversions), Folder(self.tables)
        for slice_of, rows in itertools.groupby(_rows(batches), key=lambda row: (row["year"], row["province"], row["slice"])):
            place, found, written = Place(*slice_of[:2]), [_Standing(conversions, row) for row in rows], []
            file = unpublished(part_name(f"{slice_of[2]:03}").replace("/", "-"))
            for name, schema in part_tables(self.schemas).items():
                path = f"{name}/{place.folder()}/{file}"
                if write_partition(tables, path, (standing.rows(name, schema, place) for standing in found)):
                    written.append({**place._asdict(), "path": path})
            yield pa.RecordBatch.from_pylist(written, schema=WRITTEN)


class _Standing:
    """What stands of a part at a place."""

    def __init__(self, conversions: Folder, row: Dict[str, Any]) -> None:
        self.part = Part(conversions, row["part"])
        self.documents = pa.array([document["document"] for document in row["documents"]], pa.string())
        self.twins = {document["document"]: document["first"] for document in row["documents"] if document["first"]}

    def rows(self, name: str, schema: pa.Schema, place: Place) -> pa.Table:
        return without_twins(name, self.part.rows(name, schema, place, self.documents), self.twins)


def unpublished(file: str) -> str:
    """The name of a file that is to be `file`.parquet."""
    return f"_{file}.new"


def published(path: str) -> str:
    """The path of such a file when it may be read."""
    folder, _, file = path.rpartition("/")
    return f"{folder}/{file[1:-len('.new')]}.parquet"


class Compact:
    """Writes the rows of many parts that stand into one."""

    def __init__(self, schemas: Schemas, conversions: str, run: str) -> None:
        self.schemas, self.conversions, self.run = schemas, conversions, run

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        folder, name_of_part = Folder(self.conversions), part_name(self.run)
        with PartWriter(folder, name_of_part) as writer:
            for row in _rows(batches):
                documents = pa.array([facts["document"] for facts in row["facts"]], pa.string())
                part = Part(folder, row["part"])
                for name, schema in part_tables(self.schemas).items():
                    for place in part.batches.get(name, {}):
                        writer.write(name, part.rows(name, schema, place, documents), place)
                yield pa.RecordBatch.from_pylist([{**facts, "part": name_of_part} for facts in row["facts"]], schema=FACTS)
