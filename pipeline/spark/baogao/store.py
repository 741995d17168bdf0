"""Partitioned Parquet that grows: each run converts only documents whose bytes, given facts or version are new.

    OUT/conversions/run=1/           what each run converted: its facts, and the parts that its tasks wrote
    OUT/standing/run=1/              which documents stand, where, and which are twins
    OUT/tables/targets/partition_year=2024/partition_province=四川省/*.parquet

The partitions are those of the report's year and province (of the panel's rows, theirs). A run writes only the partitions
that its documents change. Workers write the files themselves. A run that is killed leaves what the next one completes:
conversions count when Spark says that their facts are whole (_SUCCESS), tables are written again until their standing is.
"""
from __future__ import annotations

from dataclasses import dataclass
from typing import Dict, Iterable, List, Optional, Sequence, Tuple

import pyarrow.parquet as pq
from pyarrow.dataset import dataset
from pyspark.sql import DataFrame, SparkSession, Window
from pyspark.sql import functions as F
from pyspark.sql.pandas.types import from_arrow_schema

from baogao.conversion import FACTS, IDENTITY, convert, part_tables
from baogao.folder import Folder
from baogao.merging import STANDING, WRITTEN, Compact, Publish, published
from baogao.panel import panel
from baogao.parts import COMPRESSION, PARTITIONS, Place
from baogao.pipe import Pipe
from baogao.schemas import Schemas
from baogao.sources import TASK_BYTES, TASKS_A_CORE

# Documents that Spark gives a worker at a time: their bytes may come along.
DOCUMENTS_A_BATCH = 32


@dataclass
class Written:
    """What a run did."""

    run: int
    converted: int  # documents that were new, failed ones too
    partitions: int  # that were written


class Store:
    """The store in the folder `out`; made where it is missing."""

    def __init__(self, spark: SparkSession, out: str, *, program: Optional[str] = None, options: Iterable[str] = (),
                 timeout: Optional[float] = 600) -> None:
        path = spark._jvm.org.apache.hadoop.fs.Path(out)  # type: ignore[union-attr]
        system = path.getFileSystem(spark._jsc.hadoopConfiguration())
        self.spark, self.folder = spark, Folder(str(system.makeQualified(path).toString()))
        self.program, self.options, self.timeout = program, list(options), timeout
        self.schemas = Schemas(program)
        with Pipe(program, self.options) as pipe:
            self.version, self.greeting = pipe.version, pipe.greeting
        batch_option = "spark.sql.execution.arrow.maxRecordsPerBatch"
        if int(spark.conf.get(batch_option) or 0) == 10000:  # nobody chose it
            spark.conf.set(batch_option, str(DOCUMENTS_A_BATCH))

    def _path(self, name: str) -> str:
        return f"{self.folder.uri}/{name}"

    def table(self, name: str) -> DataFrame:
        """A table with its columns, and those of its partitions behind them. `claims` is what the panel is made of."""
        if name == "indicators":
            return self.spark.read.parquet(self._path("tables/indicators"))
        schema = from_arrow_schema(part_tables(self.schemas).get(name) or self.schemas.arrow(name))
        schema = schema.add(PARTITIONS[0], "long").add(PARTITIONS[1], "string")
        self.folder.make(f"tables/{name}")
        return self.spark.read.schema(schema).parquet(self._path(f"tables/{name}"))

    def tables(self) -> Dict[str, DataFrame]:
        """All tables by name."""
        return {name: self.table(name) for name in [*self.schemas.reports, *self.schemas.linked]}

    def write(self, documents: DataFrame, only_given: bool = False, tables: bool = True) -> Written:
        """Converts what is new among documents and brings the tables up to date. A document of the same name takes the
        place of the one before; one that is not among them stays, unless `only_given`. Without `tables` the next run does
        them: for an archive in many pieces, each of which would write most partitions."""
        runs = self._runs()
        run = 1 + max((self._number(name) for name in runs), default=0)
        new = self._with_known(documents) if runs else documents
        folder = f"conversions/run={run}"
        facts = convert(new, self._path("conversions"), run, self.schemas, program=self.program, options=self.options,
                        timeout=self.timeout)
        facts.write.mode("overwrite").parquet(self._path(f"{folder}/facts"))
        converted = dataset(self.folder.at(f"{folder}/facts"), filesystem=self.folder.system).count_rows()
        if not converted:
            self.folder.remove(folder)
            run -= 1
        written = 0
        if run and tables and (converted or only_given or f"run={run}" not in self.folder.names("standing")):
            written = self._bring_up_to_date(run, documents if only_given else None)
        return Written(run, converted, written)

    def compact(self) -> None:
        """Merges the parts of all runs into few, without the rows that later runs replaced; the tables, whose partitions
        are written whole, stay as they are. For after many small runs, while none is under way."""
        runs = self._runs()
        if len(runs) < 2:
            return
        name = f"compact={max(self._number(run) for run in runs)}"
        facts = F.struct(*FACTS.names)
        parts = self._last(self._facts()).groupBy("part").agg(F.collect_list(facts).alias("facts"), F.sum("bytes").alias("bytes"))
        whole = parts.agg(F.sum("bytes")).collect()[0][0] or 0
        merged = parts.drop("bytes").repartition(whole // TASK_BYTES + 1).mapInArrow(
            Compact(self.schemas, self._path("conversions"), name), from_arrow_schema(FACTS))
        merged.write.mode("overwrite").parquet(self._path(f"conversions/{name}/facts"))
        for run in runs:
            self.folder.remove(f"conversions/{run}")

    # ---- what was converted ----

    @staticmethod
    def _number(run: str) -> int:
        return int(run.partition("=")[2])

    def _runs(self) -> List[str]:
        """The folders of complete runs; what others left is removed."""
        complete = []
        for name in self.folder.names("conversions"):
            if "_SUCCESS" in self.folder.names(f"conversions/{name}/facts"):
                complete.append(name)
            else:
                self.folder.remove(f"conversions/{name}")
        return complete

    def _facts(self) -> DataFrame:
        paths = [self._path(f"conversions/{name}/facts") for name in self._runs()]
        return self.spark.read.schema(from_arrow_schema(FACTS)).parquet(*paths)

    @staticmethod
    def _last(facts: DataFrame) -> DataFrame:
        """The facts of each input's last conversion."""
        last = F.max(F.struct("run", "part")).over(Window.partitionBy("input"))
        return facts.withColumn("last", last).where("struct(run, part) = last").drop("last")

    def _with_known(self, documents: DataFrame) -> DataFrame:
        """With what is known of each document in the column known."""
        known = self._facts().groupBy(F.col("input").alias("document")).agg(
            F.max(F.struct("run", "part", F.struct(*IDENTITY).alias("known")))["known"].alias("known"))
        joined = documents.join(known, "document", "left")
        if "path" in documents.columns:  # so few bytes that Spark would make one task of them
            joined = joined.repartitionByRange(documents.rdd.getNumPartitions(), "document")
        return joined

    def _standing(self, given: Optional[DataFrame]) -> DataFrame:
        """The documents that stand, each with its twin, the first document of its text: by a folder's names part by part,
        as `baogao convert` walks it, then by the place in an archive."""
        standing = self._last(self._facts())
        if given is not None:
            standing = standing.join(given.select(F.col("document").alias("input")).distinct(), "input", "left_semi")
        text = Window.partitionBy(F.coalesce("text_sha256", F.concat(F.lit("none of "), "document")))
        first = F.min(F.struct(F.split("input", "/"), "ordinal", "document")).over(text)["document"]
        standing = standing.withColumn("first", F.when(first != F.col("document"), first))
        return standing.select("document", "run", "part", "bytes", *Place._fields, "first")

    # ---- the tables ----

    def _bring_up_to_date(self, run: int, given: Optional[DataFrame]) -> int:
        before, now = self.folder.names("standing"), f"run={run}"
        new = now + ".new"
        self._standing(given).write.mode("overwrite").parquet(self._path(f"standing/{new}"))
        standing = self.spark.read.parquet(self._path(f"standing/{new}"))
        touched = self._touched(standing, [name for name in before if name != new])
        if touched:
            self._publish(standing, touched)
            self._link()
        for name in before:
            if name != new:
                self.folder.remove(f"standing/{name}")
        self.folder.rename(f"standing/{new}", f"standing/{now}")
        return len(touched)

    def _touched(self, standing: DataFrame, before: Sequence[str]) -> Dict[Place, int]:
        """The places where something stands that did not, or stands no more, and how many bytes of documents."""
        columns = ["document", "run", "first", "bytes", *Place._fields]
        both = standing.select(*columns, F.lit(1).alias("now"))
        for name in before:
            both = both.unionByName(self.spark.read.parquet(self._path(f"standing/{name}")).select(*columns, F.lit(-1).alias("now")))
        changes = both.groupBy(*columns).agg(F.sum("now").alias("now"), F.max("now").alias("stands"))
        places = changes.groupBy(*Place._fields).agg(F.sum(F.abs("now")).alias("changes"),
                                                     F.sum(F.col("bytes") * (F.col("stands") > 0).cast("int")).alias("bytes"))
        return {Place(row["year"], row["province"]): row["bytes"] for row in places.where("changes > 0").collect()}

    def _publish(self, standing: DataFrame, touched: Dict[Place, int]) -> None:
        """The files of the touched partitions in place of those before; a partition without rows goes away."""
        slices = [(*place, size // TASK_BYTES + 1) for place, size in touched.items()]
        of_place = F.broadcast(self.spark.createDataFrame(slices, "to_year long, to_province string, slices long"))
        here = F.col("year").eqNullSafe(F.col("to_year")) & F.col("province").eqNullSafe(F.col("to_province"))
        units = standing.join(of_place, here).groupBy(*Place._fields, "slices", "part").agg(
            F.collect_list(F.struct("document", "first")).alias("documents"))
        units = units.withColumn("slice", F.expr("pmod(hash(part), slices)"))
        tasks = max(TASKS_A_CORE * self.spark.sparkContext.defaultParallelism, sum(touched.values()) // TASK_BYTES)
        order = [*Place._fields, "slice"]
        units = units.repartition(min(tasks, sum(row[2] for row in slices)), *order).sortWithinPartitions(*order, "part")
        columns = [field.split()[0] for field in STANDING.split(", ")[:5]]
        written = units.select(*columns).mapInArrow(
            Publish(self.schemas, self._path("conversions"), self._path("tables")), from_arrow_schema(WRITTEN)).collect()
        files: Dict[str, List[str]] = {}
        for row in written:
            files.setdefault(row["path"].rpartition("/")[0], []).append(row["path"])
        for place in touched:
            for name in part_tables(self.schemas):
                self._replace(f"{name}/{place.folder()}", files.get(f"{name}/{place.folder()}", []))

    def _replace(self, partition: str, files: Sequence[str]) -> None:
        for file in self.folder.names(f"tables/{partition}"):
            if f"{partition}/{file}" not in files:
                self.folder.remove(f"tables/{partition}/{file}")
        for file in files:
            self.folder.rename(f"tables/{file}", f"tables/{published(file)}")
        if not files:
            self.folder.remove(f"tables/{partition}")

    def _link(self) -> None:
        """The tables that are of all reports: panel and indicators."""
        counts = self.table("targets").where("indicator_code IS NOT NULL").groupBy("indicator_code").count().collect()
        rows = self.schemas.indicators(self.greeting["indicators"], {row[0]: row[1] for row in counts})
        self.folder.make("tables/indicators")
        pq.write_table(rows, self.folder.at("tables/indicators/indicators.parquet"), filesystem=self.folder.system,
                       compression=COMPRESSION)
        claims = self.table("claims").withColumn("path", F.split("input", "/"))
        made = panel(claims, self.table("indicators"), self.schemas)
        made = made.select(*(F.col(field).alias(column) for field, column in zip(Place._fields, PARTITIONS)), "*")
        made.repartition(*PARTITIONS).write.mode("overwrite").partitionBy(*PARTITIONS).parquet(self._path("tables/panel"))
