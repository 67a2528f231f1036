-- A change by hand may touch a million rows; a server process must know within moments which tiles are stale.
DROP FUNCTION ops.changed_boxes(text, bigint[], float8);
CREATE FUNCTION ops.changed_boxes(layer text, changes bigint[], grid float8, most_rows bigint DEFAULT NULL)
RETURNS TABLE (xmin float8, ymin float8, xmax float8, ymax float8)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    too_many boolean := false;
BEGIN
    IF most_rows IS NOT NULL THEN
        EXECUTE format($query$
            SELECT count(*) > $2 FROM (
                (SELECT FROM city.%1$I WHERE change = ANY ($1) LIMIT $2 + 1)
                UNION ALL
                (SELECT FROM history.%1$I WHERE ended_change = ANY ($1) LIMIT $2 + 1)) AS moved$query$, layer)
        INTO too_many USING changes, most_rows;
    END IF;
    IF too_many THEN
        RETURN QUERY SELECT '-Infinity'::float8, '-Infinity'::float8, 'Infinity'::float8, 'Infinity'::float8;
        RETURN;
    END IF;
    RETURN QUERY EXECUTE format($query$
        SELECT min(west), min(south), max(east), max(north) FROM (
            SELECT public.ST_XMin(box) AS west, public.ST_YMin(box) AS south,
                   public.ST_XMax(box) AS east, public.ST_YMax(box) AS north
            FROM (
                SELECT public.Box3D(public.ST_Transform(geom, 3857)) AS box FROM city.%1$I WHERE change = ANY ($1)
                UNION ALL
                SELECT public.Box3D(public.ST_Transform(geom, 3857)) FROM history.%1$I WHERE ended_change = ANY ($1)
                OFFSET 0) AS moved
            WHERE box IS NOT NULL) AS boxes
        GROUP BY floor(west / $2), floor(south / $2)$query$, layer)
    USING changes, grid;
END
$$;
COMMENT ON FUNCTION ops.changed_boxes IS
    'EPSG:3857 boxes of all that some transactions put or ended, united where they begin in the same cell of a grid (metres); one without end where that are more than most_rows versions';
REVOKE EXECUTE ON FUNCTION ops.changed_boxes FROM PUBLIC;

-- Called for rows alone whose number is another transaction's: nobody who follows changes would ever hear of them.
CREATE FUNCTION ops.refuse_foreign_change() RETURNS trigger
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'a row of city.% bears the number of another transaction', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', HINT = 'Leave the columns change, version and valid_from out: they are Kent''s.';
END
$$;
