"""Partitioned Parquet that grows: each run converts only documents whose bytes, given facts or version are new.

    OUT/conversions/run=1/           what each run converted, a row a document with its tables as arrays
    OUT/standing/run=1/              which of them stand, where, and which are twins
    OUT/tables/targets/partition_year=2024/partition_province=四川省/*.parquet

The partitions are those of the report's year and province (of the panel's rows, theirs). A run writes only the partitions
that its documents change. A run that is killed leaves what the next one completes: conversions count when Spark says that
they are whole (_SUCCESS), tables are written again until their standing is.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Iterable, List, Optional, Set, Tuple

from pyspark.sql import Column, DataFrame, SparkSession
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema

from baogao.conversion import conversions_schema, convert, linked_tables, report_tables, twins
from baogao.pipe import Pipe
from baogao.schemas import Schemas

PARTITIONS = ("partition_year", "partition_province")
NO_VALUE = "__HIVE_DEFAULT_PARTITION__"
IDENTITY = ("input", "sha256", "given", "version")


@dataclass
class Written:
    """What a run did."""

    run: int
    converted: int  # documents that were new, failed ones too
    partitions: int  # that were written


class _Files:
    """The folder of the store, on whatever file system Spark has it."""

    def __init__(self, spark: SparkSession, out: str) -> None:
        self.jvm: Any = spark._jvm
        self.out = out.rstrip("/")
        self.system = self._path("").getFileSystem(spark._jsc.hadoopConfiguration())

    def _path(self, name: str) -> Any:
        return self.jvm.org.apache.hadoop.fs.Path(f"{self.out}/{name}" if name else self.out)

    def path(self, name: str) -> str:
        """As Spark reads and writes it."""
        return f"{self.out}/{name}"

    def names(self, name: str) -> Set[str]:
        """What a folder holds; nothing where it is not there."""
        if not self.system.exists(self._path(name)):
            return set()
        return {status.getPath().getName() for status in self.system.listStatus(self._path(name))}

    def remove(self, name: str) -> None:
        """A folder with all that is in it."""
        self.system.delete(self._path(name), True)

    def runs(self, name: str) -> List[int]:
        """The complete runs; what others left is removed."""
        found = []
        for folder in self.names(name):
            if "_SUCCESS" in self.names(f"{name}/{folder}"):
                found.append(int(folder.partition("=")[2]))
            else:
                self.remove(f"{name}/{folder}")
        return sorted(found)

    def partition(self, table: str, values: Tuple[Any, ...]) -> str:
        """The folder of a partition of a table."""
        escape = self.jvm.org.apache.spark.sql.catalyst.catalog.ExternalCatalogUtils.escapePathName
        parts = [f"{column}={NO_VALUE if value is None else escape(str(value))}"
                 for column, value in zip(PARTITIONS, values)]
        return "/".join(["tables", table, *parts])


def _partitioned() -> List[Column]:
    return [F.col("year").alias(PARTITIONS[0]), F.col("province").alias(PARTITIONS[1])]


class Store:
    """The store in the folder `out`; made where it is missing."""

    def __init__(self, spark: SparkSession, out: str, *, program: Optional[str] = None, options: Iterable[str] = (),
                 timeout: Optional[float] = 600) -> None:
        self.spark, self.files = spark, _Files(spark, out)
        self.program, self.options, self.timeout = program, list(options), timeout
        self.schemas = Schemas(program)
        with Pipe(program, self.options) as pipe:
            self.version, self.greeting = pipe.version, pipe.greeting

    def conversions(self) -> DataFrame:
        """All that was converted in complete runs."""
        self.files.runs("conversions")
        schema = from_arrow_schema(conversions_schema(self.schemas)).add("run", "integer")
        return self.spark.read.schema(schema).parquet(self.files.path("conversions"))

    def table(self, name: str) -> DataFrame:
        """A table with its columns, and those of its partitions behind them."""
        return self.spark.read.parquet(self.files.path(f"tables/{name}"))

    def write(self, documents: DataFrame, only_given: bool = False) -> Written:
        """Converts what is new among documents and brings the tables up to date. A document of the same name takes the
        place of the one before; one that is not among them stays, unless `only_given`."""
        runs = self.files.runs("conversions")
        run = (runs[-1] if runs else 0) + 1
        new = documents
        if runs:
            known = self.conversions().where("piece = 0").select(*IDENTITY, "run")
            latest = known.groupBy("input").agg(F.max(F.struct("run", *IDENTITY[1:])).alias("last"))
            latest = latest.select(F.col("input").alias("document"), "last.sha256", "last.given", "last.version")
            new = documents.join(latest.where(F.col("version") == self.version).drop("version"),
                                 ["document", "sha256", "given"], "left_anti")
        folder = f"conversions/run={run}"
        convert(new, self.schemas, program=self.program, options=self.options, timeout=self.timeout).write.mode(
            "overwrite").parquet(self.files.path(folder))
        converted = self.spark.read.parquet(self.files.path(folder)).where("piece = 0").count()
        if not converted:
            self.files.remove(folder)
            run -= 1
        partitions = 0
        if run and (converted or only_given or run not in self.files.runs("standing")):
            partitions = self._bring_up_to_date(run, documents if only_given else None)
        return Written(run, converted, partitions)

    def _standing(self, given: Optional[DataFrame]) -> Tuple[DataFrame, DataFrame]:
        """What stands of all runs: its conversions, and a row a document with the twin it is."""
        made = self.conversions()
        facts = made.where("piece = 0").select("input", "run").distinct()
        last = facts.groupBy("input").agg(F.max("run").alias("last"))
        gone = facts.join(last, "input").where("run < last").select("input", "run")
        if given is not None:
            names = given.select(F.col("document").alias("input")).distinct()
            gone = gone.unionByName(facts.join(names, "input", "left_anti")).distinct()
        standing = made.join(F.broadcast(gone), ["input", "run"], "left_anti")
        return standing, twins(standing).persist()

    def _bring_up_to_date(self, run: int, given: Optional[DataFrame]) -> int:
        standing, found = self._standing(given)
        now = standing.where("piece = 0").select("document", "run", *_partitioned()).join(
            F.broadcast(found.select("document", "first")), "document", "left").persist()
        touched = self._touched(now)
        changed = self.spark.createDataFrame(touched, "partition_year long, partition_province string")
        same = (F.col("year").eqNullSafe(F.col(PARTITIONS[0]))) & (F.col("province").eqNullSafe(F.col(PARTITIONS[1])))
        if touched:
            some = standing.join(F.broadcast(changed), same, "left_semi")
            some_found = found.join(F.broadcast(changed), same, "left_semi")
            for name, rows in report_tables(some, some_found, self.schemas, _partitioned()).items():
                self._write_partitions(name, rows, touched)
            linked = linked_tables(standing, found, self.table("targets"), self.schemas, self.greeting)
            linked["panel"].select(*_partitioned(), "*").write.mode("overwrite").partitionBy(*PARTITIONS).option(
                "partitionOverwriteMode", "static").parquet(self.files.path("tables/panel"))
            linked["indicators"].coalesce(1).write.mode("overwrite").parquet(self.files.path("tables/indicators"))
        now.write.mode("overwrite").parquet(self.files.path(f"standing/run={run}.new"))
        for old in self.files.names("standing") - {f"run={run}.new"}:
            self.files.remove(f"standing/{old}")
        self.files.system.rename(self.files._path(f"standing/run={run}.new"), self.files._path(f"standing/run={run}"))
        now.unpersist()
        found.unpersist()
        return len(touched)

    def _touched(self, now: DataFrame) -> List[Tuple[Any, ...]]:
        """The partitions where something stands that did not, or stands no more."""
        runs = self.files.runs("standing")
        changed = now
        if runs:
            before = self.spark.read.parquet(self.files.path(f"standing/run={runs[-1]}")).select(*now.columns)
            changed = now.exceptAll(before).unionByName(before.exceptAll(now))
        return [tuple(row) for row in changed.select(*PARTITIONS).distinct().collect()]

    def _write_partitions(self, name: str, rows: DataFrame, touched: List[Tuple[Any, ...]]) -> None:
        """The rows of the touched partitions in place of those before; a partition without rows goes away."""
        folders = [self.files.partition(name, values) for values in touched]
        before = {folder: self.files.names(folder) for folder in folders}
        even = self.spark.sql(f"SELECT /*+ REBALANCE({', '.join(PARTITIONS)}) */ * FROM {{rows}}", rows=rows)
        even.write.mode("overwrite").partitionBy(*PARTITIONS).option(
            "partitionOverwriteMode", "dynamic").parquet(self.files.path(f"tables/{name}"))
        for folder, files in before.items():
            if files and self.files.names(folder) == files:
                self.files.remove(folder)
