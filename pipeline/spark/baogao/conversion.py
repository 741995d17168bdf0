"""Documents of Spark into rows: each worker starts the program once and gives it its documents over a pipe.

`convert` makes a DataFrame with a row a document, in which each table is an array of its rows; `tables` makes a DataFrame
of each table out of it. A document with very many rows has several rows here, its pieces.
"""
from __future__ import annotations

import collections
from typing import Any, Deque, Dict, Iterable, Iterator, List, Mapping, Optional, Sequence

import pyarrow as pa
import pyarrow.compute as pc
from pyspark.sql import Column, DataFrame
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema

from baogao.panel import panel
from baogao.pipe import GIVEN, Answer, Document, Pipe
from baogao.schemas import Schemas

# Rows of a table in one piece of a document, and bytes of rows that are parsed at a time.
MOST_ROWS_A_PIECE = 20000
BATCH_BYTES = 4 << 20
# Documents that Spark gives a worker at a time: they may be large.
DOCUMENTS_A_BATCH = 32
FACTS = pa.schema([("document", pa.string()), ("input", pa.string()), ("ordinal", pa.int64()), ("piece", pa.int32()),
                   ("sha256", pa.string()), ("given", pa.string()), ("version", pa.string()), ("converted", pa.bool_()),
                   ("text_sha256", pa.string()), ("year", pa.int64()), ("province", pa.string())])


def _tables_of(schemas: Schemas) -> List[str]:
    return [*schemas.reports, "claims"]


def conversions_schema(schemas: Schemas) -> pa.Schema:
    """The columns that `convert` gives: facts of the document, then an array for each table."""
    nested = [pa.field(name, pa.list_(pa.struct(list(schemas.arrow(name))))) for name in _tables_of(schemas)]
    return pa.schema([*FACTS, *nested])


class _Batch:
    """Answers that are parsed together."""

    def __init__(self, schemas: Schemas, version: str) -> None:
        self.schemas, self.version = schemas, version
        self.pieces: Dict[str, List[bytes]] = {}
        self.names: set[str] = set()
        self.known: Dict[str, Sequence[Optional[str]]] = {}
        self.bytes = 0

    def has(self, answer: Answer) -> bool:
        """Whether a document of its name is in the batch already: their rows could not be told apart."""
        return answer.document.key in self.names

    def add(self, answer: Answer, known: Sequence[Optional[str]]) -> None:
        self.names.add(answer.document.key)
        self.known[answer.document.key] = known
        for name, rows in answer.tables.items():
            self.pieces.setdefault(name, []).append(rows)
            self.bytes += len(rows)

    def _counts(self, table: pa.Table, names: Sequence[str]) -> List[int]:
        """How many rows of a table each document has; its rows stand together."""
        if not table.num_rows:
            return [0] * len(names)
        runs = pc.run_end_encode(table["document"].chunk(0))
        ends = runs.run_ends.to_pylist()
        found = {name: end - start for name, start, end in zip(runs.values.to_pylist(), [0, *ends], ends)}
        return [found.get(name, 0) for name in names]

    def _facts(self, texts: pa.Table, documents: pa.Table, pieces: Sequence[int]) -> List[pa.Array]:
        by_name = {row["document"]: row for row in documents.select(["document", "year", "province"]).to_pylist()}
        columns: Dict[str, List[Any]] = {name: [] for name in FACTS.names}
        for row, count in zip(texts.to_pylist(), pieces):
            known = by_name.get(row["document"], {})
            sha256, given = self.known.get(row["input"], (None, None))
            facts = {"document": row["document"], "input": row["input"], "ordinal": row["ordinal"],
                     "sha256": sha256, "given": given, "version": self.version, "converted": row["converted"],
                     "text_sha256": row["sha256"], "year": known.get("year"), "province": known.get("province")}
            for piece in range(count):
                for name in FACTS.names:
                    columns[name].append(piece if name == "piece" else facts[name])
        return [pa.array(columns[field.name], field.type) for field in FACTS]

    def record_batch(self, schema: pa.Schema) -> pa.RecordBatch:
        parsed = {name: self.schemas.parse(name, self.pieces.get(name, [])) for name in [*_tables_of(self.schemas), "texts"]}
        names = parsed["texts"]["document"].to_pylist()
        counts = {name: self._counts(parsed[name], names) for name in _tables_of(self.schemas)}
        most = [max(column) for column in zip(*counts.values())]
        pieces = [max(1, -(-rows // MOST_ROWS_A_PIECE)) for rows in most]
        arrays: List[pa.Array] = self._facts(parsed["texts"], parsed["documents"], pieces)
        for name in _tables_of(self.schemas):
            offsets = [0]
            for rows, count in zip(counts[name], pieces):
                first = offsets[-1]
                offsets += [first + min(rows, (piece + 1) * MOST_ROWS_A_PIECE) for piece in range(count)]
            table, struct = parsed[name], schema.field(name).type.value_type
            columns = [column.chunk(0) if column.num_chunks else pa.array([], column.type) for column in table.columns]
            rows_of = pa.StructArray.from_arrays(columns, fields=list(struct))
            arrays.append(pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), rows_of, type=schema.field(name).type))
        return pa.RecordBatch.from_arrays(arrays, schema=schema)


def _documents(batches: Iterable[pa.RecordBatch], known: Deque[Sequence[Optional[str]]]) -> Iterator[Document]:
    """The documents of a worker; `known` keeps what tells one from another, until its answer comes."""
    for batch in batches:
        columns = {name: batch.column(name) for name in batch.schema.names}
        for row in range(batch.num_rows):
            given = {name: columns[name][row].as_py() for name in GIVEN if name in columns}
            content = columns["content"][row].as_py()
            known.append((columns["sha256"][row].as_py(), columns["given"][row].as_py()))
            yield Document(columns["document"][row].as_py() or "", content if content is not None else b"", given)


class _Convert:
    """What a worker does with its documents."""

    def __init__(self, schemas: Schemas, program: Optional[str], options: Sequence[str],
                 timeout: Optional[float]) -> None:
        self.schemas, self.program, self.options, self.timeout = schemas, program, list(options), timeout

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        schema = conversions_schema(self.schemas)
        known: Deque[Sequence[Optional[str]]] = collections.deque()
        with Pipe(self.program, self.options, self.timeout) as pipe:
            batch = _Batch(self.schemas, pipe.version)
            for answer in pipe.convert(_documents(batches, known)):
                of_document = known.popleft()
                if batch.bytes and (batch.bytes > BATCH_BYTES or batch.has(answer)):
                    yield batch.record_batch(schema)
                    batch = _Batch(self.schemas, pipe.version)
                batch.add(answer, of_document)
            if batch.bytes:
                yield batch.record_batch(schema)


def convert(documents: DataFrame, schemas: Optional[Schemas] = None, *, program: Optional[str] = None,
            options: Iterable[str] = (), timeout: Optional[float] = 600) -> DataFrame:
    """Converts documents (`baogao.sources`: document, content, sha256 and what is given); see the module.

    Lazy, as all of Spark: whoever makes several tables of it persists it or writes it first.
    """
    schemas = schemas or Schemas(program)
    spark = documents.sparkSession
    batch_option = "spark.sql.execution.arrow.maxRecordsPerBatch"
    if int(spark.conf.get(batch_option) or 0) == 10000:  # nobody chose it: many documents of MiB at a time
        spark.conf.set(batch_option, str(DOCUMENTS_A_BATCH))
    made = from_arrow_schema(conversions_schema(schemas))
    return documents.mapInArrow(_Convert(schemas, program, list(options), timeout), made)


def ordered(conversions: DataFrame) -> DataFrame:
    """With what orders documents: a folder's names part by part, as `convert` walks it, then the place in an archive."""
    return conversions.withColumn("path", F.split("input", "/"))


def twins(conversions: DataFrame) -> DataFrame:
    """The documents whose text an earlier one has: document, first, and the document's year and province."""
    told = ordered(conversions).where("piece = 0 AND text_sha256 IS NOT NULL")
    firsts = told.groupBy("text_sha256").agg(F.min(F.struct("path", "ordinal", "document")).alias("first"))
    joined = told.select("text_sha256", "document", "year", "province").join(firsts, "text_sha256")
    return joined.where("first.document <> document").select("document", F.col("first.document").alias("first"), "year",
                                                             "province")


def report_tables(conversions: DataFrame, found: DataFrame, schemas: Schemas,
                  beside: Sequence[Column] = ()) -> Dict[str, DataFrame]:
    """The tables that each report has its rows in. `found` are the twins, few enough to be told to every worker;
    `beside` are columns of `conversions` in front of the table's."""
    few = F.broadcast(found.select("document", "first"))
    alone = conversions.join(few, "document", "left_anti")
    made = {name: alone.select(*beside, F.inline(name)) for name in schemas.reports}
    documents = conversions.join(few, "document", "left").select("first", *beside, F.inline("documents"))
    for column in ("sections", "projects", "targets"):
        documents = documents.withColumn(column, F.when(F.col("first").isNull(), F.col(column)).otherwise(F.lit(0)))
    made["documents"] = documents.drop("first")
    note = {"document": F.col("document"), "severity": F.lit("note"), "stage": F.lit("link"), "code": F.lit("twin"),
            "message": F.concat(F.lit("the same text as "), F.col("first"), F.lit("; converted once"))}
    cells = [note.get(field.name, F.lit(None)).cast(field.dataType).alias(field.name)
             for field in from_arrow_schema(schemas.arrow("diagnostics"))]
    own = conversions.select(*beside, F.inline("diagnostics"))
    made["diagnostics"] = own.unionByName(found.select(*beside, *cells))
    return made


def linked_tables(conversions: DataFrame, found: DataFrame, targets: DataFrame, schemas: Schemas,
                  greeting: Mapping[str, bytes]) -> Dict[str, DataFrame]:
    """The tables that are of all reports: panel and indicators."""
    catalogue = schemas.parse("indicators", [greeting["indicators"]])
    known = conversions.sparkSession.createDataFrame([tuple(row.values()) for row in catalogue.to_pylist()],
                                                     from_arrow_schema(catalogue.schema))
    counts = targets.groupBy("indicator_code").agg(F.count(F.lit(1)).alias("found"))
    indicators = known.join(counts, "indicator_code", "left").withColumn("rows", F.coalesce("found", F.lit(0)))
    alone = conversions.join(F.broadcast(found.select("document")), "document", "left_anti")
    claims = ordered(alone).select("path", "ordinal", F.inline("claims"))
    return {"panel": panel(claims, known, schemas), "indicators": indicators.select(*catalogue.schema.names)}


def tables(conversions: DataFrame, schemas: Optional[Schemas] = None, *, program: Optional[str] = None,
           options: Iterable[str] = ()) -> Dict[str, DataFrame]:
    """The tables of what `convert` made, by name, as `baogao convert` writes them over all the documents: a text that
    an earlier document has keeps only its document and diagnostics, and the panel is of all reports."""
    schemas = schemas or Schemas(program)
    with Pipe(program, options) as pipe:
        greeting = pipe.greeting
    found = twins(conversions).persist()
    made = report_tables(conversions, found, schemas)
    made.update(linked_tables(conversions, found, made["targets"], schemas, greeting))
    return {name: made[name] for name in schemas.tables if name in made}
