-- The panel of all reports from the claims of each (schemas/claims.json), by the rule of stages/link: of several claims
-- for a cell the one with the strongest order wins, of equal ones the earlier. Reads the views claims (with path and
-- ordinal, which order the documents) and indicators. {lacks} and {why} are made of the order of target_why in
-- schemas/panel.json: what a claim lacks as a sum, the strongest the largest; and the word of what decided.
-- Spark and DuckDB both read it. Numbers come as text, so that those of a cell alone become decimals, exact as in C.
WITH ranked AS (
  SELECT *,
    row_number() OVER cell AS place,
    lead(lacks) OVER cell AS next_lacks,
    count(*) OVER (PARTITION BY region_code, region, year, indicator_code, kind) AS rivals
  FROM (SELECT *, {lacks} AS lacks FROM claims)
  WINDOW cell AS (PARTITION BY region_code, region, year, indicator_code, kind ORDER BY lacks, path, ordinal, target)
),
told AS (
  SELECT *, place = 1 AND kind = 'target' AS aims, place = 1 AND kind = 'actual' AS reached,
    CASE WHEN rivals = 1 THEN 'only' {why} ELSE 'first' END AS why
  FROM ranked
),
cells AS (
  SELECT region_code, region, year, indicator_code,
    min_by(region_level, {earlier}) AS region_level,
    max(province) AS province, max(prefecture) AS prefecture, count(*) AS claims,
    max(comparator) FILTER (WHERE aims) AS target_comparator,
    CAST(max(value) FILTER (WHERE aims) AS DECIMAL(38, 18)) AS target,
    CAST(max(value2) FILTER (WHERE aims) AS DECIMAL(38, 18)) AS target2,
    max(document) FILTER (WHERE aims) AS target_document,
    max(target) FILTER (WHERE aims) AS target_row,
    max(printed) FILTER (WHERE aims) AS target_printed,
    max(why) FILTER (WHERE aims) AS target_why,
    max(comparator) FILTER (WHERE reached) AS actual_comparator,
    CAST(max(value) FILTER (WHERE reached) AS DECIMAL(38, 18)) AS actual,
    CAST(max(value2) FILTER (WHERE reached) AS DECIMAL(38, 18)) AS actual2,
    max(document) FILTER (WHERE reached) AS actual_document,
    max(target) FILTER (WHERE reached) AS actual_row,
    max(printed) FILTER (WHERE reached) AS actual_printed,
    max(why) FILTER (WHERE reached) AS actual_why,
    -- the least sure of the two; not known where one of them does not say
    CASE WHEN count_if(place = 1) = count(confidence) FILTER (WHERE place = 1)
         THEN min(CAST(confidence AS DOUBLE)) FILTER (WHERE place = 1) END AS confidence
  FROM told
  GROUP BY region_code, region, year, indicator_code
),
-- A goal is the values that reach it, an actual the values it may have, both from `least` to `most`; an end that is
-- NULL is without an end. A bound on a negative number is one on how far it falls: 下降3.4%以上 is reached by -4.8.
sides AS (
  SELECT cells.*, indicators.indicator_name, indicators.unit, indicators.direction,
    target_comparator IN ('=', '~', 'range') AS goal_is_point,
    target_comparator IN ('>', '<') AS goal_is_strict,
    (target_comparator IN ('>=', '>')) = (target >= 0) AS goal_from_below,
    actual_comparator IN ('=', '~', 'range') AS actual_is_point,
    (actual_comparator IN ('>=', '>')) = (actual >= 0) AS actual_from_below
  FROM cells JOIN indicators USING (indicator_code)
),
stretches AS (
  SELECT *,
    actual IS NOT NULL AND target IS NOT NULL
      AND (direction IS NOT NULL OR NOT goal_is_point OR target_comparator = 'range') AS can_tell,
    CASE WHEN goal_is_point THEN if(direction IS NOT DISTINCT FROM 'down', NULL, target) WHEN goal_from_below THEN target END AS goal_least,
    CASE WHEN goal_is_point THEN if(direction IS NOT DISTINCT FROM 'up', NULL, if(target_comparator = 'range', target2, target))
         WHEN NOT goal_from_below THEN target END AS goal_most,
    CASE WHEN actual_is_point OR actual_from_below THEN actual END AS actual_least,
    CASE WHEN actual_is_point THEN if(actual_comparator = 'range', actual2, actual)
         WHEN NOT actual_from_below THEN actual END AS actual_most,
    -- what still counts as 左右: a tenth of the goal
    if(target_comparator = '~', CAST(abs(target) AS DECIMAL(36, 17)) * CAST(0.1 AS DECIMAL(1, 1)), 0) AS about
  FROM sides
),
judged AS (
  SELECT *,
    NOT (goal_least IS NOT NULL AND actual_least IS NULL) AND NOT (goal_most IS NOT NULL AND actual_most IS NULL)
      AND coalesce(if(goal_is_strict, actual_least > goal_least, actual_least >= goal_least), TRUE)
      AND coalesce(if(goal_is_strict, actual_most < goal_most, actual_most <= goal_most), TRUE) AS within,
    coalesce(if(goal_is_strict, actual_most <= goal_least - about, actual_most < goal_least - about), FALSE)
      OR coalesce(if(goal_is_strict, actual_least >= goal_most + about, actual_least > goal_most + about), FALSE) AS apart
  FROM stretches
)
SELECT region_code, region, region_level, province, prefecture, year, indicator_code, indicator_name, unit,
  target_comparator, CAST(target AS DOUBLE) AS target, CAST(target2 AS DOUBLE) AS target2, target_document, target_row,
  actual_comparator, CAST(actual AS DOUBLE) AS actual, CAST(actual2 AS DOUBLE) AS actual2, actual_document, actual_row,
  CASE WHEN target_comparator <> 'range' AND actual_comparator = '=' THEN CAST(actual - target AS DOUBLE) END AS gap,
  CASE WHEN can_tell AND within THEN 'yes' WHEN can_tell AND apart THEN 'no' END AS met,
  claims, confidence, target_printed, actual_printed, target_why, actual_why
FROM judged
