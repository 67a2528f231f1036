-- Schemas and tables that do not depend on any layer.
CREATE SCHEMA city;
COMMENT ON SCHEMA city IS 'Layers, as they are now';
CREATE SCHEMA history;
COMMENT ON SCHEMA history IS 'Superseded versions of the layers'' rows';
CREATE SCHEMA lookup;
COMMENT ON SCHEMA lookup IS 'Code lists';
CREATE SCHEMA ops;
COMMENT ON SCHEMA ops IS 'Loads, jobs, accounts: how the platform runs';
CREATE SCHEMA audit;
COMMENT ON SCHEMA audit IS 'Append-only record of who did what';

-- The same folding as gis.text.fold: İ, I, ı and i are one letter, diacritics and case do not count.
CREATE FUNCTION lookup.fold(value text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN btrim(regexp_replace(regexp_replace(
    normalize(lower(translate(normalize(value, NFC), 'İIı', 'iii') COLLATE "und-x-icu"), NFD),
    '[\u0300-\u036f]', '', 'g'), '\s+', ' ', 'g'));

CREATE TABLE lookup.code (
    list      text NOT NULL,
    code      text NOT NULL,
    position  int NOT NULL,
    title_tr  text NOT NULL,
    title_en  text NOT NULL,
    color     text,
    icon      text,
    retired   boolean NOT NULL DEFAULT false,
    PRIMARY KEY (list, code)
);

CREATE TABLE ops.load (
    id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    layer        text NOT NULL,
    file         text NOT NULL,
    file_sha256  bytea,
    mode         text NOT NULL CHECK (mode IN ('upsert', 'replace', 'append')),
    state        text NOT NULL DEFAULT 'running' CHECK (state IN ('running', 'published', 'failed', 'nothing')),
    actor        text NOT NULL,
    plan         jsonb,
    counts       jsonb,
    findings     jsonb,
    error        jsonb,
    started_at   timestamptz NOT NULL DEFAULT clock_timestamp(),
    finished_at  timestamptz
);
CREATE INDEX load_layer ON ops.load (layer, id);

CREATE TABLE ops.quarantine (
    load_id     bigint NOT NULL REFERENCES ops.load (id) ON DELETE CASCADE,
    row_no      bigint NOT NULL,
    code        text NOT NULL,
    field       text,
    severity    text NOT NULL CHECK (severity IN ('error', 'warning')),
    message     jsonb NOT NULL,
    attributes  jsonb,
    geom        geometry
);
COMMENT ON TABLE ops.quarantine IS 'Rows that were not published, as they came, one entry a finding; may hold personal values';
CREATE INDEX quarantine_load ON ops.quarantine (load_id, row_no);

CREATE TABLE ops.job (
    id            uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    kind          text NOT NULL,
    layer         text,
    arguments     jsonb NOT NULL DEFAULT '{}',
    state         text NOT NULL DEFAULT 'queued' CHECK (state IN ('queued', 'running', 'done', 'failed', 'cancelled')),
    owner         text NOT NULL,
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    started_at    timestamptz,
    heartbeat_at  timestamptz,
    finished_at   timestamptz,
    attempts      int NOT NULL DEFAULT 0,
    error         jsonb
);
CREATE INDEX job_queue ON ops.job (created_at) WHERE state = 'queued';

CREATE TABLE ops.account (
    name           text PRIMARY KEY,
    password_hash  text,
    audience       text NOT NULL,
    display_name   text,
    disabled       boolean NOT NULL DEFAULT false,
    created_at     timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON COLUMN ops.account.password_hash IS 'argon2id; NULL: signs in by one-time link only';

CREATE TABLE ops.session (
    token_digest  bytea PRIMARY KEY,
    account       text NOT NULL REFERENCES ops.account (name) ON DELETE CASCADE,
    created_at    timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at    timestamptz NOT NULL
);
CREATE INDEX session_expiry ON ops.session (expires_at);

CREATE TABLE ops.sign_in_link (
    token_digest  bytea PRIMARY KEY,
    account       text NOT NULL REFERENCES ops.account (name) ON DELETE CASCADE,
    expires_at    timestamptz NOT NULL
);
COMMENT ON TABLE ops.sign_in_link IS 'One-time links; using one deletes it';

CREATE TABLE ops.row_count (
    layer  text PRIMARY KEY,
    n      bigint NOT NULL CHECK (n >= 0)
);
COMMENT ON TABLE ops.row_count IS 'Exact number of current rows; the last statement before COMMIT of every change';

CREATE TABLE ops.derived (
    name       text PRIMARY KEY,
    position   int NOT NULL,
    digest     text NOT NULL,
    drop_sql   text NOT NULL
);
COMMENT ON TABLE ops.derived IS 'Views, grants, triggers and indexes made from the registry; rebuilt when their definition changes';

CREATE TABLE ops.revision (
    only_row  boolean PRIMARY KEY DEFAULT true CHECK (only_row),
    seq       bigint NOT NULL
);
INSERT INTO ops.revision (seq) VALUES (1);

-- Tells every worker that the registry's products or the data's extents changed.
CREATE FUNCTION ops.bump_revision() RETURNS bigint
LANGUAGE plpgsql AS $$
DECLARE
    now_at bigint;
BEGIN
    UPDATE ops.revision SET seq = seq + 1 RETURNING seq INTO now_at;
    PERFORM pg_notify('kent', now_at::text);
    RETURN now_at;
END
$$;

CREATE TABLE audit.entry (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at          timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor       text NOT NULL,
    action      text NOT NULL,
    layer       text,
    feature_id  bigint,
    load_id     bigint,
    before      jsonb,
    after       jsonb,
    why         text
);

CREATE FUNCTION audit.refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'audit.entry is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit.entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
