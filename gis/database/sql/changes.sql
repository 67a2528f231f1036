-- Which transaction made a version: a number that grows, and that a reader can tell to be final.
-- After a restore transactions are counted anew; the generation keeps their numbers growing.
ALTER TABLE ops.revision ADD COLUMN generation bigint NOT NULL DEFAULT 1;

-- xid8 fits 48 bits for longer than any server lives.
CREATE FUNCTION ops.current_change() RETURNS bigint
LANGUAGE sql VOLATILE PARALLEL UNSAFE
RETURN (SELECT (generation << 48) | pg_current_xact_id()::text::bigint FROM ops.revision);
COMMENT ON FUNCTION ops.current_change() IS 'The number of this transaction''s changes';

CREATE FUNCTION lookup.final_before() RETURNS bigint
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN (SELECT (generation << 48) | pg_snapshot_xmin(pg_current_snapshot())::text::bigint FROM ops.revision);
COMMENT ON FUNCTION lookup.final_before() IS
    'Every change with a lower number is committed or gone: times miss transactions that commit late, this does not';

ALTER TABLE ops.load DROP CONSTRAINT load_state_check;
ALTER TABLE ops.load ADD CONSTRAINT load_state_check
    CHECK (state IN ('running', 'published', 'failed', 'nothing', 'rolled_back'));
ALTER TABLE ops.load DROP CONSTRAINT load_mode_check;
ALTER TABLE ops.load ADD CONSTRAINT load_mode_check CHECK (mode IN ('upsert', 'replace', 'append', 'rollback'));
ALTER TABLE ops.load ADD COLUMN undoes bigint REFERENCES ops.load (id);
COMMENT ON COLUMN ops.load.undoes IS 'The load this one took back';
