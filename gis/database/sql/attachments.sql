-- Files kept with features: documents, photos, scanned sheets.
CREATE SCHEMA media;
COMMENT ON SCHEMA media IS 'Files kept with the layers'' features';

CREATE TABLE media.attachment (
    id          bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    uid         uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE,
    layer       text NOT NULL,
    feature_id  bigint NOT NULL,
    title       text,
    file_name   text NOT NULL,
    media_type  text NOT NULL,
    size        bigint NOT NULL CHECK (size > 0),
    sha256      bytea NOT NULL CHECK (octet_length(sha256) = 32),
    width       int,
    height      int,
    privacy     text NOT NULL CHECK (privacy IN ('open', 'internal', 'restricted', 'personal')),
    activity    text,
    content     bytea NOT NULL,
    created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by  text NOT NULL,
    CHECK (privacy <> 'personal' OR activity IS NOT NULL),
    CHECK (size = octet_length(content))
);
COMMENT ON TABLE media.attachment IS 'Read through the audiences'' views alone; see gis.derive.attachment_view';
COMMENT ON COLUMN media.attachment.activity IS 'The processing activity of a personal file';
CREATE INDEX attachment_feature ON media.attachment (layer, feature_id);
-- Files are packed already; compressing them again would only take time.
ALTER TABLE media.attachment ALTER COLUMN content SET STORAGE EXTERNAL;

-- A file is added and removed, never changed. Titles and file names may hold names of people, so they are not copied.
CREATE FUNCTION media.keep_account() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
DECLARE
    kept media.attachment := coalesce(NEW, OLD);
    said jsonb := jsonb_build_object(
        'uid', kept.uid, 'media_type', kept.media_type, 'size', kept.size, 'sha256', encode(kept.sha256, 'hex'),
        'privacy', kept.privacy, 'activity', kept.activity);
BEGIN
    IF TG_OP = 'UPDATE' THEN
        RAISE EXCEPTION 'an attachment is added and removed, never changed' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO audit.entry (actor, action, layer, feature_id, before, after)
    VALUES (
        CASE TG_OP WHEN 'INSERT' THEN kept.created_by
                   ELSE coalesce(nullif(current_setting('kent.actor', true), ''), session_user) END,
        CASE TG_OP WHEN 'INSERT' THEN 'attach' ELSE 'detach' END,
        kept.layer, kept.feature_id,
        CASE TG_OP WHEN 'DELETE' THEN said END, CASE TG_OP WHEN 'INSERT' THEN said END);
    RETURN kept;
END
$$;
CREATE TRIGGER keep_account AFTER INSERT OR UPDATE OR DELETE ON media.attachment
    FOR EACH ROW EXECUTE FUNCTION media.keep_account();
