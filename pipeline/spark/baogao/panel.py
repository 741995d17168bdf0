"""The panel over all reports in Spark SQL, by the order that schemas/panel.json gives (panel.sql is the rule)."""
from __future__ import annotations

from importlib import resources
from typing import Sequence

from pyspark.sql import DataFrame

from baogao.schemas import Schemas


def _lacks(order: Sequence[str]) -> str:
    weights = [1 << (len(order) - 1 - place) for place in range(len(order))]
    return " + ".join(f"if({word}, 0, {weight})" for word, weight in zip(order, weights))


def _why(order: Sequence[str]) -> str:
    """The strongest thing that the winner has and the next best lacks."""
    weights = [1 << (len(order) - 1 - place) for place in range(len(order))]
    return " ".join(f"WHEN ((lacks ^ next_lacks) & {weight}) <> 0 THEN '{word}'" for word, weight in zip(order, weights))


def panel_sql(schemas: Schemas) -> str:
    """The query over the views claims and indicators."""
    text = resources.files("baogao").joinpath("panel.sql").read_text(encoding="utf-8")
    order = schemas.claim_order()
    body = text[text.index("WITH ranked"):]
    return body.format(lacks=_lacks(order), why=_why(order))


def panel(claims: DataFrame, indicators: DataFrame, schemas: Schemas) -> DataFrame:
    """The panel's rows. `claims` are those of reports that are no twins, with `path` and `ordinal`."""
    return claims.sparkSession.sql(panel_sql(schemas).replace("FROM claims)", "FROM {claims})")
                                   .replace("JOIN indicators USING", "JOIN {indicators} AS indicators USING"),
                                   claims=claims, indicators=indicators)
