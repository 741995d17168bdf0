"""The panel over all reports in SQL, by the order that schemas/panel.json gives (panel.sql is the rule)."""
from __future__ import annotations

from importlib import resources
from typing import TYPE_CHECKING, Sequence

import pyarrow as pa

from baogao.schemas import Schemas

if TYPE_CHECKING:
    from pyspark.sql import DataFrame


def _weights(order: Sequence[str]) -> Sequence[int]:
    return [1 << (len(order) - 1 - place) for place in range(len(order))]


def _lacks(order: Sequence[str]) -> str:
    return " + ".join(f"if({word}, 0, {weight})" for word, weight in zip(order, _weights(order)))


def _why(order: Sequence[str]) -> str:
    """The strongest thing that the winner has and the next best lacks."""
    return " ".join(f"WHEN (lacks & {weight}) <> (next_lacks & {weight}) THEN '{word}'"
                    for word, weight in zip(order, _weights(order)))


def panel_sql(schemas: Schemas, structure: str) -> str:
    """The query over the views claims and indicators. `structure` is the name of the function that makes a row of values."""
    text = resources.files("baogao").joinpath("panel.sql").read_text(encoding="utf-8")
    order = schemas.claim_order()
    body = text[text.index("WITH ranked"):]
    return body.format(lacks=_lacks(order), why=_why(order), earlier=f"{structure}(path, ordinal, target)")


def panel(claims: DataFrame, indicators: DataFrame, schemas: Schemas) -> DataFrame:
    """The panel's rows. `claims` are those of reports that are no twins, with `path` and `ordinal`."""
    query = panel_sql(schemas, "struct").replace("FROM claims)", "FROM {claims})").replace(
        "JOIN indicators USING", "JOIN {indicators} AS indicators USING")
    return claims.sparkSession.sql(query, claims=claims, indicators=indicators)


def panel_rows(claims: pa.Table, indicators: pa.Table, schemas: Schemas) -> pa.Table:
    """The same without Spark."""
    import duckdb

    with duckdb.connect() as engine:
        engine.register("claims", claims)
        engine.register("indicators", indicators)
        found = engine.sql(panel_sql(schemas, "row")).to_arrow_table()
    return found.select(schemas.arrow("panel").names).cast(schemas.arrow("panel"))
