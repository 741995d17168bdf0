"""The job for spark-submit: documents in, partitioned Parquet out (baogao.store)."""
from __future__ import annotations

import argparse
from typing import List, Optional

from pyspark.sql import DataFrame, SparkSession

from baogao import sources
from baogao.pipe import GIVEN
from baogao.store import Store


def _arguments(words: Optional[List[str]]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="baogao-spark", description="Converts documents into partitioned Parquet; run "
                                     "again, it converts only what is new.")
    parser.add_argument("paths", nargs="+", help="folders and files; Parquet or WARC files with --parquet or --warc")
    parser.add_argument("--out", required=True, help="the folder of the store")
    kind = parser.add_mutually_exclusive_group()
    kind.add_argument("--parquet", action="store_true", help="rows with a column of bytes (or of text) each")
    kind.add_argument("--warc", action="store_true", help="pages and documents of a crawl")
    parser.add_argument("--document", default="document", help="with --parquet: the column of the keys")
    parser.add_argument("--content", default="content", help="with --parquet: the column of the bytes")
    for name in GIVEN:
        parser.add_argument(f"--{name.replace('_', '-')}", help=f"with --parquet: the column that gives {name}")
    parser.add_argument("--partitions", type=int, help="spread the documents over so many tasks")
    parser.add_argument("--program", help="the program baogao on the workers (default: $BAOGAO, or the path)")
    parser.add_argument("--timeout", type=float, default=600, help="seconds that one document may take")
    parser.add_argument("--only-given", action="store_true", help="documents that are not given any more go away")
    return parser.parse_args(words)


def _documents(spark: SparkSession, given: argparse.Namespace) -> DataFrame:
    if not given.parquet and not given.warc:
        return sources.files(spark, given.paths, given.partitions)
    if given.warc:
        found = sources.warc(spark, given.paths)
    else:
        columns = {name: getattr(given, name) for name in GIVEN if getattr(given, name)}
        found = sources.documents(spark.read.parquet(*given.paths), given.document, given.content, **columns)
    return found.repartition(given.partitions) if given.partitions else found


def main(words: Optional[List[str]] = None) -> None:
    """Runs the job; says what it did."""
    given = _arguments(words)
    spark = SparkSession.builder.appName("baogao").getOrCreate()
    store = Store(spark, given.out, program=given.program, timeout=given.timeout)
    done = store.write(_documents(spark, given), given.only_given)
    print(f"{done.converted} documents converted, {done.partitions} partitions written; {given.out}/tables is of run "
          f"{done.run}")
    spark.stop()


if __name__ == "__main__":
    main()
