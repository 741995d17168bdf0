"""The files that workers write and read themselves: whole tables pass no pipe of Spark's.

A part is what one task converted: a folder with an Arrow file a table, run=3/00007-52/targets.arrow. Each batch of its rows is
of one place, the year and province of their reports; places.json names for each table the places in order. Whatever is
read often is Parquet: the partitions of the tables.
"""
from __future__ import annotations

import itertools
import json
import re
from typing import Dict, Iterable, List, Mapping, NamedTuple, Optional, Tuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from baogao.folder import Folder

COMPRESSION = "zstd"
ARROW = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)
# Rows that a worker holds before it writes them. More makes larger row groups.
HELD_BYTES = 64 << 20
PARTITIONS = ("partition_year", "partition_province")
NO_VALUE = "__HIVE_DEFAULT_PARTITION__"
# What the name of a partition's folder cannot hold, as Spark escapes it.
ESCAPED = re.compile(r'[\x00-\x1f"#%\'*/:=?\\\x7f{\[\]^]')


class Place(NamedTuple):
    """The year and the province of a report: what the tables are partitioned by."""

    year: Optional[int]
    province: Optional[str]

    def folder(self) -> str:
        """The folder of the partition, by Hive's convention."""
        names = [NO_VALUE if value is None else ESCAPED.sub(lambda found: f"%{ord(found[0]):02X}", str(value)) for value in self]
        return "/".join(f"{column}={name}" for column, name in zip(PARTITIONS, names))


def by_place(table: pa.Table, place_of: Mapping[str, Place]) -> Dict[Place, pa.Table]:
    """The rows of each place, of which each document has one. The rows of a document stand together."""
    if not table.num_rows:
        return {}
    runs = pc.run_end_encode(table["document"].combine_chunks())
    places = [place_of[document] for document in runs.values.to_pylist()]
    pieces: Dict[Place, List[pa.Table]] = {}
    start = 0
    for place, found in itertools.groupby(zip(places, runs.run_ends.to_pylist()), key=lambda run: run[0]):
        *_, (_, end) = found
        pieces.setdefault(place, []).append(table.slice(start, end - start))
        start = end
    return {place: pa.concat_tables(found) for place, found in pieces.items()}


class PartWriter:
    """Writes a part; a context manager, at whose end the part is complete."""

    def __init__(self, folder: Folder, part: str) -> None:
        self.folder, self.part = folder, part
        self.places: Dict[str, List[Place]] = {}
        self._files: Dict[str, Tuple[pa.NativeFile, pa.ipc.RecordBatchFileWriter]] = {}
        self._held: Dict[Tuple[str, Place], List[pa.Table]] = {}
        self._held_bytes = 0
        folder.make(part)

    def write(self, name: str, rows: pa.Table, place: Place) -> None:
        """Adds rows of a table and a place."""
        self._held.setdefault((name, place), []).append(rows)
        self._held_bytes += rows.nbytes
        if self._held_bytes > HELD_BYTES:
            self._write_held()

    def _write_held(self) -> None:
        for (name, place), pieces in self._held.items():
            if name not in self._files:
                file = self.folder.system.open_output_stream(self.folder.at(f"{self.part}/{name}.arrow"))
                self._files[name] = file, pa.ipc.new_file(file, pieces[0].schema, options=ARROW)
            for batch in pa.concat_tables(pieces).combine_chunks().to_batches():
                self._files[name][1].write_batch(batch)
                self.places.setdefault(name, []).append(place)
        self._held, self._held_bytes = {}, 0

    def __enter__(self) -> "PartWriter":
        return self

    def __exit__(self, *_: object) -> None:
        self._write_held()
        for file, writer in self._files.values():
            writer.close()
            file.close()
        with self.folder.system.open_output_stream(self.folder.at(f"{self.part}/places.json")) as index:
            index.write(json.dumps(self.places).encode("utf-8"))


class Part:
    """Reads a part."""

    def __init__(self, folder: Folder, part: str) -> None:
        self.folder, self.part = folder, part
        with folder.system.open_input_stream(folder.at(f"{part}/places.json")) as index:
            found: Dict[str, List[Tuple[Optional[int], Optional[str]]]] = json.loads(index.read())
        self.batches: Dict[str, Dict[Place, List[int]]] = {}
        for name, places in found.items():
            for number, place in enumerate(places):
                self.batches.setdefault(name, {}).setdefault(Place(*place), []).append(number)

    def rows(self, name: str, schema: pa.Schema, place: Place, documents: pa.Array) -> pa.Table:
        """The rows of a table at a place, by `schema`, which may be of another version than the part. Only those of
        `documents`: later runs may have replaced others."""
        numbers = self.batches.get(name, {}).get(place)
        if not numbers:
            return schema.empty_table()
        with self.folder.system.open_input_file(self.folder.at(f"{self.part}/{name}.arrow")) as file:
            batches = pa.ipc.open_file(file)
            rows = pa.Table.from_batches([batches.get_batch(number) for number in numbers])
        stand = pc.is_in(rows["document"], value_set=documents)
        return _conformed(rows if pc.all(stand).as_py() else rows.filter(stand), schema)


def _conformed(rows: pa.Table, schema: pa.Schema) -> pa.Table:
    """Rows of another version of the program by today's columns: what it did not know is unknown."""
    if rows.schema.equals(schema):
        return rows
    columns = [rows[field.name].cast(field.type) if field.name in rows.column_names else pa.nulls(rows.num_rows, field.type)
               for field in schema]
    return pa.table(columns, schema=schema)


def write_partition(folder: Folder, path: str, pieces: Iterable[pa.Table]) -> bool:
    """Writes rows into a file of Parquet; none where there are none."""
    writer: Optional[pq.ParquetWriter] = None
    held: List[pa.Table] = []
    held_bytes = 0
    for piece in itertools.chain(pieces, [None]):
        if piece is not None and piece.num_rows:
            held.append(piece)
            held_bytes += piece.nbytes
        if held and (piece is None or held_bytes > HELD_BYTES):
            rows = pa.concat_tables(held)
            if not writer:
                folder.make(path.rpartition("/")[0])
                writer = pq.ParquetWriter(folder.at(path), rows.schema, filesystem=folder.system, compression=COMPRESSION)
            writer.write_table(rows)
            held, held_bytes = [], 0
    if writer:
        writer.close()
    return writer is not None
