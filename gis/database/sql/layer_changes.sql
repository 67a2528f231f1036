-- Which transactions changed a layer: every server process learns from it which tiles are stale.
CREATE TABLE ops.layer_change (
    layer        text NOT NULL,
    change       bigint NOT NULL,
    generalised  boolean NOT NULL DEFAULT false,
    cells        bigint[],
    noted_at     timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (layer, generalised, change)
);
COMMENT ON TABLE ops.layer_change IS 'Transactions that changed a layer''s rows or its read model; kept for a week';
COMMENT ON COLUMN ops.layer_change.cells IS
    'Web mercator cells that hold all that moved (gis.tile_cells; {1}: everywhere); NULL: the rows themselves tell';
CREATE INDEX layer_change_change ON ops.layer_change (change);

-- Once a statement, never once a row. A statement after the cells were written may have moved more than they hold.
CREATE FUNCTION ops.note_layer_change() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    everywhere bigint[] := CASE WHEN TG_OP = 'TRUNCATE' THEN ARRAY[1::bigint] END;
BEGIN
    INSERT INTO ops.layer_change AS noted (layer, change, cells)
    VALUES (TG_TABLE_NAME, ops.current_change(), everywhere)
    ON CONFLICT (layer, generalised, change) DO UPDATE SET cells = excluded.cells
        WHERE noted.cells IS DISTINCT FROM excluded.cells AND noted.cells IS DISTINCT FROM ARRAY[1::bigint];
    PERFORM pg_notify('kent_changes', TG_TABLE_NAME);
    RETURN NULL;
END
$$;

-- The service's role may not read layers; boxes alone tell it which tiles to drop.
CREATE FUNCTION ops.changed_boxes(layer text, changes bigint[], grid float8)
RETURNS TABLE (xmin float8, ymin float8, xmax float8, ymax float8)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
BEGIN
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
    'EPSG:3857 boxes of all that some transactions put or ended, united where they begin in the same cell of a grid (metres)';
REVOKE EXECUTE ON FUNCTION ops.changed_boxes FROM PUBLIC;
