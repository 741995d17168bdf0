"""Where documents come from: folders of files, DataFrames (Parquet with a column of bytes), WARC files.

Each gives a DataFrame with the columns document (the key), content (its bytes) or path (of the file that holds them),
given (what is given beside, as one text) and, where they are known, title, region, year and report_type.
"""
from __future__ import annotations

import gzip
from typing import IO, Dict, Iterable, Iterator, List, Optional, Tuple, Union
from urllib.parse import urlsplit

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from baogao import walk
from baogao.folder import Folder
from baogao.pipe import GIVEN

# What of the web may be a report, by its media type; the rest of a WARC file is passed over.
MEDIA = ("text/html", "text/plain", "application/xhtml+xml", "application/pdf", "application/msword", "application/rtf",
         "text/rtf", "application/zip", "application/octet-stream", "application/vnd.openxmlformats-officedocument",
         "application/vnd.oasis.opendocument", "application/vnd.ms-excel", "text/csv")
# Files are spread over tasks of about so many bytes, but of several for each core.
TASK_BYTES = 256 << 20
TASKS_A_CORE = 4
MOST_RECORD_BYTES = (256 << 20) + 1  # one more than `--max-size` lets through, so that larger ones are refused by name
DOCUMENT_COST_BYTES = 4096  # the work for any document, as that for bytes of one


def documents(frame: DataFrame, document: str = "document", content: str = "content", **given: str) -> DataFrame:
    """Documents from any DataFrame, one of Parquet for instance: the names of its columns for the key, the bytes and what
    is given (`region="省份"`). Columns named title, region, year and report_type are taken as they are."""
    named = {name: given.get(name, name) for name in GIVEN if name in given or name in frame.columns}
    columns = [F.col(column).cast("string").alias(name) for name, column in named.items()]
    data = F.col(content)
    data = data if dict(frame.dtypes)[content] == "binary" else F.encode(data, "UTF-8")
    told = F.to_json(F.struct(*columns)) if columns else F.lit("")
    return frame.select(F.col(document).cast("string").alias("document"), data.alias("content"), told.alias("given"), *columns)


def _tasks(found: List[walk.File], tasks: int) -> List[List[walk.File]]:
    """Files in tasks of about the same work, neighbours together: they are often of one place."""
    share = sum(file.size + DOCUMENT_COST_BYTES for file in found) / tasks
    made: List[List[walk.File]] = [[] for _ in range(tasks)]
    done = 0
    for file in found:
        made[min(tasks - 1, int(done / share))].append(file)
        done += file.size + DOCUMENT_COST_BYTES
    return made


def files(spark: SparkSession, paths: Union[walk.Path, Iterable[walk.Path]], partitions: Optional[int] = None) -> DataFrame:
    """All files below folders, and files; the key is the path below the folder, as `baogao convert` has it. The driver lists
    them, workers open them: a folder is on a file system that all of them reach. `partitions` is the number of tasks; else
    it follows from the bytes."""
    found = list(walk.files(paths))
    whole = sum(file.size for file in found)
    tasks = partitions or max(TASKS_A_CORE * spark.sparkContext.defaultParallelism, whole // TASK_BYTES + 1)
    rows = [([tuple(file) for file in task],) for task in _tasks(found, tasks)]
    listed = spark.createDataFrame(spark.sparkContext.parallelize(rows, tasks),
                                   "files array<struct<document: string, path: string, size: long>>", verifySchema=False)
    return listed.select(F.inline("files"), F.lit("").alias("given"))


# ---- WARC ----


def _head(file: IO[bytes]) -> Optional[Dict[str, str]]:
    """The head of the next record, by small names; None at the end."""
    line = file.readline(1 << 16)
    while line in (b"\r\n", b"\n"):
        line = file.readline(1 << 16)
    if not line.startswith(b"WARC/"):
        return None
    head: Dict[str, str] = {}
    while (line := file.readline(1 << 16)).strip():
        name, _, value = line.decode("utf-8", "replace").partition(":")
        head[name.strip().lower()] = value.strip()
    return head


def _read(file: IO[bytes], size: int) -> bytes:
    """A record's block, or as much of it as a document may have; the rest is passed over."""
    data = file.read(min(size, MOST_RECORD_BYTES))
    left = size - len(data)
    while left > 0 and (passed := file.read(min(left, 1 << 20))):
        left -= len(passed)
    return data


def _unchunk(body: bytes) -> bytes:
    pieces: List[bytes] = []
    at = 0
    while (end := body.find(b"\r\n", at)) >= 0:
        try:
            size = int(body[at:end].split(b";")[0], 16)
        except ValueError:
            return body  # it only says that it is chunked
        if size <= 0:
            break
        pieces.append(body[end + 2:end + 2 + size])
        at = end + 4 + size
    return b"".join(pieces)


def _response(block: bytes) -> Tuple[int, str, bytes]:
    """Status, media type and body of an HTTP response."""
    head, _, body = block.partition(b"\r\n\r\n")
    lines = head.decode("latin-1").split("\r\n")
    status = lines[0].split(" ")[1:2]
    names = {name.strip().lower(): value.strip() for name, _, value in (line.partition(":") for line in lines[1:])}
    if "chunked" in names.get("transfer-encoding", "").lower():
        body = _unchunk(body)
    if names.get("content-encoding", "").lower() in ("gzip", "x-gzip") and body[:2] == b"\x1f\x8b":
        with gzip.open(pa.BufferReader(body)) as file:
            body = file.read(MOST_RECORD_BYTES)
    return (int(status[0]) if status and status[0].isdigit() else 0), names.get("content-type", ""), body


def warc_records(file: IO[bytes]) -> Iterator[Tuple[str, bytes]]:
    """The documents of a WARC file that is not compressed any more, each with its key: the time it was fetched and its
    address, as archives of the web have them (20240301080000/http://…)."""
    while (head := _head(file)) is not None:
        size = head.get("content-length", "0")
        block = _read(file, int(size) if size.isdigit() else 0)
        media, status = head.get("content-type", ""), 200
        if head.get("warc-type") == "response":
            status, media, block = _response(block)
        elif head.get("warc-type") != "resource":
            continue
        address = head.get("warc-target-uri", "").strip("<>")
        stamp = "".join(character for character in head.get("warc-date", "") if character.isdigit())[:14]
        if status == 200 and address and media.lower().startswith(MEDIA) and urlsplit(address).scheme != "dns":
            yield f"{stamp}/{address}", block


def _read_warc(batches: Iterable[pa.RecordBatch]) -> Iterator[pa.RecordBatch]:
    for batch in batches:
        for uri in batch.column("path").to_pylist():
            found = Folder(uri)
            with found.system.open_input_stream(found.path, compression=None) as raw:
                file: IO[bytes] = gzip.open(raw) if uri.endswith(".gz") else raw  # type: ignore[assignment]
                for document, content in warc_records(file):
                    yield pa.RecordBatch.from_pydict({"document": [document], "content": [content]},
                                                     schema=pa.schema([("document", pa.string()), ("content", pa.binary())]))


def warc(spark: SparkSession, paths: Union[str, Iterable[str]]) -> DataFrame:
    """The pages and documents of WARC files (.warc, .warc.gz), read as they come: a file is never whole in memory. A
    task reads a file."""
    paths = [paths] if isinstance(paths, str) else list(paths)
    found = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(paths).select("path")
    found = found.repartition(max(1, min(found.count(), 1 << 15)), "path")
    return documents(found.mapInArrow(_read_warc, "document string, content binary"))
