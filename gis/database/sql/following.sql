-- Following a layer of another Kent: how far, and which feature there is which one here.
ALTER TABLE ops.revision ADD COLUMN origin uuid NOT NULL DEFAULT gen_random_uuid();
COMMENT ON COLUMN ops.revision.origin IS
    'Which city''s database it is: a follower that finds another one at the same address begins again';

CREATE FUNCTION lookup.origin() RETURNS text
LANGUAGE sql STABLE PARALLEL SAFE SECURITY DEFINER SET search_path = pg_catalog, pg_temp
RETURN (SELECT origin::text FROM ops.revision);
COMMENT ON FUNCTION lookup.origin() IS 'Which database the change feed tells of';

CREATE TABLE ops.followed (
    id      int GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    layer   text NOT NULL,
    source  text NOT NULL,
    UNIQUE (layer, source)
);
COMMENT ON TABLE ops.followed IS 'Layers of other Kents that layers of this one follow';

ALTER TABLE ops.load DROP CONSTRAINT load_mode_check;
ALTER TABLE ops.load ADD CONSTRAINT load_mode_check
    CHECK (mode IN ('upsert', 'replace', 'append', 'follow', 'rollback'));
ALTER TABLE ops.load
    ADD COLUMN follows      int REFERENCES ops.followed (id),
    ADD COLUMN followed_to  jsonb,
    ADD COLUMN asked_at     timestamptz;
COMMENT ON COLUMN ops.load.followed_to IS 'Where the next run goes on: cursor, origin, what the rows were read by';
COMMENT ON COLUMN ops.load.asked_at IS 'When nothing new was found there last, behind this load';
CREATE INDEX load_follows ON ops.load (follows, id) WHERE follows IS NOT NULL;

-- Kept as history is: by the load that made an entry and the one that ended it, so that a load can be taken back.
CREATE TABLE ops.followed_feature (
    followed    int NOT NULL REFERENCES ops.followed (id),
    there       bigint NOT NULL,
    feature     bigint NOT NULL,
    load_id     bigint NOT NULL REFERENCES ops.load (id),
    ended_load  bigint REFERENCES ops.load (id)
);
COMMENT ON TABLE ops.followed_feature IS 'Id there -> id here; a feature that is gone there is told by its id alone';
CREATE UNIQUE INDEX followed_feature_there ON ops.followed_feature (followed, there) WHERE ended_load IS NULL;
CREATE INDEX followed_feature_feature ON ops.followed_feature (feature) WHERE ended_load IS NULL;
CREATE INDEX followed_feature_load ON ops.followed_feature (load_id);
CREATE INDEX followed_feature_ended ON ops.followed_feature (ended_load) WHERE ended_load IS NOT NULL;
