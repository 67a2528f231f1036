-- What a load found, row by row: with the place of the fault, and the feature the row became if it was published.
CREATE TABLE ops.finding (
    load_id     bigint NOT NULL REFERENCES ops.load (id) ON DELETE CASCADE,
    row_no      bigint NOT NULL,
    feature_id  bigint,
    code        text NOT NULL,
    field       text,
    severity    text NOT NULL CHECK (severity IN ('error', 'warning')),
    message     jsonb NOT NULL,
    place       geometry,
    before      geometry
);
COMMENT ON TABLE ops.finding IS 'Messages hold no personal value';
COMMENT ON COLUMN ops.finding.before IS 'A repaired geometry as it came';
CREATE INDEX finding_load ON ops.finding (load_id, code);

ALTER TABLE ops.derived ADD COLUMN postponed text;
COMMENT ON COLUMN ops.derived.postponed IS 'The statement that makes an index a large load took away; NULL: it is there';
