-- Read models: a layer's generalised levels, derived from its rows (gis.derive.read_model, etl.read_models).
CREATE SCHEMA generalised;
COMMENT ON SCHEMA generalised IS 'Generalised levels of layers for low zooms; derived, never a second truth';

CREATE TABLE ops.generalised (
    layer     text PRIMARY KEY,
    as_of     bigint NOT NULL,
    seen      pg_snapshot NOT NULL,
    built_at  timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE ops.generalised IS 'How far each read model follows its layer; none: it is still to be built';
COMMENT ON COLUMN ops.generalised.as_of IS 'Every change with a lower number is in it';
COMMENT ON COLUMN ops.generalised.seen IS 'Which of the others are in it as well';

CREATE FUNCTION ops.is_news(change bigint, as_of bigint, seen pg_snapshot) RETURNS boolean
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN change >= as_of AND (change >> 48 > as_of >> 48
    OR NOT pg_visible_in_snapshot((change & ((1::bigint << 48) - 1))::text::xid8, seen));
COMMENT ON FUNCTION ops.is_news IS 'Whether a change happened after somebody looked; a transaction that is still running holds nothing up';
