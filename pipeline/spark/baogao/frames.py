"""The plain door, for notebooks: frames of pandas or polars over the same pipe that Spark's workers use."""
from __future__ import annotations

import itertools
import os
from concurrent.futures import ThreadPoolExecutor
from typing import Any, Dict, Iterable, Iterator, List, Mapping, Optional, Union

import pyarrow as pa
import pyarrow.compute as pc

from baogao import walk
from baogao.folder import read_file
from baogao.panel import panel_rows
from baogao.pipe import Answer, Document, Pipe
from baogao.schemas import Schemas
from baogao.twins import find_twins, without_twins

Given = Mapping[str, Mapping[str, object]]


def _documents(found: Iterable[walk.File], given: Given) -> Iterator[Document]:
    for key, path, _ in found:
        yield Document(key, read_file(path), given.get(key, given.get(os.path.basename(key), {})))


def _answers(found: List[walk.File], given: Given, pipes: List[Pipe]) -> Iterator[Answer]:
    """The answers in the order of the files, from all pipes at a time."""
    def convert(number: int) -> List[Answer]:
        return list(pipes[number].convert(_documents(found[number::len(pipes)], given)))

    with ThreadPoolExecutor(len(pipes)) as threads:
        parts = list(threads.map(convert, range(len(pipes))))
    for row in itertools.zip_longest(*parts):
        yield from (answer for answer in row if answer is not None)


def _panel(claims: pa.Table, texts: pa.Table, indicators: pa.Table, schemas: Schemas) -> pa.Table:
    places = pc.index_in(claims["document"], value_set=texts["document"].combine_chunks())
    return panel_rows(claims.append_column("path", places).append_column("ordinal", places), indicators, schemas)


def _to_pandas(table: pa.Table) -> Any:
    import pandas

    types: Dict[Any, Any] = {pa.string(): pandas.StringDtype(), pa.int64(): pandas.Int64Dtype(), pa.float64(): pandas.Float64Dtype(),
             pa.bool_(): pandas.BooleanDtype()}
    return table.to_pandas(types_mapper=types.get)


def _to_polars(table: pa.Table) -> Any:
    import polars

    return polars.from_arrow(table)


LIBRARIES = {"pandas": _to_pandas, "polars": _to_polars, "arrow": lambda table: table}


def tables(paths: Union[walk.Path, Iterable[walk.Path]], library: str = "pandas", *, given: Optional[Given] = None,
           program: Optional[str] = None, options: Iterable[str] = (), timeout: Optional[float] = 600,
           jobs: int = 1) -> Dict[str, Any]:
    """Converts files and folders; gives the tables by name, as frames of `library` (pandas, polars or arrow).

    The rows are those that `baogao convert` writes. Unknown is NA in a column of its type: text, Int64, Float64, boolean.
    `given` has by document (or a file's name) what the reports do not say of themselves: title, region, year, report_type.
    `jobs` processes convert at a time. All rows are held in memory; for more than that there is Spark.
    """
    if library not in LIBRARIES:
        raise ValueError(f"library is pandas, polars or arrow, not {library}")
    schemas, options = Schemas(program), list(options)
    found = list(walk.files(paths))
    pipes = [Pipe(program, options, timeout) for _ in range(max(1, min(jobs, len(found))))]
    try:
        answers = list(_answers(found, given or {}, pipes))
        catalogue = pipes[0].greeting["indicators"]
    finally:
        for pipe in pipes:
            pipe.close()
    made = {name: schemas.parse(name, [answer.tables[name] for answer in answers if name in answer.tables])
            for name in [*schemas.reports, "claims", "texts"]}
    texts = made.pop("texts")
    twins = find_twins(texts)
    made = {name: without_twins(name, table, twins) for name, table in made.items()}
    counts = {row["values"]: row["counts"] for row in pc.value_counts(made["targets"]["indicator_code"]).to_pylist()}
    made["indicators"] = schemas.indicators(catalogue, counts)
    made["panel"] = _panel(made.pop("claims"), texts, made["indicators"], schemas)
    return {name: LIBRARIES[library](table) for name, table in made.items()}
