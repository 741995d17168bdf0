"""Chinese government reports into tables.

Everything is read by the program `baogao`, which must be installed (`$BAOGAO` names it where it is not on the path); this
package gives it documents over a pipe and makes frames of its rows.

    import baogao
    frames = baogao.tables(["reports/"])            # pandas; library="polars" for polars
    frames["targets"]

`baogao.sources`, `baogao.conversion`, `baogao.store` and `baogao.job` do the same with Spark.
"""
from baogao.frames import tables
from baogao.pipe import Answer, Document, Pipe, PipeError
from baogao.schemas import Schemas

__all__ = ["Answer", "Document", "Pipe", "PipeError", "Schemas", "tables"]
