-- What follows a load: its report, corrected rows loaded again, findings on the map.
ALTER TABLE ops.load
    ADD COLUMN changes  jsonb,
    ADD COLUMN fixes    bigint REFERENCES ops.load (id);
COMMENT ON COLUMN ops.load.changes IS 'The first features it added, changed and missed, without values';
COMMENT ON COLUMN ops.load.fixes IS 'The load whose quarantined rows it brings, corrected';

ALTER TABLE ops.quarantine ADD COLUMN fixed_by bigint REFERENCES ops.load (id) ON DELETE SET NULL;
COMMENT ON COLUMN ops.quarantine.fixed_by IS 'The load that published the row after all';
CREATE INDEX quarantine_fixed ON ops.quarantine (fixed_by) WHERE fixed_by IS NOT NULL;
