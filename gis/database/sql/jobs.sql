-- Work that goes on in the background: what a worker needs to know of it, and what its owner is told.
ALTER TABLE ops.job
    ADD COLUMN version           bigint NOT NULL DEFAULT 1,
    ADD COLUMN worker            text,
    ADD COLUMN run_after         timestamptz NOT NULL DEFAULT clock_timestamp(),
    ADD COLUMN most_attempts     int NOT NULL DEFAULT 3 CHECK (most_attempts > 0),
    ADD COLUMN priority          int NOT NULL DEFAULT 0,
    ADD COLUMN cancel_requested  boolean NOT NULL DEFAULT false,
    ADD COLUMN progress          jsonb,
    ADD COLUMN result            jsonb;
COMMENT ON COLUMN ops.job.version IS 'Grows with everything its owner is told; the id of its server-sent events';
COMMENT ON COLUMN ops.job.worker IS 'The process that runs it, or ran it last';
COMMENT ON COLUMN ops.job.result IS 'May hold rows of the file, and so personal values: for its owner alone, and not for long';
DROP INDEX ops.job_queue;
CREATE INDEX job_queue ON ops.job (priority DESC, created_at, id) WHERE state = 'queued';
CREATE INDEX job_running ON ops.job (heartbeat_at) WHERE state = 'running';
CREATE INDEX job_pipeline ON ops.job ((arguments->>'pipeline'), created_at) WHERE kind = 'pipeline';

CREATE TABLE ops.job_log (
    job      uuid NOT NULL REFERENCES ops.job (id) ON DELETE CASCADE,
    at       timestamptz NOT NULL DEFAULT clock_timestamp(),
    message  jsonb NOT NULL
);
COMMENT ON TABLE ops.job_log IS 'What happened to a job, in every language';
CREATE INDEX job_log_job ON ops.job_log (job, at);

CREATE TABLE ops.schedule (
    name      text PRIMARY KEY,
    last_due  timestamptz NOT NULL
);
COMMENT ON TABLE ops.schedule IS 'What recurs: the latest time at which it was due and queued';

CREATE TABLE ops.upload (
    id          uuid PRIMARY KEY DEFAULT gen_random_uuid(),
    owner       text NOT NULL REFERENCES ops.account (name) ON DELETE CASCADE,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    expires_at  timestamptz NOT NULL
);
COMMENT ON TABLE ops.upload IS 'Files an editor has sent; they lie in the home';
CREATE INDEX upload_expiry ON ops.upload (expires_at);

-- A load names the job it belongs to, so that a job that is tried again does not load twice.
ALTER TABLE ops.load ADD COLUMN job uuid DEFAULT nullif(current_setting('kent.job', true), '')::uuid;
CREATE UNIQUE INDEX load_job ON ops.load (job) WHERE state = 'published';

ALTER TABLE ops.account ADD COLUMN roles text[] NOT NULL DEFAULT '{}';
COMMENT ON COLUMN ops.account.roles IS 'What the account may do; what it may read, its audience alone decides';

CREATE FUNCTION ops.tell_of_job() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF (NEW.state, NEW.progress, NEW.error, NEW.cancel_requested)
            IS NOT DISTINCT FROM (OLD.state, OLD.progress, OLD.error, OLD.cancel_requested) THEN
            RETURN NEW;
        END IF;
        NEW.version := OLD.version + 1;
    END IF;
    PERFORM pg_notify('kent_job', NEW.id::text);
    RETURN NEW;
END
$$;
CREATE TRIGGER tell_of_job BEFORE INSERT OR UPDATE ON ops.job
    FOR EACH ROW EXECUTE FUNCTION ops.tell_of_job();
