"""Documents of Spark into parts: each task gives its documents to one process of the program and writes what that answers.

Through Spark itself go only the names of the documents (their bytes where they come from a DataFrame) and what is told of
each in return, its facts.
"""
from __future__ import annotations

import hashlib
from typing import Dict, Iterable, Iterator, List, NamedTuple, Optional, Sequence, Set

import pyarrow as pa
import pyarrow.compute as pc
from pyspark import TaskContext
from pyspark.sql import DataFrame
from pyspark.sql.pandas.types import from_arrow_schema

from baogao.folder import Folder, read_file
from baogao.parts import PartWriter, Place, by_place
from baogao.pipe import GIVEN, Answer, Document, Pipe, failed_answer
from baogao.schemas import Schemas

# Bytes of rows that are parsed together.
GROUP_BYTES = 8 << 20
# What tells whether a document must be converted again.
IDENTITY = ("sha256", "given", "version")
FACTS = pa.schema([("document", pa.string()), ("input", pa.string()), ("ordinal", pa.int64()), ("run", pa.int64()),
                   ("part", pa.string()), ("bytes", pa.int64()), *((name, pa.string()) for name in IDENTITY),
                   ("converted", pa.bool_()), ("text_sha256", pa.string()), ("year", pa.int64()), ("province", pa.string())])
# In front of the claims of a part: the order of documents, by which of two equal claims the earlier wins.
ORDER = (pa.field("input", pa.string()), pa.field("ordinal", pa.int64()))


def part_tables(schemas: Schemas) -> Dict[str, pa.Schema]:
    """The tables of a part: those of reports, and the claims of which the panel is made."""
    return {**{name: schemas.arrow(name) for name in schemas.reports}, "claims": pa.schema([*ORDER, *schemas.arrow("claims")])}


def part_name(run: str) -> str:
    """The part that this task writes: another in each attempt, so that what a failed attempt left is nobody's."""
    task = TaskContext.get()
    assert task
    return f"{run}/{task.partitionId():05}-{task.taskAttemptId()}"


class _Identity(NamedTuple):
    bytes: int
    sha256: str
    given: str
    version: str


class _Group:
    """Answers whose rows are parsed together."""

    def __init__(self, schemas: Schemas, run: int, part: str, version: str) -> None:
        self.schemas, self.run, self.part, self.version = schemas, run, part, version
        self.sent: Dict[str, _Identity] = {}  # of documents that have no answer yet
        self.identities: Dict[str, _Identity] = {}
        self.pieces: Dict[str, List[bytes]] = {}
        self.bytes = 0

    def add(self, answer: Answer) -> None:
        self.identities[answer.document.key] = self.sent.pop(answer.document.key)
        for name, rows in answer.tables.items():
            self.pieces.setdefault(name, []).append(rows)
            self.bytes += len(rows)

    def _facts(self, texts: pa.Table, place_of: Dict[str, Place]) -> pa.RecordBatch:
        facts, unknown = [], _Identity(0, "", "", self.version)
        for row in texts.to_pylist():
            row["text_sha256"] = row.pop("sha256")
            facts.append({**row, **self.identities.get(row["input"], unknown)._asdict(), **place_of[row["document"]]._asdict(),
                          "run": self.run, "part": self.part})
        return pa.RecordBatch.from_pylist(facts, schema=FACTS)

    def write(self, writer: PartWriter) -> pa.RecordBatch:
        """Gives the rows to the writer and forgets them; gives the facts of the documents."""
        parsed = {name: self.schemas.parse(name, self.pieces.get(name, [])) for name in [*self.schemas.reports, "claims", "texts"]}
        texts = parsed.pop("texts")
        place_of = {document: Place(None, None) for document in texts["document"].to_pylist()}
        for row in parsed["documents"].select(["document", *Place._fields]).to_pylist():
            place_of[row["document"]] = Place(row["year"], row["province"])
        parsed["claims"] = _with_order(parsed["claims"], texts)
        for name, rows in parsed.items():
            for place, found in by_place(rows, place_of).items():
                writer.write(name, found, place)
        facts = self._facts(texts, place_of)
        self.identities, self.pieces, self.bytes = {}, {}, 0
        return facts


def _with_order(claims: pa.Table, texts: pa.Table) -> pa.Table:
    rows = pc.index_in(claims["document"], value_set=texts["document"].combine_chunks())
    order = [texts[field.name].take(rows) for field in ORDER]
    return pa.table([*order, *claims.columns], schema=pa.schema([*ORDER, *claims.schema]))


class _Convert:
    """What a worker does with its documents."""

    def __init__(self, schemas: Schemas, folder: str, run: int, program: Optional[str], options: Sequence[str],
                 timeout: Optional[float]) -> None:
        self.schemas, self.folder, self.run = schemas, folder, run
        self.program, self.options, self.timeout = program, list(options), timeout

    def _new_documents(self, batches: Iterable[pa.RecordBatch], group: _Group) -> Iterator[Document]:
        """The documents to convert; those that cannot be read are answered at once."""
        met: Set[str] = set()
        for row in (row for batch in batches for row in batch.to_pylist()):
            document = Document(row["document"] or "", row.get("content") or b"", {name: row.get(name) for name in GIVEN})
            if document.key in met:  # the rows of two documents of one key could not be told apart
                continue
            met.add(document.key)
            failure = None
            if row.get("path"):
                try:
                    document.content = read_file(row["path"])
                except OSError as error:
                    failure = failed_answer(document, "unreadable", f"{error}; not converted")
            sha256 = hashlib.sha256(document.content).hexdigest()
            identity = _Identity(len(document.content), sha256, row["given"] or "", group.version)
            if not failure and row.get("known") == {name: getattr(identity, name) for name in IDENTITY}:
                continue
            group.sent[document.key] = identity
            if failure:
                group.add(failure)
            else:
                yield document

    def __call__(self, batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
        part = part_name(f"run={self.run}")
        with Pipe(self.program, self.options, self.timeout) as pipe, PartWriter(Folder(self.folder), part) as writer:
            group = _Group(self.schemas, self.run, part, pipe.version)
            for answer in pipe.convert(self._new_documents(batches, group)):
                group.add(answer)
                if group.bytes > GROUP_BYTES:
                    yield group.write(writer)
            if group.bytes:
                yield group.write(writer)


def convert(documents: DataFrame, folder: str, run: int, schemas: Schemas, *, program: Optional[str] = None,
            options: Iterable[str] = (), timeout: Optional[float] = 600) -> DataFrame:
    """Converts documents (`baogao.sources`) into parts below `folder`; gives their facts. Those whose identity is `known`
    already, where that is a column, are left out.

    Lazy, as all of Spark: it must be evaluated once, by writing it.
    """
    worker = _Convert(schemas, folder, run, program, list(options), timeout)
    return documents.mapInArrow(worker, from_arrow_schema(FACTS))
