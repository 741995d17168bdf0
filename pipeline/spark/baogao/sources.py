"""Where documents come from: folders of files, DataFrames (Parquet with a column of bytes), WARC files.

Each gives a DataFrame with the columns document (the key), content (bytes), sha256 (of the bytes), given (what is given
beside, as one text) and, where they are known, title, region, year and report_type.
"""
from __future__ import annotations

import gzip
from typing import IO, Any, Dict, Iterable, Iterator, List, Optional, Tuple, Union, cast
from urllib.parse import urlsplit

import pyarrow as pa
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from baogao.pipe import GIVEN

# What of the web may be a report, by its media type; the rest of a WARC file is passed over.
MEDIA = ("text/html", "text/plain", "application/xhtml+xml", "application/pdf", "application/msword", "application/rtf",
         "text/rtf", "application/zip", "application/octet-stream", "application/vnd.openxmlformats-officedocument",
         "application/vnd.oasis.opendocument", "application/vnd.ms-excel", "text/csv")
MOST_RECORD_BYTES = (256 << 20) + 1  # one more than `--max-size` lets through, so that larger ones are refused by name


def documents(frame: DataFrame, document: str = "document", content: str = "content", **given: str) -> DataFrame:
    """Documents from any DataFrame, one of Parquet for instance: the names of its columns for the key, the bytes and what
    is given (`region="省份"`). Columns named title, region, year and report_type are taken as they are."""
    named = {name: given.get(name, name) for name in GIVEN if name in given or name in frame.columns}
    columns = [F.col(column).cast("string").alias(name) for name, column in named.items()]
    data = F.col(content)
    data = data if dict(frame.dtypes)[content] == "binary" else F.encode(data, "UTF-8")
    told = F.to_json(F.struct(*columns)) if columns else F.lit("")
    return frame.select(F.col(document).cast("string").alias("document"), data.alias("content"),
                        F.sha2(data, 256).alias("sha256"), told.alias("given"), *columns)


class _Folder:
    """A folder of files, or a file, by Hadoop's names."""

    def __init__(self, spark: SparkSession, path: str) -> None:
        self.jvm = cast(Any, spark._jvm)
        self.whole: Any = self.jvm.org.apache.hadoop.fs.Path(path)
        conf: Any = spark._jsc.hadoopConfiguration()
        self.system: Any = self.whole.getFileSystem(conf)
        self.whole = self.system.makeQualified(self.whole)
        name = str(self.whole.toString()).rstrip("/")
        self.root = name if self.system.getFileStatus(self.whole).isDirectory() else name.rpartition("/")[0]

    def key(self, path: str) -> str:
        return path[len(self.root) + 1:]

    def count(self) -> int:
        """All files in it."""
        return int(self.system.getContentSummary(self.whole).getFileCount())

    def passed_over(self) -> List[Tuple[str, bytes]]:
        """The files that Spark does not list, but `baogao convert` reads: empty ones, and names with _ in front."""
        found: List[Tuple[str, bytes]] = []
        listed = self.system.listFiles(self.whole, True)
        while listed.hasNext():
            status = listed.next()
            key = self.key(str(status.getPath().toString()))
            parts = key.split("/")
            if any(part.startswith(".") for part in parts):
                continue
            if status.getLen() == 0:
                found.append((key, b""))
            elif any(part.startswith("_") for part in parts):
                stream = self.system.open(status.getPath())
                found.append((key, bytes(self.jvm.org.apache.commons.io.IOUtils.toByteArray(stream))))
                stream.close()
        return found


def files(spark: SparkSession, paths: Union[str, Iterable[str]], partitions: Optional[int] = None) -> DataFrame:
    """All files below folders, and files; the key is the path below the folder, as `baogao convert` has it. `partitions`
    spreads them evenly whatever their sizes; else Spark packs them by size."""
    made: Optional[DataFrame] = None
    for path in [paths] if isinstance(paths, str) else paths:
        folder = _Folder(spark, path)
        listed = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(path)
        key = F.expr(f"substring(path, {len(folder.root) + 2})")
        found = listed.select(key.alias("document"), "content").where("NOT document RLIKE '(^|/)[.]'")
        if len(listed._jdf.inputFiles()) != folder.count():
            others = folder.passed_over()
            found = found.unionByName(spark.createDataFrame(others, "document string, content binary")) if others else found
        made = found if made is None else made.unionByName(found)
    if made is None:
        raise ValueError("name a folder or a file")
    return documents(made.repartition(partitions) if partitions else made)


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
    from pyarrow import fs

    for batch in batches:
        for uri in batch.column("path").to_pylist():
            system, path = fs.FileSystem.from_uri(uri)
            with system.open_input_stream(path, compression=None) as raw:
                file: IO[bytes] = gzip.open(raw) if path.endswith(".gz") else raw  # type: ignore[assignment]
                for document, content in warc_records(file):
                    yield pa.RecordBatch.from_pydict({"document": [document], "content": [content]},
                                                     schema=pa.schema([("document", pa.string()), ("content", pa.binary())]))


def warc(spark: SparkSession, paths: Union[str, Iterable[str]], partitions: Optional[int] = None) -> DataFrame:
    """The pages and documents of WARC files (.warc, .warc.gz), read as they come: a file is never whole in memory. A
    task reads a file; `partitions` spreads what they hold."""
    paths = [paths] if isinstance(paths, str) else list(paths)
    found = spark.read.format("binaryFile").option("recursiveFileLookup", "true").load(paths).select("path")
    found = found.repartition(max(1, min(found.count(), 1 << 15)), "path")
    records = found.mapInArrow(_read_warc, "document string, content binary")
    return documents(records.repartition(partitions) if partitions else records)
