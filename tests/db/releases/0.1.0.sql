-- Release 0.1.0 with a few rows of every layer: pg_dump --no-owner --no-acl --inserts, comments taken out. tests/db/test_upgrade.py restores it.
SET statement_timeout = 0;
SET lock_timeout = 0;
SET idle_in_transaction_session_timeout = 0;
SET client_encoding = 'UTF8';
SET standard_conforming_strings = on;
SELECT pg_catalog.set_config('search_path', '', false);
SET check_function_bodies = false;
SET xmloption = content;
SET client_min_messages = warning;
SET row_security = off;
CREATE SCHEMA as_custody;
CREATE SCHEMA as_public;
CREATE SCHEMA as_secure;
CREATE SCHEMA as_staff;
CREATE SCHEMA audit;
COMMENT ON SCHEMA audit IS 'Append-only record of who did what';
CREATE SCHEMA city;
COMMENT ON SCHEMA city IS 'Layers, as they are now';
CREATE SCHEMA history;
COMMENT ON SCHEMA history IS 'Superseded versions of the layers'' rows';
CREATE SCHEMA lookup;
COMMENT ON SCHEMA lookup IS 'Code lists';
CREATE SCHEMA ops;
COMMENT ON SCHEMA ops IS 'Loads, jobs, accounts: how the platform runs';
CREATE EXTENSION IF NOT EXISTS pg_trgm WITH SCHEMA public;
COMMENT ON EXTENSION pg_trgm IS 'text similarity measurement and index searching based on trigrams';
CREATE EXTENSION IF NOT EXISTS postgis WITH SCHEMA public;
COMMENT ON EXTENSION postgis IS 'PostGIS geometry and geography spatial types and functions';
CREATE FUNCTION audit.refuse_change() RETURNS trigger
    LANGUAGE plpgsql
    AS $$
BEGIN
    RAISE EXCEPTION 'audit.entry is append-only' USING ERRCODE = 'insufficient_privilege';
END
$$;
CREATE FUNCTION history.keep_address_point() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
        DECLARE
            at timestamptz := greatest(clock_timestamp(), OLD.valid_from + interval '1 microsecond');
        BEGIN
            INSERT INTO "history"."address_point" ("id", "uid", "address_code", "door_no", "road_code", "road_name", "neighbourhood_code", "side", "building_code", "geom", "version", "valid_from", "changed_by", "load_id", "source_hash", valid_to, ended_by, ended_load)
            VALUES (OLD."id", OLD."uid", OLD."address_code", OLD."door_no", OLD."road_code", OLD."road_name", OLD."neighbourhood_code", OLD."side", OLD."building_code", OLD."geom", OLD."version", OLD."valid_from", OLD."changed_by", OLD."load_id", OLD."source_hash", at, current_setting('kent.actor', true), nullif(current_setting('kent.load', true), '')::bigint);
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            NEW.id := OLD.id;
            NEW.uid := OLD.uid;
            NEW.version := OLD.version + 1;
            NEW.valid_from := at;
            RETURN NEW;
        END
        $$;
CREATE FUNCTION history.keep_asset() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
        DECLARE
            at timestamptz := greatest(clock_timestamp(), OLD.valid_from + interval '1 microsecond');
        BEGIN
            INSERT INTO "history"."asset" ("id", "uid", "inventory_no", "name", "kind", "status", "brand", "model", "serial_no", "place", "purchase_date", "warranty_until", "keeper", "keeper_phone", "geom", "version", "valid_from", "changed_by", "load_id", "source_hash", valid_to, ended_by, ended_load)
            VALUES (OLD."id", OLD."uid", OLD."inventory_no", OLD."name", OLD."kind", OLD."status", OLD."brand", OLD."model", OLD."serial_no", OLD."place", OLD."purchase_date", OLD."warranty_until", OLD."keeper", OLD."keeper_phone", OLD."geom", OLD."version", OLD."valid_from", OLD."changed_by", OLD."load_id", OLD."source_hash", at, current_setting('kent.actor', true), nullif(current_setting('kent.load', true), '')::bigint);
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            NEW.id := OLD.id;
            NEW.uid := OLD.uid;
            NEW.version := OLD.version + 1;
            NEW.valid_from := at;
            RETURN NEW;
        END
        $$;
CREATE FUNCTION history.keep_building() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
        DECLARE
            at timestamptz := greatest(clock_timestamp(), OLD.valid_from + interval '1 microsecond');
        BEGIN
            INSERT INTO "history"."building" ("id", "uid", "building_code", "name", "use", "status", "floors_above_ground", "floors_below_ground", "height_m", "permit_no", "geom", "version", "valid_from", "changed_by", "load_id", "source_hash", valid_to, ended_by, ended_load)
            VALUES (OLD."id", OLD."uid", OLD."building_code", OLD."name", OLD."use", OLD."status", OLD."floors_above_ground", OLD."floors_below_ground", OLD."height_m", OLD."permit_no", OLD."geom", OLD."version", OLD."valid_from", OLD."changed_by", OLD."load_id", OLD."source_hash", at, current_setting('kent.actor', true), nullif(current_setting('kent.load', true), '')::bigint);
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            NEW.id := OLD.id;
            NEW.uid := OLD.uid;
            NEW.version := OLD.version + 1;
            NEW.valid_from := at;
            RETURN NEW;
        END
        $$;
CREATE FUNCTION history.keep_camera() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
        DECLARE
            at timestamptz := greatest(clock_timestamp(), OLD.valid_from + interval '1 microsecond');
        BEGIN
            INSERT INTO "history"."camera" ("id", "uid", "inventory_no", "name", "kind", "mount", "status", "node_id", "azimuth_deg", "horizontal_fov_deg", "mount_height_m", "ip_address", "retention_days", "keeper_phone", "geom", "version", "valid_from", "changed_by", "load_id", "source_hash", valid_to, ended_by, ended_load)
            VALUES (OLD."id", OLD."uid", OLD."inventory_no", OLD."name", OLD."kind", OLD."mount", OLD."status", OLD."node_id", OLD."azimuth_deg", OLD."horizontal_fov_deg", OLD."mount_height_m", OLD."ip_address", OLD."retention_days", OLD."keeper_phone", OLD."geom", OLD."version", OLD."valid_from", OLD."changed_by", OLD."load_id", OLD."source_hash", at, current_setting('kent.actor', true), nullif(current_setting('kent.load', true), '')::bigint);
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            NEW.id := OLD.id;
            NEW.uid := OLD.uid;
            NEW.version := OLD.version + 1;
            NEW.valid_from := at;
            RETURN NEW;
        END
        $$;
CREATE FUNCTION history.keep_district() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
        DECLARE
            at timestamptz := greatest(clock_timestamp(), OLD.valid_from + interval '1 microsecond');
        BEGIN
            INSERT INTO "history"."district" ("id", "uid", "district_code", "name", "geom", "version", "valid_from", "changed_by", "load_id", "source_hash", valid_to, ended_by, ended_load)
            VALUES (OLD."id", OLD."uid", OLD."district_code", OLD."name", OLD."geom", OLD."version", OLD."valid_from", OLD."changed_by", OLD."load_id", OLD."source_hash", at, current_setting('kent.actor', true), nullif(current_setting('kent.load', true), '')::bigint);
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            NEW.id := OLD.id;
            NEW.uid := OLD.uid;
            NEW.version := OLD.version + 1;
            NEW.valid_from := at;
            RETURN NEW;
        END
        $$;
CREATE FUNCTION history.keep_neighbourhood() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
        DECLARE
            at timestamptz := greatest(clock_timestamp(), OLD.valid_from + interval '1 microsecond');
        BEGIN
            INSERT INTO "history"."neighbourhood" ("id", "uid", "neighbourhood_code", "name", "kind", "district_code", "population", "geom", "version", "valid_from", "changed_by", "load_id", "source_hash", valid_to, ended_by, ended_load)
            VALUES (OLD."id", OLD."uid", OLD."neighbourhood_code", OLD."name", OLD."kind", OLD."district_code", OLD."population", OLD."geom", OLD."version", OLD."valid_from", OLD."changed_by", OLD."load_id", OLD."source_hash", at, current_setting('kent.actor', true), nullif(current_setting('kent.load', true), '')::bigint);
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            NEW.id := OLD.id;
            NEW.uid := OLD.uid;
            NEW.version := OLD.version + 1;
            NEW.valid_from := at;
            RETURN NEW;
        END
        $$;
CREATE FUNCTION history.keep_network_link() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
        DECLARE
            at timestamptz := greatest(clock_timestamp(), OLD.valid_from + interval '1 microsecond');
        BEGIN
            INSERT INTO "history"."network_link" ("id", "uid", "link_no", "medium", "installation", "from_node_id", "to_node_id", "core_count", "status", "geom", "version", "valid_from", "changed_by", "load_id", "source_hash", valid_to, ended_by, ended_load)
            VALUES (OLD."id", OLD."uid", OLD."link_no", OLD."medium", OLD."installation", OLD."from_node_id", OLD."to_node_id", OLD."core_count", OLD."status", OLD."geom", OLD."version", OLD."valid_from", OLD."changed_by", OLD."load_id", OLD."source_hash", at, current_setting('kent.actor', true), nullif(current_setting('kent.load', true), '')::bigint);
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            NEW.id := OLD.id;
            NEW.uid := OLD.uid;
            NEW.version := OLD.version + 1;
            NEW.valid_from := at;
            RETURN NEW;
        END
        $$;
CREATE FUNCTION history.keep_network_node() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
        DECLARE
            at timestamptz := greatest(clock_timestamp(), OLD.valid_from + interval '1 microsecond');
        BEGIN
            INSERT INTO "history"."network_node" ("id", "uid", "node_no", "name", "kind", "status", "port_count", "geom", "version", "valid_from", "changed_by", "load_id", "source_hash", valid_to, ended_by, ended_load)
            VALUES (OLD."id", OLD."uid", OLD."node_no", OLD."name", OLD."kind", OLD."status", OLD."port_count", OLD."geom", OLD."version", OLD."valid_from", OLD."changed_by", OLD."load_id", OLD."source_hash", at, current_setting('kent.actor', true), nullif(current_setting('kent.load', true), '')::bigint);
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            NEW.id := OLD.id;
            NEW.uid := OLD.uid;
            NEW.version := OLD.version + 1;
            NEW.valid_from := at;
            RETURN NEW;
        END
        $$;
CREATE FUNCTION history.keep_parcel() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
        DECLARE
            at timestamptz := greatest(clock_timestamp(), OLD.valid_from + interval '1 microsecond');
        BEGIN
            INSERT INTO "history"."parcel" ("id", "uid", "neighbourhood_code", "block_no", "parcel_no", "sheet_no", "locality", "land_type", "registered_area_m2", "condominium", "land_registry_id", "geom", "version", "valid_from", "changed_by", "load_id", "source_hash", valid_to, ended_by, ended_load)
            VALUES (OLD."id", OLD."uid", OLD."neighbourhood_code", OLD."block_no", OLD."parcel_no", OLD."sheet_no", OLD."locality", OLD."land_type", OLD."registered_area_m2", OLD."condominium", OLD."land_registry_id", OLD."geom", OLD."version", OLD."valid_from", OLD."changed_by", OLD."load_id", OLD."source_hash", at, current_setting('kent.actor', true), nullif(current_setting('kent.load', true), '')::bigint);
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            NEW.id := OLD.id;
            NEW.uid := OLD.uid;
            NEW.version := OLD.version + 1;
            NEW.valid_from := at;
            RETURN NEW;
        END
        $$;
CREATE FUNCTION history.keep_poi() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
        DECLARE
            at timestamptz := greatest(clock_timestamp(), OLD.valid_from + interval '1 microsecond');
        BEGIN
            INSERT INTO "history"."poi" ("id", "uid", "poi_code", "name", "category", "accessible", "address", "note", "geom", "version", "valid_from", "changed_by", "load_id", "source_hash", valid_to, ended_by, ended_load)
            VALUES (OLD."id", OLD."uid", OLD."poi_code", OLD."name", OLD."category", OLD."accessible", OLD."address", OLD."note", OLD."geom", OLD."version", OLD."valid_from", OLD."changed_by", OLD."load_id", OLD."source_hash", at, current_setting('kent.actor', true), nullif(current_setting('kent.load', true), '')::bigint);
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            NEW.id := OLD.id;
            NEW.uid := OLD.uid;
            NEW.version := OLD.version + 1;
            NEW.valid_from := at;
            RETURN NEW;
        END
        $$;
CREATE FUNCTION history.keep_road() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
        DECLARE
            at timestamptz := greatest(clock_timestamp(), OLD.valid_from + interval '1 microsecond');
        BEGIN
            INSERT INTO "history"."road" ("id", "uid", "road_code", "name", "road_class", "surface", "width_m", "one_way", "geom", "version", "valid_from", "changed_by", "load_id", "source_hash", valid_to, ended_by, ended_load)
            VALUES (OLD."id", OLD."uid", OLD."road_code", OLD."name", OLD."road_class", OLD."surface", OLD."width_m", OLD."one_way", OLD."geom", OLD."version", OLD."valid_from", OLD."changed_by", OLD."load_id", OLD."source_hash", at, current_setting('kent.actor', true), nullif(current_setting('kent.load', true), '')::bigint);
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            NEW.id := OLD.id;
            NEW.uid := OLD.uid;
            NEW.version := OLD.version + 1;
            NEW.valid_from := at;
            RETURN NEW;
        END
        $$;
CREATE FUNCTION history.keep_sewer_pipe() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
        DECLARE
            at timestamptz := greatest(clock_timestamp(), OLD.valid_from + interval '1 microsecond');
        BEGIN
            INSERT INTO "history"."sewer_pipe" ("id", "uid", "pipe_no", "material", "diameter_mm", "invert_from_m", "invert_to_m", "status", "install_date", "accuracy", "geom", "version", "valid_from", "changed_by", "load_id", "source_hash", valid_to, ended_by, ended_load)
            VALUES (OLD."id", OLD."uid", OLD."pipe_no", OLD."material", OLD."diameter_mm", OLD."invert_from_m", OLD."invert_to_m", OLD."status", OLD."install_date", OLD."accuracy", OLD."geom", OLD."version", OLD."valid_from", OLD."changed_by", OLD."load_id", OLD."source_hash", at, current_setting('kent.actor', true), nullif(current_setting('kent.load', true), '')::bigint);
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            NEW.id := OLD.id;
            NEW.uid := OLD.uid;
            NEW.version := OLD.version + 1;
            NEW.valid_from := at;
            RETURN NEW;
        END
        $$;
CREATE FUNCTION history.keep_water_pipe() RETURNS trigger
    LANGUAGE plpgsql SECURITY DEFINER
    SET search_path TO 'pg_catalog', 'pg_temp'
    AS $$
        DECLARE
            at timestamptz := greatest(clock_timestamp(), OLD.valid_from + interval '1 microsecond');
        BEGIN
            INSERT INTO "history"."water_pipe" ("id", "uid", "pipe_no", "material", "diameter_mm", "depth_m", "status", "install_date", "pressure_zone", "accuracy", "geom", "version", "valid_from", "changed_by", "load_id", "source_hash", valid_to, ended_by, ended_load)
            VALUES (OLD."id", OLD."uid", OLD."pipe_no", OLD."material", OLD."diameter_mm", OLD."depth_m", OLD."status", OLD."install_date", OLD."pressure_zone", OLD."accuracy", OLD."geom", OLD."version", OLD."valid_from", OLD."changed_by", OLD."load_id", OLD."source_hash", at, current_setting('kent.actor', true), nullif(current_setting('kent.load', true), '')::bigint);
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            NEW.id := OLD.id;
            NEW.uid := OLD.uid;
            NEW.version := OLD.version + 1;
            NEW.valid_from := at;
            RETURN NEW;
        END
        $$;
CREATE FUNCTION lookup.fold(value text) RETURNS text
    LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
    RETURN btrim(regexp_replace(regexp_replace(NORMALIZE(lower((translate(NORMALIZE(value, NFC), 'İIı'::text, 'iii'::text) COLLATE "und-x-icu")), NFD), '[\u0300-\u036f]'::text, ''::text, 'g'::text), '\s+'::text, ' '::text, 'g'::text));
CREATE FUNCTION ops.bump_revision() RETURNS bigint
    LANGUAGE plpgsql
    AS $$
DECLARE
    now_at bigint;
BEGIN
    UPDATE ops.revision SET seq = seq + 1 RETURNING seq INTO now_at;
    PERFORM pg_notify('kent', now_at::text);
    RETURN now_at;
END
$$;
SET default_tablespace = '';
SET default_table_access_method = heap;
CREATE TABLE city.address_point (
    id bigint NOT NULL,
    uid uuid DEFAULT gen_random_uuid() NOT NULL,
    address_code text,
    door_no text NOT NULL,
    road_code text,
    road_name text,
    neighbourhood_code text,
    side text,
    building_code text,
    geom public.geometry(Point,5254),
    version integer DEFAULT 1 NOT NULL,
    valid_from timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea
);
COMMENT ON TABLE city.address_point IS 'Address point';
COMMENT ON COLUMN city.address_point.address_code IS 'Address code';
COMMENT ON COLUMN city.address_point.door_no IS 'Door no';
COMMENT ON COLUMN city.address_point.road_code IS 'Road code';
COMMENT ON COLUMN city.address_point.road_name IS 'Street name';
COMMENT ON COLUMN city.address_point.neighbourhood_code IS 'Neighbourhood code';
COMMENT ON COLUMN city.address_point.side IS 'Side of street';
COMMENT ON COLUMN city.address_point.building_code IS 'Building code';
CREATE VIEW as_custody.address_point AS
 SELECT address_point.id,
    address_point.uid,
    address_point.version,
    address_point.valid_from,
    address_point.address_code,
    address_point.door_no,
    address_point.road_code,
    address_point.road_name,
    address_point.neighbourhood_code,
    address_point.side,
    address_point.building_code,
    address_point.geom
   FROM city.address_point;
CREATE TABLE city.asset (
    id bigint NOT NULL,
    uid uuid DEFAULT gen_random_uuid() NOT NULL,
    inventory_no text NOT NULL,
    name text NOT NULL,
    kind text,
    status text,
    brand text,
    model text,
    serial_no text,
    place text,
    purchase_date date,
    warranty_until date,
    keeper text,
    keeper_phone text,
    geom public.geometry(Point,5254),
    version integer DEFAULT 1 NOT NULL,
    valid_from timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea
);
COMMENT ON TABLE city.asset IS 'Asset';
COMMENT ON COLUMN city.asset.inventory_no IS 'Inventory no';
COMMENT ON COLUMN city.asset.name IS 'Name';
COMMENT ON COLUMN city.asset.kind IS 'Kind';
COMMENT ON COLUMN city.asset.status IS 'Status';
COMMENT ON COLUMN city.asset.brand IS 'Brand';
COMMENT ON COLUMN city.asset.model IS 'Model';
COMMENT ON COLUMN city.asset.serial_no IS 'Serial no';
COMMENT ON COLUMN city.asset.place IS 'Place';
COMMENT ON COLUMN city.asset.purchase_date IS 'Purchased on';
COMMENT ON COLUMN city.asset.warranty_until IS 'Warranty until';
COMMENT ON COLUMN city.asset.keeper IS 'Keeper';
COMMENT ON COLUMN city.asset.keeper_phone IS 'Keeper''s phone';
CREATE VIEW as_custody.asset AS
 SELECT asset.id,
    asset.uid,
    asset.version,
    asset.valid_from,
    asset.inventory_no,
    asset.name,
    asset.kind,
    asset.status,
    asset.brand,
    asset.model,
    asset.serial_no,
    asset.place,
    asset.purchase_date,
    asset.warranty_until,
    asset.keeper,
    asset.keeper_phone,
    asset.geom
   FROM city.asset;
CREATE TABLE city.building (
    id bigint NOT NULL,
    uid uuid DEFAULT gen_random_uuid() NOT NULL,
    building_code text,
    name text,
    use text,
    status text,
    floors_above_ground bigint,
    floors_below_ground bigint,
    height_m double precision,
    permit_no text,
    geom public.geometry(MultiPolygon,5254),
    version integer DEFAULT 1 NOT NULL,
    valid_from timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea
);
COMMENT ON TABLE city.building IS 'Building';
COMMENT ON COLUMN city.building.building_code IS 'Building code';
COMMENT ON COLUMN city.building.name IS 'Name';
COMMENT ON COLUMN city.building.use IS 'Use';
COMMENT ON COLUMN city.building.status IS 'Construction status';
COMMENT ON COLUMN city.building.floors_above_ground IS 'Floors above ground';
COMMENT ON COLUMN city.building.floors_below_ground IS 'Floors below ground';
COMMENT ON COLUMN city.building.height_m IS 'Height';
COMMENT ON COLUMN city.building.permit_no IS 'Permit no';
CREATE VIEW as_custody.building AS
 SELECT building.id,
    building.uid,
    building.version,
    building.valid_from,
    building.building_code,
    building.name,
    building.use,
    building.status,
    building.floors_above_ground,
    building.floors_below_ground,
    building.height_m,
    building.permit_no,
    building.geom
   FROM city.building;
CREATE TABLE city.camera (
    id bigint NOT NULL,
    uid uuid DEFAULT gen_random_uuid() NOT NULL,
    inventory_no text NOT NULL,
    name text,
    kind text,
    mount text,
    status text,
    node_id bigint,
    azimuth_deg double precision,
    horizontal_fov_deg double precision,
    mount_height_m double precision,
    ip_address text,
    retention_days bigint,
    keeper_phone text,
    geom public.geometry(Point,5254),
    version integer DEFAULT 1 NOT NULL,
    valid_from timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea
);
COMMENT ON TABLE city.camera IS 'Camera';
COMMENT ON COLUMN city.camera.inventory_no IS 'Inventory no';
COMMENT ON COLUMN city.camera.name IS 'Name';
COMMENT ON COLUMN city.camera.kind IS 'Kind';
COMMENT ON COLUMN city.camera.mount IS 'Mount';
COMMENT ON COLUMN city.camera.status IS 'Status';
COMMENT ON COLUMN city.camera.node_id IS 'Connected node';
COMMENT ON COLUMN city.camera.azimuth_deg IS 'Azimuth';
COMMENT ON COLUMN city.camera.horizontal_fov_deg IS 'Horizontal field of view';
COMMENT ON COLUMN city.camera.mount_height_m IS 'Mount height';
COMMENT ON COLUMN city.camera.ip_address IS 'IP address';
COMMENT ON COLUMN city.camera.retention_days IS 'Retention period';
COMMENT ON COLUMN city.camera.keeper_phone IS 'Keeper''s phone';
CREATE VIEW as_custody.camera AS
 SELECT camera.id,
    camera.uid,
    camera.version,
    camera.valid_from,
    camera.inventory_no,
    camera.name,
    camera.kind,
    camera.status,
    camera.retention_days,
    camera.keeper_phone
   FROM city.camera;
CREATE TABLE city.district (
    id bigint NOT NULL,
    uid uuid DEFAULT gen_random_uuid() NOT NULL,
    district_code text,
    name text NOT NULL,
    geom public.geometry(MultiPolygon,5254),
    version integer DEFAULT 1 NOT NULL,
    valid_from timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea
);
COMMENT ON TABLE city.district IS 'District';
COMMENT ON COLUMN city.district.district_code IS 'District code';
COMMENT ON COLUMN city.district.name IS 'Name';
CREATE VIEW as_custody.district AS
 SELECT district.id,
    district.uid,
    district.version,
    district.valid_from,
    district.district_code,
    district.name,
    district.geom
   FROM city.district;
CREATE TABLE city.neighbourhood (
    id bigint NOT NULL,
    uid uuid DEFAULT gen_random_uuid() NOT NULL,
    neighbourhood_code text,
    name text NOT NULL,
    kind text,
    district_code text,
    population bigint,
    geom public.geometry(MultiPolygon,5254),
    version integer DEFAULT 1 NOT NULL,
    valid_from timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea
);
COMMENT ON TABLE city.neighbourhood IS 'Neighbourhood';
COMMENT ON COLUMN city.neighbourhood.neighbourhood_code IS 'Neighbourhood code';
COMMENT ON COLUMN city.neighbourhood.name IS 'Name';
COMMENT ON COLUMN city.neighbourhood.kind IS 'Kind';
COMMENT ON COLUMN city.neighbourhood.district_code IS 'District code';
COMMENT ON COLUMN city.neighbourhood.population IS 'Population';
CREATE VIEW as_custody.neighbourhood AS
 SELECT neighbourhood.id,
    neighbourhood.uid,
    neighbourhood.version,
    neighbourhood.valid_from,
    neighbourhood.neighbourhood_code,
    neighbourhood.name,
    neighbourhood.kind,
    neighbourhood.district_code,
    neighbourhood.population,
    neighbourhood.geom
   FROM city.neighbourhood;
CREATE TABLE city.parcel (
    id bigint NOT NULL,
    uid uuid DEFAULT gen_random_uuid() NOT NULL,
    neighbourhood_code text,
    block_no text,
    parcel_no text NOT NULL,
    sheet_no text,
    locality text,
    land_type text,
    registered_area_m2 double precision,
    condominium text,
    land_registry_id text,
    geom public.geometry(MultiPolygon,5254),
    version integer DEFAULT 1 NOT NULL,
    valid_from timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea
);
COMMENT ON TABLE city.parcel IS 'Parcel';
COMMENT ON COLUMN city.parcel.neighbourhood_code IS 'Neighbourhood code';
COMMENT ON COLUMN city.parcel.block_no IS 'Block no';
COMMENT ON COLUMN city.parcel.parcel_no IS 'Parcel no';
COMMENT ON COLUMN city.parcel.sheet_no IS 'Map sheet';
COMMENT ON COLUMN city.parcel.locality IS 'Locality';
COMMENT ON COLUMN city.parcel.land_type IS 'Land type';
COMMENT ON COLUMN city.parcel.registered_area_m2 IS 'Registered area';
COMMENT ON COLUMN city.parcel.condominium IS 'Condominium state';
COMMENT ON COLUMN city.parcel.land_registry_id IS 'Land registry id';
CREATE VIEW as_custody.parcel AS
 SELECT parcel.id,
    parcel.uid,
    parcel.version,
    parcel.valid_from,
    parcel.neighbourhood_code,
    parcel.block_no,
    parcel.parcel_no,
    parcel.sheet_no,
    parcel.locality,
    parcel.land_type,
    parcel.registered_area_m2,
    parcel.condominium,
    parcel.land_registry_id,
    parcel.geom
   FROM city.parcel;
CREATE TABLE city.poi (
    id bigint NOT NULL,
    uid uuid DEFAULT gen_random_uuid() NOT NULL,
    poi_code text,
    name text NOT NULL,
    category text,
    accessible boolean,
    address text,
    note text,
    geom public.geometry(Point,5254),
    version integer DEFAULT 1 NOT NULL,
    valid_from timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea
);
COMMENT ON TABLE city.poi IS 'Point of interest';
COMMENT ON COLUMN city.poi.poi_code IS 'POI code';
COMMENT ON COLUMN city.poi.name IS 'Name';
COMMENT ON COLUMN city.poi.category IS 'Category';
COMMENT ON COLUMN city.poi.accessible IS 'Accessible';
COMMENT ON COLUMN city.poi.address IS 'Address';
COMMENT ON COLUMN city.poi.note IS 'Internal note';
CREATE VIEW as_custody.poi AS
 SELECT poi.id,
    poi.uid,
    poi.version,
    poi.valid_from,
    poi.poi_code,
    poi.name,
    poi.category,
    poi.accessible,
    poi.address,
    poi.note,
    poi.geom
   FROM city.poi;
CREATE TABLE city.road (
    id bigint NOT NULL,
    uid uuid DEFAULT gen_random_uuid() NOT NULL,
    road_code text,
    name text,
    road_class text,
    surface text,
    width_m double precision,
    one_way boolean,
    geom public.geometry(MultiLineString,5254),
    version integer DEFAULT 1 NOT NULL,
    valid_from timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea
);
COMMENT ON TABLE city.road IS 'Road';
COMMENT ON COLUMN city.road.road_code IS 'Road code';
COMMENT ON COLUMN city.road.name IS 'Name';
COMMENT ON COLUMN city.road.road_class IS 'Road class';
COMMENT ON COLUMN city.road.surface IS 'Surface';
COMMENT ON COLUMN city.road.width_m IS 'Width';
COMMENT ON COLUMN city.road.one_way IS 'One way';
CREATE VIEW as_custody.road AS
 SELECT road.id,
    road.uid,
    road.version,
    road.valid_from,
    road.road_code,
    road.name,
    road.road_class,
    road.surface,
    road.width_m,
    road.one_way,
    road.geom
   FROM city.road;
CREATE TABLE ops.row_count (
    layer text NOT NULL,
    n bigint NOT NULL,
    CONSTRAINT row_count_n_check CHECK ((n >= 0))
);
COMMENT ON TABLE ops.row_count IS 'Exact number of current rows; the last statement before COMMIT of every change';
CREATE VIEW as_custody.row_count AS
 SELECT row_count.layer,
    row_count.n
   FROM ops.row_count
  WHERE (row_count.layer = ANY (ARRAY['address_point'::text, 'asset'::text, 'building'::text, 'camera'::text, 'district'::text, 'neighbourhood'::text, 'parcel'::text, 'poi'::text, 'road'::text, 'sewer_pipe'::text, 'water_pipe'::text]));
CREATE TABLE city.sewer_pipe (
    id bigint NOT NULL,
    uid uuid DEFAULT gen_random_uuid() NOT NULL,
    pipe_no text NOT NULL,
    material text,
    diameter_mm bigint,
    invert_from_m double precision,
    invert_to_m double precision,
    status text,
    install_date date,
    accuracy text,
    geom public.geometry(MultiLineString,5254),
    version integer DEFAULT 1 NOT NULL,
    valid_from timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea
);
COMMENT ON TABLE city.sewer_pipe IS 'Sewer pipe';
COMMENT ON COLUMN city.sewer_pipe.pipe_no IS 'Pipe no';
COMMENT ON COLUMN city.sewer_pipe.material IS 'Material';
COMMENT ON COLUMN city.sewer_pipe.diameter_mm IS 'Diameter';
COMMENT ON COLUMN city.sewer_pipe.invert_from_m IS 'Invert level (from)';
COMMENT ON COLUMN city.sewer_pipe.invert_to_m IS 'Invert level (to)';
COMMENT ON COLUMN city.sewer_pipe.status IS 'Status';
COMMENT ON COLUMN city.sewer_pipe.install_date IS 'Installed on';
COMMENT ON COLUMN city.sewer_pipe.accuracy IS 'Positional accuracy';
CREATE VIEW as_custody.sewer_pipe AS
 SELECT sewer_pipe.id,
    sewer_pipe.uid,
    sewer_pipe.version,
    sewer_pipe.valid_from,
    sewer_pipe.pipe_no,
    sewer_pipe.material,
    sewer_pipe.diameter_mm,
    sewer_pipe.invert_from_m,
    sewer_pipe.invert_to_m,
    sewer_pipe.status,
    sewer_pipe.install_date,
    sewer_pipe.accuracy,
    sewer_pipe.geom
   FROM city.sewer_pipe;
CREATE TABLE city.water_pipe (
    id bigint NOT NULL,
    uid uuid DEFAULT gen_random_uuid() NOT NULL,
    pipe_no text NOT NULL,
    material text,
    diameter_mm bigint,
    depth_m double precision,
    status text,
    install_date date,
    pressure_zone text,
    accuracy text,
    geom public.geometry(MultiLineString,5254),
    version integer DEFAULT 1 NOT NULL,
    valid_from timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea
);
COMMENT ON TABLE city.water_pipe IS 'Water pipe';
COMMENT ON COLUMN city.water_pipe.pipe_no IS 'Pipe no';
COMMENT ON COLUMN city.water_pipe.material IS 'Material';
COMMENT ON COLUMN city.water_pipe.diameter_mm IS 'Diameter';
COMMENT ON COLUMN city.water_pipe.depth_m IS 'Depth';
COMMENT ON COLUMN city.water_pipe.status IS 'Status';
COMMENT ON COLUMN city.water_pipe.install_date IS 'Installed on';
COMMENT ON COLUMN city.water_pipe.pressure_zone IS 'Pressure zone';
COMMENT ON COLUMN city.water_pipe.accuracy IS 'Positional accuracy';
CREATE VIEW as_custody.water_pipe AS
 SELECT water_pipe.id,
    water_pipe.uid,
    water_pipe.version,
    water_pipe.valid_from,
    water_pipe.pipe_no,
    water_pipe.material,
    water_pipe.diameter_mm,
    water_pipe.depth_m,
    water_pipe.status,
    water_pipe.install_date,
    water_pipe.pressure_zone,
    water_pipe.accuracy,
    water_pipe.geom
   FROM city.water_pipe;
CREATE VIEW as_public.address_point AS
 SELECT address_point.id,
    address_point.uid,
    address_point.version,
    address_point.valid_from,
    address_point.address_code,
    address_point.door_no,
    address_point.road_code,
    address_point.road_name,
    address_point.neighbourhood_code,
    address_point.side,
    address_point.building_code,
    address_point.geom
   FROM city.address_point;
CREATE VIEW as_public.building AS
 SELECT building.id,
    building.uid,
    building.version,
    building.valid_from,
    building.building_code,
    building.name,
    building.use,
    building.status,
    building.floors_above_ground,
    building.floors_below_ground,
    building.height_m,
    building.geom
   FROM city.building;
CREATE VIEW as_public.district AS
 SELECT district.id,
    district.uid,
    district.version,
    district.valid_from,
    district.district_code,
    district.name,
    district.geom
   FROM city.district;
CREATE VIEW as_public.neighbourhood AS
 SELECT neighbourhood.id,
    neighbourhood.uid,
    neighbourhood.version,
    neighbourhood.valid_from,
    neighbourhood.neighbourhood_code,
    neighbourhood.name,
    neighbourhood.kind,
    neighbourhood.district_code,
    neighbourhood.population,
    neighbourhood.geom
   FROM city.neighbourhood;
CREATE VIEW as_public.parcel AS
 SELECT parcel.id,
    parcel.uid,
    parcel.version,
    parcel.valid_from,
    parcel.neighbourhood_code,
    parcel.block_no,
    parcel.parcel_no,
    parcel.sheet_no,
    parcel.locality,
    parcel.land_type,
    parcel.registered_area_m2,
    parcel.condominium,
    parcel.geom
   FROM city.parcel;
CREATE VIEW as_public.poi AS
 SELECT poi.id,
    poi.uid,
    poi.version,
    poi.valid_from,
    poi.poi_code,
    poi.name,
    poi.category,
    poi.accessible,
    poi.address,
    poi.geom
   FROM city.poi;
CREATE VIEW as_public.road AS
 SELECT road.id,
    road.uid,
    road.version,
    road.valid_from,
    road.road_code,
    road.name,
    road.road_class,
    road.surface,
    road.width_m,
    road.one_way,
    road.geom
   FROM city.road;
CREATE VIEW as_public.row_count AS
 SELECT row_count.layer,
    row_count.n
   FROM ops.row_count
  WHERE (row_count.layer = ANY (ARRAY['address_point'::text, 'building'::text, 'district'::text, 'neighbourhood'::text, 'parcel'::text, 'poi'::text, 'road'::text]));
CREATE VIEW as_secure.address_point AS
 SELECT address_point.id,
    address_point.uid,
    address_point.version,
    address_point.valid_from,
    address_point.address_code,
    address_point.door_no,
    address_point.road_code,
    address_point.road_name,
    address_point.neighbourhood_code,
    address_point.side,
    address_point.building_code,
    address_point.geom
   FROM city.address_point;
CREATE VIEW as_secure.asset AS
 SELECT asset.id,
    asset.uid,
    asset.version,
    asset.valid_from,
    asset.inventory_no,
    asset.name,
    asset.kind,
    asset.status,
    asset.brand,
    asset.model,
    asset.serial_no,
    asset.place,
    asset.purchase_date,
    asset.warranty_until,
    asset.geom
   FROM city.asset;
CREATE VIEW as_secure.building AS
 SELECT building.id,
    building.uid,
    building.version,
    building.valid_from,
    building.building_code,
    building.name,
    building.use,
    building.status,
    building.floors_above_ground,
    building.floors_below_ground,
    building.height_m,
    building.permit_no,
    building.geom
   FROM city.building;
CREATE VIEW as_secure.camera AS
 SELECT camera.id,
    camera.uid,
    camera.version,
    camera.valid_from,
    camera.inventory_no,
    camera.name,
    camera.kind,
    camera.mount,
    camera.status,
    camera.node_id,
    camera.azimuth_deg,
    camera.horizontal_fov_deg,
    camera.mount_height_m,
    camera.ip_address,
    camera.retention_days,
    camera.geom
   FROM city.camera;
CREATE VIEW as_secure.district AS
 SELECT district.id,
    district.uid,
    district.version,
    district.valid_from,
    district.district_code,
    district.name,
    district.geom
   FROM city.district;
CREATE VIEW as_secure.neighbourhood AS
 SELECT neighbourhood.id,
    neighbourhood.uid,
    neighbourhood.version,
    neighbourhood.valid_from,
    neighbourhood.neighbourhood_code,
    neighbourhood.name,
    neighbourhood.kind,
    neighbourhood.district_code,
    neighbourhood.population,
    neighbourhood.geom
   FROM city.neighbourhood;
CREATE TABLE city.network_link (
    id bigint NOT NULL,
    uid uuid DEFAULT gen_random_uuid() NOT NULL,
    link_no text NOT NULL,
    medium text,
    installation text,
    from_node_id bigint,
    to_node_id bigint,
    core_count bigint,
    status text,
    geom public.geometry(MultiLineString,5254),
    version integer DEFAULT 1 NOT NULL,
    valid_from timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea
);
COMMENT ON TABLE city.network_link IS 'Network link';
COMMENT ON COLUMN city.network_link.link_no IS 'Link no';
COMMENT ON COLUMN city.network_link.medium IS 'Medium';
COMMENT ON COLUMN city.network_link.installation IS 'Installation';
COMMENT ON COLUMN city.network_link.from_node_id IS 'From node';
COMMENT ON COLUMN city.network_link.to_node_id IS 'To node';
COMMENT ON COLUMN city.network_link.core_count IS 'Cores';
COMMENT ON COLUMN city.network_link.status IS 'Status';
CREATE VIEW as_secure.network_link AS
 SELECT network_link.id,
    network_link.uid,
    network_link.version,
    network_link.valid_from,
    network_link.link_no,
    network_link.medium,
    network_link.installation,
    network_link.from_node_id,
    network_link.to_node_id,
    network_link.core_count,
    network_link.status,
    network_link.geom
   FROM city.network_link;
CREATE TABLE city.network_node (
    id bigint NOT NULL,
    uid uuid DEFAULT gen_random_uuid() NOT NULL,
    node_no text NOT NULL,
    name text,
    kind text,
    status text,
    port_count bigint,
    geom public.geometry(Point,5254),
    version integer DEFAULT 1 NOT NULL,
    valid_from timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea
);
COMMENT ON TABLE city.network_node IS 'Network node';
COMMENT ON COLUMN city.network_node.node_no IS 'Node no';
COMMENT ON COLUMN city.network_node.name IS 'Name';
COMMENT ON COLUMN city.network_node.kind IS 'Kind';
COMMENT ON COLUMN city.network_node.status IS 'Status';
COMMENT ON COLUMN city.network_node.port_count IS 'Ports';
CREATE VIEW as_secure.network_node AS
 SELECT network_node.id,
    network_node.uid,
    network_node.version,
    network_node.valid_from,
    network_node.node_no,
    network_node.name,
    network_node.kind,
    network_node.status,
    network_node.port_count,
    network_node.geom
   FROM city.network_node;
CREATE VIEW as_secure.parcel AS
 SELECT parcel.id,
    parcel.uid,
    parcel.version,
    parcel.valid_from,
    parcel.neighbourhood_code,
    parcel.block_no,
    parcel.parcel_no,
    parcel.sheet_no,
    parcel.locality,
    parcel.land_type,
    parcel.registered_area_m2,
    parcel.condominium,
    parcel.land_registry_id,
    parcel.geom
   FROM city.parcel;
CREATE VIEW as_secure.poi AS
 SELECT poi.id,
    poi.uid,
    poi.version,
    poi.valid_from,
    poi.poi_code,
    poi.name,
    poi.category,
    poi.accessible,
    poi.address,
    poi.note,
    poi.geom
   FROM city.poi;
CREATE VIEW as_secure.road AS
 SELECT road.id,
    road.uid,
    road.version,
    road.valid_from,
    road.road_code,
    road.name,
    road.road_class,
    road.surface,
    road.width_m,
    road.one_way,
    road.geom
   FROM city.road;
CREATE VIEW as_secure.row_count AS
 SELECT row_count.layer,
    row_count.n
   FROM ops.row_count
  WHERE (row_count.layer = ANY (ARRAY['address_point'::text, 'asset'::text, 'building'::text, 'camera'::text, 'district'::text, 'neighbourhood'::text, 'network_link'::text, 'network_node'::text, 'parcel'::text, 'poi'::text, 'road'::text, 'sewer_pipe'::text, 'water_pipe'::text]));
CREATE VIEW as_secure.sewer_pipe AS
 SELECT sewer_pipe.id,
    sewer_pipe.uid,
    sewer_pipe.version,
    sewer_pipe.valid_from,
    sewer_pipe.pipe_no,
    sewer_pipe.material,
    sewer_pipe.diameter_mm,
    sewer_pipe.invert_from_m,
    sewer_pipe.invert_to_m,
    sewer_pipe.status,
    sewer_pipe.install_date,
    sewer_pipe.accuracy,
    sewer_pipe.geom
   FROM city.sewer_pipe;
CREATE VIEW as_secure.water_pipe AS
 SELECT water_pipe.id,
    water_pipe.uid,
    water_pipe.version,
    water_pipe.valid_from,
    water_pipe.pipe_no,
    water_pipe.material,
    water_pipe.diameter_mm,
    water_pipe.depth_m,
    water_pipe.status,
    water_pipe.install_date,
    water_pipe.pressure_zone,
    water_pipe.accuracy,
    water_pipe.geom
   FROM city.water_pipe;
CREATE VIEW as_staff.address_point AS
 SELECT address_point.id,
    address_point.uid,
    address_point.version,
    address_point.valid_from,
    address_point.address_code,
    address_point.door_no,
    address_point.road_code,
    address_point.road_name,
    address_point.neighbourhood_code,
    address_point.side,
    address_point.building_code,
    address_point.geom
   FROM city.address_point;
CREATE VIEW as_staff.asset AS
 SELECT asset.id,
    asset.uid,
    asset.version,
    asset.valid_from,
    asset.inventory_no,
    asset.name,
    asset.kind,
    asset.status,
    asset.brand,
    asset.model,
    asset.serial_no,
    asset.place,
    asset.purchase_date,
    asset.warranty_until,
    asset.geom
   FROM city.asset;
CREATE VIEW as_staff.building AS
 SELECT building.id,
    building.uid,
    building.version,
    building.valid_from,
    building.building_code,
    building.name,
    building.use,
    building.status,
    building.floors_above_ground,
    building.floors_below_ground,
    building.height_m,
    building.permit_no,
    building.geom
   FROM city.building;
CREATE VIEW as_staff.camera AS
 SELECT camera.id,
    camera.uid,
    camera.version,
    camera.valid_from,
    camera.inventory_no,
    camera.name,
    camera.kind,
    camera.status,
    camera.retention_days,
    public.st_snaptogrid(camera.geom, (100)::double precision) AS geom
   FROM city.camera;
CREATE VIEW as_staff.district AS
 SELECT district.id,
    district.uid,
    district.version,
    district.valid_from,
    district.district_code,
    district.name,
    district.geom
   FROM city.district;
CREATE VIEW as_staff.neighbourhood AS
 SELECT neighbourhood.id,
    neighbourhood.uid,
    neighbourhood.version,
    neighbourhood.valid_from,
    neighbourhood.neighbourhood_code,
    neighbourhood.name,
    neighbourhood.kind,
    neighbourhood.district_code,
    neighbourhood.population,
    neighbourhood.geom
   FROM city.neighbourhood;
CREATE VIEW as_staff.parcel AS
 SELECT parcel.id,
    parcel.uid,
    parcel.version,
    parcel.valid_from,
    parcel.neighbourhood_code,
    parcel.block_no,
    parcel.parcel_no,
    parcel.sheet_no,
    parcel.locality,
    parcel.land_type,
    parcel.registered_area_m2,
    parcel.condominium,
    parcel.land_registry_id,
    parcel.geom
   FROM city.parcel;
CREATE VIEW as_staff.poi AS
 SELECT poi.id,
    poi.uid,
    poi.version,
    poi.valid_from,
    poi.poi_code,
    poi.name,
    poi.category,
    poi.accessible,
    poi.address,
    poi.note,
    poi.geom
   FROM city.poi;
CREATE VIEW as_staff.road AS
 SELECT road.id,
    road.uid,
    road.version,
    road.valid_from,
    road.road_code,
    road.name,
    road.road_class,
    road.surface,
    road.width_m,
    road.one_way,
    road.geom
   FROM city.road;
CREATE VIEW as_staff.row_count AS
 SELECT row_count.layer,
    row_count.n
   FROM ops.row_count
  WHERE (row_count.layer = ANY (ARRAY['address_point'::text, 'asset'::text, 'building'::text, 'camera'::text, 'district'::text, 'neighbourhood'::text, 'parcel'::text, 'poi'::text, 'road'::text, 'sewer_pipe'::text, 'water_pipe'::text]));
CREATE VIEW as_staff.sewer_pipe AS
 SELECT sewer_pipe.id,
    sewer_pipe.uid,
    sewer_pipe.version,
    sewer_pipe.valid_from,
    sewer_pipe.pipe_no,
    sewer_pipe.material,
    sewer_pipe.diameter_mm,
    sewer_pipe.invert_from_m,
    sewer_pipe.invert_to_m,
    sewer_pipe.status,
    sewer_pipe.install_date,
    sewer_pipe.accuracy,
    sewer_pipe.geom
   FROM city.sewer_pipe;
CREATE VIEW as_staff.water_pipe AS
 SELECT water_pipe.id,
    water_pipe.uid,
    water_pipe.version,
    water_pipe.valid_from,
    water_pipe.pipe_no,
    water_pipe.material,
    water_pipe.diameter_mm,
    water_pipe.depth_m,
    water_pipe.status,
    water_pipe.install_date,
    water_pipe.pressure_zone,
    water_pipe.accuracy,
    water_pipe.geom
   FROM city.water_pipe;
CREATE TABLE audit.entry (
    id bigint NOT NULL,
    at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    actor text NOT NULL,
    action text NOT NULL,
    layer text,
    feature_id bigint,
    load_id bigint,
    before jsonb,
    after jsonb,
    why text
);
ALTER TABLE audit.entry ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME audit.entry_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE city.address_point ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME city.address_point_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE city.asset ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME city.asset_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE city.building ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME city.building_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE city.camera ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME city.camera_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE city.district ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME city.district_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE city.neighbourhood ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME city.neighbourhood_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE city.network_link ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME city.network_link_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE city.network_node ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME city.network_node_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE city.parcel ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME city.parcel_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE city.poi ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME city.poi_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE city.road ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME city.road_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE city.sewer_pipe ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME city.sewer_pipe_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
ALTER TABLE city.water_pipe ALTER COLUMN id ADD GENERATED BY DEFAULT AS IDENTITY (
    SEQUENCE NAME city.water_pipe_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE history.address_point (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    address_code text,
    door_no text,
    road_code text,
    road_name text,
    neighbourhood_code text,
    side text,
    building_code text,
    geom public.geometry(Point,5254),
    version integer NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea,
    valid_to timestamp with time zone NOT NULL,
    ended_by text,
    ended_load bigint
);
COMMENT ON TABLE history.address_point IS 'Address point: superseded versions';
COMMENT ON COLUMN history.address_point.address_code IS 'Address code';
COMMENT ON COLUMN history.address_point.door_no IS 'Door no';
COMMENT ON COLUMN history.address_point.road_code IS 'Road code';
COMMENT ON COLUMN history.address_point.road_name IS 'Street name';
COMMENT ON COLUMN history.address_point.neighbourhood_code IS 'Neighbourhood code';
COMMENT ON COLUMN history.address_point.side IS 'Side of street';
COMMENT ON COLUMN history.address_point.building_code IS 'Building code';
CREATE TABLE history.asset (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    inventory_no text,
    name text,
    kind text,
    status text,
    brand text,
    model text,
    serial_no text,
    place text,
    purchase_date date,
    warranty_until date,
    keeper text,
    keeper_phone text,
    geom public.geometry(Point,5254),
    version integer NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea,
    valid_to timestamp with time zone NOT NULL,
    ended_by text,
    ended_load bigint
);
COMMENT ON TABLE history.asset IS 'Asset: superseded versions';
COMMENT ON COLUMN history.asset.inventory_no IS 'Inventory no';
COMMENT ON COLUMN history.asset.name IS 'Name';
COMMENT ON COLUMN history.asset.kind IS 'Kind';
COMMENT ON COLUMN history.asset.status IS 'Status';
COMMENT ON COLUMN history.asset.brand IS 'Brand';
COMMENT ON COLUMN history.asset.model IS 'Model';
COMMENT ON COLUMN history.asset.serial_no IS 'Serial no';
COMMENT ON COLUMN history.asset.place IS 'Place';
COMMENT ON COLUMN history.asset.purchase_date IS 'Purchased on';
COMMENT ON COLUMN history.asset.warranty_until IS 'Warranty until';
COMMENT ON COLUMN history.asset.keeper IS 'Keeper';
COMMENT ON COLUMN history.asset.keeper_phone IS 'Keeper''s phone';
CREATE TABLE history.building (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    building_code text,
    name text,
    use text,
    status text,
    floors_above_ground bigint,
    floors_below_ground bigint,
    height_m double precision,
    permit_no text,
    geom public.geometry(MultiPolygon,5254),
    version integer NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea,
    valid_to timestamp with time zone NOT NULL,
    ended_by text,
    ended_load bigint
);
COMMENT ON TABLE history.building IS 'Building: superseded versions';
COMMENT ON COLUMN history.building.building_code IS 'Building code';
COMMENT ON COLUMN history.building.name IS 'Name';
COMMENT ON COLUMN history.building.use IS 'Use';
COMMENT ON COLUMN history.building.status IS 'Construction status';
COMMENT ON COLUMN history.building.floors_above_ground IS 'Floors above ground';
COMMENT ON COLUMN history.building.floors_below_ground IS 'Floors below ground';
COMMENT ON COLUMN history.building.height_m IS 'Height';
COMMENT ON COLUMN history.building.permit_no IS 'Permit no';
CREATE TABLE history.camera (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    inventory_no text,
    name text,
    kind text,
    mount text,
    status text,
    node_id bigint,
    azimuth_deg double precision,
    horizontal_fov_deg double precision,
    mount_height_m double precision,
    ip_address text,
    retention_days bigint,
    keeper_phone text,
    geom public.geometry(Point,5254),
    version integer NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea,
    valid_to timestamp with time zone NOT NULL,
    ended_by text,
    ended_load bigint
);
COMMENT ON TABLE history.camera IS 'Camera: superseded versions';
COMMENT ON COLUMN history.camera.inventory_no IS 'Inventory no';
COMMENT ON COLUMN history.camera.name IS 'Name';
COMMENT ON COLUMN history.camera.kind IS 'Kind';
COMMENT ON COLUMN history.camera.mount IS 'Mount';
COMMENT ON COLUMN history.camera.status IS 'Status';
COMMENT ON COLUMN history.camera.node_id IS 'Connected node';
COMMENT ON COLUMN history.camera.azimuth_deg IS 'Azimuth';
COMMENT ON COLUMN history.camera.horizontal_fov_deg IS 'Horizontal field of view';
COMMENT ON COLUMN history.camera.mount_height_m IS 'Mount height';
COMMENT ON COLUMN history.camera.ip_address IS 'IP address';
COMMENT ON COLUMN history.camera.retention_days IS 'Retention period';
COMMENT ON COLUMN history.camera.keeper_phone IS 'Keeper''s phone';
CREATE TABLE history.district (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    district_code text,
    name text,
    geom public.geometry(MultiPolygon,5254),
    version integer NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea,
    valid_to timestamp with time zone NOT NULL,
    ended_by text,
    ended_load bigint
);
COMMENT ON TABLE history.district IS 'District: superseded versions';
COMMENT ON COLUMN history.district.district_code IS 'District code';
COMMENT ON COLUMN history.district.name IS 'Name';
CREATE TABLE history.neighbourhood (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    neighbourhood_code text,
    name text,
    kind text,
    district_code text,
    population bigint,
    geom public.geometry(MultiPolygon,5254),
    version integer NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea,
    valid_to timestamp with time zone NOT NULL,
    ended_by text,
    ended_load bigint
);
COMMENT ON TABLE history.neighbourhood IS 'Neighbourhood: superseded versions';
COMMENT ON COLUMN history.neighbourhood.neighbourhood_code IS 'Neighbourhood code';
COMMENT ON COLUMN history.neighbourhood.name IS 'Name';
COMMENT ON COLUMN history.neighbourhood.kind IS 'Kind';
COMMENT ON COLUMN history.neighbourhood.district_code IS 'District code';
COMMENT ON COLUMN history.neighbourhood.population IS 'Population';
CREATE TABLE history.network_link (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    link_no text,
    medium text,
    installation text,
    from_node_id bigint,
    to_node_id bigint,
    core_count bigint,
    status text,
    geom public.geometry(MultiLineString,5254),
    version integer NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea,
    valid_to timestamp with time zone NOT NULL,
    ended_by text,
    ended_load bigint
);
COMMENT ON TABLE history.network_link IS 'Network link: superseded versions';
COMMENT ON COLUMN history.network_link.link_no IS 'Link no';
COMMENT ON COLUMN history.network_link.medium IS 'Medium';
COMMENT ON COLUMN history.network_link.installation IS 'Installation';
COMMENT ON COLUMN history.network_link.from_node_id IS 'From node';
COMMENT ON COLUMN history.network_link.to_node_id IS 'To node';
COMMENT ON COLUMN history.network_link.core_count IS 'Cores';
COMMENT ON COLUMN history.network_link.status IS 'Status';
CREATE TABLE history.network_node (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    node_no text,
    name text,
    kind text,
    status text,
    port_count bigint,
    geom public.geometry(Point,5254),
    version integer NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea,
    valid_to timestamp with time zone NOT NULL,
    ended_by text,
    ended_load bigint
);
COMMENT ON TABLE history.network_node IS 'Network node: superseded versions';
COMMENT ON COLUMN history.network_node.node_no IS 'Node no';
COMMENT ON COLUMN history.network_node.name IS 'Name';
COMMENT ON COLUMN history.network_node.kind IS 'Kind';
COMMENT ON COLUMN history.network_node.status IS 'Status';
COMMENT ON COLUMN history.network_node.port_count IS 'Ports';
CREATE TABLE history.parcel (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    neighbourhood_code text,
    block_no text,
    parcel_no text,
    sheet_no text,
    locality text,
    land_type text,
    registered_area_m2 double precision,
    condominium text,
    land_registry_id text,
    geom public.geometry(MultiPolygon,5254),
    version integer NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea,
    valid_to timestamp with time zone NOT NULL,
    ended_by text,
    ended_load bigint
);
COMMENT ON TABLE history.parcel IS 'Parcel: superseded versions';
COMMENT ON COLUMN history.parcel.neighbourhood_code IS 'Neighbourhood code';
COMMENT ON COLUMN history.parcel.block_no IS 'Block no';
COMMENT ON COLUMN history.parcel.parcel_no IS 'Parcel no';
COMMENT ON COLUMN history.parcel.sheet_no IS 'Map sheet';
COMMENT ON COLUMN history.parcel.locality IS 'Locality';
COMMENT ON COLUMN history.parcel.land_type IS 'Land type';
COMMENT ON COLUMN history.parcel.registered_area_m2 IS 'Registered area';
COMMENT ON COLUMN history.parcel.condominium IS 'Condominium state';
COMMENT ON COLUMN history.parcel.land_registry_id IS 'Land registry id';
CREATE TABLE history.poi (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    poi_code text,
    name text,
    category text,
    accessible boolean,
    address text,
    note text,
    geom public.geometry(Point,5254),
    version integer NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea,
    valid_to timestamp with time zone NOT NULL,
    ended_by text,
    ended_load bigint
);
COMMENT ON TABLE history.poi IS 'Point of interest: superseded versions';
COMMENT ON COLUMN history.poi.poi_code IS 'POI code';
COMMENT ON COLUMN history.poi.name IS 'Name';
COMMENT ON COLUMN history.poi.category IS 'Category';
COMMENT ON COLUMN history.poi.accessible IS 'Accessible';
COMMENT ON COLUMN history.poi.address IS 'Address';
COMMENT ON COLUMN history.poi.note IS 'Internal note';
CREATE TABLE history.road (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    road_code text,
    name text,
    road_class text,
    surface text,
    width_m double precision,
    one_way boolean,
    geom public.geometry(MultiLineString,5254),
    version integer NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea,
    valid_to timestamp with time zone NOT NULL,
    ended_by text,
    ended_load bigint
);
COMMENT ON TABLE history.road IS 'Road: superseded versions';
COMMENT ON COLUMN history.road.road_code IS 'Road code';
COMMENT ON COLUMN history.road.name IS 'Name';
COMMENT ON COLUMN history.road.road_class IS 'Road class';
COMMENT ON COLUMN history.road.surface IS 'Surface';
COMMENT ON COLUMN history.road.width_m IS 'Width';
COMMENT ON COLUMN history.road.one_way IS 'One way';
CREATE TABLE history.sewer_pipe (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    pipe_no text,
    material text,
    diameter_mm bigint,
    invert_from_m double precision,
    invert_to_m double precision,
    status text,
    install_date date,
    accuracy text,
    geom public.geometry(MultiLineString,5254),
    version integer NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea,
    valid_to timestamp with time zone NOT NULL,
    ended_by text,
    ended_load bigint
);
COMMENT ON TABLE history.sewer_pipe IS 'Sewer pipe: superseded versions';
COMMENT ON COLUMN history.sewer_pipe.pipe_no IS 'Pipe no';
COMMENT ON COLUMN history.sewer_pipe.material IS 'Material';
COMMENT ON COLUMN history.sewer_pipe.diameter_mm IS 'Diameter';
COMMENT ON COLUMN history.sewer_pipe.invert_from_m IS 'Invert level (from)';
COMMENT ON COLUMN history.sewer_pipe.invert_to_m IS 'Invert level (to)';
COMMENT ON COLUMN history.sewer_pipe.status IS 'Status';
COMMENT ON COLUMN history.sewer_pipe.install_date IS 'Installed on';
COMMENT ON COLUMN history.sewer_pipe.accuracy IS 'Positional accuracy';
CREATE TABLE history.water_pipe (
    id bigint NOT NULL,
    uid uuid NOT NULL,
    pipe_no text,
    material text,
    diameter_mm bigint,
    depth_m double precision,
    status text,
    install_date date,
    pressure_zone text,
    accuracy text,
    geom public.geometry(MultiLineString,5254),
    version integer NOT NULL,
    valid_from timestamp with time zone NOT NULL,
    changed_by text NOT NULL,
    load_id bigint,
    source_hash bytea,
    valid_to timestamp with time zone NOT NULL,
    ended_by text,
    ended_load bigint
);
COMMENT ON TABLE history.water_pipe IS 'Water pipe: superseded versions';
COMMENT ON COLUMN history.water_pipe.pipe_no IS 'Pipe no';
COMMENT ON COLUMN history.water_pipe.material IS 'Material';
COMMENT ON COLUMN history.water_pipe.diameter_mm IS 'Diameter';
COMMENT ON COLUMN history.water_pipe.depth_m IS 'Depth';
COMMENT ON COLUMN history.water_pipe.status IS 'Status';
COMMENT ON COLUMN history.water_pipe.install_date IS 'Installed on';
COMMENT ON COLUMN history.water_pipe.pressure_zone IS 'Pressure zone';
COMMENT ON COLUMN history.water_pipe.accuracy IS 'Positional accuracy';
CREATE TABLE lookup.code (
    list text NOT NULL,
    code text NOT NULL,
    "position" integer NOT NULL,
    title_tr text NOT NULL,
    title_en text NOT NULL,
    color text,
    icon text,
    retired boolean DEFAULT false NOT NULL
);
CREATE TABLE ops.account (
    name text NOT NULL,
    password_hash text,
    audience text NOT NULL,
    display_name text,
    disabled boolean DEFAULT false NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL
);
COMMENT ON COLUMN ops.account.password_hash IS 'argon2id; NULL: signs in by one-time link only';
CREATE TABLE ops.derived (
    name text NOT NULL,
    "position" integer NOT NULL,
    digest text NOT NULL,
    drop_sql text NOT NULL
);
COMMENT ON TABLE ops.derived IS 'Views, grants, triggers and indexes made from the registry; rebuilt when their definition changes';
CREATE TABLE ops.job (
    id uuid DEFAULT gen_random_uuid() NOT NULL,
    kind text NOT NULL,
    layer text,
    arguments jsonb DEFAULT '{}'::jsonb NOT NULL,
    state text DEFAULT 'queued'::text NOT NULL,
    owner text NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    started_at timestamp with time zone,
    heartbeat_at timestamp with time zone,
    finished_at timestamp with time zone,
    attempts integer DEFAULT 0 NOT NULL,
    error jsonb,
    CONSTRAINT job_state_check CHECK ((state = ANY (ARRAY['queued'::text, 'running'::text, 'done'::text, 'failed'::text, 'cancelled'::text])))
);
CREATE TABLE ops.load (
    id bigint NOT NULL,
    layer text NOT NULL,
    file text NOT NULL,
    file_sha256 bytea,
    mode text NOT NULL,
    state text DEFAULT 'running'::text NOT NULL,
    actor text NOT NULL,
    plan jsonb,
    counts jsonb,
    findings jsonb,
    error jsonb,
    started_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    finished_at timestamp with time zone,
    CONSTRAINT load_mode_check CHECK ((mode = ANY (ARRAY['upsert'::text, 'replace'::text, 'append'::text]))),
    CONSTRAINT load_state_check CHECK ((state = ANY (ARRAY['running'::text, 'published'::text, 'failed'::text, 'nothing'::text])))
);
ALTER TABLE ops.load ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY (
    SEQUENCE NAME ops.load_id_seq
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1
);
CREATE TABLE ops.quarantine (
    load_id bigint NOT NULL,
    row_no bigint NOT NULL,
    code text NOT NULL,
    field text,
    severity text NOT NULL,
    message jsonb NOT NULL,
    attributes jsonb,
    geom public.geometry,
    CONSTRAINT quarantine_severity_check CHECK ((severity = ANY (ARRAY['error'::text, 'warning'::text])))
);
COMMENT ON TABLE ops.quarantine IS 'Rows that were not published, as they came, one entry a finding; may hold personal values';
CREATE TABLE ops.revision (
    only_row boolean DEFAULT true NOT NULL,
    seq bigint NOT NULL,
    stamp text,
    CONSTRAINT revision_only_row_check CHECK (only_row)
);
CREATE TABLE ops.session (
    token_digest bytea NOT NULL,
    account text NOT NULL,
    created_at timestamp with time zone DEFAULT clock_timestamp() NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
CREATE TABLE ops.sign_in_link (
    token_digest bytea NOT NULL,
    account text NOT NULL,
    expires_at timestamp with time zone NOT NULL
);
COMMENT ON TABLE ops.sign_in_link IS 'One-time links; using one deletes it';
CREATE TABLE public.kent_migration (
    version_num character varying(32) NOT NULL
);
INSERT INTO audit.entry OVERRIDING SYSTEM VALUE VALUES (1, '2026-11-27 22:43:35.763545+00', 'sample', 'load', 'district', NULL, 1, NULL, '{"file": "district.geojson", "mode": "upsert", "counts": {"rows": 1, "changed": 0, "deleted": 0, "inserted": 1, "unchanged": 0, "quarantined": 0}, "digest": "4071f2fa3336faf4722ea59604938884"}', NULL);
INSERT INTO audit.entry OVERRIDING SYSTEM VALUE VALUES (2, '2026-11-27 22:43:35.846639+00', 'sample', 'load', 'neighbourhood', NULL, 2, NULL, '{"file": "neighbourhood.geojson", "mode": "upsert", "counts": {"rows": 8, "changed": 0, "deleted": 0, "inserted": 8, "unchanged": 0, "quarantined": 0}, "digest": "0fe2472e6f0d624de8fe5024968e175e"}', NULL);
INSERT INTO audit.entry OVERRIDING SYSTEM VALUE VALUES (3, '2026-11-27 22:43:36.290356+00', 'sample', 'load', 'parcel', NULL, 3, NULL, '{"file": "parcel.zip", "mode": "upsert", "counts": {"rows": 1359, "changed": 0, "deleted": 0, "inserted": 1352, "unchanged": 0, "quarantined": 7}, "digest": "4e17345831048ba156f6b8d1b1a1d178"}', NULL);
INSERT INTO audit.entry OVERRIDING SYSTEM VALUE VALUES (4, '2026-11-27 22:43:36.474368+00', 'sample', 'load', 'building', NULL, 4, NULL, '{"file": "building.gpkg", "mode": "upsert", "counts": {"rows": 936, "changed": 0, "deleted": 0, "inserted": 935, "unchanged": 0, "quarantined": 1}, "digest": "528670628c31fa084d9b96cc78b78538"}', NULL);
INSERT INTO audit.entry OVERRIDING SYSTEM VALUE VALUES (5, '2026-11-27 22:43:36.574423+00', 'sample', 'load', 'road', NULL, 5, NULL, '{"file": "road.geojson", "mode": "upsert", "counts": {"rows": 132, "changed": 0, "deleted": 0, "inserted": 132, "unchanged": 0, "quarantined": 0}, "digest": "f2eb440c67369d17bcca3adedcb9c95e"}', NULL);
INSERT INTO audit.entry OVERRIDING SYSTEM VALUE VALUES (6, '2026-11-27 22:43:37.180836+00', 'sample', 'load', 'address_point', NULL, 6, NULL, '{"file": "address_point.xlsx", "mode": "upsert", "counts": {"rows": 1122, "changed": 0, "deleted": 0, "inserted": 1121, "unchanged": 0, "quarantined": 1}, "digest": "a68b185e6fcd023d18cbf2729f5ff047"}', NULL);
INSERT INTO audit.entry OVERRIDING SYSTEM VALUE VALUES (7, '2026-11-27 22:43:37.282103+00', 'sample', 'load', 'poi', NULL, 7, NULL, '{"file": "poi.csv", "mode": "upsert", "counts": {"rows": 121, "changed": 0, "deleted": 0, "inserted": 121, "unchanged": 0, "quarantined": 0}, "digest": "5c19cdd8b8a64243e457b363bed8986e"}', NULL);
INSERT INTO audit.entry OVERRIDING SYSTEM VALUE VALUES (8, '2026-11-27 22:43:37.511961+00', 'sample', 'load', 'water_pipe', NULL, 8, NULL, '{"file": "water_pipe.zip", "mode": "upsert", "counts": {"rows": 393, "changed": 0, "deleted": 0, "inserted": 393, "unchanged": 0, "quarantined": 0}, "digest": "17ae034305881e13a74c8e6b8e607e71"}', NULL);
INSERT INTO audit.entry OVERRIDING SYSTEM VALUE VALUES (9, '2026-11-27 22:43:37.636814+00', 'sample', 'load', 'sewer_pipe', NULL, 9, NULL, '{"file": "sewer_pipe.gpkg", "mode": "upsert", "counts": {"rows": 357, "changed": 0, "deleted": 0, "inserted": 357, "unchanged": 0, "quarantined": 0}, "digest": "3f0fa6f56044ed209c41d7728bd9e769"}', NULL);
INSERT INTO audit.entry OVERRIDING SYSTEM VALUE VALUES (10, '2026-11-27 22:43:37.721942+00', 'sample', 'load', 'network_node', NULL, 10, NULL, '{"file": "network_node.geojson", "mode": "upsert", "counts": {"rows": 80, "changed": 0, "deleted": 0, "inserted": 80, "unchanged": 0, "quarantined": 0}, "digest": "588640afc788c4c5fd2e3dd27940deda"}', NULL);
INSERT INTO audit.entry OVERRIDING SYSTEM VALUE VALUES (11, '2026-11-27 22:43:37.836675+00', 'sample', 'load', 'network_link', NULL, 11, NULL, '{"file": "network_link.gpkg", "mode": "upsert", "counts": {"rows": 90, "changed": 0, "deleted": 0, "inserted": 90, "unchanged": 0, "quarantined": 0}, "digest": "1d63f20f8a5c1396f1cb4284651b7a60"}', NULL);
INSERT INTO audit.entry OVERRIDING SYSTEM VALUE VALUES (12, '2026-11-27 22:43:38.046584+00', 'sample', 'load', 'camera', NULL, 12, NULL, '{"file": "camera.xlsx", "mode": "upsert", "counts": {"rows": 62, "changed": 0, "deleted": 0, "inserted": 60, "unchanged": 0, "quarantined": 2}, "digest": "d9a6007a3bc49e0d89a0ae9d5ec97091"}', NULL);
INSERT INTO audit.entry OVERRIDING SYSTEM VALUE VALUES (13, '2026-11-27 22:43:38.187013+00', 'sample', 'load', 'asset', NULL, 13, NULL, '{"file": "asset.csv", "mode": "upsert", "counts": {"rows": 151, "changed": 0, "deleted": 0, "inserted": 150, "unchanged": 0, "quarantined": 1}, "digest": "4335b659377b34d50bb2d620648b1b89"}', NULL);
INSERT INTO audit.entry OVERRIDING SYSTEM VALUE VALUES (14, '2026-11-27 22:43:38.204958+00', 'kent', 'account.set', NULL, NULL, NULL, NULL, '{"account": "teknisyen", "audience": "secure"}', NULL);
INSERT INTO city.address_point VALUES (1, 'f9e49501-6841-4fa4-8005-f168d1a5a48c', '74120001', '1', '210001', 'Eskişar Yolu', '46105', 'left', '38403844', '010100002086140000B81E85EBD6D4204152B81EA57D9F5041', 1, '2026-11-27 22:43:37.102017+00', 'sample', 6, '\x6d47a7da268e47e21ceacec48907de60');
INSERT INTO city.address_point VALUES (2, '744a29b9-8059-4d3a-9faf-7ae3c49a7ed5', '74120004', '3', '210001', 'Eskişar Yolu', '46105', 'left', '38403942', '0101000020861400005C8FC2F514D620411F85EBA1809F5041', 1, '2026-11-27 22:43:37.102879+00', 'sample', 6, '\x8a86702bc1e94458a6c6f97ccf8f9ff8');
INSERT INTO city.address_point VALUES (3, 'f2347973-abf9-48d4-a104-b6bdf06c26a0', '74120007', '5', '210001', 'Eskişar Yolu', '46102', 'left', '38401492', '010100002086140000C3F5285CFDD620418FC2F5C8829F5041', 1, '2026-11-27 22:43:37.102956+00', 'sample', 6, '\xce5ae8a82b8aea3b1a062b4ccb2c4351');
INSERT INTO city.address_point VALUES (4, 'e45092bf-530e-4881-8d32-6e393bdc0767', '74120010', '7', '210001', 'Eskişar Yolu', '46102', 'left', '38401583', '01010000208614000052B81E05B4D72041A4703D7A849F5041', 1, '2026-11-27 22:43:37.103013+00', 'sample', 6, '\xb1476c8b4251ddb4c6a321d830b1b664');
INSERT INTO city.address_point VALUES (5, '7015e840-471f-4b4a-93c1-8f039ddd082a', '74120013', '9', '210001', 'Eskişar Yolu', '46102', 'left', '38401870', '01010000208614000085EB51B8BFD920415C8FC2C5899F5041', 1, '2026-11-27 22:43:37.103059+00', 'sample', 6, '\x91d0164391585505553c335ebd02146a');
INSERT INTO city.address_point VALUES (6, '14c86ec1-5c68-42c1-92a1-a32229e75bea', '74120016', '11', '210001', 'Eskişar Yolu', '46106', 'left', '38404677', '0101000020861400005C8FC2F57BDB2041666666C68E9F5041', 1, '2026-11-27 22:43:37.103095+00', 'sample', 6, '\x02544887b97bfb5caf7e3f19dcf80a6c');
INSERT INTO city.asset VALUES (1, 'ce9d6793-5c75-435e-97fc-6273ac6e07d5', '255-2020-0001', 'Raf sunucusu 001', 'server', 'active', 'Dağ', 'R2', 'SN9F6247E8', 'Çınarova Belediyesi Hizmet Binası / Sistem Odası', '2020-08-18', '2022-08-18', 'Aybüke Masalcıoğlu', '0500 000 00 01', '010100002086140000295C8F42C0D820411F85EBA1F09F5041', 1, '2026-11-27 22:43:38.165243+00', 'sample', 13, '\xa6d6a8cf0c4204bb23fdbfdc12a6e717');
INSERT INTO city.asset VALUES (2, 'e5d01f6f-5ee1-483b-a3c6-acd909f7a82b', '255-2022-0002', 'Raf sunucusu 002', 'server', 'active', 'Dağ', 'R1', 'SNDB3EDDFC', 'Çınarova Belediyesi Hizmet Binası / Sistem Odası', '2022-09-15', '2025-09-15', 'Bartu Hayaloğulları', '0500 000 00 02', '010100002086140000295C8F42B2D820411F85EBB1F09F5041', 1, '2026-11-27 22:43:38.16628+00', 'sample', 13, '\x684bba3f2f409aeee58094838c8e57e0');
INSERT INTO city.asset VALUES (3, '6deccd76-d7d3-4665-a385-31014e7d150d', '255-2020-0003', 'Raf sunucusu 003', 'server', 'active', 'Dağ', 'R2', 'SN0B54CCC0', 'Çınarova Belediyesi Hizmet Binası / Sistem Odası', '2020-05-25', '2025-05-25', 'Ceyhun Romankaya', '0500 000 00 03', '010100002086140000D7A370BDB2D8204185EB5168F19F5041', 1, '2026-11-27 22:43:38.166415+00', 'sample', 13, '\xd539001a7691abe2ef19678da959fc91');
INSERT INTO city.asset VALUES (4, '5094b2ef-3acd-46a7-9650-bb0aa3d808c9', '255-2019-0004', 'Raf sunucusu 004', 'server', 'retired', 'Dağ', 'R1', 'SNE358AE87', 'Çınarova Belediyesi Hizmet Binası / Sistem Odası', '2019-07-20', '2024-07-20', 'Dilşad Uydurukyan', '0500 000 00 04', '0101000020861400001F85EB51BED8204185EB5178F09F5041', 1, '2026-11-27 22:43:38.166487+00', 'sample', 13, '\xd46b722a75a9b10afa6684e8a7c4f62b');
INSERT INTO city.asset VALUES (5, '7bc85da2-0d53-4ef3-9e59-6bbf78577f13', '255-2024-0005', 'Raf sunucusu 005', 'server', 'active', 'Dağ', 'R2', 'SNFF4CAC64', 'Çınarova Belediyesi Hizmet Binası / Sistem Odası', '2024-09-17', '2027-09-17', 'Ecem Yokkişi', '0500 000 00 05', '010100002086140000E17A142ECCD8204152B81E95EF9F5041', 1, '2026-11-27 22:43:38.166599+00', 'sample', 13, '\x26550618b6d258cd046a743bb10a7807');
INSERT INTO city.asset VALUES (6, '081166da-bb6e-44d4-a66b-14e3d8387548', '255-2022-0006', 'Raf sunucusu 006', 'server', 'active', 'Dağ', 'R1', 'SNE9B6A228', 'Çınarova Belediyesi Hizmet Binası / Sistem Odası', '2022-06-02', '2024-06-02', 'Furkancan Perdeışığı', '0500 000 00 06', '010100002086140000E17A14AEBFD82041E17A149EF19F5041', 1, '2026-11-27 22:43:38.166664+00', 'sample', 13, '\x40ba92572a66623f508aef1eff69c7f5');
INSERT INTO city.building VALUES (1, '499d7e72-27b2-48a2-9039-07c30f2e2f18', '38400001', 'Hacı İğdeli Medresesi Müzesi', 'public', 'existing', 1, 0, 4.2, 'RHS-2024/0001', '010600002086140000010000000103000000010000000B00000068666666D3D62041CCCCCC3CF29F50417914AEC7D4D62041C2F528ACF49F504147E17A94D7D62041A4703D8AF99F504133333333D9D6204114AE4761FC9F504190C2F5A8F9D62041713D0A17FC9F5041A3703D0AF8D62041FFFFFF3FF99F50410BD7A3F00BD72041295C8F12F99F504191C2F52809D720413D0AD733F49F5041295C8F42F5D620412085EB61F49F5041C3F528DCF3D62041295C8FF2F19F504168666666D3D62041CCCCCC3CF29F5041', 1, '2026-11-27 22:43:36.428797+00', 'sample', 4, '\x540b5a25e8ce6d48c93d1bea4fcb8472');
INSERT INTO city.building VALUES (2, '94c35237-8ca5-457b-a2d8-f66a0d855530', '38400008', NULL, 'residential', 'existing', 2, 0, 7.2, NULL, '010600002086140000010000000103000000010000000800000015AE4761DDD62041E17A149EE29F50419C999999BDD62041733D0A17E39F50419B999999B8D62041A6703D9AE29F5041EC51B89EAED62041000000C0E29F504168666666B1D620413E0AD7A3E59F5041D9A370BDB6D6204190C2F528E69F50418FC2F528E0D62041B71E858BE59F504115AE4761DDD62041E17A149EE29F5041', 1, '2026-11-27 22:43:36.429639+00', 'sample', 4, '\xda6c66bdc3a0b4a710171104c6899843');
INSERT INTO city.building VALUES (3, 'bb5d2440-eb91-4d1e-b310-09325875647d', '38400015', NULL, 'commercial', 'existing', 1, 0, 3.5, 'RHS-2008/0001', '01060000208614000001000000010300000001000000060000005A8FC2F517D7204132333303E49F5041C5F528DC12D72041D7A370BDE19F5041666666E6DDD62041713D0A87E29F50412A5C8FC2E0D620418FC2F588E59F504112AE47E113D72041713D0AC7E49F50415A8FC2F517D7204132333303E49F5041', 1, '2026-11-27 22:43:36.429694+00', 'sample', 4, '\x2be5716b4911f1197eb31f0853b65217');
INSERT INTO city.building VALUES (4, '13a1507d-3f9f-466b-a497-9fe0814ea3fc', '38400022', NULL, 'commercial', 'existing', 2, 0, 6.7, NULL, '01060000208614000001000000010300000001000000050000002085EBD1C3D62041C2F5285CE29F50419A999999BFD62041D6A370FDDD9F50411F85EB51AAD62041E27A144EDE9F5041A4703D8AAED62041CCCCCCACE29F50412085EBD1C3D62041C2F5285CE29F5041', 1, '2026-11-27 22:43:36.429723+00', 'sample', 4, '\x30e95a4bb8e03e3b63edc9dfd86f63cd');
INSERT INTO city.building VALUES (5, 'f7af0e7a-b0cc-4de4-96ef-3126a48e5b89', '38400029', NULL, 'mixed', 'existing', 1, 0, 3.9, 'RHS-2023/0001', '0106000020861400000100000001030000000100000005000000000000800AD72041B81E85FBDD9F504183EB51B8EED6204152B81E65DE9F5041C2F528DCF6D6204151B81E15E29F5041343333B312D72041AD47E1AAE19F5041000000800AD72041B81E85FBDD9F5041', 1, '2026-11-27 22:43:36.429753+00', 'sample', 4, '\x6ed03abcfc4551dcc277dda08c1eef29');
INSERT INTO city.building VALUES (6, '38f94cd5-8706-4299-932a-9034855974f1', '38400036', NULL, 'mixed', 'existing', 3, 0, 10.8, 'RHS-2005/0001', '0106000020861400000100000001030000000100000005000000D7A3703DAAD62041AF47E13ADE9F5041CCCCCCCCBFD620419B9999E9DD9F5041F5285C8FBDD62041EB51B83EDB9F504102000000A8D6204109D7A390DB9F5041D7A3703DAAD62041AF47E13ADE9F5041', 1, '2026-11-27 22:43:36.429782+00', 'sample', 4, '\x1fca71e625e79f8e0de2344e405d2b89');
INSERT INTO city.camera VALUES (1, '44879392-aebc-491c-873e-1cfd3a33f316', 'KMR-001', 'Batı Çevre Caddesi Direği 01 – Kamera 1', 'fixed', 'pole', 'active', 37, 204.9, 94, 6, '10.46.37.101', 30, '0500 000 01 01', '0101000020861400001F85EB5175D4204114AE47511AA05041', 1, '2026-11-27 22:43:38.028866+00', 'sample', 12, '\x7f83f5f11cf800b1c56aad8740763871');
INSERT INTO city.camera VALUES (2, 'da67342c-f7e8-4157-897b-a5dc3892cf08', 'KMR-002', 'Batı Çevre Caddesi Direği 02 – Kamera 1', 'ptz', 'pole', 'active', 39, 186.7, 62.5, 6, '10.46.39.102', 30, '0500 000 01 02', '010100002086140000295C8F4201D42041A4703DEAE19F5041', 1, '2026-11-27 22:43:38.030027+00', 'sample', 12, '\xf16d6afceaf69fc7e217fa0a0064d805');
INSERT INTO city.camera VALUES (3, 'a9bf62ef-fb40-437a-9b16-19e3e0479ed9', 'KMR-003', 'Eskişar Yolu Direği 03 – Kamera 1', 'fixed', 'pole', 'active', 41, 265.7, 94, 5.5, '10.46.41.103', 15, '0500 000 01 03', '0101000020861400005C8FC2F578D5204185EB51C8789F5041', 1, '2026-11-27 22:43:38.030219+00', 'sample', 12, '\x63866297d4a9fbc8f60d841aeae097e9');
INSERT INTO city.camera VALUES (4, '964836a2-8618-4307-9969-12afe2d26924', 'KMR-004', 'Eskişar Yolu Direği 04 – Kamera 1', 'ptz', 'pole', 'active', 43, 263.8, 62.5, 5.5, '10.46.43.104', 60, '0500 000 01 04', '010100002086140000666666E6F6DB2041333333038A9F5041', 1, '2026-11-27 22:43:38.030323+00', 'sample', 12, '\x57091ae16014215634757b306eaeb249');
INSERT INTO city.camera VALUES (5, '7375e4fc-d217-4e82-9820-6254771663e0', 'KMR-005', 'Yıldıztepe Caddesi Direği 05 – Kamera 1', 'fixed', 'pole', 'active', 45, 270.3, 94, 5.5, '10.46.45.105', 15, '0500 000 01 05', '0101000020861400008FC2F5A8A6DB20417B14AEC753A05041', 1, '2026-11-27 22:43:38.030414+00', 'sample', 12, '\x119ffb0078e4979e3ef86c33b7909412');
INSERT INTO city.district VALUES (1, 'af4ef145-38f3-4e31-8aff-fe0cbc718676', '9901', 'Çınarova', '01060000208614000001000000010300000001000000DD00000034313FE138DB20412504BAD5489E5041D4D96A389BDB204160043BBA469E50412A6A378AADDB20416FECC955469E5041F80B2CAE21DC204131FDC94C449E5041B623593895DC2041A87F39D3429E5041D5E8310008DD20414B400300429E5041F23F133383DD204141E8AB97419E5041E41A596600DE204198B98762419E5041F74A3A0A7FDE2041BAC95D66419E50410D285E8FFEDE20418D21F5A8419E5041057B29617EDF204114975D2F429E504120E95EEBFDDF2041A18D0000439E5041E786F9A37CE02041250B0220449E504151558DF0F9E0204157CDC995459E50410FEE864775E12041D9766966479E504135E6B014EEE12041E51DA697499E5041D4C981C263E22041ED9B562F4C9E5041C62C82C2D5E2204184D32E334F9E50418CCCE68443E320417270F4A8529E5041EEA8F475ACE32041E66EC895569E5041C5361C0010E42041F38A00005B9E50412AD0DA5188E420411CBD3F31619E5041D68F60E1FEE4204118A10D17689E504116E123AE72E520418BA93AAA6F9E5041730808A9E2E520419898DCE3779E50418E44D0C74DE620416575D3BC809E5041C8DD2500B3E620411C65FC2F8A9E5041D591D64711E72041BAE9C935949E50416CAE618F67E72041502808C79E9E50415ADECAD1B4E72041CFB215DEA99E504153CC0600F8E720415AD0D073B59E50417FD94E1430E8204168675081C19E5041836D06005CE82041296B0400CE9E50413270C2A375E82041AEC98A32DA9E5041B9D14D057FE82041A5890340E79E5041E8E22FB87AE820415AFA5008F59E5041C14A16526BE82041BF80306C039F5041E16E525C53E820413057264C129F504113EDA76B35E8204138DAEF88219F5041EA75930F14E82041EC3D9302319F5041D2D156DCF1E720419AAF3A9A409F504194346261D1E720419142FE2F509F50415EE2182EB5E72041FF3375A45F9F5041B33823D79FE72041BAFD49D86E9F5041537F67EB93E72041A5C625AC7D9F50416324FFFF93E72041123CFDFF8B9F50415245E6ADA2E720411EF78A1B9B9F5041EDE8D6CCBDE720416989F708AA9F50414CFB6499E2E72041E6D40BCEB89F50415CC139BD0DE82041F0314A48C79F5041012F42380EE820415304E571C79F504192F62AE13DE82041AF35DCFAD59F5041B38992C26EE820417320FE6FE49F50412DD73D059EE82041A036B2D7F29F5041AA1B61E1C8E820415795F43801A050419A1C628AECE8204197B4409A0FA050413AE6CA2306E92041D6FBE9011EA05041E7834EE612E920410C9910772CA050418B521A0010E92041713CF8FF3AA0504137A57F9901E92041349E3CBA48A050413D96EE28ECE8204101DC68E656A050410E8234E6CFE820418792EE6165A050416D4D0024ADE82041121FE90A74A0504198C4881E84E820418303B9BE82A05041770F072455E82041379E2E5C91A050416209F27520E82041DD654FC19FA05041B39EFE5BE6E72041F0C9DACAADA05041A8EAC819A7E720411310B157BBA050418FE59DF562E72041799DC645C8A05041A81C75381AE72041C9189172D4A050419A58C323CDE62041C47D84BBDFA050419415EFFF7BE62041B0770100EAA05041CFC6B1942AE620412694AD97F2A050414BD78B47D1E5204174C38962FAA05041A0AC460F71E52041C99E677601A15041EA6F46E60AE52041F79CADE707A15041D897E2D19FE420419F4A30CC0DA15041A05F61C230E4204144D9AF3713A15041A27F65C2BEE32041619E014018A15041E3F547BD4AE3204174ED3DFA1CA150416BB373B8D5E2204193E1DE7A21A15041DB4D42AE60E22041A0D211D725A150419972CD9EECE12041198ACE232AA15041ED07B97A7AE12041A62664762EA15041F071E4470BE12041CAB439E332A150416FEC3300A0E02041B6D9FA7F37A1504156664EB32FE0204198750BAE3CA15041CACA66C2C0DF2041A75D34FA41A15041175059E152DF204117B1A35047A15041AF4049BDE5DE204104235F9F4CA15041E669650F79DE2041F567F2D151A15041C3B7238A0CDE204143C7C0D556A15041B50153E19FDD2041C88EAE975BA15041D0B39EC232DD20419CB0D60360A15041D67B35E6C4DC20416A18B00764A15041C12FEEFF55DC20414D32578F67A150411A9B5DBDE5DB204171F552886AA15041F1D932D773DB20410A00C1DE6CA1504116CDDCFFFFDA2041D11A05806EA15041FAB95C388ADA2041D4F59F506FA15041F0CB31DC12DA20419A9C1F556FA150418023A4199AD920411F216DA66EA150412770BD2320D9204162B65D5F6DA15041A1F1F82DA5D820414ACBD89A6BA150419770306629D820413C96EB7169A1504173ACFEB2DED72041E01BA2F967A150413DEF09FBACD72041C50158FF66A15041425CC31E30D720413DD2CF5C64A15041C6F74805B3D6204191AEB9A561A150412EF354E135D62041C6D135F35EA1504123FE48DCB8D52041C0D004605CA150412160D3283CD5204115D769065AA15041C8B4AE6B22D52041C965D89A59A150412F2CDAFFBFD420415C9B050058A150414CE7FCDB4BD420419848686D56A15041EF2D84C7D5D320416617FD0F55A1504150BC7C3D5ED320418E8C4ED853A15041E20480C7E5D2204178820EB752A150416A7B2FDC6CD220415951C69C51A1504101D02105F4D1204149C3397A50A150412EAAAAC27BD120410E2C06404FA1504120E3158A04D12041203EB4DE4DA15041BD639EEB8ED02041470F65464CA15041464C5F611BD020411CFF57684AA1504159056766AACF2041C4E3723448A1504153CE1F853CCF204168E12E9C45A15041A95B1E38D2CE2041EE05039042A15041EF0C2A006CCE2041716EFAFF3EA1504194CDCC1EEDCD20413AF08D123AA15041180E76946FCD20418A27CCFC34A15041867B7C42F4CC2041FCDD569F2FA15041417B40057CCC2041E8F5CBDC29A1504128672BAE07CC2041EE376D9623A150417D1C891E98CB20415B586DAD1CA150416BA827332ECB2041DCF37B0415A1504105798DC7CACA204114F46D7D0CA15041ACC557B36ECA20416948F4F802A150413D550DD21ACA20411AD8F558F8A050413FF90F00D0C92041F461FD7FECA050416371873D97C9204198444F51E1A05041C4C5867063C9204165008304D5A05041BE4C448F34C92041398F78BDC7A0504159A63C8A0AC920413896FC9FB9A0504122153066E5C82041A907A8D0AAA05041AF956C19C5C82041292CEF719BA050419B3DB599A9C820416FC155A88BA05041401641E192C820415D8FAA977BA050412ABD55E680C82041E7403C636BA05041D121D9A873C82041CCE6FD2F5BA050416FCD9F1E6BC82041035650214BA0504179977A3D67C82041632EDD5A3BA05041E293180068C820413E5406002CA05041D185F35B70C82041F33578ED1DA05041FD7D03A482C820412417F3C10FA05041F52EE6479DC82041695EA08001A05041450EA8A3BEC82041D7B8582FF39F5041CAB21529E5C82041D50446D1E49F50417BD32C5C09C920410368146ED89F50410B998B3D0FC92041DE20E96AD69F50411CCE993D3BC9204116E7F8FFC79F504147ABE89E67C92041BAB31D95B99F5041542F63C292C920411FB8B22EAB9F5041866C240FBBC92041F822A7D09C9F50418278A8F0DEC920412C10587F8E9F504100D2DEC7FCC92041DB7B0F3E809F5041D7A22A0013CA2041152B9612729F50415FEC340020CA204151AC0000649F5041F2B9DE1E23CA20418D199122589F50410DD3911924CA20419660846B549F5041FB79F24C20CA20419468870B449F5041C73B91C715CA2041CD5B611F339F50414E017CC205CA20417A7357E8219F5041CE549E70F1C920412EEE09A7109F504159F60200DAC920412CEACD9CFF9E5041E82D45AEC0C92041E454FE08EF9E504108D6B3A3A6C92041F3546E2DDF9E50413B7D7D198DC920417EE23F4AD09E50415720984275C920410B77A4A0C29E504176CBEE5660C920410BBB0770B69E504137E709854FC92041DFD83DFAAB9E504139C5EBFF43C9204132D3F87FA39E50414C3AFDB282C92041666500D09F9E50419FC4F404CFC920413794BFDE9A9E504195C5877027CA204195AAF1E8949E5041734038668ACA2041611B2A2C8E9E50417F24B86BF6CA20412B06CAE5869E504193EA57EB69CB204116B22C537F9E5041254F1961E3CB204130EC9FB0779E50419C35DB4C61CC2041A192263C709E504154EAEE23E2CC20415CBB8B32699E504115FF345764CD20416B5DABD0629E50415E03576BE6CD2041C90076545D9E5041ADFA13D266CE20417C7435FA589E5041F36C2500E4CE20414C83FAFF559E5041818D26D74FCF20419B15A4A0549E5041D8276BE1BDCF2041F770643F549E50419EEF5FEB2DD02041AFD64EB8549E5041FDE095C79FD020416B1052E8559E504127D7854213D120419E94DDAA579E50412D39112988D12041A8FC28DC599E50419EE5A247FED12041F342FD585C9E5041C70B777075D22041BAEDCAFC5E9E5041C6B27470EDD2204191A1DBA3619E50412E717F1466D320418519E62A649E5041FC811C29DFD3204117B06B6D669E504108F5C87A58D4204117C9B547689E50416F592DDCD1D4204171FC6996699E50411F0764194BD52041EC941B356A9E50410DF6D3FFC3D520412DCD01006A9E50411A4ED59E35D62041D2B9AF07699E5041EBEFC51EA8D62041F3BB6C6D679E5041AC256F6B1BD720415669F048659E5041CDEE25618FD72041E308EFB1629E504162C81AE103D820414781F9BF5F9E50410F49D7D178D82041F2F990895C9E50412165320FEED82041AA410D27599E5041C830158063D920412C6400B0559E504187E44705D9D92041A13AEA3A529E504118DEEA7F4EDA2041B03EFFDF4E9E504178950DD2C3DA2041823963B64B9E504134313FE138DB20412504BAD5489E5041', 1, '2026-11-27 22:43:35.754883+00', 'sample', 1, '\x375f9bd40e91566aef6ff8c3a9b33249');
INSERT INTO city.neighbourhood VALUES (1, '969f235f-cbba-42be-b817-f09053e87b69', '46101', 'Çarşı', 'neighbourhood', '9901', 2315, '010600002086140000010000000103000000010000006E000000F8BEC51EBFDA2041C24BCF63CD9F5041ED5DF8FFC7DA204120E7BA7ECD9F504173C7E6FFC7DA204109530280CD9F5041A8B162EBC4DA2041D8A6132ED19F50410157BEC2C1DA2041B912EED8D49F504102443D8FBEDA204121C5A580D89F50415BE2DE4CBBDA2041F868CB25DC9F50414E08CBFAB7DA20411DE7A8C7DF9F50416959C799B4DA204166F34D68E39F504156ACFB28B1DA2041B7760407E79F5041EB05D8A8ADDA204111BADEA3EA9F5041F07C981EAADA20415BEB0040EE9F50417E68F084A6DA204113187CDBF19F5041335033E1A2DA204133DEBF75F59F5041ED20FC2D9FDA2041D60BA410F99F50414F5B9F709BDA2041460E86ABFC9F5041F688C8A397DA20416078084700A05041DA5EC3CC93DA2041626D2CE303A05041A71C86EB8FDA2041FFD3A78007A05041CD0CC7FA8BDA2041D027551F0BA050417E56783888DA2041B902E38A0EA05041545DA33D7ADA204184F21F4C0EA05041D9456C386EDA20414B2350310EA05041600B34004CDA2041DCD1F8FF0DA05041DEE21D5C37DA20418AE7E3E10DA05041EA756D6121DA204101595DC60DA05041A6D189EB09DA204193D1CBAC0DA05041E74155E1F0D92041C91374940DA05041CEF7D528D6D9204106902D7C0DA05041FCD7C79EB9D92041C0E03A630DA0504146EE042E9BD9204115DBF3480DA050414EE120B87AD920410EBCD22C0DA050414D1A781958D920412FA4D20C0DA0504147CC4C3D33D920412041EFE80CA050410CA4EFFF0BD92041AA03FEBF0CA050416E27E9FFF3D82041518D64A60CA050412D6770F0DAD8204134A16B8D0CA05041A298E1D6C0D82041A530DF730CA05041DA1BD7CCA5D82041EE5DA0590CA0504171B19DE689D82041DE89B33E0CA05041F77335336DD8204174232E230CA05041B9C3A8CC4FD82041EF9203070CA05041F5F88EBD31D820418E2336EA0BA050410209B01E13D82041D2B783CB0BA0504125242A05F4D72041211726AC0BA050415E2EC37AD4D72041711EEA8A0BA05041D5C17D99B4D7204186B554680BA0504104F1CA7094D72041665C7B440BA05041FEA8721974D7204125EF1B1E0BA05041F0B5DD9E53D72041431D6EF60AA050413909631933D7204114A82FCC0AA050412993999E12D72041DBE008A00AA05041DA644038F2D620417CF145710AA050419FF0EEFFD1D62041ED7BFE3F0AA05041787B63C2CCD62041D12361B606A050417F679D99C7D620415B2FD42303A05041924D5D8AC2D62041B7C8438AFF9F5041B2DFAC94BDD620411409FAE8FB9F50415ABB4CBDB8D62041891AE341F89F50419952710AB4D62041B3F88094F49F5041403B3F85AFD62041D2E12DE3F09F5041B2DBD928ABD62041932E0D2EED9F504156A8D8FFA6D62041601F2175E99F504109416E0FA3D6204171C543BAE59F5041090C21579FD6204154BE18FEE19F50416BD33CDC9BD62041022AA140DE9F50416EC0D5A898D620414DCD3883DA9F5041CC6E4DBD95D6204167CA02C7D69F504170C2ED1E93D6204193A2240CD39F5041902C10D290D62041EA80D453CF9F5041658500DC8ED620416185139ECB9F50419FC6863D8DD620418801CDECC79F5041C397E7FF8BD6204190ED0240C49F5041C449560AABD620411EB8B387C49F50412313D823CAD620414C990ECEC49F5041A562583DE9D620418C2D7C14C59F5041CE94EA5608D72041A6A79059C59F504107D3116127D72041CED4109EC59F5041DC97195246D720412372E8E1C59F50413CF0DC2365D7204170777224C69F504102B09CCC83D7204108B86266C69F50416C127F47A2D720414DF8A5A7C69F5041A9EFCD7FC0D720414D44A6E7C69F5041A7D0E875DED72041D91CAB27C79F5041A9C0D81EFCD7204135B86A66C79F50412BC8946B19D82041236473A4C79F5041EAF91A5C36D82041AE7DE9E1C79F5041FBD673E152D82041A6E5131EC89F504175398EF06ED82041C7F19359C89F50413C67FF848AD8204112DC7A94C89F504193A3AA94A5D820412F8D10CEC89F5041C5C7C019C0D82041FF61AD07C99F5041CA650600DAD8204172910540C99F5041A275EB1EFCD82041BA5BE58AC99F50411D93A8191ED920419A4E1AD5C99F504136A6EDCC3FD92041C73AC11ECA9F50418047671961D920418705AF67CA9F5041201F3FDC81D920411ADD5CAFCA9F5041A9AB3CE6A1D920414E9CC0F5CA9F5041F70BB11EC1D920418068433ACB9F5041386F215CDFD92041F921CA7CCB9F50411A851880FCD920415B9672BDCB9F5041BE45246118DA204112EC7DFBCB9F504181AD22D732DA204171226436CC9F504138E1E5CC4BDA2041D06D0E6ECC9F5041C6AA3A0F63DA2041352396A2CC9F5041CC68298078DA2041EEA92CD3CC9F504175E7E8FF8BDA20416BB10100CD9F504147324A66B5DA204141C3B357CD9F5041F8BEC51EBFDA2041C24BCF63CD9F5041', 1, '2026-11-27 22:43:35.838477+00', 'sample', 2, '\xa866439facd25032ded58b6525f1760d');
INSERT INTO city.neighbourhood VALUES (2, '123133f9-8289-4320-9135-024f4309ebed', '46102', 'İstasyon', 'neighbourhood', '9901', 3120, '0106000020861400000100000001030000000100000041010000A3FB135226CA2041A5D0422A589F5041F2B9DE1E23CA20418D199122589F50410DD3911924CA20419660846B549F5041FB79F24C20CA20419468870B449F5041C73B91C715CA2041CD5B611F339F50414E017CC205CA20417A7357E8219F5041CE549E70F1C920412EEE09A7109F504159F60200DAC920412CEACD9CFF9E5041E82D45AEC0C92041E454FE08EF9E504108D6B3A3A6C92041F3546E2DDF9E50413B7D7D198DC920417EE23F4AD09E50415720984275C920410B77A4A0C29E504176CBEE5660C920410BBB0770B69E504137E709854FC92041DFD83DFAAB9E504139C5EBFF43C9204132D3F87FA39E50414C3AFDB282C92041666500D09F9E50419FC4F404CFC920413794BFDE9A9E504195C5877027CA204195AAF1E8949E5041734038668ACA2041611B2A2C8E9E50417F24B86BF6CA20412B06CAE5869E504193EA57EB69CB204116B22C537F9E5041254F1961E3CB204130EC9FB0779E50419C35DB4C61CC2041A192263C709E504154EAEE23E2CC20415CBB8B32699E504115FF345764CD20416B5DABD0629E50415E03576BE6CD2041C90076545D9E5041ADFA13D266CE20417C7435FA589E5041F36C2500E4CE20414C83FAFF559E5041818D26D74FCF20419B15A4A0549E5041D8276BE1BDCF2041F770643F549E50419EEF5FEB2DD02041AFD64EB8549E5041FDE095C79FD020416B1052E8559E504127D7854213D120419E94DDAA579E50412D39112988D12041A8FC28DC599E50419EE5A247FED12041F342FD585C9E5041C70B777075D22041BAEDCAFC5E9E5041C6B27470EDD2204191A1DBA3619E50412E717F1466D320418519E62A649E5041FC811C29DFD3204117B06B6D669E504108F5C87A58D4204117C9B547689E50416F592DDCD1D4204171FC6996699E50411F0764194BD52041EC941B356A9E50410DF6D3FFC3D520412DCD01006A9E50411A4ED59E35D62041D2B9AF07699E5041EBEFC51EA8D62041F3BB6C6D679E5041AC256F6B1BD720415669F048659E5041CDEE25618FD72041E308EFB1629E504162C81AE103D820414781F9BF5F9E50410F49D7D178D82041F2F990895C9E50412165320FEED82041AA410D27599E5041C830158063D920412C6400B0559E504187E44705D9D92041A13AEA3A529E504118DEEA7F4EDA2041B03EFFDF4E9E504178950DD2C3DA2041823963B64B9E504134313FE138DB20412504BAD5489E5041D4D96A389BDB204160043BBA469E504188FEB2F09CDB204159056A3D4A9E50418D55F7FA9EDB2041AE4AB3874E9E50415D75EEFFA0DB2041B99239DA529E504163A8DEFAA2DB2041DB5B9132579E50413FBB60EBA4DB20413BA704905B9E50418C23B4CCA6DB2041BA47A7F05F9E5041FA5AA799A8DB2041E0F78C52649E5041D4062657AADB20410C8881B4689E5041CA980000ACDB2041735174146D9E5041D7924F94ADDB2041AD939E70719E504178AF6E0AAFDB2041D7CBB6C7759E5041344E4E6BB0DB2041585DAF177A9E5041C541DEA8B1DB20415433625F7E9E5041B3BCF8CCB2DB20419C5C309C829E5041EFE694CCB3DB2041017917CE869E504197DCC0A8B4DB2041A02BE5F18A9E5041D5456866B5DB2041D04465068F9E504165F8B9F5B5DB204158BC3A0A939E5041BD3C245CB6DB20411A0FEAFA969E50417D1AA999B6DB2041A9DB4ED89A9E5041FACC26A9B6DB2041E0D1599F9E9E504193023F8AB6DB2041E43CB14EA29E504129944C33B6DB204152CA1DE5A59E504106DD20AEB5DB2041EB3EA460A99E5041FC6F8AF5B4DB2041035558BFAC9E5041D127E4FFB3DB20414CBA0200B09E5041FA927747B2DB20415BA5EE61B49E5041BBF08A19B0DB20412EF51DB5B89E50414B8EF07AADDB20417F6B35FABC9E5041B441D775AADB2041CEB2A530C19E5041B1BA260AA7DB2041D78B355AC59E5041A2988642A3DB20414234C475C99E50414E5405299FDB20413A9C1A85CD9E5041E5E139BD9ADB20419E26A787D19E5041E0252D0A96DB2041DD336C7DD59E50414F67831991DB20412847B367D99E5041E5B1AEEB8BDB204190486A46DD9E50418B145C8A86DB20415205371AE19E5041B3362B0081DB204113408AE2E49E50411488994C7BDB20419E4CABA0E89E50412DDAF47F75DB204153031D55EC9E5041031062996FDB20412FDF5FFFEF9E50412237969E69DB2041A3A106A0F39E5041EA208B9E63DB2041820AA637F79E5041E804A7995DDB2041574906C7FA9E5041C169A99957DB2041468E734DFE9E504115A8819E51DB2041621423CC019F5041B2315EBD4BDB2041BC9A2B43059F5041862082F045DB204129E58BB2089F50413EA7983D40DB20412B9B8C1B0C9F504191EF88B83ADB2041B1EA697D0F9F50411950FB5B35DB2041A2F7FCD8129F5041AE86633330DB20414B5DB52E169F5041717C8A472BDB204157185D7F199F5041EBD7CC9926DB2041A48A3ECA1C9F50414D7D383822DB2041E928A410209F5041D54AAF231EDB20413A238E52239F504121FC7C611ADB2041989CFD8F269F5041C334290017DB2041086C99C9299F50411D041C0014DB2041435F05002D9F5041B7F0646B10DB204133157854319F504137667F3D0DDB204159C4F198359F5041B49FE8750ADB2041B9BFB9CE399F504128C4090A08DB2041508FBBF53D9F50413D079CF005DB20410D96190E429F504133A0DB2304DB204183EC5118469F5041AFD3E39E02DB2041E96D19154A9F50418AB6245701DB2041E94DDC034E9F504109B9B34700DB2041BF8BBCE5519F5041D5FB7066FFDA204121A438BA559F5041B1D44AB3FEDA2041D0029882599F5041C1BBD01EFEDA204169F4B23E5D9F5041EEB6FFA8FDDA2041D60AC0EE609F5041967C5E42FDDA2041A7483B93649F50410B035EEBFCDA20411BC6242C689F504141218194FCDA2041654841BA6B9F50412B9AA442FCDA204153796D3D6F9F50412B8042E6FBDA204108D411B7729F5041E7C9B875FBDA20410775C025769F50417E2A7AF0FADA20411DC7888B799F5041C7A3E34CFADA204177170FE77C9F5041001A1E85F9DA20412C4C3D3A809F504163D57B8FF8DA2041AFC97F84839F504180523866F7DA20419AD966C6869F504163D2FB04F6DA204166F86BF6899F5041310F0E00F6DA2041A9AE02008A9F504138100BDCF3DA204144DD8D628E9F50418AEE01AEF1DA2041C767EAA1929F5041DB79CF75EFDA2041D825A7C0969F504163B04833EDDA20416774E4C19A9F5041C4DB64E1EADA20414C37F8A89E9F5041B4B74585E8DA20413FBEF178A29F504102617A19E6DA2041ED1E8334A69F50416ABCFDA3E3DA2041988F5FDFA99F504192E8EE1EE1DA204109DD267CAD9F5041D277768FDEDA20416702690DB19F50419A1D7BF0DBDA2041F11EB197B49F5041BB355E42D9DA20418755221CB89F5041EB395185D6DA20417B195B9FBB9F50415DC29BBDD3DA2041C604D923BF9F5041A81937E6D0DA2041309ACDACC29F50416D4D07FBCDDA204123D7C63CC69F50410A2D1B05CBDA2041E92DAFD7C99F5041ED5DF8FFC7DA204120E7BA7ECD9F5041F8BEC51EBFDA2041C24BCF63CD9F504147324A66B5DA204141C3B357CD9F504175E7E8FF8BDA20416BB10100CD9F5041CC68298078DA2041EEA92CD3CC9F5041C6AA3A0F63DA2041352396A2CC9F504138E1E5CC4BDA2041D06D0E6ECC9F504181AD22D732DA204171226436CC9F5041BE45246118DA204112EC7DFBCB9F50411A851880FCD920415B9672BDCB9F5041386F215CDFD92041F921CA7CCB9F5041F70BB11EC1D920418068433ACB9F5041A9AB3CE6A1D920414E9CC0F5CA9F5041201F3FDC81D920411ADD5CAFCA9F50418047671961D920418705AF67CA9F504136A6EDCC3FD92041C73AC11ECA9F50411D93A8191ED920419A4E1AD5C99F5041A275EB1EFCD82041BA5BE58AC99F5041CA650600DAD8204172910540C99F5041C5C7C019C0D82041FF61AD07C99F504193A3AA94A5D820412F8D10CEC89F50413C67FF848AD8204112DC7A94C89F504175398EF06ED82041C7F19359C89F5041FBD673E152D82041A6E5131EC89F5041EAF91A5C36D82041AE7DE9E1C79F50412BC8946B19D82041236473A4C79F5041A9C0D81EFCD7204135B86A66C79F5041A7D0E875DED72041D91CAB27C79F5041A9EFCD7FC0D720414D44A6E7C69F50416C127F47A2D720414DF8A5A7C69F504102B09CCC83D7204108B86266C69F50413CF0DC2365D7204170777224C69F5041DC97195246D720412372E8E1C59F504107D3116127D72041CED4109EC59F5041CE94EA5608D72041A6A79059C59F5041A562583DE9D620418C2D7C14C59F50412313D823CAD620414C990ECEC49F5041C449560AABD620411EB8B387C49F5041C397E7FF8BD6204190ED0240C49F5041F9096D3D8BD62041E6774948C09F5041C4BD85198BD6204132017F24BC9F5041E4F6588F8BD620414475CEDCB79F5041C8B23B858CD62041D054DC7AB39F5041F817B2EB8DD620412393AB07AF9F5041763C41B38FD62041DDF22C8CAA9F5041C5D2E8CC91D6204105689B10A69F5041B1C18A1E94D6204174BCBF9EA19F504151E4D39E96D62041D926F93F9D9F504124FB6C3D99D620417F15CBFC989F5041650D72E69BD62041A42913DE949F5041922F1B859ED62041AB35D3EC909F5041CF2B310FA1D6204110A18E328D9F5041ED3A816BA3D62041557E58B8899F5041E04C4F94A5D620412FB96D86869F504170C0D270A7D6204195D060A6839F50417956ACF0A8D620415EB74621819F504192DBF7FFA9D62041280EFDFF7E9F5041FC6F858F8DD620419E4A8DBB7E9F5041767E032E71D62041D85F56787E9F504126A818D754D62041E32122357E9F50412299E17A38D620413130EDF17D9F50414442540A1CD620410E1158AF7D9F50418C972C80FFD520414420D06C7D9F5041B51FB6C7E2D5204139119B297D9F504177493AD7C5D520413A07C9E57C9F5041CC7FB1A3A8D52041F27C45A17C9F5041486E891E8BD5204110C0315C7C9F504135CC3D3D6DD5204149C81F157C9F504170B794F54ED52041574079CD7B9F5041BE172F3830D52041061ACF837B9F504129A697F510D5204159A754387B9F5041AD5EB223F1D4204160B13FEA7A9F50418A5746B8D0D42041ABB5E79A7A9F5041E820FCA3AFD42041CA244C487A9F50418B8731DC8DD4204121E132F3799F504125843A576BD420410300E49A799F50415441DFFF47D420411BC7FE3F799F50412FEB9C6B2DD420410F797DFB789F5041830BA5A312D42041753D4BB8789F5041A81E9FA3F7D32041F2BB1F75789F50418E74836BDCD320412F7C8C32789F50412EF99CF5C0D3204135C5FEEF779F5041F811B147A5D32041CA19D4AC779F504184B7D45189D3204155A79A69779F50410C58CC196DD320419821C225779F5041F9316A9950D32041F03D49E1769F5041480DBECC33D3204148738B9B769F504150AB32B816D320419B827754769F5041AA821052F9D22041BBC42F0C769F50410E218099DBD220419DF6EBC1759F50412780628FBDD220415D7CBE75759F5041C772032E9FD22041B66E0227759F5041B58F7E7080D22041D2B26CD6749F5041A888035261D2204171303483749F50419E934FDC41D22041F171C92C749F504167B6E6FF21D22041AD22DFD3739F504118004DBD01D220416D920977739F504196DD7714E1D12041A5DD1017739F504146FB2500C0D120418DD52BB3729F50411A64E47F9ED120415DC97E4B729F504183CD518F7CD12041B21B65DF719F5041524424295AD12041B654B96E719F50416007BB5137D12041197F44FA709F5041371AECFF13D12041155D0780709F50412DD32705FAD020419EE42D23709F50417C55F5FFDFD02041E53132C36F9F5041B68937E6C5D02041313E5C5F6F9F5041EA394EB8ABD02041DD8DF3F86E9F50418088D97591D02041419EB08E6E9F50413FF2540F77D02041A2D0E9216E9F50415EF5588F5CD02041852D8FB26D9F504142F74DEB41D02041777E9E406D9F50416329C91E27D020413C0929CC6C9F50416849352E0CD020413E8B1D556C9F50411CA5590FF1CF20410D83D3DC6B9F5041A6796DBDD5CF20415352F0616B9F50418EA15F38BACF20411667BBE56A9F50415A302E809ECF2041E22459686A9F50419CC1278F82CF20413D13EEE8699F50419EB9F35B66CF2041EF42F668699F5041335477EB49CF20412CA3AAE7689F50416A031A332DCF204162311B65689F50415371873810CF2041228F90E2679F50418A94BFF0F2CE20414FBC645F679F5041F755345CD5CE204161A385DB669F5041476A9075B7CE2041D513A857669F50419B07693899CE2041B856DDD3659F5041C15B21A97ACE20412AB0A550659F50410A944EB85BCE20412E676CCD649F50410080AC6B3CCE20410BE3444A649F5041A22F6FBD1CCE2041090151C8639F5041E472C2A8FCCD2041CB6E1047639F5041B3A3102EDCCD20419B9D02C7629F5041FC46C042BBCD204111C04948629F5041F42BACEB99CD20416CDEE6CA619F5041609BAF1E78CD2041F380B34E619F5041BDF67CE155CD20414CF678D4609F50417D9F0C2933CD20413BC9225C609F5041A2D582F00FCD20411D2FC2E55F9F5041C5094938ECCC2041C6CBE8715F9F5041C8D0F5FFC7CC2041B20905005F9F50415257B014AECC2041B1A64FB15E9F5041AE59A74293CC2041A1B647615E9F504190948F9E77CC2041AF76A7105E9F5041C1EDDA285BCC2041C4D65CBF5D9F50415496D6F53DCC20411D156C6D5D9F50418E665C0A20CC2041876CE81A5D9F504160D6947001CC20417C9EAFC75C9F504177D95938E2CB2041EBE37A745C9F504145B48E66C2CB2041EB8FA7205C9F5041058B810FA2CB2041ADAC27CC5B9F504178F0283381CB20418D27B1775B9F5041C23669E15FCB2041AC1F35235B9F50410142DB283ECB2041D6E712CE5A9F5041811B500A1CCB2041FB1F92795A9F5041B3F8B399F9CA20417CAC81245A9F5041960F4CDCD6CA20414AFE61CF599F5041DE5911E1B3CA20414AE8D97A599F50412FFE12B390CA204108606C26599F5041CB9C2E576DCA2041B1D6E3D1589F5041C5525BDC49CA2041F77D0B7E589F5041A3FB135226CA2041A5D0422A589F5041', 1, '2026-11-27 22:43:35.839216+00', 'sample', 2, '\x6334b857fc268407d0636f0ff5e53fd1');
INSERT INTO city.neighbourhood VALUES (3, '8ab4e453-7def-4989-815d-6313ce56d14d', '46103', 'Işıklar', 'neighbourhood', '9901', 2480, '01060000208614000001000000010300000001000000030100001A4C410F6FD620410F202EFCC39F5041C397E7FF8BD6204190ED0240C49F50419FC6863D8DD620418801CDECC79F5041658500DC8ED620416185139ECB9F5041902C10D290D62041EA80D453CF9F504170C2ED1E93D6204193A2240CD39F5041CC6E4DBD95D6204167CA02C7D69F50416EC0D5A898D620414DCD3883DA9F50416BD33CDC9BD62041022AA140DE9F5041090C21579FD6204154BE18FEE19F504109416E0FA3D6204171C543BAE59F504156A8D8FFA6D62041601F2175E99F5041B2DBD928ABD62041932E0D2EED9F5041403B3F85AFD62041D2E12DE3F09F50419952710AB4D62041B3F88094F49F50415ABB4CBDB8D62041891AE341F89F5041B2DFAC94BDD620411409FAE8FB9F5041924D5D8AC2D62041B7C8438AFF9F50417F679D99C7D620415B2FD42303A05041787B63C2CCD62041D12361B606A050419FF0EEFFD1D62041ED7BFE3F0AA050416C7F71EBD7D620411034460A0EA0504185444D85DED62041811A1AF511A05041057464B3E5D62041F44EA2F915A050413290205CEDD620419EA9640F1AA05041A46D6461F5D62041BCC507301EA05041EB2C4DB3FDD6204116ED375322A05041673A5F3306D720415505427126A05041CB83D3CC0ED72041703587822AA0504148EF256117D72041F417F87F2EA0504145DA26D71FD720418EB1E26132A05041A022EA1E28D720415930A92036A0504122AAB31430D720414B3FCFB339A05041CBB0A0A337D720412A86C5153DA05041DAEF0EB33ED72041A09CCA3C40A050412715D12845D7204157D83B2343A05041EFEBA5F04AD720411677FCBF45A050416AF596EB4FD720416E59210C48A05041EBFF030054D720416A69F8FF49A05041326B7A3851D72041A0A927FC4BA05041938C34614ED72041B2DBA6504EA05041AA4886704BD720418BE27FF450A050411153DB5648D7204126F6EDE153A050412826760A45D720418565421157A050416708F17A41D7204166FD827B5AA050418A2E989E3DD720414C264B185EA050419FBC6C6139D720419858E7E161A0504115588DC234D72041030F07D065A05041B14FE8A32FD720416DCB88DB69A0504111C73D0A2AD720414C941AFE6DA05041D337F7DB23D720419270542F72A05041ECE6430F1DD72041B77DF36876A0504154A0429415D72041A6D491A27AA050411E3570660DD72041C352C9D57EA05041A7718D7004D720419F8D8CFB82A050411EF9DCA8FAD62041BFD62C0C87A05041B0D9E4FFEFD620416B47FAFF8AA05041DA0DD956E6D620414BDC742D8EA050418157D1A3DBD620412B1AF05891A050412D5FFEFACFD62041B5DA7F8494A050418CA6F175C3D620414CE9A8B097A05041C6521533B6D62041BF7A15DE9AA050411CD17D47A8D620418E36B50E9EA05041B7DF0ED299D620417EB28E42A1A05041103A82E68AD6204133D2227CA4A05041F793BAA37BD62041B95A8ABBA7A05041AC2CBA236CD62041F92B4A01ABA050417541F57F5CD6204110C10850AEA05041F9BC05D24CD62041472AA7A7B1A0504166AB242E3DD62041A5859509B5A0504192A470B82DD62041C0BE1077B8A05041FE7E26851ED62041482F40F1BBA05041B56144AE0FD62041F774F178BFA050415DF7C35101D62041C072BC0EC3A050416E7F2285F3D52041F06422B5C6A050417D6B1E61E6D52041E6D1846BCAA05041FF16E904DAD520415A357934CEA05041F47C3F85CED52041CAF20310D2A05041E6A00900C4D520417E560400D6A050416FE03F05BCD520411699E541D9A050414E5C3657B4D520412C3DCB8CDCA05041108AC8FAACD52041F218A4E0DFA05041D66895EBA5D52041C485CB3CE3A0504172318C1E9FD5204185E1E2A1E6A050414157689998D52041D893FD0FEAA05041CFE7E75692D52041BD956486EDA05041E316DB4C8CD52041FDA5CB05F1A05041D4DFF88486D520411572108EF4A050419F98AFF080D52041E843541FF8A05041787971947BD52041B154F4B8FBA05041A02D5C6B76D52041C821815BFFA050419997B96B71D5204146CC0A0703A150419B72D79E6CD520416D64DDBA06A15041CDC5A2F567D52041F2574F780AA15041ABD99D7063D520418952193E0EA1504150A5580F5FD52041580B290C12A1504190CAC0D15AD52041E91ED8E315A15041188B32AE56D52041F111DDC319A15041D96F819E52D520413E6424AC1DA15041A98FC7A84ED5204184321B9E21A15041F2B1CCC74AD52041C98F549825A150417A427FF046D52041D40B849B29A150416CA30C2943D52041FBF5AAA72DA15041631C506B3FD52041D14824BC31A15041F06348B33BD52041CEE292D935A15041549A120038D52041B7C408003AA1504190055B662ED5204193440C6738A1504192E1DA4723D52041F6DAC79C36A15041504F67C216D52041457974A434A15041C16AC7F008D5204155B3A68032A150414B2298EBF9D42041E18D2A3330A1504162BBE2D6E9D420416AF4BABE2DA15041882EABC7D8D420417F976A262BA15041CF2B2CE1C6D420412B64886B28A150415255423DB4D4204131724C9125A1504141A5DCF5A0D42041D53B959922A150416E7DCF288DD420410BDFAD871FA150418765C6F578D42041DC0A765D1CA15041466D117B64D420415ADB701D19A15041EFC3D8CC4FD4204102A743CA15A150412F7D4F0A3BD42041B8865F6612A15041BCA5CB5126D42041D86EDAF30EA15041F7D277C211D420418C2BC9750BA150416C9DD175FDD3204177461CEE07A15041FD584685E9D320418A83F95F04A150412B8C8014D6D32041863AD4CC00A15041140A8638C3D32041FFDCAC37FDA05041E7378014B1D32041F2E32BA3F9A05041C4065EC29FD320417FEB4111F6A0504130D4055C8FD3204111458384F2A05041D8E5310080D320417D9C0400EFA050413788F9D172D3204154ED34DAEBA05041AC3888BD65D32041CF5456A8E8A05041344166C258D320414B0FE86AE5A050413FE36CE14BD3204101028E22E2A050412E268B1E3FD320419DE9FECFDEA0504142E8137B32D320410F0D3B73DBA0504173B3D2FF25D320419DCDD50CD8A05041F73FC6A819D320411F0A729DD4A05041EFB613800DD3204175162425D1A050416AF0F67F01D3204176417CA4CDA05041C665FEB2F5D22041F57B201CCAA050416F944E14EAD22041C0EF218CC6A05041E60505AEDED220419F7526F5C2A0504182701280D3D220413E175158BFA050414540158AC8D220412BB17EB4BBA05041114B05D7BDD22041CCD0E60AB8A05041D1453A5CB3D22041D5A5CE5CB4A0504197A1BD28A9D220416BA295A9B0A0504181CC673D9FD22041A9DBF1F1ACA05041B831C19995D220414C8D6236A9A05041E606573D8CD22041C1FF0B77A5A050417737213383D22041FCBF25B5A1A05041387CB87A7AD2204157CEF9EF9DA0504111C27A1472D22041C70EF4289AA0504111B943056AD220411A55036096A05041BFD8DD5162D2204112E15D9692A05041EAEDC0FA5AD22041A27484CB8EA050419F72E5FF53D22041079408008BA050413E75A4F04DD22041AB84017087A0504106EA456648D22041757D6CD683A050417346615C43D22041D85E363380A05041FF5BDCC73ED220412B72B6877CA05041970A929E3AD220413163D8D378A05041BE9A49E136D220415BB3991975A05041EA60208033D220415E0AF75871A050418DE1CA7530D22041844AEF916DA05041F91C7AB82DD22041758A6BC669A050413A9A71422BD22041E2946AF665A05041D9E65B0A29D2204166E2312362A050419C960A0A27D22041BB56D24C5EA050418224293825D22041ED397F745AA050415662208A23D220418351369A56A05041E69FD4FF21D22041A72007C052A0504161E1468A20D22041F41DCAE54EA05041C494BA231FD2204175147E0B4BA05041D4AD5EC21DD22041997C303347A05041DF7859611CD220414F20CE5C43A05041AC7E91F51AD220417C199C893FA0504140000E7B19D220414A9299B93BA05041C68544E617D22041EA8C0BEE37A05041DBAEEF2D16D220411D47022734A050415C9CF55114D22041E3E2686630A050414F41744212D2204152D829AC2CA0504193E000FB0FD22041A96A56F828A05041D83F7A700DD220416439C54C25A050416BA0E59E0AD2204149D099A921A05041F563B97A07D220413C0107101EA050410EA5FDFF03D2204132C6F97F1AA05041DCF693C2FFD1204187B0D38316A05041F0BE122EFBD12041E1604B7112A050412A64CA51F6D1204183BEE04A0EA0504125BCFF2DF1D1204151A0D8130AA0504195BC9DCCEBD120413BF29CD005A0504195575B3DE6D1204138CA758401A050419B5ACA7AE0D120419EE3F031FD9F504121266E99DAD12041493368DDF89F5041B45E9299D4D120410D3BA189F49F5041D8F2E07FCED1204114B23C3AF09F50410109105CC8D120414EDE94F2EB9F504113F91C38C2D12041330EBAB5E79F504142EE5F0FBCD120413CAF4988E39F5041C36793F5B5D120419A94C46CDF9F5041FB6D6EEBAFD12041387B5D66DB9F5041ADF2E3FAA9D120414FC8EC78D79F504188CB1429A4D12041F725A6A7D39F5041DEAF3F859ED12041EB1563F6CF9F504106CA390F99D1204143255668CC9F5041705F2DD793D12041591EA300C99F504147B90CDC8ED12041598F8EC2C59F50419F4115298AD12041F4D994B2C29F504121D4E3C785D120417CF890D2BF9F50415B3E87BD81D1204107311027BD9F50415E236D147ED12041261935B3BA9F50413582B5D17AD12041038B457AB89F50410960360078D12041DCE90780B69F504142F7BB709DD12041E8F8CB2CB69F50414F68F2ADC2D12041905E68FDB59F504151930AA9E7D12041A7DD15EEB59F50413117A4470CD22041AF8ED1FCB59F50418ED0C17030D220413E946326B69F50412C05851954D220417638A967B69F504199560D2477D22041704B0DBEB69F5041F3B3E47A99D22041E3D96A26B79F50417A53520ABBD22041F0A21C9EB79F5041A29649BDDBD22041CB4D8F22B89F5041DA272180FBD22041AC8CFAAFB89F5041783777381AD320415CCD7F44B99F5041367CC3D137D3204139FE1FDCB99F5041B901413854D32041A1512275BA9F5041DCFEED566FD3204194522B0CBB9F504121105C1489D320410C2F159EBB9F50419C94F85BA1D320410BEAA827BC9F504144B18F19B8D32041B83A09A7BC9F5041CACF1E38CDD3204143DBEC18BD9F5041966DF3A3E0D32041895F417ABD9F50413694B742F2D32041F6E84DC8BD9F504185D1D6FF01D4204150DCFFFFBD9F5041F5D1C12312D420419456A627BE9F50413D2393E624D42041B8516456BE9F5041093A650F3AD4204187228A8BBE9F5041849DD47051D42041F5D4C6C5BE9F5041927EE9D16AD42041FF59C405BF9F5041A518480586D420410737A049BF9F50416894F9D1A2D42041BD29F291BF9F504116C64E05C1D42041811A68DDBF9F5041ECD5C875E0D4204198E32F2CC09F5041B55648E100D52041EAC1CF7CC09F50418EBBB71E22D520413F2707D0C09F504103EEF6FA43D52041ECD88324C19F50419E249A3D66D520415B79F278C19F504192B15CB388D52041A0FFB3CEC19F5041EAAA0A2EABD52041D1C12F23C29F5041AD58D17ACDD520413197B477C29F5041B4AA4E61EFD52041802C39CAC29F5041A46BDDAD10D62041E816E91AC39F5041019C133331D62041DB8EF268C39F5041CF4A71B850D62041E81A80B4C39F50411A4C410F6FD620410F202EFCC39F5041', 1, '2026-11-27 22:43:35.83963+00', 'sample', 2, '\xfee16f650075ec47cc70f474f66c0655');
INSERT INTO city.neighbourhood VALUES (4, '3e97f297-65fe-4557-b15c-f70448bc465e', '46104', 'Yeşilyamaç', 'neighbourhood', '9901', 1870, '01060000208614000001000000010300000001000000E7000000326B7A3851D72041A0A927FC4BA05041EBFF030054D720416A69F8FF49A050416AF596EB4FD720416E59210C48A05041EFEBA5F04AD720411677FCBF45A050412715D12845D7204157D83B2343A05041DAEF0EB33ED72041A09CCA3C40A05041CBB0A0A337D720412A86C5153DA0504122AAB31430D720414B3FCFB339A05041A022EA1E28D720415930A92036A0504145DA26D71FD720418EB1E26132A0504148EF256117D72041F417F87F2EA05041CB83D3CC0ED72041703587822AA05041673A5F3306D720415505427126A05041EB2C4DB3FDD6204116ED375322A05041A46D6461F5D62041BCC507301EA050413290205CEDD620419EA9640F1AA05041057464B3E5D62041F44EA2F915A0504185444D85DED62041811A1AF511A050416C7F71EBD7D620411034460A0EA050419FF0EEFFD1D62041ED7BFE3F0AA05041DA644038F2D620417CF145710AA050412993999E12D72041DBE008A00AA050413909631933D7204114A82FCC0AA05041F0B5DD9E53D72041431D6EF60AA05041FEA8721974D7204125EF1B1E0BA0504104F1CA7094D72041665C7B440BA05041D5C17D99B4D7204186B554680BA050415E2EC37AD4D72041711EEA8A0BA0504125242A05F4D72041211726AC0BA050410209B01E13D82041D2B783CB0BA05041F5F88EBD31D820418E2336EA0BA05041B9C3A8CC4FD82041EF9203070CA05041F77335336DD8204174232E230CA0504171B19DE689D82041DE89B33E0CA05041DA1BD7CCA5D82041EE5DA0590CA05041A298E1D6C0D82041A530DF730CA050412D6770F0DAD8204134A16B8D0CA050416E27E9FFF3D82041518D64A60CA050410CA4EFFF0BD92041AA03FEBF0CA0504147CC4C3D33D920412041EFE80CA050414D1A781958D920412FA4D20C0DA050414EE120B87AD920410EBCD22C0DA0504146EE042E9BD9204115DBF3480DA05041FCD7C79EB9D92041C0E03A630DA05041CEF7D528D6D9204106902D7C0DA05041E74155E1F0D92041C91374940DA05041A6D189EB09DA204193D1CBAC0DA05041EA756D6121DA204101595DC60DA05041DEE21D5C37DA20418AE7E3E10DA05041600B34004CDA2041DCD1F8FF0DA05041D9456C386EDA20414B2350310EA05041545DA33D7ADA204184F21F4C0EA050417E56783888DA2041B902E38A0EA05041861D380088DA20419CBBFDBF0EA05041422A2E0A84DA20414723BC5E12A0504100A3D52380DA2041B2B4F1F815A0504162DBE1477CDA2041517DAF8E19A050413B9D837078DA204156DE4D211DA050414EBDA99974DA204102BE92B220A05041FC9E96BD70DA2041AA118F4224A05041065812D26CDA20416A1788D227A05041B29701D768DA2041F6217B642BA050419D00B0C264DA204126EB53F82EA0504186BC748A60DA20410E99578F32A05041CCFA17335CDA20414ED3E02A36A050419FCE44B357DA20412AD822CC39A05041EBB13D0553DA2041559D2E733DA050416144B91E4EDA204164CD902241A05041D190290049DA20415A5037DA44A0504125E5E39E43DA204115AE8B9B48A050412A4FF5F53DDA2041179D53684CA05041691D1A0038DA2041C875FC3F50A05041FA03716132DA2041392AACC053A05041492B4E852CDA204158E82D4C57A0504160B5A57026DA20410DCAA9E05AA050416254C42820DA204116C20E7E5EA0504141B42AAE19DA20418CDE392362A0504122C3300A13DA2041964FC1CE65A05041048C473D0CDA2041DD2DA58069A05041EF7E884705DA204182880C376DA0504168E71A33FED920419D5CE7F170A05041AD680F00F7D920412D6F00B074A050410D3B53B3EFD92041672EFF6F78A05041BA0BC151E8D920410DA5E4317CA05041692D54DCE0D920417912D8F37FA0504166B25A5CD9D92041E98C25B583A05041645EDED1D1D92041D12D177587A0504124C55F3DCAD92041D5028A328BA05041941706A9C2D920416B086EED8EA05041DC748314BBD92041514E34A392A0504187A81A85B3D9204114AD815496A05041CDC62900ACD9204185AAFDFF99A05041382F898FA4D92041705DDD9A9DA05041585091429DD9204191E0BE1EA1A05041709E0D0A96D92041C70F638FA4A05041B2C25FE18ED92041C73C9FF0A7A05041C89494C287D920411AD26C46ABA0504136CDE09E80D92041A7491E95AEA050415DA1A67579D92041014AF8DFB1A050415A7C633D72D92041C801852BB5A05041FEA44CEB6AD92041D13F867BB8A050417E7A0F8063D92041E578D2D3BBA05041370C8BEB5BD920411C71F238BFA0504178FD292954D9204122C517AEC2A050415B7C64334CD92041BA1CA937C6A05041956B03FB43D9204196E79DD9C9A050412654D47F3BD920416C09A897CDA0504151AD5CB832D92041C32CC075D1A05041F9D2A39E29D92041D6E14C78D5A050413D85ED2320D92041BACA8FA2D9A05041A8FD834716D92041555094F9DDA050415160FFFF0BD920415A81F97FE2A050415B23441405D920417081A887E5A050415A0B68E6FDD82041992605A7E8A05041BE07C970F6D82041501523DCEBA0504173A470C2EED820413ACE6126EFA050412500F3DBE6D820411E923283F2A05041FC80A4C2DED82041AFCDF2F1F5A05041085A017BD6D820418AD64971F9A05041F2311A05CED82041EB710200FDA05041F2F17B70C5D82041599B229C00A1504108EC53B8BCD8204125C4174504A15041C90F26E1B3D8204151BCF7F807A15041252B93F5AAD8204152E10EB70BA15041A64FBEF5A1D82041505BCE7C0FA15041DF1482E698D820414B34374A13A15041DA16DBCC8FD82041A0CECD1C17A1504122116AB386D820415087DEF31AA15041DE0D85947DD82041B8870ECE1EA15041A396D27A74D82041A1083DAA22A150410627516B6BD82041AF0ACA8526A150419163B56B62D82041ED4C48612AA150410E29D77A59D820412B2997392EA150416290EC9E50D820410E3B140E32A150412C5843E147D8204159960BDE35A15041976D6D423FD82041EFDB12A739A15041F9609CCC36D8204147EE51683DA150415A25057B2ED82041AEB8A42041A150410A5C525C26D82041F40311CE44A15041492EB16B1ED82041B840047048A15041F0203EB816D82041031F72044CA15041BC9E53380FD82041AB80358A4FA150410FEEDEFF07D820419D05F9FF52A150413147D3D6FFD72041F20631FC56A150414A3D11A9F7D720417B04B80E5BA1504194EAFD7FEFD72041E18125355FA15041BAEF375CE7D72041A5A7226C63A150419298893DDFD720419FC459AF67A1504173ACFEB2DED72041E01BA2F967A150413DEF09FBACD72041C50158FF66A15041425CC31E30D720413DD2CF5C64A15041C6F74805B3D6204191AEB9A561A150412EF354E135D62041C6D135F35EA1504123FE48DCB8D52041C0D004605CA150412160D3283CD5204115D769065AA15041C8B4AE6B22D52041C965D89A59A150412500638F22D520415BCAEE5859A1504114B9C6F024D520416DD6C41555A15041C8EBA06B27D5204171A6BDE550A150410CB6AFF529D520411597E6CA4CA150412D28C0992CD52041F69797C948A15041C88CE8512FD52041456126E544A1504195BF811E32D52041B3CB591F41A150419D80090535D520412B6AD17C3DA15041549A120038D52041B7C408003AA15041F06348B33BD52041CEE292D935A15041631C506B3FD52041D14824BC31A150416CA30C2943D52041FBF5AAA72DA150417A427FF046D52041D40B849B29A15041F2B1CCC74AD52041C98F549825A15041A98FC7A84ED5204184321B9E21A15041D96F819E52D520413E6424AC1DA15041188B32AE56D52041F111DDC319A1504190CAC0D15AD52041E91ED8E315A1504150A5580F5FD52041580B290C12A15041ABD99D7063D520418952193E0EA15041CDC5A2F567D52041F2574F780AA150419B72D79E6CD520416D64DDBA06A150419997B96B71D5204146CC0A0703A15041A02D5C6B76D52041C821815BFFA05041787971947BD52041B154F4B8FBA050419F98AFF080D52041E843541FF8A05041D4DFF88486D520411572108EF4A05041E316DB4C8CD52041FDA5CB05F1A05041CFE7E75692D52041BD956486EDA050414157689998D52041D893FD0FEAA0504172318C1E9FD5204185E1E2A1E6A05041D66895EBA5D52041C485CB3CE3A05041108AC8FAACD52041F218A4E0DFA050414E5C3657B4D520412C3DCB8CDCA050416FE03F05BCD520411699E541D9A05041E6A00900C4D520417E560400D6A05041F47C3F85CED52041CAF20310D2A05041FF16E904DAD520415A357934CEA050417D6B1E61E6D52041E6D1846BCAA050416E7F2285F3D52041F06422B5C6A050415DF7C35101D62041C072BC0EC3A05041B56144AE0FD62041F774F178BFA05041FE7E26851ED62041482F40F1BBA0504192A470B82DD62041C0BE1077B8A0504166AB242E3DD62041A5859509B5A05041F9BC05D24CD62041472AA7A7B1A050417541F57F5CD6204110C10850AEA05041AC2CBA236CD62041F92B4A01ABA05041F793BAA37BD62041B95A8ABBA7A05041103A82E68AD6204133D2227CA4A05041B7DF0ED299D620417EB28E42A1A050411CD17D47A8D620418E36B50E9EA05041C6521533B6D62041BF7A15DE9AA050418CA6F175C3D620414CE9A8B097A050412D5FFEFACFD62041B5DA7F8494A050418157D1A3DBD620412B1AF05891A05041DA0DD956E6D620414BDC742D8EA05041B0D9E4FFEFD620416B47FAFF8AA050411EF9DCA8FAD62041BFD62C0C87A05041A7718D7004D720419F8D8CFB82A050411E3570660DD72041C352C9D57EA0504154A0429415D72041A6D491A27AA05041ECE6430F1DD72041B77DF36876A05041D337F7DB23D720419270542F72A0504111C73D0A2AD720414C941AFE6DA05041B14FE8A32FD720416DCB88DB69A0504115588DC234D72041030F07D065A050419FBC6C6139D720419858E7E161A050418A2E989E3DD720414C264B185EA050416708F17A41D7204166FD827B5AA050412826760A45D720418565421157A050411153DB5648D7204126F6EDE153A05041AA4886704BD720418BE27FF450A05041938C34614ED72041B2DBA6504EA05041326B7A3851D72041A0A927FC4BA05041', 1, '2026-11-27 22:43:35.840032+00', 'sample', 2, '\xd4d771ec99628c7ce7375d2b5a031a3b');
INSERT INTO city.neighbourhood VALUES (5, 'c08f0608-0f2f-4fad-98ba-ff9487646984', '46105', 'Ağaçlı', 'neighbourhood', '9901', 640, '01060000208614000001000000010300000001000000F9000000FC6F858F8DD620419E4A8DBB7E9F504192DBF7FFA9D62041280EFDFF7E9F50417956ACF0A8D620415EB74621819F504170C0D270A7D6204195D060A6839F5041E04C4F94A5D620412FB96D86869F5041ED3A816BA3D62041557E58B8899F5041CF2B310FA1D6204110A18E328D9F5041922F1B859ED62041AB35D3EC909F5041650D72E69BD62041A42913DE949F504124FB6C3D99D620417F15CBFC989F504151E4D39E96D62041D926F93F9D9F5041B1C18A1E94D6204174BCBF9EA19F5041C5D2E8CC91D6204105689B10A69F5041763C41B38FD62041DDF22C8CAA9F5041F817B2EB8DD620412393AB07AF9F5041C8B23B858CD62041D054DC7AB39F5041E4F6588F8BD620414475CEDCB79F5041C4BD85198BD6204132017F24BC9F5041F9096D3D8BD62041E6774948C09F5041C397E7FF8BD6204190ED0240C49F50411A4C410F6FD620410F202EFCC39F5041CF4A71B850D62041E81A80B4C39F5041019C133331D62041DB8EF268C39F5041A46BDDAD10D62041E816E91AC39F5041B4AA4E61EFD52041802C39CAC29F5041AD58D17ACDD520413197B477C29F5041EAAA0A2EABD52041D1C12F23C29F504192B15CB388D52041A0FFB3CEC19F50419E249A3D66D520415B79F278C19F504103EEF6FA43D52041ECD88324C19F50418EBBB71E22D520413F2707D0C09F5041B55648E100D52041EAC1CF7CC09F5041ECD5C875E0D4204198E32F2CC09F504116C64E05C1D42041811A68DDBF9F50416894F9D1A2D42041BD29F291BF9F5041A518480586D420410737A049BF9F5041927EE9D16AD42041FF59C405BF9F5041849DD47051D42041F5D4C6C5BE9F5041093A650F3AD4204187228A8BBE9F50413D2393E624D42041B8516456BE9F5041F5D1C12312D420419456A627BE9F504185D1D6FF01D4204150DCFFFFBD9F50413694B742F2D32041F6E84DC8BD9F5041966DF3A3E0D32041895F417ABD9F5041CACF1E38CDD3204143DBEC18BD9F504144B18F19B8D32041B83A09A7BC9F50419C94F85BA1D320410BEAA827BC9F504121105C1489D320410C2F159EBB9F5041DCFEED566FD3204194522B0CBB9F5041B901413854D32041A1512275BA9F5041367CC3D137D3204139FE1FDCB99F5041783777381AD320415CCD7F44B99F5041DA272180FBD22041AC8CFAAFB89F5041A29649BDDBD22041CB4D8F22B89F50417A53520ABBD22041F0A21C9EB79F5041F3B3E47A99D22041E3D96A26B79F504199560D2477D22041704B0DBEB69F50412C05851954D220417638A967B69F50418ED0C17030D220413E946326B69F50413117A4470CD22041AF8ED1FCB59F504151930AA9E7D12041A7DD15EEB59F50414F68F2ADC2D12041905E68FDB59F504142F7BB709DD12041E8F8CB2CB69F50410960360078D12041DCE90780B69F5041C83679C75FD1204186273FCAB69F50410CA7C79947D1204164AE1925B79F50415CFC9B702FD120415129BD8EB79F5041EB23AB4217D1204105FBA607B89F504195F9580AFFD0204141796B8DB89F5041218B76BDE6D020417F39AC20B99F50418A66AD4CCED020418C7C56BFB99F5041625C74B8B5D020417937FD68BA9F50415B4579F09CD02041869E781DBB9F5041617FC0F583D020414A0B3ADABB9F5041C6BC10B36AD02041652705A0BC9F5041B6B0F62851D02041398ACA6CBD9F50411416D94C37D020416E60AC40BE9F5041A0D8580F1DD02041BBA43B1ABF9F5041C548857002D020419D5055F8BF9F50414B345E61E7CF20411D14E4DAC09F5041A1691BE1CBCF2041FBA2FCBFC19F50418B0751DCAFCF2041B023ADA7C29F5041FA41BE5193CF2041BAB89B90C39F5041E3CA2E3876CF2041433D9179C49F5041BF7D308058CF2041067E8A62C59F5041F78CF2283ACF204162E73F4AC69F5041A144EE231BCF20413090F82FC79F504102B57E6BFBCE2041038EEC11C89F5041DBCEE6F5DACE2041A368ABF0C89F5041E77384BDB9CE20410AA536CAC99F5041C5115DB397CE20411AD80B9ECA9F50412B3508D774CE20419D3F876BCB9F5041BFEC4A1451CE20410D104B31CC9F50412EB09E6B2CCE204104B8B3EECC9F5041129C02D206CE20419F732DA3CD9F5041FF33613DE0CD2041A5C86E4DCE9F5041C46A0DA4B8CD20417C0BD2ECCE9F5041BA72EBFF8FCD20411467FC7FCF9F5041CB272A3378CD2041785162CFCF9F5041015212805FCD2041CE53191ED09F504187B57EEB45CD20413C79226CD09F50410A560E802BCD2041C678EEB8D09F50411E2DDF4710CD2041E02C2305D19F50419B1DB14CF4CC2041098BFA4FD19F504159318299D7CC20414AFD3E9AD19F5041F61B2E33BACC2041215DDFE3D19F5041D5C4E4239CCC20413AE7272CD29F50412A34C3757DCC2041FAA4D073D29F5041685769335ECC20412A1A38BAD29F5041A82E84663ECC204112070400D39F5041CB6460141ECC2041D65A2345D39F5041889AE94CFDCB204192B0F588D39F50419871340FDCCB204128C630CCD39F50415B649F6BBACB20419EEB0F0ED49F5041C44EB07098CB2041E5405E4FD49F5041B5658D1976CB204101990890D49F50414CF1FD7A53CB20411E5C5DCFD49F50410D4C629930CB2041335E130ED59F50412D20E87A0DCB2041B6E92B4CD59F50410CC40333EACA2041091EF588D59F504197C48DC2C6CA2041BB1225C5D59F504180FC4433A3CA20416AE40700D69F50414F69478F7FCA2041D362433AD69F5041122C78E65BCA2041E0D5DA73D69F5041C6B86E3838CA2041A5702AACD69F50413C0E498F14CA2041D400D8E3D69F5041E5BAF2FAF0C920412016431AD79F504116FECD7FCDC920414A1DFE4FD79F5041E24AE228AAC92041028B1D85D79F50413872EEFF86C920413076EDB8D79F504124C9340A64C92041C2D924ECD79F50414E18E55141C92041B0E20F1ED89F5041591769E61EC920416E70554FD89F50417BD32C5C09C920410368146ED89F50410B998B3D0FC92041DE20E96AD69F50411CCE993D3BC9204116E7F8FFC79F504147ABE89E67C92041BAB31D95B99F5041542F63C292C920411FB8B22EAB9F5041866C240FBBC92041F822A7D09C9F50418278A8F0DEC920412C10587F8E9F504100D2DEC7FCC92041DB7B0F3E809F5041D7A22A0013CA2041152B9612729F50415FEC340020CA204151AC0000649F5041F2B9DE1E23CA20418D199122589F5041A3FB135226CA2041A5D0422A589F5041C5525BDC49CA2041F77D0B7E589F5041CB9C2E576DCA2041B1D6E3D1589F50412FFE12B390CA204108606C26599F5041DE5911E1B3CA20414AE8D97A599F5041960F4CDCD6CA20414AFE61CF599F5041B3F8B399F9CA20417CAC81245A9F5041811B500A1CCB2041FB1F92795A9F50410142DB283ECB2041D6E712CE5A9F5041C23669E15FCB2041AC1F35235B9F504178F0283381CB20418D27B1775B9F5041058B810FA2CB2041ADAC27CC5B9F504145B48E66C2CB2041EB8FA7205C9F504177D95938E2CB2041EBE37A745C9F504160D6947001CC20417C9EAFC75C9F50418E665C0A20CC2041876CE81A5D9F50415496D6F53DCC20411D156C6D5D9F5041C1EDDA285BCC2041C4D65CBF5D9F504190948F9E77CC2041AF76A7105E9F5041AE59A74293CC2041A1B647615E9F50415257B014AECC2041B1A64FB15E9F5041C8D0F5FFC7CC2041B20905005F9F5041C5094938ECCC2041C6CBE8715F9F5041A2D582F00FCD20411D2FC2E55F9F50417D9F0C2933CD20413BC9225C609F5041BDF67CE155CD20414CF678D4609F5041609BAF1E78CD2041F380B34E619F5041F42BACEB99CD20416CDEE6CA619F5041FC46C042BBCD204111C04948629F5041B3A3102EDCCD20419B9D02C7629F5041E472C2A8FCCD2041CB6E1047639F5041A22F6FBD1CCE2041090151C8639F50410080AC6B3CCE20410BE3444A649F50410A944EB85BCE20412E676CCD649F5041C15B21A97ACE20412AB0A550659F50419B07693899CE2041B856DDD3659F5041476A9075B7CE2041D513A857669F5041F755345CD5CE204161A385DB669F50418A94BFF0F2CE20414FBC645F679F50415371873810CF2041228F90E2679F50416A031A332DCF204162311B65689F5041335477EB49CF20412CA3AAE7689F50419EB9F35B66CF2041EF42F668699F50419CC1278F82CF20413D13EEE8699F50415A302E809ECF2041E22459686A9F50418EA15F38BACF20411667BBE56A9F5041A6796DBDD5CF20415352F0616B9F50411CA5590FF1CF20410D83D3DC6B9F50416849352E0CD020413E8B1D556C9F50416329C91E27D020413C0929CC6C9F504142F74DEB41D02041777E9E406D9F50415EF5588F5CD02041852D8FB26D9F50413FF2540F77D02041A2D0E9216E9F50418088D97591D02041419EB08E6E9F5041EA394EB8ABD02041DD8DF3F86E9F5041B68937E6C5D02041313E5C5F6F9F50417C55F5FFDFD02041E53132C36F9F50412DD32705FAD020419EE42D23709F5041371AECFF13D12041155D0780709F50416007BB5137D12041197F44FA709F5041524424295AD12041B654B96E719F504183CD518F7CD12041B21B65DF719F50411A64E47F9ED120415DC97E4B729F504146FB2500C0D120418DD52BB3729F504196DD7714E1D12041A5DD1017739F504118004DBD01D220416D920977739F504167B6E6FF21D22041AD22DFD3739F50419E934FDC41D22041F171C92C749F5041A888035261D2204171303483749F5041B58F7E7080D22041D2B26CD6749F5041C772032E9FD22041B66E0227759F50412780628FBDD220415D7CBE75759F50410E218099DBD220419DF6EBC1759F5041AA821052F9D22041BBC42F0C769F504150AB32B816D320419B827754769F5041480DBECC33D3204148738B9B769F5041F9316A9950D32041F03D49E1769F50410C58CC196DD320419821C225779F504184B7D45189D3204155A79A69779F5041F811B147A5D32041CA19D4AC779F50412EF99CF5C0D3204135C5FEEF779F50418E74836BDCD320412F7C8C32789F5041A81E9FA3F7D32041F2BB1F75789F5041830BA5A312D42041753D4BB8789F50412FEB9C6B2DD420410F797DFB789F50415441DFFF47D420411BC7FE3F799F504125843A576BD420410300E49A799F50418B8731DC8DD4204121E132F3799F5041E820FCA3AFD42041CA244C487A9F50418A5746B8D0D42041ABB5E79A7A9F5041AD5EB223F1D4204160B13FEA7A9F504129A697F510D5204159A754387B9F5041BE172F3830D52041061ACF837B9F504170B794F54ED52041574079CD7B9F504135CC3D3D6DD5204149C81F157C9F5041486E891E8BD5204110C0315C7C9F5041CC7FB1A3A8D52041F27C45A17C9F504177493AD7C5D520413A07C9E57C9F5041B51FB6C7E2D5204139119B297D9F50418C972C80FFD520414420D06C7D9F50414442540A1CD620410E1158AF7D9F50412299E17A38D620413130EDF17D9F504126A818D754D62041E32122357E9F5041767E032E71D62041D85F56787E9F5041FC6F858F8DD620419E4A8DBB7E9F5041', 1, '2026-11-27 22:43:35.840203+00', 'sample', 2, '\xd434175306f326e451e00dff4504f3bd');
INSERT INTO city.neighbourhood VALUES (6, '8c10ca4e-efb2-4927-88ac-c7c393c743f8', '46106', 'Irmakbaşı', 'neighbourhood', '9901', 3405, '010600002086140000010000000103000000010000002E0100005CE3ACF0F5E72041827B120EC79F50415CC139BD0DE82041F0314A48C79F5041012F42380EE820415304E571C79F504192F62AE13DE82041AF35DCFAD59F5041B38992C26EE820417320FE6FE49F50412DD73D059EE82041A036B2D7F29F5041AA1B61E1C8E820415795F43801A050419A1C628AECE8204197B4409A0FA050413AE6CA2306E92041D6FBE9011EA05041E7834EE612E920410C9910772CA050418B521A0010E92041713CF8FF3AA0504137A57F9901E92041349E3CBA48A050413D96EE28ECE8204101DC68E656A050410E8234E6CFE820418792EE6165A050416D4D0024ADE82041121FE90A74A0504198C4881E84E820418303B9BE82A05041770F072455E82041379E2E5C91A050416209F27520E82041DD654FC19FA05041B39EFE5BE6E72041F0C9DACAADA05041A8EAC819A7E720411310B157BBA050418FE59DF562E72041799DC645C8A05041A81C75381AE72041C9189172D4A050419A58C323CDE62041C47D84BBDFA050419415EFFF7BE62041B0770100EAA05041CFC6B1942AE620412694AD97F2A050414BD78B47D1E5204174C38962FAA05041A0AC460F71E52041C99E677601A15041EA6F46E60AE52041F79CADE707A15041D897E2D19FE420419F4A30CC0DA15041A05F61C230E4204144D9AF3713A15041A27F65C2BEE32041619E014018A15041E3F547BD4AE3204174ED3DFA1CA150416BB373B8D5E2204193E1DE7A21A15041DB4D42AE60E22041A0D211D725A150419972CD9EECE12041198ACE232AA15041ED07B97A7AE12041A62664762EA15041F071E4470BE12041CAB439E332A150416FEC3300A0E02041B6D9FA7F37A1504156664EB32FE0204198750BAE3CA15041CACA66C2C0DF2041A75D34FA41A15041175059E152DF204117B1A35047A15041AF4049BDE5DE204104235F9F4CA15041E669650F79DE2041F567F2D151A15041C3B7238A0CDE204143C7C0D556A15041B50153E19FDD2041C88EAE975BA15041D0B39EC232DD20419CB0D60360A15041D67B35E6C4DC20416A18B00764A15041C12FEEFF55DC20414D32578F67A150411A9B5DBDE5DB204171F552886AA15041F1D932D773DB20410A00C1DE6CA1504116CDDCFFFFDA2041D11A05806EA15041FAB95C388ADA2041D4F59F506FA15041F0CB31DC12DA20419A9C1F556FA150418023A4199AD920411F216DA66EA150412770BD2320D9204162B65D5F6DA15041A1F1F82DA5D820414ACBD89A6BA150419770306629D820413C96EB7169A1504173ACFEB2DED72041E01BA2F967A150419298893DDFD720419FC459AF67A15041BAEF375CE7D72041A5A7226C63A1504194EAFD7FEFD72041E18125355FA150414A3D11A9F7D720417B04B80E5BA150413147D3D6FFD72041F20631FC56A150410FEEDEFF07D820419D05F9FF52A15041BC9E53380FD82041AB80358A4FA15041F0203EB816D82041031F72044CA15041492EB16B1ED82041B840047048A150410A5C525C26D82041F40311CE44A150415A25057B2ED82041AEB8A42041A15041F9609CCC36D8204147EE51683DA15041976D6D423FD82041EFDB12A739A150412C5843E147D8204159960BDE35A150416290EC9E50D820410E3B140E32A150410E29D77A59D820412B2997392EA150419163B56B62D82041ED4C48612AA150410627516B6BD82041AF0ACA8526A15041A396D27A74D82041A1083DAA22A15041DE0D85947DD82041B8870ECE1EA1504122116AB386D820415087DEF31AA15041DA16DBCC8FD82041A0CECD1C17A15041DF1482E698D820414B34374A13A15041A64FBEF5A1D82041505BCE7C0FA15041252B93F5AAD8204152E10EB70BA15041C90F26E1B3D8204151BCF7F807A1504108EC53B8BCD8204125C4174504A15041F2F17B70C5D82041599B229C00A15041F2311A05CED82041EB710200FDA05041085A017BD6D820418AD64971F9A05041FC80A4C2DED82041AFCDF2F1F5A050412500F3DBE6D820411E923283F2A0504173A470C2EED820413ACE6126EFA05041BE07C970F6D82041501523DCEBA050415A0B68E6FDD82041992605A7E8A050415B23441405D920417081A887E5A050415160FFFF0BD920415A81F97FE2A05041A8FD834716D92041555094F9DDA050413D85ED2320D92041BACA8FA2D9A05041F9D2A39E29D92041D6E14C78D5A0504151AD5CB832D92041C32CC075D1A050412654D47F3BD920416C09A897CDA05041956B03FB43D9204196E79DD9C9A050415B7C64334CD92041BA1CA937C6A0504178FD292954D9204122C517AEC2A05041370C8BEB5BD920411C71F238BFA050417E7A0F8063D92041E578D2D3BBA05041FEA44CEB6AD92041D13F867BB8A050415A7C633D72D92041C801852BB5A050415DA1A67579D92041014AF8DFB1A0504136CDE09E80D92041A7491E95AEA05041C89494C287D920411AD26C46ABA05041B2C25FE18ED92041C73C9FF0A7A05041709E0D0A96D92041C70F638FA4A05041585091429DD9204191E0BE1EA1A05041382F898FA4D92041705DDD9A9DA05041CDC62900ACD9204185AAFDFF99A0504187A81A85B3D9204114AD815496A05041DC748314BBD92041514E34A392A05041941706A9C2D920416B086EED8EA0504124C55F3DCAD92041D5028A328BA05041645EDED1D1D92041D12D177587A0504166B25A5CD9D92041E98C25B583A05041692D54DCE0D920417912D8F37FA05041BA0BC151E8D920410DA5E4317CA050410D3B53B3EFD92041672EFF6F78A05041AD680F00F7D920412D6F00B074A0504168E71A33FED920419D5CE7F170A05041EF7E884705DA204182880C376DA05041048C473D0CDA2041DD2DA58069A0504122C3300A13DA2041964FC1CE65A0504141B42AAE19DA20418CDE392362A050416254C42820DA204116C20E7E5EA0504160B5A57026DA20410DCAA9E05AA05041492B4E852CDA204158E82D4C57A05041FA03716132DA2041392AACC053A05041691D1A0038DA2041C875FC3F50A050412A4FF5F53DDA2041179D53684CA0504125E5E39E43DA204115AE8B9B48A05041D190290049DA20415A5037DA44A050416144B91E4EDA204164CD902241A05041EBB13D0553DA2041559D2E733DA050419FCE44B357DA20412AD822CC39A05041CCFA17335CDA20414ED3E02A36A0504186BC748A60DA20410E99578F32A050419D00B0C264DA204126EB53F82EA05041B29701D768DA2041F6217B642BA05041065812D26CDA20416A1788D227A05041FC9E96BD70DA2041AA118F4224A050414EBDA99974DA204102BE92B220A050413B9D837078DA204156DE4D211DA0504162DBE1477CDA2041517DAF8E19A0504100A3D52380DA2041B2B4F1F815A05041422A2E0A84DA20414723BC5E12A05041861D380088DA20419CBBFDBF0EA050417E56783888DA2041B902E38A0EA05041CD0CC7FA8BDA2041D027551F0BA05041A71C86EB8FDA2041FFD3A78007A05041DA5EC3CC93DA2041626D2CE303A05041F688C8A397DA20416078084700A050414F5B9F709BDA2041460E86ABFC9F5041ED20FC2D9FDA2041D60BA410F99F5041335033E1A2DA204133DEBF75F59F50417E68F084A6DA204113187CDBF19F5041F07C981EAADA20415BEB0040EE9F5041EB05D8A8ADDA204111BADEA3EA9F504156ACFB28B1DA2041B7760407E79F50416959C799B4DA204166F34D68E39F50414E08CBFAB7DA20411DE7A8C7DF9F50415BE2DE4CBBDA2041F868CB25DC9F504102443D8FBEDA204121C5A580D89F50410157BEC2C1DA2041B912EED8D49F5041A8B162EBC4DA2041D8A6132ED19F504173C7E6FFC7DA204109530280CD9F5041ED5DF8FFC7DA204120E7BA7ECD9F50410A2D1B05CBDA2041E92DAFD7C99F50416D4D07FBCDDA204123D7C63CC69F5041A81937E6D0DA2041309ACDACC29F50415DC29BBDD3DA2041C604D923BF9F5041EB395185D6DA20417B195B9FBB9F5041BB355E42D9DA20418755221CB89F50419A1D7BF0DBDA2041F11EB197B49F5041D277768FDEDA20416702690DB19F504192E8EE1EE1DA204109DD267CAD9F50416ABCFDA3E3DA2041988F5FDFA99F504102617A19E6DA2041ED1E8334A69F5041B4B74585E8DA20413FBEF178A29F5041C4DB64E1EADA20414C37F8A89E9F504163B04833EDDA20416774E4C19A9F5041DB79CF75EFDA2041D825A7C0969F50418AEE01AEF1DA2041C767EAA1929F504138100BDCF3DA204144DD8D628E9F5041310F0E00F6DA2041A9AE02008A9F504163D2FB04F6DA204166F86BF6899F5041E64C6B19FCDA2041868987028A9F504161C3380032DB2041C736FABF8A9F5041D507A8BD44DB20416C0D8A028B9F50410D57256159DB2041EA27E94A8B9F5041E81AD4C76FDB2041C4E4FD988B9F5041CC0CD9D687DB2041564D8DEB8B9F5041EC047366A1DB20418E9A32438C9F5041D6491D5CBCDB2041BF0E9EA08C9F504172F59994D8DB204106E392028D9F50411D83B9EBF5DB2041F628F7688D9F5041BA2FD94714DC20411D507BD48D9F5041DB57FF7F33DC2041DC1FCF438E9F50419566F07A53DC2041730359B88E9F5041527C8F1474DC2041F468A5308F9F50415419ED2D95DC204131C575AD8F9F50412E8BC4A3B6DC204130990C2E909F5041CC292F57D8DC20416F9F87B2909F5041254AD728FADC20418A16E03A919F5041656BDFF51BDD20419B770EC7919F50416BC4899E3DDD20413B2E6856929F50413C06EFFF5EDD204153959BE9929F5041042C0E0080DD20418B51FF7F939F50412690AF1E9BDD204130CBBBFE939F504151EDA0EBB5DD2041F4E31C7E949F504199FB1380D0DD2041A12372FD949F5041D85668EBEADD2041817C187E959F50410928C54205DE20418A08A600969F504113689E991FDE2041BB457B84969F504147401A053ADE2041F980400A979F50412EFE749954DE2041AD5C2F93979F504162DE56616FDE204119EB141E989F504121D9A87A8ADE20416DA1D0AC989F5041E8DED1F5A5DE204138710C3E999F5041BE9D45E1C1DE2041C20ADBD3999F5041A909C451DEDE2041F8911C6E9A9F5041C6BC6061FBDE20411CCD200C9B9F504101FBE32319DF204199E057AF9B9F5041E6689A9E37DF2041AACAB0579C9F5041985AACF556DF204125F6C4059D9F50418138403377DF2041B0A296B99D9F5041CD0B9A6B98DF2041C8FBCD739E9F5041348251B8BADF204137D082349F9F50412A05F823DEDF2041CCA024FC9F9F5041C841B3C702E020414958DDCAA09F5041315E5EB328E020416E0342A1A19F5041E80D180050E0204140E6FB7FA29F50415EF5F2A367E020417CA4AA07A39F5041BB6E81B87FE0204157CA7D94A39F5041F1A4783898E020410A046226A49F50410D88D723B1E020416D8669BDA49F50412FEC177BCAE020416BB8F058A59F50418984E52DE4E02041C90EF4F8A59F5041F5A2C247FEE020410758D29CA69F504191BAA7BD18E1204183FF7644A79F50416EB32A8F33E12041D19B62EFA79F504150BC4BB84EE1204185A7139EA89F504138B139386AE12041CDB9544FA99F50416FFD3D0586E1204144E83503AA9F5041595BC423A2E12041CFCB93B9AA9F5041E9291E8ABEE1204146F4EC71AB9F5041185D4C38DBE1204142342F2CAC9F5041AEE2E62DF8E1204156C0B6E7AC9F50415CE8836615E22041B9A482A4AD9F5041EBB1F5DB32E22041818A9162AE9F50413021278F50E2204101F03F21AF9F5041BDAEF0756EE2204103D09DE0AF9F5041A60F5D948CE22041AB9F649FB09F5041E78363E6AAE220418C8DB65EB19F5041183E5766C9E22041C14F6F1DB29F50418E36AA14E8E220419AD07CDBB29F50413EADA7EB06E320411C4B4C98B39F5041FFDF74E625E32041C0B0DC53B49F5041830C380045E320410CC21A0EB59F504115F8633D64E3204168C263C6B59F5041A0DE8D9983E320414DECC87CB69F50418B45270AA3E320411438A430B79F504167F07C94C2E32041C39FE4E1B79F5041706CF52DE2E320416632AC90B89F5041ED78F1DB01E42041A81C7E3BB99F5041409EAF9421E42041418532E3B99F5041E4F5E65641E42041923B1387BA9F504138BE9F1E61E42041C92F0D27BB9F5041C60971EB80E4204101C48EC2BB9F5041A02480B8A0E4204101E79659BC9F5041AB681980C0E42041899F80EBBC9F5041E6A28847E0E42041C8174D78BD9F504106A4CCFFFFE42041BE01F9FFBD9F5041EC12560F1CE5204124643A73BE9F50417D0423E138E52041EACB16E5BE9F504139ACC67056E52041DFDAC355BF9F50415D120BA974E52041EA42BCC5BF9F5041267D258593E520415FEFDB33C09F5041BDAD9CF5B2E5204192D49EA0C09F50419F16B0F0D2E52041B5ECCA0CC19F504175948F66F3E5204162200377C19F5041EB59DC5114E6204128E79FE0C19F50418B3BA7A335E62041BE8A5648C29F504102F5E64C57E620412B45B5AEC29F5041E108884279E6204126C28114C39F504172DDCC7F9BE62041C16FAB77C39F50415B51BCF0BDE62041C9703DDAC39F5041C0C4328FE0E620418183803BC49F50415A05A84C03E7204104ECDF9AC49F5041A5D2A01926E72041AFF6FBF8C49F50417D77D2F048E720417747C155C59F504189D661C26BE72041B1D49AB0C59F5041265C00858EE72041F8763C0AC69F5041A2DECB28B1E720414F779062C69F504102B6F2A8D3E720417F0AF2B8C69F50415CE3ACF0F5E72041827B120EC79F5041', 1, '2026-11-27 22:43:35.840306+00', 'sample', 2, '\xf2e480a86566bce9454290738b422464');
INSERT INTO city.network_node VALUES (37, 'af7b5f36-fcc5-4f76-8f32-c2d859e77a6a', 'DGM-037', 'Batı Çevre Caddesi Direği 01', 'pole', 'active', 8, '0101000020861400003E89C55175D420417E1D4C511AA05041', 1, '2026-11-27 22:43:37.711674+00', 'sample', 10, '\x964ad8789ddab0a2a1a68895b193df74');
INSERT INTO city.network_node VALUES (39, 'f556b986-e60b-403a-a04a-77814d7d8426', 'DGM-039', 'Batı Çevre Caddesi Direği 02', 'pole', 'active', 8, '010100002086140000A16AB94201D42041017A43EAE19F5041', 1, '2026-11-27 22:43:37.71179+00', 'sample', 10, '\x44fa82d099c1413159b4dc3521a66960');
INSERT INTO city.network_node VALUES (41, '549c446a-bfa0-4453-ab65-1bb18a8ea468', 'DGM-041', 'Eskişar Yolu Direği 03', 'pole', 'active', 8, '0101000020861400007ED6C4F578D52041031350C8789F5041', 1, '2026-11-27 22:43:37.711898+00', 'sample', 10, '\x8e64dd82a2dd9ce93951e3dff70fad81');
INSERT INTO city.network_node VALUES (43, '14842101-0d0e-4861-bd42-98878ecfdca2', 'DGM-043', 'Eskişar Yolu Direği 04', 'pole', 'active', 8, '01010000208614000049C87AE6F6DB20412FF335038A9F5041', 1, '2026-11-27 22:43:37.712308+00', 'sample', 10, '\xde8a67fc5795df47fdc24dfb88f7aed1');
INSERT INTO city.network_node VALUES (45, 'e750a9af-e981-4188-9dfd-e89b0bc01a1e', 'DGM-045', 'Yıldıztepe Caddesi Direği 05', 'pole', 'active', 8, '01010000208614000011F5E4A8A6DB20412FDFA7C753A05041', 1, '2026-11-27 22:43:37.712474+00', 'sample', 10, '\x625e469d5fe0094bfcf70a27de7457a0');
INSERT INTO city.parcel VALUES (1, 'e3ecd1b8-1998-4f36-b594-8144d9c4196c', '46101', '101', '1', 'I24-B-04-D-3', NULL, 'Müze ve avlusu', 5531.43, 'none', '88120000', '0106000020861400000100000001030000000100000012000000E17A142E2ED7204152B81EE508A05041F6285C0F33D72041AE47E10A08A050416666666612D7204166666676FD9F5041B81E85EB11D7204100000030FD9F5041E17A14AE13D72041295C8F32F79F50410AD7A3F015D720419A999949F19F504185EB51B818D7204100000060EB9F50415C8FC2F51AD7204185EB5158E79F504114AE476115D72041E17A14AEE69F5041295C8FC2B8D62041E17A140EE89F504114AE4761B4D620411F85EBC1E89F504152B81E05B9D62041E17A14EEEC9F5041C3F528DCC1D62041EC51B84EF49F5041C3F5285CC7D6204148E17A94F89F5041713D0A57D0D62041E17A143EFF9F5041713D0AD7DCD6204148E17AF407A0504152B81E85E1D62041713D0A7708A05041E17A142E2ED7204152B81EE508A05041', 1, '2026-11-27 22:43:36.201157+00', 'sample', 3, '\xe24bb399276586e9e9162758da6ee282');
INSERT INTO city.parcel VALUES (2, '49d6be51-fac6-4dd2-b9cb-56ab6738196f', '46101', '102', '1', 'I24-B-04-D-3', NULL, 'Kârgir ev', 334.45, 'none', '88120013', '01060000208614000001000000010300000001000000070000008FC2F5A8B6D6204133333333E69F504100000080E0D620413D0AD793E59F5041F6285C8FDDD62041EC51B87EE29F5041EC51B81EDDD6204152B81E05E29F50417B14AE47AED620417B14AEB7E29F5041EC51B81EB1D620418FC2F5A8E59F50418FC2F5A8B6D6204133333333E69F5041', 1, '2026-11-27 22:43:36.20215+00', 'sample', 3, '\xef51a52e854e0f8096246dccf7d15a72');
INSERT INTO city.parcel VALUES (3, 'b77f8b8b-863f-4ac7-8215-a2a10e3d9862', '46101', '102', '2', 'I24-B-04-D-3', NULL, 'Kârgir ev', 342, 'none', '88120026', '010600002086140000010000000103000000010000000600000000000080E0D620413D0AD793E59F5041F6285C0F14D72041000000D0E49F50417B14AE4718D7204152B81E05E49F504148E17A1413D72041333333B3E19F5041F6285C8FDDD62041EC51B87EE29F504100000080E0D620413D0AD793E59F5041', 1, '2026-11-27 22:43:36.202226+00', 'sample', 3, '\xbb0c73b542ae4fe3b37701e2bc50eceb');
INSERT INTO city.parcel VALUES (4, '818855f9-30e4-4597-ae05-8b11803d8670', '46101', '102', '3', 'I24-B-04-D-3', NULL, 'Kârgir ev', 422.68, 'none', '88120039', '0106000020861400000100000001030000000100000006000000AE47E1FAA9D620415C8FC245DE9F50417B14AE47AED620417B14AEB7E29F5041EC51B81EDDD6204152B81E05E29F5041B81E85EBD9D62041AE47E1AADE9F504114AE47E1D8D620413D0AD793DD9F5041AE47E1FAA9D620415C8FC245DE9F5041', 1, '2026-11-27 22:43:36.20226+00', 'sample', 3, '\x08076c99351e66589e80e0a5090e5f6d');
INSERT INTO city.parcel VALUES (5, '00ea73ed-362b-426e-805f-6f563fb5cb0a', '46101', '102', '4', 'I24-B-04-D-3', NULL, 'Kârgir dükkân', 397.25, 'none', '88120052', '010600002086140000010000000103000000010000000700000048E17A1413D72041333333B3E19F50411F85EB510CD7204114AE47B1DE9F504185EB51B80AD7204114AE47F1DD9F5041B81E85EBD9D62041AE47E1AADE9F5041EC51B81EDDD6204152B81E05E29F5041F6285C8FDDD62041EC51B87EE29F504148E17A1413D72041333333B3E19F5041', 1, '2026-11-27 22:43:36.202291+00', 'sample', 3, '\xcc50a1f0e898d739ffd9f0e76121a195');
INSERT INTO city.parcel VALUES (6, 'e9b8f54d-2aaa-419e-93f9-451779c981bc', '46101', '102', '5', 'I24-B-04-D-3', NULL, 'Kârgir ev', 259.58, 'none', '88120065', '0106000020861400000100000001030000000100000007000000E17A14AEA7D6204185EB5188DB9F50417B14AEC7A9D62041F6285C0FDE9F5041AE47E1FAA9D620415C8FC245DE9F504114AE47E1D8D620413D0AD793DD9F5041EC51B89ED6D62041EC51B82EDB9F50417B14AE47D6D62041713D0AD7DA9F5041E17A14AEA7D6204185EB5188DB9F5041', 1, '2026-11-27 22:43:36.202326+00', 'sample', 3, '\xe357bedde891ca0a0761ced2c481cf51');
INSERT INTO city.poi VALUES (1, '5c59943b-691f-4fca-9629-2862ae40283c', 'YER-001', 'Hacı İğdeli Medresesi Müzesi', 'other', false, 'Çarşı Mah. Arasta Sokak No: 11', NULL, '0101000020861400006056AA5BF0D620412FC358DFF69F5041', 1, '2026-11-27 22:43:37.271997+00', 'sample', 7, '\xbd8ecfa32b46cd88bce2d35a7ac21e0a');
INSERT INTO city.poi VALUES (2, '5e10e620-f474-4047-b91f-ca03781f6434', 'YER-002', 'Çınarova Ulu Cami', 'mosque', false, 'Çarşı Mah. Fırın Sokak No: 6', 'İç not 002: denetim dosyası 4980', '010100002086140000F4EFDF90D4D72041FB064931F09F5041', 1, '2026-11-27 22:43:37.272578+00', 'sample', 7, '\x1b95141392b94d43260b5d2da3844ba2');
INSERT INTO city.poi VALUES (3, '0b6a304a-271a-4af7-ba66-c121ac368f99', 'YER-003', 'Muhtarlık – Çarşı Mahallesi', 'headman', true, 'Çarşı Mah. Eski Hamam Sokak No: 3', NULL, '010100002086140000D3D5210689D72041881A530FE99F5041', 1, '2026-11-27 22:43:37.272637+00', 'sample', 7, '\x8df55a874d18b504fe3a0b39869bdd94');
INSERT INTO city.poi VALUES (4, 'e745207a-559a-4db4-a749-8d9fb35b054d', 'YER-004', 'Zabıta Müdürlüğü', 'municipal_police', false, 'Çarşı Mah. Çeşmeli Sokak No: 5', NULL, '0101000020861400000F58AA0064D82041240D958CF69F5041', 1, '2026-11-27 22:43:37.272686+00', 'sample', 7, '\xf2f8c1d4af266e36a5239b30fdcab489');
INSERT INTO city.poi VALUES (5, '06a62c05-a08c-4483-a16b-675b02d865e0', 'YER-005', 'Kapalı Çarşı', 'other', false, 'Çarşı Mah. Bezirgân Sokak No: 2', NULL, '010100002086140000DE5BBADD3CD820411065E18BD99F5041', 1, '2026-11-27 22:43:37.272719+00', 'sample', 7, '\x514b2e3377fc6022a6353a713441bba7');
INSERT INTO city.poi VALUES (6, 'afe4dbba-cf1e-4bcb-a446-1ad9c84f2b32', 'YER-006', 'İlçe Halk Kütüphanesi', 'other', true, 'Çarşı Mah. Değirmenci Sokak No: 4', NULL, '010100002086140000CAF2D238B3D82041129AE6D8D69F5041', 1, '2026-11-27 22:43:37.272746+00', 'sample', 7, '\xdfa5cfeb6d31a5918b8a5e9463f60018');
INSERT INTO city.road VALUES (1, '957222a8-bfec-4308-ae00-8b6f9e5aa9d3', '210001', 'Eskişar Yolu', 'state', 'asphalt', 22, false, '010500002086140000010000000102000000050100007704D1192BCA2041C741C335589F5041C5525BDC49CA2041F77D0B7E589F5041CB9C2E576DCA2041B1D6E3D1589F50412FFE12B390CA204108606C26599F5041DE5911E1B3CA20414AE8D97A599F5041960F4CDCD6CA20414AFE61CF599F5041B3F8B399F9CA20417CAC81245A9F5041811B500A1CCB2041FB1F92795A9F50410142DB283ECB2041D6E712CE5A9F5041C23669E15FCB2041AC1F35235B9F504178F0283381CB20418D27B1775B9F5041058B810FA2CB2041ADAC27CC5B9F504145B48E66C2CB2041EB8FA7205C9F504177D95938E2CB2041EBE37A745C9F504160D6947001CC20417C9EAFC75C9F50418E665C0A20CC2041876CE81A5D9F50415496D6F53DCC20411D156C6D5D9F5041C1EDDA285BCC2041C4D65CBF5D9F504190948F9E77CC2041AF76A7105E9F5041AE59A74293CC2041A1B647615E9F50415257B014AECC2041B1A64FB15E9F5041C8D0F5FFC7CC2041B20905005F9F5041C5094938ECCC2041C6CBE8715F9F5041A2D582F00FCD20411D2FC2E55F9F50417D9F0C2933CD20413BC9225C609F5041BDF67CE155CD20414CF678D4609F5041609BAF1E78CD2041F380B34E619F504113E3FCD68ECD20411D55F1A1619F5041F42BACEB99CD20416CDEE6CA619F5041FC46C042BBCD204111C04948629F5041B3A3102EDCCD20419B9D02C7629F5041E472C2A8FCCD2041CB6E1047639F5041A22F6FBD1CCE2041090151C8639F50410080AC6B3CCE20410BE3444A649F50410A944EB85BCE20412E676CCD649F5041C15B21A97ACE20412AB0A550659F50419B07693899CE2041B856DDD3659F5041476A9075B7CE2041D513A857669F5041F755345CD5CE204161A385DB669F50418A94BFF0F2CE20414FBC645F679F50415371873810CF2041228F90E2679F50416A031A332DCF204162311B65689F5041335477EB49CF20412CA3AAE7689F50419EB9F35B66CF2041EF42F668699F50419CC1278F82CF20413D13EEE8699F50415A302E809ECF2041E22459686A9F50418EA15F38BACF20411667BBE56A9F5041A6796DBDD5CF20415352F0616B9F50411CA5590FF1CF20410D83D3DC6B9F50416849352E0CD020413E8B1D556C9F50416329C91E27D020413C0929CC6C9F504142F74DEB41D02041777E9E406D9F50415EF5588F5CD02041852D8FB26D9F5041DEBAFA7A62D020414C3D88CB6D9F50413FF2540F77D02041A2D0E9216E9F50418088D97591D02041419EB08E6E9F5041EA394EB8ABD02041DD8DF3F86E9F5041B68937E6C5D02041313E5C5F6F9F50417C55F5FFDFD02041E53132C36F9F50412DD32705FAD020419EE42D23709F5041371AECFF13D12041155D0780709F50416007BB5137D12041197F44FA709F5041524424295AD12041B654B96E719F504183CD518F7CD12041B21B65DF719F50411A64E47F9ED120415DC97E4B729F504146FB2500C0D120418DD52BB3729F504196DD7714E1D12041A5DD1017739F504118004DBD01D220416D920977739F504167B6E6FF21D22041AD22DFD3739F50419E934FDC41D22041F171C92C749F5041A888035261D2204171303483749F5041B58F7E7080D22041D2B26CD6749F5041C772032E9FD22041B66E0227759F50412780628FBDD220415D7CBE75759F50410E218099DBD220419DF6EBC1759F5041AA821052F9D22041BBC42F0C769F504150AB32B816D320419B827754769F5041480DBECC33D3204148738B9B769F5041F9316A9950D32041F03D49E1769F50410C58CC196DD320419821C225779F504184B7D45189D3204155A79A69779F5041F811B147A5D32041CA19D4AC779F50412EF99CF5C0D3204135C5FEEF779F50418E74836BDCD320412F7C8C32789F5041A81E9FA3F7D32041F2BB1F75789F5041830BA5A312D42041753D4BB8789F50412FEB9C6B2DD420410F797DFB789F50415441DFFF47D420411BC7FE3F799F504125843A576BD420410300E49A799F50418B8731DC8DD4204121E132F3799F5041E820FCA3AFD42041CA244C487A9F50418A5746B8D0D42041ABB5E79A7A9F5041AD5EB223F1D4204160B13FEA7A9F504129A697F510D5204159A754387B9F5041BE172F3830D52041061ACF837B9F504170B794F54ED52041574079CD7B9F504135CC3D3D6DD5204149C81F157C9F5041EB79D5F578D520412DED42317C9F5041486E891E8BD5204110C0315C7C9F5041CC7FB1A3A8D52041F27C45A17C9F504177493AD7C5D520413A07C9E57C9F5041B51FB6C7E2D5204139119B297D9F50418C972C80FFD520414420D06C7D9F50414442540A1CD620410E1158AF7D9F50412299E17A38D620413130EDF17D9F504126A818D754D62041E32122357E9F5041767E032E71D62041D85F56787E9F5041DE7BB49E79D620414C272E8C7E9F5041FC6F858F8DD620419E4A8DBB7E9F504192DBF7FFA9D62041280EFDFF7E9F504133FAB975C9D62041FE20894B7F9F504178562885E8D620410FB4CA957F9F5041C8B91E3307D720413C9AB0DE7F9F50418E102A8A25D720416A270527809F50417B9F7A9443D72041519A146E809F5041A8AEE9AD5AD72041341E75A4809F50413937EB5661D7204115F8DFB3809F5041CD2428D77ED720418BB19DF9809F5041418CC9239CD720412659BF3E819F5041B6A9383DB9D72041DF89D683819F504175D85733D6D720418FD5F8C8819F504107E6200AF3D72041E0E2140E829F50412EDA435C0BD8204130015A48829F50418F8FC1C70FD82041F7012C53829F5041C472EE752CD82041F1745298829F5041ADD8711949D82041B37FBEDE829F50413CC1A9C265D8204107B8BD25839F50410D7D666B82D82041922D736D839F5041F412D9289FD82041F505BFB5839F50410AD3C9FFBBD8204152E8FBFF839F5041070FDA28DBD8204135D54151849F5041AF48D64CFBD8204148AD5DA6849F50414FA448331CD92041B9E1B1FE849F5041694ABBA33DD920411AE0A059859F5041B24E59615FD920410709C4B5859F5041902D323381D920416E903313869F5041A7D74AE1A2D9204176099C70869F5041BF02492EC4D92041E9AD14CE869F5041F43E34E6E4D920412AFC9429879F5041C878B9C704DA2041154C3383879F50416EC6CD9E23DA204126B140DA879F5041B3712A2E41DA2041DF88682D889F5041DDD49B425DDA20416528C47C889F50412C838E9977DA204137F50FC7889F504122C9FFFA8FDA20411EED890B899F50412CD05433A6DA20416F609549899F50418C3AF9FFB9DA20415EE00080899F5041C5A93F66E8DA2041ED815FEF899F50411201E1FFF0DA20415E212DEC899F5041E64C6B19FCDA2041868987028A9F504161C3380032DB2041C736FABF8A9F5041D507A8BD44DB20416C0D8A028B9F50410D57256159DB2041EA27E94A8B9F5041E81AD4C76FDB2041C4E4FD988B9F5041CC0CD9D687DB2041564D8DEB8B9F5041EC047366A1DB20418E9A32438C9F5041D6491D5CBCDB2041BF0E9EA08C9F504172F59994D8DB204106E392028D9F504129513DE6F6DB2041E727296C8D9F5041BA2FD94714DC20411D507BD48D9F5041DB57FF7F33DC2041DC1FCF438E9F50419566F07A53DC2041730359B88E9F5041527C8F1474DC2041F468A5308F9F50415419ED2D95DC204131C575AD8F9F50412E8BC4A3B6DC204130990C2E909F5041F54DCAA8BBDC2041EF64E441909F5041CC292F57D8DC20416F9F87B2909F5041254AD728FADC20418A16E03A919F5041656BDFF51BDD20419B770EC7919F50416BC4899E3DDD20413B2E6856929F50413C06EFFF5EDD204153959BE9929F5041042C0E0080DD20418B51FF7F939F50412690AF1E9BDD204130CBBBFE939F504151EDA0EBB5DD2041F4E31C7E949F504199FB1380D0DD2041A12372FD949F5041D85668EBEADD2041817C187E959F50410928C54205DE20418A08A600969F504113689E991FDE2041BB457B84969F504147401A053ADE2041F980400A979F50412EFE749954DE2041AD5C2F93979F504162DE56616FDE204119EB141E989F504121D9A87A8ADE20416DA1D0AC989F5041E8DED1F5A5DE204138710C3E999F5041BE9D45E1C1DE2041C20ADBD3999F5041A909C451DEDE2041F8911C6E9A9F5041C6BC6061FBDE20411CCD200C9B9F504101FBE32319DF204199E057AF9B9F5041E6689A9E37DF2041AACAB0579C9F5041985AACF556DF204125F6C4059D9F50418138403377DF2041B0A296B99D9F5041CD0B9A6B98DF2041C8FBCD739E9F5041348251B8BADF204137D082349F9F50412A05F823DEDF2041CCA024FC9F9F5041C841B3C702E020414958DDCAA09F5041315E5EB328E020416E0342A1A19F5041E80D180050E0204140E6FB7FA29F50415EF5F2A367E020417CA4AA07A39F5041BB6E81B87FE0204157CA7D94A39F5041F1A4783898E020410A046226A49F50410D88D723B1E020416D8669BDA49F50412FEC177BCAE020416BB8F058A59F50418984E52DE4E02041C90EF4F8A59F5041F5A2C247FEE020410758D29CA69F504191BAA7BD18E1204183FF7644A79F50416EB32A8F33E12041D19B62EFA79F504150BC4BB84EE1204185A7139EA89F504138B139386AE12041CDB9544FA99F50416FFD3D0586E1204144E83503AA9F5041595BC423A2E12041CFCB93B9AA9F5041E9291E8ABEE1204146F4EC71AB9F5041185D4C38DBE1204142342F2CAC9F5041AEE2E62DF8E1204156C0B6E7AC9F50415CE8836615E22041B9A482A4AD9F5041EBB1F5DB32E22041818A9162AE9F50413021278F50E2204101F03F21AF9F5041BDAEF0756EE2204103D09DE0AF9F5041A60F5D948CE22041AB9F649FB09F5041E78363E6AAE220418C8DB65EB19F5041183E5766C9E22041C14F6F1DB29F50418E36AA14E8E220419AD07CDBB29F50413EADA7EB06E320411C4B4C98B39F5041FFDF74E625E32041C0B0DC53B49F5041830C380045E320410CC21A0EB59F504115F8633D64E3204168C263C6B59F5041A0DE8D9983E320414DECC87CB69F50418B45270AA3E320411438A430B79F504167F07C94C2E32041C39FE4E1B79F5041706CF52DE2E320416632AC90B89F5041ED78F1DB01E42041A81C7E3BB99F5041409EAF9421E42041418532E3B99F5041E4F5E65641E42041923B1387BA9F504138BE9F1E61E42041C92F0D27BB9F5041C60971EB80E4204101C48EC2BB9F5041A02480B8A0E4204101E79659BC9F5041AB681980C0E42041899F80EBBC9F5041E6A28847E0E42041C8174D78BD9F504106A4CCFFFFE42041BE01F9FFBD9F5041EC12560F1CE5204124643A73BE9F50417D0423E138E52041EACB16E5BE9F504139ACC67056E52041DFDAC355BF9F50415D120BA974E52041EA42BCC5BF9F5041267D258593E520415FEFDB33C09F5041BDAD9CF5B2E5204192D49EA0C09F50419F16B0F0D2E52041B5ECCA0CC19F504175948F66F3E5204162200377C19F5041EB59DC5114E6204128E79FE0C19F50418B3BA7A335E62041BE8A5648C29F504102F5E64C57E620412B45B5AEC29F5041E108884279E6204126C28114C39F504172DDCC7F9BE62041C16FAB77C39F50415B51BCF0BDE62041C9703DDAC39F5041C0C4328FE0E620418183803BC49F50415A05A84C03E7204104ECDF9AC49F5041A5D2A01926E72041AFF6FBF8C49F50417D77D2F048E720417747C155C59F504189D661C26BE72041B1D49AB0C59F5041265C00858EE72041F8763C0AC69F5041A2DECB28B1E720414F779062C69F504102B6F2A8D3E720417F0AF2B8C69F50415CE3ACF0F5E72041827B120EC79F5041A62CCEF504E820412A8D9632C79F5041', 1, '2026-11-27 22:43:36.561469+00', 'sample', 5, '\x0c1f6fe9eebdf9e46be5e4daab249a6d');
INSERT INTO city.road VALUES (2, 'cded62aa-efe6-485d-8db7-47ddc4afd45a', '210002', 'Cumhuriyet Caddesi', 'main', 'asphalt', 16, false, '0105000020861400000100000001020000005F00000085D1D6FF01D4204150DCFFFFBD9F5041F5D1C12312D420419456A627BE9F50413D2393E624D42041B8516456BE9F5041093A650F3AD4204187228A8BBE9F5041849DD47051D42041F5D4C6C5BE9F5041927EE9D16AD42041FF59C405BF9F5041A518480586D420410737A049BF9F50416894F9D1A2D42041BD29F291BF9F504116C64E05C1D42041811A68DDBF9F5041BED8B9A3DAD42041991A741DC09F5041ECD5C875E0D4204198E32F2CC09F5041B55648E100D52041EAC1CF7CC09F50418EBBB71E22D520413F2707D0C09F504103EEF6FA43D52041ECD88324C19F50414A37EDFA46D5204119862F2CC19F50419E249A3D66D520415B79F278C19F504192B15CB388D52041A0FFB3CEC19F5041EAAA0A2EABD52041D1C12F23C29F50412906034DB3D52041718C0737C29F5041AD58D17ACDD520413197B477C29F5041B4AA4E61EFD52041802C39CAC29F5041A46BDDAD10D62041E816E91AC39F5041019C133331D62041DB8EF268C39F5041CF4A71B850D62041E81A80B4C39F50411A4C410F6FD620410F202EFCC39F5041C397E7FF8BD6204190ED0240C49F5041C449560AABD620411EB8B387C49F50412313D823CAD620414C990ECEC49F5041A562583DE9D620418C2D7C14C59F5041FDEEB0FA01D72041FCDC7D4BC59F5041CE94EA5608D72041A6A79059C59F504107D3116127D72041CED4109EC59F5041DC97195246D720412372E8E1C59F5041FEE8A1A350D720413F6149F8C59F50413CF0DC2365D7204170777224C69F5041EE3FD9FA77D72041D2CAC54CC69F504102B09CCC83D7204108B86266C69F50416C127F47A2D720414DF8A5A7C69F5041A9EFCD7FC0D720414D44A6E7C69F5041A7D0E875DED72041D91CAB27C79F50410C2AD8FAEDD720414D905348C79F5041A9C0D81EFCD7204135B86A66C79F504163EB1D5215D820417ED08B9BC79F50412BC8946B19D82041236473A4C79F5041EAF91A5C36D82041AE7DE9E1C79F5041FBD673E152D82041A6E5131EC89F5041126C2E0064D8204103309042C89F504175398EF06ED82041C7F19359C89F50413C67FF848AD8204112DC7A94C89F504193A3AA94A5D820412F8D10CEC89F5041C5C7C019C0D82041FF61AD07C99F5041CA650600DAD8204172910540C99F5041A275EB1EFCD82041BA5BE58AC99F50411D93A8191ED920419A4E1AD5C99F504136A6EDCC3FD92041C73AC11ECA9F50418047671961D920418705AF67CA9F5041ED431AAE6AD92041B364C77CCA9F5041201F3FDC81D920411ADD5CAFCA9F5041A9AB3CE6A1D920414E9CC0F5CA9F5041E7D75305B3D920411170871BCB9F5041F70BB11EC1D920418068433ACB9F5041386F215CDFD92041F921CA7CCB9F5041133E3757FBD92041909FDABACB9F50411A851880FCD920415B9672BDCB9F5041BE45246118DA204112EC7DFBCB9F504181AD22D732DA204171226436CC9F504138E1E5CC4BDA2041D06D0E6ECC9F5041C6AA3A0F63DA2041352396A2CC9F5041CC68298078DA2041EEA92CD3CC9F504175E7E8FF8BDA20416BB10100CD9F504147324A66B5DA204141C3B357CD9F5041F8BEC51EBFDA2041C24BCF63CD9F504180D7A84CCDDA20414350B88ECD9F504151CEFAFF03DB204120B0F83FCE9F5041706BB04C18DB2041AB8AF181CE9F5041DD84E14730DB2041EEAB01D0CE9F50416B4D91754BDB2041E265A129CF9F50410A967E6B69DB204196D6CE8CCF9F50419AE80AB389DB20413AD1A9F7CF9F5041C226D9D6ABDB20414DD89969D09F5041D0791505C4DB204173B545BAD09F5041745E8366CFDB204104F0F7DFD09F5041B8DE7DE6F3DB20416D683C5AD19F5041A14789F018DC2041A865C2D5D19F5041BA3122053EDC2041A51AEF51D29F5041A2DA42B862DC20411944D2CCD29F5041AF12380584DC20414712D13CD39F5041CC804C8F86DC2041E0271C45D39F5041017DA91EA9DC2041A1BAEEB8D39F5041A1E994F0C9DC2041A06E0D27D49F5041CC23718AE8DC20414041168ED49F504118401B8504DD2041155188EBD49F5041FE1B11611DDD20419A6BB63ED59F50415D5D25B332DD204121396686D59F50414237E9FF43DD20419D3D00C0D59F5041', 1, '2026-11-27 22:43:36.562252+00', 'sample', 5, '\xe106dc5419e5387e664fd5f260d8da7b');
INSERT INTO city.road VALUES (3, '4d900fb0-afce-48ef-b5a3-d47dcd8491b5', '210003', 'İğdeli Caddesi', 'main', 'asphalt', 15, false, '01050000208614000001000000010200000057000000EF0D040048D42041E613FE3F05A0504163930A2958D42041FCB2F95F05A05041B92CAFFA6AD42041BB456B8605A050418008863880D42041172F90B205A05041FE4F66B397D42041257B3BE305A05041484B8838B1D420415806F41806A050418E5E878FCCD42041662FE75106A050411E3FDD7FE9D4204164FABE8E06A05041339473E107D52041795B19CE06A050416A5DC29E20D52041017CF40107A050415A6BC47027D52041FC45FA0F07A05041A296450548D520411423365307A05041A110276169D520418D6B519807A05041ABF4C1518BD52041C57468DD07A05041DA1EBEA8ADD52041E8D2952208A05041C3DE112ED0D52041A944A96708A05041EF70D5A8F2D520410A9229AC08A05041F2A86A42F9D520412AE3EEB808A050414AF2A6EB14D620414176B3EE08A0504106F353B836D620410061BA2E09A0504123383BE657D620412730C76C09A050415CF4853878D6204113DEA9A709A050414019B97A97D62041637EB3DE09A05041DDC5F57AB5D620417E98EB110AA050419FF0EEFFD1D62041ED7BFE3F0AA05041DA644038F2D620417CF145710AA050412993999E12D72041DBE008A00AA050413909631933D7204114A82FCC0AA0504191C8ACF543D720416BC4E5E10AA05041F0B5DD9E53D72041431D6EF60AA05041FEA8721974D7204125EF1B1E0BA05041F2E1A1F58FD720411D88553F0BA0504104F1CA7094D72041665C7B440BA05041D5C17D99B4D7204186B554680BA05041CB02A0F5B5D7204159A09D690BA050415E2EC37AD4D72041711EEA8A0BA0504125242A05F4D72041211726AC0BA050410209B01E13D82041D2B783CB0BA050418F4A92F527D820416377A9E00BA05041F5F88EBD31D820418E2336EA0BA0504185D0DEF54DD820417E0321050CA05041B9C3A8CC4FD82041EF9203070CA05041F77335336DD8204174232E230CA0504171B19DE689D82041DE89B33E0CA050415ACDE0FA99D82041DC54134E0CA05041DA1BD7CCA5D82041EE5DA0590CA05041A298E1D6C0D82041A530DF730CA050412D6770F0DAD8204134A16B8D0CA050416E27E9FFF3D82041518D64A60CA050410CA4EFFF0BD92041AA03FEBF0CA0504147CC4C3D33D920412041EFE80CA050414D1A781958D920412FA4D20C0DA05041252306A976D92041D525F8280DA050414EE120B87AD920410EBCD22C0DA0504146EE042E9BD9204115DBF3480DA05041FCD7C79EB9D92041C0E03A630DA05041CEF7D528D6D9204106902D7C0DA0504189252357E1D92041D43A64860DA05041E74155E1F0D92041C91374940DA05041A6D189EB09DA204193D1CBAC0DA05041EA756D6121DA204101595DC60DA05041DEE21D5C37DA20418AE7E3E10DA05041600B34004CDA2041DCD1F8FF0DA05041D9456C386EDA20414B2350310EA05041545DA33D7ADA204184F21F4C0EA05041C8D102298DDA20414E22A0A00EA05041EF6EC8FFC3DA2041D77204800FA05041B6C23961D8DA2041BB105DCF0FA05041CEA82C85F0DA2041A3605D2F10A050418439B5F00BDB2041C1FA269C10A0504167E6DF232ADB204137281F1511A050413057DD9E4ADB2041F4240A9711A05041041549E16CDB2041E3164D2112A05041E116560578DB204175BB0C4E12A050411A37EC7590DB204104439CB012A0504139E3D1D1B4DB2041CF22DB4313A0504127792C80D9DB204131874FD813A05041AF45CFFFFDDB20410D51856B14A050419A51CFCC21DC2041D785CEFC14A05041851FEB042CDC2041B456602615A05041875A997044DC20412BDA948915A05041DECD536B65DC2041EC5B640F16A05041CC3A913D84DC2041BA1C248C16A0504178E83761A0DC20411263B8FE16A0504163355D66B9DC2041064FD66317A0504137B47FC2CEDC2041D4C93CBA17A05041507FE5FFDFDC2041964FF9FF17A05041', 1, '2026-11-27 22:43:36.562336+00', 'sample', 5, '\x2f944f06c9d37bccc61adc482238ffec');
INSERT INTO city.road VALUES (4, 'f2847096-ea59-4c0e-a773-6d37d254045d', '210004', 'Yıldıztepe Caddesi', 'main', 'asphalt', 14, false, '01050000208614000001000000010200000043000000AE5CF3FF23D52041AFEDF9FF3FA0504146530D5734D52041CBCC214C40A050411BDE49B347D520417F93A0A940A05041EA52DECC5DD520414510C61541A050415B1B406176D52041F778BD8E41A0504176E5AE2391D520410DE6D21342A050417B23FDD6ADD52041483EEBA142A05041F99B2729CCD52041DFBFAD3743A0504160654B66DED52041D9323F9143A050418A7C0EDCEBD52041215734D343A05041DADE26A90CD6204129DB3A7344A05041ABC577422ED6204110EA211545A050410BB29C6B50D62041D679A7B745A05041BC76B7D172D62041F72DF35846A05041500D763895D62041165669F646A050410DE5CCF098D6204175760C0747A05041CF391157B7D6204161BE568F47A0504193DB9DE6D8D6204168CD412148A05041ED39D69EF9D62041EA2142AA48A05041E7D04F3819D72041B1DAEE2849A05041DCA67F7037D720419427859B49A05041EBFF030054D720416A69F8FF49A05041D4DFB01975D720418A5AF1684AA050417DF7C8A896D7204132AAFDC84AA05041D97ED97FB8D720411A7C01204BA050415602C575DAD72041C7DF5F6F4BA0504150097C19F7D72041BB2E21AC4BA050419F142D5CFCD720412CA9B2B74BA05041318B4A0F1ED82041CCEB95F94BA05041F30F5C5C3FD82041AD2F23354CA050419001A81E60D82041928D2B6C4CA050414E972A2980D820418590B79E4CA05041CFEF44859AD820417A4263C64CA05041F46FA24C9FD82041EFFD72CD4CA05041529B4F61BDD820416902F9F84CA050410785A53DDAD82041C71D88224DA05041437B4CB3F5D8204166B93A4A4DA050411F324E940FD92041845F4E714DA05041675955BD27D9204177F64C984DA05041E17E00003ED92041F9C906C04DA0504183A9D6D66FD92041DC4D60164EA05041BC31E32396D920416B630C4E4EA0504165B5D31EB4D920413C56CF734EA05041615B96F5CCD92041719C21954EA05041228F48DCE3D9204107D958BF4EA050412618F5FFFBD9204179E9FFFF4EA05041D889C2F516DA2041E2134E984FA05041EC6EA71E27DA2041EC22D05350A0504149728BBD3FDA2041C7A2C40551A050414E5CC9FF73DA204161D0FA7F51A05041C0D66ABD89DA20417A74939251A05041A8E53DDCA3DA204156C800A051A05041C0779B99C1DA20418C70F3A851A05041E1039B47E2DA204146500EAE51A050415A88352E05DB2041CB8E60AF51A05041EB520E520DDB204150E259AF51A05041280EBE9929DB204100461DAE51A050412391BDD14EDB20419C3C41AA51A0504166628C1E74DB2041A9F822A551A050411E16FFCC98DB20417748C09E51A05041639ECAA8A6DB20410063319C51A0504151D6B423BCDB20414B1DA79751A0504140FAA475DDDB2041B2969E9051A0504194E40E05FBDB2041C032458A51A050413A24791417DC2041827D178551A050415F63FCFA2DDC20419F094A8151A0504166E2060040DC204162ECFC7F51A05041', 1, '2026-11-27 22:43:36.562393+00', 'sample', 5, '\xfa256717c60bb0aba784732d4c9b20e9');
INSERT INTO city.sewer_pipe VALUES (1, 'fe606041-cfb9-4bd1-a4ad-fb77f248c402', 'KN-0001', 'corrugated', 500, 1026.62, 1023.75, 'active', '2013-04-04', 'surveyed', '01050000208614000001000000010200000006000000CDCCCCCC21D52041CDCCCCCC3FA050413D0AD72332D520418FC2F51840A050410000008045D520416666667640A050419A9999995BD52041295C8FE240A05041E17A142E74D52041B81E855B41A0504152B81E057FD5204114AE479141A05041', 1, '2026-11-27 22:43:37.620902+00', 'sample', 9, '\x0767b158c7af24ee8e9c638baf1d699a');
INSERT INTO city.sewer_pipe VALUES (2, '530414d9-eaf6-43fa-a831-f08393055546', 'KN-0002', 'corrugated', 500, 1023.75, 1020.88, 'active', '2013-04-04', 'surveyed', '0105000020861400000100000001020000000500000052B81E057FD5204114AE479141A050410AD7A3F08ED520410AD7A3E041A050413D0AD7A3ABD52041EC51B86E42A050415C8FC2F5C9D5204148E17A0443A0504133333333DCD52041E17A145E43A05041', 1, '2026-11-27 22:43:37.62138+00', 'sample', 9, '\x69235965cad90997bac9795e395679d5');
INSERT INTO city.sewer_pipe VALUES (3, '29939ba5-d106-49e6-8d88-22e3a645168a', 'KN-0003', 'pvc', 300, 1027.38, 1024.5, 'active', '1991-12-18', 'digitised', '01050000208614000001000000010200000003000000AE47E17AD0D42041C3F528AC2CA05041C3F528DC03D52041713D0AA72DA050415C8FC2F536D5204185EB51A82EA05041', 1, '2026-11-27 22:43:37.621419+00', 'sample', 9, '\xa604e2908e60c56c9212024b96c6fb1e');
INSERT INTO city.sewer_pipe VALUES (4, '24a8ce34-8a78-48ff-9a1d-5a8b885bec49', 'KN-0004', 'pvc', 200, 1024.5, 1021.62, 'active', '1991-12-18', 'digitised', '010500002086140000010000000102000000040000005C8FC2F536D5204185EB51A82EA05041EC51B81E37D520418FC2F5A82EA050417B14AE476AD52041CDCCCCAC2FA05041C3F5285C9DD5204114AE47B130A05041', 1, '2026-11-27 22:43:37.621438+00', 'sample', 9, '\xf67923893f9fcd634953a26207ef1389');
INSERT INTO city.water_pipe VALUES (1, '4d768d0f-2439-4de7-948b-d1ff9829f841', 'SU-0001', 'pe', 300, 1.39, 'active', '2023-12-12', 'Çarşı Alt Kat', 'surveyed', '010500002086140000010000000102000000060000009A9999994AD420419A999979799F50410AD7A3F06DD4204146E17AD4799F50415D8FC27590D42041CCCCCC2C7A9F5041D6A3703DB2D420411F85EB817A9F50412085EB51D3D4204146E17AD47A9F5041F4285C0FE3D42041AD47E1FA7A9F5041', 1, '2026-11-27 22:43:37.489674+00', 'sample', 8, '\x8c16a8136d5bfce46cdc462b3f19ebe5');
INSERT INTO city.water_pipe VALUES (2, '4babe102-e386-4f8b-bf82-071b92c1f02b', 'SU-0002', 'ductile_iron', 200, 1.19, 'active', '1993-02-10', 'Çarşı Alt Kat', 'digitised', '01050000208614000001000000010200000007000000F4285C0FE3D42041AD47E1FA7A9F5041D5A370BDF3D420413D0AD7237B9F5041F7285C8F13D520411E85EB717B9F50412085EBD132D52041D6A370BD7B9F5041F8285C8F51D52041713D0A077C9F5041703D0AD76FD52041EB51B84E7C9F5041F8285C8F7BD52041AD47E16A7C9F5041', 1, '2026-11-27 22:43:37.490389+00', 'sample', 8, '\x822942bb3e10a80e71fcbf27a4bee209');
INSERT INTO city.water_pipe VALUES (3, 'e9ac2028-156d-4658-bcde-19533f5b6944', 'SU-0003', 'pe', 300, 1.37, 'active', '2021-07-27', 'Çarşı Alt Kat', 'surveyed', '01050000208614000001000000010200000006000000F8285C8F7BD52041AD47E16A7C9F504187EB51B88DD520415B8FC2957C9F5041D8A3703DABD52041AF47E1DA7C9F50410BD7A370C8D52041F6285C1F7D9F504116AE4761E5D52041313333637D9F5041666666E6FBD520417A14AE977D9F5041', 1, '2026-11-27 22:43:37.490451+00', 'sample', 8, '\xb2c994c827cd5d393880594a77bdf494');
INSERT INTO city.water_pipe VALUES (4, 'dc38e35a-2b6e-4722-b0ad-092ffad6ecea', 'SU-0004', 'pe', 300, 1.29, 'active', '2015-07-25', 'Çarşı Alt Kat', 'surveyed', '01050000208614000001000000010200000007000000666666E6FBD520417A14AE977D9F50419B99991902D62041676666A67D9F50413C0AD7A31ED620418EC2F5E87D9F504146E17A143BD62041B71E852B7E9F50410BD7A37057D62041EB51B86E7E9F50417A14AEC773D620411E85EBB17E9F504186EB51387CD620415C8FC2C57E9F5041', 1, '2026-11-27 22:43:37.490477+00', 'sample', 8, '\x335d6f360426b9353ff295000430b1d7');
INSERT INTO history.address_point VALUES (7, '04f57e37-a52a-418e-8443-5b820fa44fc8', '74120019', '13', '210001', 'Eskişar Yolu', '46106', 'left', '38404656', '010100002086140000AE47E17AA6DB20419A9999598F9F5041', 1, '2026-11-27 22:43:37.103138+00', 'sample', 6, '\x8f5262963e8bbd111e98dabb48892626', '2026-11-27 22:46:08.42652+00', NULL, NULL);
INSERT INTO history.address_point VALUES (8, '19ffb2a2-7462-49a4-97b1-b87dd0485315', '74120022', '13/A', '210001', 'Eskişar Yolu', '46106', 'left', '38404656', '010100002086140000E17A14AEADDB2041295C8F728F9F5041', 1, '2026-11-27 22:43:37.103185+00', 'sample', 6, '\xa4538fc314013f1b1ac83d1092123ddf', '2026-11-27 22:46:08.427039+00', NULL, NULL);
INSERT INTO history.asset VALUES (7, '45825c64-47f8-4f61-8b2b-c062b48468e8', '255-2019-0007', 'Kesintisiz güç kaynağı 007', 'ups', 'active', 'Süreğen', '3k', 'SN893E1946', 'Çınarova Belediyesi Hizmet Binası / Mali Hizmetler', '2019-05-05', '2024-05-05', 'Gönenç Düşsever', '0500 000 00 07', '010100002086140000713D0A57B1D82041C3F528BCF19F5041', 1, '2026-11-27 22:43:38.166733+00', 'sample', 13, '\x899ca937fedd883fe6da371f7289d3f4', '2026-11-27 22:46:08.457163+00', NULL, NULL);
INSERT INTO history.asset VALUES (8, '09675438-aa7c-40a0-985d-458e4190b316', '255-2016-0008', 'Bilgi ekranı 008', 'screen', 'retired', 'Parıltı', '55', 'SN100BC76A', 'Çınarova Belediyesi Hizmet Binası / Zabıta', '2016-02-10', '2018-02-10', 'Hüma Kurgusal', '0500 000 00 08', '010100002086140000B81E85EBBDD820417B14AEC7F69F5041', 1, '2026-11-27 22:43:38.166821+00', 'sample', 13, '\x15e7e06d842a696138f0aabc696f0464', '2026-11-27 22:46:08.45765+00', NULL, NULL);
INSERT INTO history.building VALUES (7, '9803003e-2bd9-478d-95cf-26725866e0ec', '38400043', NULL, 'commercial', 'existing', 3, 0, 10.7, 'RHS-2003/0001', '0106000020861400000100000001030000000100000005000000EC51B81EEBD62041A4703DEADA9F50411E85EB51F2D6204148E17A44DE9F5041733D0A570AD720418FC2F5E8DD9F50413C0AD72303D72041EB51B88EDA9F5041EC51B81EEBD62041A4703DEADA9F5041', 1, '2026-11-27 22:43:36.429808+00', 'sample', 4, '\x81bafbf0bc2cffb560695d475484554a', '2026-11-27 22:46:08.497421+00', NULL, NULL);
INSERT INTO history.building VALUES (8, '03a46541-a39a-44fb-9cf2-aacf67320516', '38400050', NULL, 'commercial', 'existing', 2, 0, 7.2, 'RHS-2002/0001', '0106000020861400000100000001030000000100000009000000646666E6A4D62041A3703DCAD79F504108D7A3F0A7D62041D7A3707DDB9F5041323333B3ACD62041B81E856BDB9F50417A14AEC7B3D62041C4F5288CDA9F504100000000CFD620418EC2F5E8DA9F504109D7A3F0D5D62041EB51B8CEDA9F5041B047E1FAD2D62041D7A370ADD79F504132333333AAD620411F85EB21D79F5041646666E6A4D62041A3703DCAD79F5041', 1, '2026-11-27 22:43:36.429834+00', 'sample', 4, '\x7ff5f06f5628287881473cd738296ebf', '2026-11-27 22:46:08.497985+00', NULL, NULL);
INSERT INTO history.camera VALUES (7, '82785321-b8f4-4599-b642-bcd11fea5cf0', 'KMR-007', 'Batı Çevre Caddesi Direği 07 – Kamera 1', 'fixed', 'pole', 'active', 49, 171.3, 94, 6, '10.46.49.107', 30, '0500 000 01 07', '010100002086140000000000000AD42041C3F5287C9B9F5041', 1, '2026-11-27 22:43:38.030624+00', 'sample', 12, '\x943e26738f5bd3dbc7b9d85b22af266d', '2026-11-27 22:46:08.411641+00', NULL, NULL);
INSERT INTO history.camera VALUES (6, '841a6a34-5858-4e6d-906e-3136b6e6b1ec', 'KMR-006', 'Öğretmenler Caddesi Direği 06 – Kamera 1', 'plate', 'pole', 'active', 47, 195.4, 28, 7.5, '10.46.47.106', 60, '0500 000 01 06', '010100002086140000713D0A5735D720416666660634A05041', 1, '2026-11-27 22:43:38.030498+00', 'sample', 12, '\xb0c3b3d381186ea5e53de0e27b67e36f', '2026-11-27 22:46:08.520015+00', NULL, NULL);
INSERT INTO history.neighbourhood VALUES (7, '30f745b4-eef1-4b41-98a8-779784692d38', '46107', 'Kızılağıl', 'village', '9901', 412, '01060000208614000001000000010300000001000000EB000000C83679C75FD1204186273FCAB69F50410960360078D12041DCE90780B69F50413582B5D17AD12041038B457AB89F50415E236D147ED12041261935B3BA9F50415B3E87BD81D1204107311027BD9F504121D4E3C785D120417CF890D2BF9F50419F4115298AD12041F4D994B2C29F504147B90CDC8ED12041598F8EC2C59F5041705F2DD793D12041591EA300C99F504106CA390F99D1204143255668CC9F5041DEAF3F859ED12041EB1563F6CF9F504188CB1429A4D12041F725A6A7D39F5041ADF2E3FAA9D120414FC8EC78D79F5041FB6D6EEBAFD12041387B5D66DB9F5041C36793F5B5D120419A94C46CDF9F504142EE5F0FBCD120413CAF4988E39F504113F91C38C2D12041330EBAB5E79F50410109105CC8D120414EDE94F2EB9F5041D8F2E07FCED1204114B23C3AF09F5041B45E9299D4D120410D3BA189F49F504121266E99DAD12041493368DDF89F50419B5ACA7AE0D120419EE3F031FD9F504195575B3DE6D1204138CA758401A0504195BC9DCCEBD120413BF29CD005A0504125BCFF2DF1D1204151A0D8130AA050412A64CA51F6D1204183BEE04A0EA05041F0BE122EFBD12041E1604B7112A05041DCF693C2FFD1204187B0D38316A050410EA5FDFF03D2204132C6F97F1AA05041F563B97A07D220413C0107101EA050416BA0E59E0AD2204149D099A921A05041D83F7A700DD220416439C54C25A0504193E000FB0FD22041A96A56F828A050414F41744212D2204152D829AC2CA050415C9CF55114D22041E3E2686630A05041DBAEEF2D16D220411D47022734A05041C68544E617D22041EA8C0BEE37A0504140000E7B19D220414A9299B93BA05041AC7E91F51AD220417C199C893FA05041DF7859611CD220414F20CE5C43A05041D4AD5EC21DD22041997C303347A05041C494BA231FD2204175147E0B4BA0504161E1468A20D22041F41DCAE54EA05041E69FD4FF21D22041A72007C052A050415662208A23D220418351369A56A050418224293825D22041ED397F745AA050419C960A0A27D22041BB56D24C5EA05041D9E65B0A29D2204166E2312362A050413A9A71422BD22041E2946AF665A05041F91C7AB82DD22041758A6BC669A050418DE1CA7530D22041844AEF916DA05041EA60208033D220415E0AF75871A05041BE9A49E136D220415BB3991975A05041970A929E3AD220413163D8D378A05041FF5BDCC73ED220412B72B6877CA050417346615C43D22041D85E363380A0504106EA456648D22041757D6CD683A050413E75A4F04DD22041AB84017087A050419F72E5FF53D22041079408008BA05041EAEDC0FA5AD22041A27484CB8EA05041BFD8DD5162D2204112E15D9692A0504111B943056AD220411A55036096A0504111C27A1472D22041C70EF4289AA05041387CB87A7AD2204157CEF9EF9DA050417737213383D22041FCBF25B5A1A05041E606573D8CD22041C1FF0B77A5A05041B831C19995D220414C8D6236A9A0504181CC673D9FD22041A9DBF1F1ACA0504197A1BD28A9D220416BA295A9B0A05041D1453A5CB3D22041D5A5CE5CB4A05041114B05D7BDD22041CCD0E60AB8A050414540158AC8D220412BB17EB4BBA0504182701280D3D220413E175158BFA05041E60505AEDED220419F7526F5C2A050416F944E14EAD22041C0EF218CC6A05041C665FEB2F5D22041F57B201CCAA050416AF0F67F01D3204176417CA4CDA05041EFB613800DD3204175162425D1A05041F73FC6A819D320411F0A729DD4A0504173B3D2FF25D320419DCDD50CD8A0504142E8137B32D320410F0D3B73DBA050412E268B1E3FD320419DE9FECFDEA050413FE36CE14BD3204101028E22E2A05041344166C258D320414B0FE86AE5A05041AC3888BD65D32041CF5456A8E8A050413788F9D172D3204154ED34DAEBA05041D8E5310080D320417D9C0400EFA0504130D4055C8FD3204111458384F2A05041C4065EC29FD320417FEB4111F6A05041E7378014B1D32041F2E32BA3F9A05041140A8638C3D32041FFDCAC37FDA050412B8C8014D6D32041863AD4CC00A15041FD584685E9D320418A83F95F04A150416C9DD175FDD3204177461CEE07A15041F7D277C211D420418C2BC9750BA15041BCA5CB5126D42041D86EDAF30EA150412F7D4F0A3BD42041B8865F6612A15041EFC3D8CC4FD4204102A743CA15A15041466D117B64D420415ADB701D19A150418765C6F578D42041DC0A765D1CA150416E7DCF288DD420410BDFAD871FA1504141A5DCF5A0D42041D53B959922A150415255423DB4D4204131724C9125A15041CF2B2CE1C6D420412B64886B28A15041882EABC7D8D420417F976A262BA1504162BBE2D6E9D420416AF4BABE2DA150414B2298EBF9D42041E18D2A3330A15041C16AC7F008D5204155B3A68032A15041504F67C216D52041457974A434A1504192E1DA4723D52041F6DAC79C36A1504190055B662ED5204193440C6738A15041549A120038D52041B7C408003AA150419D80090535D520412B6AD17C3DA1504195BF811E32D52041B3CB591F41A15041C88CE8512FD52041456126E544A150412D28C0992CD52041F69797C948A150410CB6AFF529D520411597E6CA4CA15041C8EBA06B27D5204171A6BDE550A1504114B9C6F024D520416DD6C41555A150412500638F22D520415BCAEE5859A15041C8B4AE6B22D52041C965D89A59A150412F2CDAFFBFD420415C9B050058A150414CE7FCDB4BD420419848686D56A15041EF2D84C7D5D320416617FD0F55A1504150BC7C3D5ED320418E8C4ED853A15041E20480C7E5D2204178820EB752A150416A7B2FDC6CD220415951C69C51A1504101D02105F4D1204149C3397A50A150412EAAAAC27BD120410E2C06404FA1504120E3158A04D12041203EB4DE4DA15041BD639EEB8ED02041470F65464CA15041464C5F611BD020411CFF57684AA1504159056766AACF2041C4E3723448A1504153CE1F853CCF204168E12E9C45A15041A95B1E38D2CE2041EE05039042A15041EF0C2A006CCE2041716EFAFF3EA1504194CDCC1EEDCD20413AF08D123AA15041180E76946FCD20418A27CCFC34A15041867B7C42F4CC2041FCDD569F2FA15041417B40057CCC2041E8F5CBDC29A1504128672BAE07CC2041EE376D9623A150417D1C891E98CB20415B586DAD1CA150416BA827332ECB2041DCF37B0415A1504105798DC7CACA204114F46D7D0CA15041ACC557B36ECA20416948F4F802A150413D550DD21ACA20411AD8F558F8A050413FF90F00D0C92041F461FD7FECA050416371873D97C9204198444F51E1A05041C4C5867063C9204165008304D5A05041BE4C448F34C92041398F78BDC7A0504159A63C8A0AC920413896FC9FB9A0504122153066E5C82041A907A8D0AAA05041AF956C19C5C82041292CEF719BA050419B3DB599A9C820416FC155A88BA05041401641E192C820415D8FAA977BA050412ABD55E680C82041E7403C636BA05041D121D9A873C82041CCE6FD2F5BA050416FCD9F1E6BC82041035650214BA0504179977A3D67C82041632EDD5A3BA05041E293180068C820413E5406002CA05041D185F35B70C82041F33578ED1DA05041FD7D03A482C820412417F3C10FA05041F52EE6479DC82041695EA08001A05041450EA8A3BEC82041D7B8582FF39F5041CAB21529E5C82041D50446D1E49F50417BD32C5C09C920410368146ED89F5041591769E61EC920416E70554FD89F50414E18E55141C92041B0E20F1ED89F504124C9340A64C92041C2D924ECD79F50413872EEFF86C920413076EDB8D79F5041E24AE228AAC92041028B1D85D79F504116FECD7FCDC920414A1DFE4FD79F5041E5BAF2FAF0C920412016431AD79F50413C0E498F14CA2041D400D8E3D69F5041C6B86E3838CA2041A5702AACD69F5041122C78E65BCA2041E0D5DA73D69F50414F69478F7FCA2041D362433AD69F504180FC4433A3CA20416AE40700D69F504197C48DC2C6CA2041BB1225C5D59F50410CC40333EACA2041091EF588D59F50412D20E87A0DCB2041B6E92B4CD59F50410D4C629930CB2041335E130ED59F50414CF1FD7A53CB20411E5C5DCFD49F5041B5658D1976CB204101990890D49F5041C44EB07098CB2041E5405E4FD49F50415B649F6BBACB20419EEB0F0ED49F50419871340FDCCB204128C630CCD39F5041889AE94CFDCB204192B0F588D39F5041CB6460141ECC2041D65A2345D39F5041A82E84663ECC204112070400D39F5041685769335ECC20412A1A38BAD29F50412A34C3757DCC2041FAA4D073D29F5041D5C4E4239CCC20413AE7272CD29F5041F61B2E33BACC2041215DDFE3D19F504159318299D7CC20414AFD3E9AD19F50419B1DB14CF4CC2041098BFA4FD19F50411E2DDF4710CD2041E02C2305D19F50410A560E802BCD2041C678EEB8D09F504187B57EEB45CD20413C79226CD09F5041015212805FCD2041CE53191ED09F5041CB272A3378CD2041785162CFCF9F5041BA72EBFF8FCD20411467FC7FCF9F5041C46A0DA4B8CD20417C0BD2ECCE9F5041FF33613DE0CD2041A5C86E4DCE9F5041129C02D206CE20419F732DA3CD9F50412EB09E6B2CCE204104B8B3EECC9F5041BFEC4A1451CE20410D104B31CC9F50412B3508D774CE20419D3F876BCB9F5041C5115DB397CE20411AD80B9ECA9F5041E77384BDB9CE20410AA536CAC99F5041DBCEE6F5DACE2041A368ABF0C89F504102B57E6BFBCE2041038EEC11C89F5041A144EE231BCF20413090F82FC79F5041F78CF2283ACF204162E73F4AC69F5041BF7D308058CF2041067E8A62C59F5041E3CA2E3876CF2041433D9179C49F5041FA41BE5193CF2041BAB89B90C39F50418B0751DCAFCF2041B023ADA7C29F5041A1691BE1CBCF2041FBA2FCBFC19F50414B345E61E7CF20411D14E4DAC09F5041C548857002D020419D5055F8BF9F5041A0D8580F1DD02041BBA43B1ABF9F50411416D94C37D020416E60AC40BE9F5041B6B0F62851D02041398ACA6CBD9F5041C6BC10B36AD02041652705A0BC9F5041617FC0F583D020414A0B3ADABB9F50415B4579F09CD02041869E781DBB9F5041625C74B8B5D020417937FD68BA9F50418A66AD4CCED020418C7C56BFB99F5041218B76BDE6D020417F39AC20B99F504195F9580AFFD0204141796B8DB89F5041EB23AB4217D1204105FBA607B89F50415CFC9B702FD120415129BD8EB79F50410CA7C79947D1204164AE1925B79F5041C83679C75FD1204186273FCAB69F5041', 1, '2026-11-27 22:43:35.840467+00', 'sample', 2, '\xfbdc7f71be139282d63d9d046ca558b4', '2026-11-27 22:46:08.462477+00', NULL, NULL);
INSERT INTO history.neighbourhood VALUES (8, '1e7f2ff0-729e-4f9d-a83e-1173f2d883c7', '46108', 'Şahinçeşme', 'village', '9901', 365, '01060000208614000001000000010300000001000000F5000000E64C6B19FCDA2041868987028A9F504163D2FB04F6DA204166F86BF6899F504180523866F7DA20419AD966C6869F504163D57B8FF8DA2041AFC97F84839F5041001A1E85F9DA20412C4C3D3A809F5041C7A3E34CFADA204177170FE77C9F50417E2A7AF0FADA20411DC7888B799F5041E7C9B875FBDA20410775C025769F50412B8042E6FBDA204108D411B7729F50412B9AA442FCDA204153796D3D6F9F504141218194FCDA2041654841BA6B9F50410B035EEBFCDA20411BC6242C689F5041967C5E42FDDA2041A7483B93649F5041EEB6FFA8FDDA2041D60AC0EE609F5041C1BBD01EFEDA204169F4B23E5D9F5041B1D44AB3FEDA2041D0029882599F5041D5FB7066FFDA204121A438BA559F504109B9B34700DB2041BF8BBCE5519F50418AB6245701DB2041E94DDC034E9F5041AFD3E39E02DB2041E96D19154A9F504133A0DB2304DB204183EC5118469F50413D079CF005DB20410D96190E429F504128C4090A08DB2041508FBBF53D9F5041B49FE8750ADB2041B9BFB9CE399F504137667F3D0DDB204159C4F198359F5041B7F0646B10DB204133157854319F50411D041C0014DB2041435F05002D9F5041C334290017DB2041086C99C9299F504121FC7C611ADB2041989CFD8F269F5041D54AAF231EDB20413A238E52239F50414D7D383822DB2041E928A410209F5041EBD7CC9926DB2041A48A3ECA1C9F5041717C8A472BDB204157185D7F199F5041AE86633330DB20414B5DB52E169F50411950FB5B35DB2041A2F7FCD8129F504191EF88B83ADB2041B1EA697D0F9F50413EA7983D40DB20412B9B8C1B0C9F5041862082F045DB204129E58BB2089F5041B2315EBD4BDB2041BC9A2B43059F504115A8819E51DB2041621423CC019F5041C169A99957DB2041468E734DFE9E5041E804A7995DDB2041574906C7FA9E5041EA208B9E63DB2041820AA637F79E50412237969E69DB2041A3A106A0F39E5041031062996FDB20412FDF5FFFEF9E50412DDAF47F75DB204153031D55EC9E50411488994C7BDB20419E4CABA0E89E5041B3362B0081DB204113408AE2E49E50418B145C8A86DB20415205371AE19E5041E5B1AEEB8BDB204190486A46DD9E50414F67831991DB20412847B367D99E5041E0252D0A96DB2041DD336C7DD59E5041E5E139BD9ADB20419E26A787D19E50414E5405299FDB20413A9C1A85CD9E5041A2988642A3DB20414234C475C99E5041B1BA260AA7DB2041D78B355AC59E5041B441D775AADB2041CEB2A530C19E50414B8EF07AADDB20417F6B35FABC9E5041BBF08A19B0DB20412EF51DB5B89E5041FA927747B2DB20415BA5EE61B49E5041D127E4FFB3DB20414CBA0200B09E5041FC6F8AF5B4DB2041035558BFAC9E504106DD20AEB5DB2041EB3EA460A99E504129944C33B6DB204152CA1DE5A59E504193023F8AB6DB2041E43CB14EA29E5041FACC26A9B6DB2041E0D1599F9E9E50417D1AA999B6DB2041A9DB4ED89A9E5041BD3C245CB6DB20411A0FEAFA969E504165F8B9F5B5DB204158BC3A0A939E5041D5456866B5DB2041D04465068F9E504197DCC0A8B4DB2041A02BE5F18A9E5041EFE694CCB3DB2041017917CE869E5041B3BCF8CCB2DB20419C5C309C829E5041C541DEA8B1DB20415433625F7E9E5041344E4E6BB0DB2041585DAF177A9E504178AF6E0AAFDB2041D7CBB6C7759E5041D7924F94ADDB2041AD939E70719E5041CA980000ACDB2041735174146D9E5041D4062657AADB20410C8881B4689E5041FA5AA799A8DB2041E0F78C52649E50418C23B4CCA6DB2041BA47A7F05F9E50413FBB60EBA4DB20413BA704905B9E504163A8DEFAA2DB2041DB5B9132579E50415D75EEFFA0DB2041B99239DA529E50418D55F7FA9EDB2041AE4AB3874E9E504188FEB2F09CDB204159056A3D4A9E5041D4D96A389BDB204160043BBA469E50412A6A378AADDB20416FECC955469E5041F80B2CAE21DC204131FDC94C449E5041B623593895DC2041A87F39D3429E5041D5E8310008DD20414B400300429E5041F23F133383DD204141E8AB97419E5041E41A596600DE204198B98762419E5041F74A3A0A7FDE2041BAC95D66419E50410D285E8FFEDE20418D21F5A8419E5041057B29617EDF204114975D2F429E504120E95EEBFDDF2041A18D0000439E5041E786F9A37CE02041250B0220449E504151558DF0F9E0204157CDC995459E50410FEE864775E12041D9766966479E504135E6B014EEE12041E51DA697499E5041D4C981C263E22041ED9B562F4C9E5041C62C82C2D5E2204184D32E334F9E50418CCCE68443E320417270F4A8529E5041EEA8F475ACE32041E66EC895569E5041C5361C0010E42041F38A00005B9E50412AD0DA5188E420411CBD3F31619E5041D68F60E1FEE4204118A10D17689E504116E123AE72E520418BA93AAA6F9E5041730808A9E2E520419898DCE3779E50418E44D0C74DE620416575D3BC809E5041C8DD2500B3E620411C65FC2F8A9E5041D591D64711E72041BAE9C935949E50416CAE618F67E72041502808C79E9E50415ADECAD1B4E72041CFB215DEA99E504153CC0600F8E720415AD0D073B59E50417FD94E1430E8204168675081C19E5041836D06005CE82041296B0400CE9E50413270C2A375E82041AEC98A32DA9E5041B9D14D057FE82041A5890340E79E5041E8E22FB87AE820415AFA5008F59E5041C14A16526BE82041BF80306C039F5041E16E525C53E820413057264C129F504113EDA76B35E8204138DAEF88219F5041EA75930F14E82041EC3D9302319F5041D2D156DCF1E720419AAF3A9A409F504194346261D1E720419142FE2F509F50415EE2182EB5E72041FF3375A45F9F5041B33823D79FE72041BAFD49D86E9F5041537F67EB93E72041A5C625AC7D9F50416324FFFF93E72041123CFDFF8B9F50415245E6ADA2E720411EF78A1B9B9F5041EDE8D6CCBDE720416989F708AA9F50414CFB6499E2E72041E6D40BCEB89F50415CC139BD0DE82041F0314A48C79F50415CE3ACF0F5E72041827B120EC79F504102B6F2A8D3E720417F0AF2B8C69F5041A2DECB28B1E720414F779062C69F5041265C00858EE72041F8763C0AC69F504189D661C26BE72041B1D49AB0C59F50417D77D2F048E720417747C155C59F5041A5D2A01926E72041AFF6FBF8C49F50415A05A84C03E7204104ECDF9AC49F5041C0C4328FE0E620418183803BC49F50415B51BCF0BDE62041C9703DDAC39F504172DDCC7F9BE62041C16FAB77C39F5041E108884279E6204126C28114C39F504102F5E64C57E620412B45B5AEC29F50418B3BA7A335E62041BE8A5648C29F5041EB59DC5114E6204128E79FE0C19F504175948F66F3E5204162200377C19F50419F16B0F0D2E52041B5ECCA0CC19F5041BDAD9CF5B2E5204192D49EA0C09F5041267D258593E520415FEFDB33C09F50415D120BA974E52041EA42BCC5BF9F504139ACC67056E52041DFDAC355BF9F50417D0423E138E52041EACB16E5BE9F5041EC12560F1CE5204124643A73BE9F504106A4CCFFFFE42041BE01F9FFBD9F5041E6A28847E0E42041C8174D78BD9F5041AB681980C0E42041899F80EBBC9F5041A02480B8A0E4204101E79659BC9F5041C60971EB80E4204101C48EC2BB9F504138BE9F1E61E42041C92F0D27BB9F5041E4F5E65641E42041923B1387BA9F5041409EAF9421E42041418532E3B99F5041ED78F1DB01E42041A81C7E3BB99F5041706CF52DE2E320416632AC90B89F504167F07C94C2E32041C39FE4E1B79F50418B45270AA3E320411438A430B79F5041A0DE8D9983E320414DECC87CB69F504115F8633D64E3204168C263C6B59F5041830C380045E320410CC21A0EB59F5041FFDF74E625E32041C0B0DC53B49F50413EADA7EB06E320411C4B4C98B39F50418E36AA14E8E220419AD07CDBB29F5041183E5766C9E22041C14F6F1DB29F5041E78363E6AAE220418C8DB65EB19F5041A60F5D948CE22041AB9F649FB09F5041BDAEF0756EE2204103D09DE0AF9F50413021278F50E2204101F03F21AF9F5041EBB1F5DB32E22041818A9162AE9F50415CE8836615E22041B9A482A4AD9F5041AEE2E62DF8E1204156C0B6E7AC9F5041185D4C38DBE1204142342F2CAC9F5041E9291E8ABEE1204146F4EC71AB9F5041595BC423A2E12041CFCB93B9AA9F50416FFD3D0586E1204144E83503AA9F504138B139386AE12041CDB9544FA99F504150BC4BB84EE1204185A7139EA89F50416EB32A8F33E12041D19B62EFA79F504191BAA7BD18E1204183FF7644A79F5041F5A2C247FEE020410758D29CA69F50418984E52DE4E02041C90EF4F8A59F50412FEC177BCAE020416BB8F058A59F50410D88D723B1E020416D8669BDA49F5041F1A4783898E020410A046226A49F5041BB6E81B87FE0204157CA7D94A39F50415EF5F2A367E020417CA4AA07A39F5041E80D180050E0204140E6FB7FA29F5041315E5EB328E020416E0342A1A19F5041C841B3C702E020414958DDCAA09F50412A05F823DEDF2041CCA024FC9F9F5041348251B8BADF204137D082349F9F5041CD0B9A6B98DF2041C8FBCD739E9F50418138403377DF2041B0A296B99D9F5041985AACF556DF204125F6C4059D9F5041E6689A9E37DF2041AACAB0579C9F504101FBE32319DF204199E057AF9B9F5041C6BC6061FBDE20411CCD200C9B9F5041A909C451DEDE2041F8911C6E9A9F5041BE9D45E1C1DE2041C20ADBD3999F5041E8DED1F5A5DE204138710C3E999F504121D9A87A8ADE20416DA1D0AC989F504162DE56616FDE204119EB141E989F50412EFE749954DE2041AD5C2F93979F504147401A053ADE2041F980400A979F504113689E991FDE2041BB457B84969F50410928C54205DE20418A08A600969F5041D85668EBEADD2041817C187E959F504199FB1380D0DD2041A12372FD949F504151EDA0EBB5DD2041F4E31C7E949F50412690AF1E9BDD204130CBBBFE939F5041042C0E0080DD20418B51FF7F939F50413C06EFFF5EDD204153959BE9929F50416BC4899E3DDD20413B2E6856929F5041656BDFF51BDD20419B770EC7919F5041254AD728FADC20418A16E03A919F5041CC292F57D8DC20416F9F87B2909F50412E8BC4A3B6DC204130990C2E909F50415419ED2D95DC204131C575AD8F9F5041527C8F1474DC2041F468A5308F9F50419566F07A53DC2041730359B88E9F5041DB57FF7F33DC2041DC1FCF438E9F5041BA2FD94714DC20411D507BD48D9F50411D83B9EBF5DB2041F628F7688D9F504172F59994D8DB204106E392028D9F5041D6491D5CBCDB2041BF0E9EA08C9F5041EC047366A1DB20418E9A32438C9F5041CC0CD9D687DB2041564D8DEB8B9F5041E81AD4C76FDB2041C4E4FD988B9F50410D57256159DB2041EA27E94A8B9F5041D507A8BD44DB20416C0D8A028B9F504161C3380032DB2041C736FABF8A9F5041E64C6B19FCDA2041868987028A9F5041', 1, '2026-11-27 22:43:35.840625+00', 'sample', 2, '\x7333e625d10de6e2226d7c1621bf308f', '2026-11-27 22:46:08.463017+00', NULL, NULL);
INSERT INTO history.network_link VALUES (1, '73dc3e6b-2fd0-4dbe-870c-21f0f9d688d1', 'HAT-001', 'fibre', 'duct', 1, 2, 96, 'active', '01050000208614000001000000010200000013000000C3F5285C9ED82041AE47E12AF39F504152B81E0589D8204100000050F29F50411F85EB518FD8204133333343ED9F5041AE47E1FA95D820419A999919E89F50410AD7A3F0ADD82041C3F528BCE89F5041666666E6C5D82041EC51B85EE99F5041713D0AD7DDD8204114AE4701EA9F5041295C8FC2F5D820413D0AD7A3EA9F5041F6285C0FF3D820411F85EB21E79F504133333333F0D82041E17A145EE39F504114AE4761EDD820418FC2F598DF9F50413D0AD7A3EAD82041295C8FD2DB9F5041E17A142EE9D8204148E17AC4D99F50415C8FC2F5E7D82041A4703D0AD89F504114AE4761E5D8204114AE4741D49F504114AE47E1E2D82041713D0A77D09F5041AE47E17AE0D82041C3F528ACCC9F504133333333DED82041000000E0C89F5041F6285C8FF2D82041E17A142EC69F5041', 1, '2026-11-27 22:43:37.823311+00', 'sample', 11, '\xfbc33f7e4788b07e7f3fba8c02560c6f', '2026-11-27 22:46:08.524327+00', NULL, NULL);
INSERT INTO history.network_link VALUES (2, 'c8fedba6-e58e-4de5-bf35-ae22a24292b0', 'HAT-002', 'fibre', 'duct', 1, 5, 96, 'active', '01050000208614000001000000010200000014000000C3F5285C9ED82041AE47E12AF39F504152B81E0589D8204100000050F29F50411F85EB518FD8204133333343ED9F5041AE47E1FA95D820419A999919E89F50410AD7A3F0ADD82041C3F528BCE89F5041666666E6C5D82041EC51B85EE99F5041713D0AD7DDD8204114AE4701EA9F5041295C8FC2F5D820413D0AD7A3EA9F50415C8FC2F5F5D820413D0AD7E3EA9F504114AE47E1F8D8204148E17AA4EE9F5041713D0AD7FBD8204133333363F29F5041CDCCCCCCFED8204100000020F69F5041295C8FC201D92041AE47E1DAF99F5041F6285C0F03D920411F85EB81FB9F5041333333B304D920413D0AD793FD9F50413D0AD7A307D92041A4703D4A01A05041A4703D8A0AD92041EC51B8FE04A05041666666660DD920410AD7A3B008A050413333333310D92041000000600CA050410AD7A370F3D820411F85EBD10FA05041', 1, '2026-11-27 22:43:37.824232+00', 'sample', 11, '\xbfa2684d9ccbed980508ecf0a52f1892', '2026-11-27 22:46:08.52439+00', NULL, NULL);
INSERT INTO history.network_node VALUES (1, '5e0c7891-659b-4d91-a104-d99bb1fe45b3', 'DGM-001', 'Belediye Sistem Odası', 'system_room', 'active', 192, '01010000208614000085E6585C9ED82041D232EA2AF39F5041', 1, '2026-11-27 22:43:37.708932+00', 'sample', 10, '\x0ae00bd7380bf855f33b356b1fba8f33', '2026-11-27 22:46:08.521084+00', NULL, NULL);
INSERT INTO history.network_node VALUES (2, '7ceed936-b289-4d2a-b775-908ea17b7f6c', 'DGM-002', 'Saha Dolabı C1', 'cabinet', 'active', 24, '0101000020861400008678668FF2D82041AED51C2EC69F5041', 1, '2026-11-27 22:43:37.709622+00', 'sample', 10, '\x673531f0aaf79af5b9d8d00a1086a506', '2026-11-27 22:46:08.521591+00', NULL, NULL);
INSERT INTO history.poi VALUES (7, 'dd40421e-4172-4f60-b0f2-c51942836730', 'YER-007', 'Çınarova Belediyesi Hizmet Binası', 'municipality', true, 'Çarşı Mah. Çeşmeli Sokak No: 10', NULL, '01010000208614000088AE539FB5D8204122A2148BF19F5041', 1, '2026-11-27 22:43:37.27278+00', 'sample', 7, '\x81a9423af2ca6c12c9640dae2a8d27a3', '2026-11-27 22:46:08.406382+00', NULL, NULL);
INSERT INTO history.poi VALUES (8, '45a44e2d-e97e-4dbc-acea-a90c4e8b9350', 'YER-008', 'PTT Çınarova Şubesi', 'telecom', true, 'Çarşı Mah. Çınarlı Bulvarı No: 14', 'İç not 008: denetim dosyası 8775', '010100002086140000DD211B2520D92041C7A49F9BE59F5041', 1, '2026-11-27 22:43:37.272821+00', 'sample', 7, '\xe6063f37fd68df001ae68513b852f265', '2026-11-27 22:46:08.406868+00', NULL, NULL);
INSERT INTO history.road VALUES (5, 'f0358029-3b3f-4f68-ad38-f04576802e40', '210005', 'Batı Çevre Caddesi', 'main', 'asphalt', 14, false, '0105000020861400000100000001020000003C0000005441DFFF47D420411BC7FE3F799F50417018C3A345D42041370FD15C7B9F5041A782238542D42041869D89DB7D9F504152A57CC23ED4204171D83AB3809F50412122D9753AD42041C1BC87DB839F504181A860B835D420410648254C879F50412BEB08A930D42041464282FB8A9F5041CFE04E662BD4204198E09EE08E9F50412CD20C0026D4204147E0D1F3929F5041F527E59E20D42041B7CB2F2C979F5041645D465C1BD42041528E2B7C9B9F5041EB9BB94C16D4204160FEB1E79F9F50418526578F11D42041A884405AA49F5041C8406F420DD42041AA121CCEA89F5041EFD3AE7A09D42041F4EF2D3CAD9F5041A1023A6106D420411751439AB19F50416C25120504D420412EDBFCDFB59F5041257B228502D42041353A7F04BA9F504185D1D6FF01D4204150DCFFFFBD9F50411059EA2D02D42041C5DD16B5C19F504143E988B802D42041B0A22075C59F50416F06C7A303D42041F17E0E3EC99F5041B3CB52EB04D4204189C3180ECD9F50411DE84B3306D4204140DFCFFCCF9F5041D3C1659906D4204198C8D5E3D09F504193A1E9A308D42041272E0EBED49F50419E5D45140BD420412712359AD89F5041D45191E60DD4204148320277DC9F5041286CD71E11D4204100FA2E53E09F50413DC8EA9E12D42041F6B63CEAE19F5041C21E3ABD14D4204116922C2CE49F50412FD3A4C218D420414D444501E89F5041151BE62D1DD420418E22FCCFEB9F5041FA24200A22D42041B6606896EF9F5041485DBC4C27D42041D5917554F39F5041B2C723E127D4204162C76DB6F39F5041C5A6BFFA2CD4204163600407F79F50411CD6431433D4204175AB29ACFA9F5041EE72959E39D420410562D443FE9F50410EFE929440D420417609E3CA01A05041EF0D040048D42041E613FE3F05A0504168FC936651D42041CD3FAC2009A050418EBC395C5CD42041360FB6170DA050410EAECDA868D420418CABBC1E11A050415CFA8D1976D42041753A772D15A050417FA0977084D420413E7C733D19A05041523BFE5B85D420414FFDD07C19A050417B22897093D420414B0C0A471DA050412F3444E1A2D420411259384321A05041385F438AB2D42041ADD0452A25A05041BF58152EC2D420412044C0F528A05041FBC17E99D1D42041EA9D149E2CA05041265946AED2D4204160E353DF2CA05041F049888FE0D42041170D2D1C30A05041B82F3CD7EED4204123E0506833A05041F67D3133FCD420413B5B7C7B36A050412103BB6B08D52041E428BF4E39A050419492DC4713D5204123E8DFDA3BA05041B229358A1CD52041A15449183EA05041AE5CF3FF23D52041AFEDF9FF3FA05041', 1, '2026-11-27 22:43:36.562738+00', 'sample', 5, '\x5a013d75df1b6198f2803f15132377bb', '2026-11-27 22:46:08.38943+00', NULL, NULL);
INSERT INTO history.road VALUES (6, '9dc9abe1-b354-4270-841a-10c0f2f4c300', '210006', 'Öğretmenler Caddesi', 'main', 'asphalt', 14, false, '0105000020861400000100000001020000004200000092DBF7FFA9D62041280EFDFF7E9F50417956ACF0A8D620415EB74621819F504170C0D270A7D6204195D060A6839F5041E04C4F94A5D620412FB96D86869F5041ED3A816BA3D62041557E58B8899F5041CF2B310FA1D6204110A18E328D9F50415874DFF59ED62041FCFCE74A909F5041922F1B859ED62041AB35D3EC909F5041650D72E69BD62041A42913DE949F504124FB6C3D99D620417F15CBFC989F504151E4D39E96D62041D926F93F9D9F50413F56E02394D62041F3A0BA95A19F5041C5D2E8CC91D6204105689B10A69F5041763C41B38FD62041DDF22C8CAA9F5041F817B2EB8DD620412393AB07AF9F5041B09D6BB38CD62041ED5C4EE8B29F5041C8B23B858CD62041D054DC7AB39F5041E4F6588F8BD620414475CEDCB79F5041C4BD85198BD6204132017F24BC9F5041F9096D3D8BD62041E6774948C09F5041C397E7FF8BD6204190ED0240C49F50419FC6863D8DD620418801CDECC79F5041658500DC8ED620416185139ECB9F5041902C10D290D62041EA80D453CF9F504170C2ED1E93D6204193A2240CD39F50412C73A91995D620416D36CFDCD59F5041CC6E4DBD95D6204167CA02C7D69F50416EC0D5A898D620414DCD3883DA9F50416BD33CDC9BD62041022AA140DE9F5041090C21579FD6204154BE18FEE19F504109416E0FA3D6204171C543BAE59F50413359FFD6A4D62041E93FB167E79F504156A8D8FFA6D62041601F2175E99F5041B2DBD928ABD62041932E0D2EED9F5041403B3F85AFD62041D2E12DE3F09F50419952710AB4D62041B3F88094F49F50415ABB4CBDB8D62041891AE341F89F50410D7C2F8AB9D62041482B76DDF89F5041B2DFAC94BDD620411409FAE8FB9F5041924D5D8AC2D62041B7C8438AFF9F50417F679D99C7D620415B2FD42303A05041787B63C2CCD62041D12361B606A050419FF0EEFFD1D62041ED7BFE3F0AA050416C7F71EBD7D620411034460A0EA0504185444D85DED62041811A1AF511A05041057464B3E5D62041F44EA2F915A050413290205CEDD620419EA9640F1AA050416AC74AE1EDD6204136A6DC531AA05041A46D6461F5D62041BCC507301EA0504114B3BC51F8D6204132C30FA71FA05041EB2C4DB3FDD6204116ED375322A05041673A5F3306D720415505427126A05041A0F4FD4C0ED720414AF6BC452AA05041CB83D3CC0ED72041703587822AA0504148EF256117D72041F417F87F2EA0504145DA26D71FD720418EB1E26132A05041D3489F4C25D72041BFCBE5DA34A05041A022EA1E28D720415930A92036A0504122AAB31430D720414B3FCFB339A0504177D3930F31D720417F29DD233AA05041CBB0A0A337D720412A86C5153DA05041DAEF0EB33ED72041A09CCA3C40A050412715D12845D7204157D83B2343A05041EFEBA5F04AD720411677FCBF45A050416AF596EB4FD720416E59210C48A05041EBFF030054D720416A69F8FF49A05041', 1, '2026-11-27 22:43:36.562804+00', 'sample', 5, '\xde99c73ec249b76b3d0e52dc2e162ae8', '2026-11-27 22:46:08.389585+00', NULL, NULL);
INSERT INTO history.sewer_pipe VALUES (5, '4cffdf6c-7727-45ae-bf69-9a518bccd074', 'KN-0005', 'corrugated', 300, 1027.62, 1025.44, 'active', '2006-03-05', 'surveyed', '010500002086140000010000000102000000030000008FC2F52883D420419A99994919A05041333333B3B6D4204114AE47E119A05041E17A142EEAD42041D7A3707D1AA05041', 1, '2026-11-27 22:43:37.621455+00', 'sample', 9, '\x7436f078cf91029ad1d5afe050a7f524', '2026-11-27 22:46:08.396157+00', NULL, NULL);
INSERT INTO history.sewer_pipe VALUES (6, 'e02d9871-5323-4fa6-9d8c-ec509d94a6ba', 'KN-0006', 'corrugated', 300, 1025.44, 1023.25, 'active', '2006-03-05', 'surveyed', '01050000208614000001000000010200000004000000E17A142EEAD42041D7A3707D1AA0504185EB5138EAD42041D7A3707D1AA05041333333B31DD52041A4703D1A1BA05041E17A142E51D52041713D0AB71BA05041', 1, '2026-11-27 22:43:37.621477+00', 'sample', 9, '\xf2fab822881cb6c16daebed4148eae6b', '2026-11-27 22:46:08.396815+00', NULL, NULL);
INSERT INTO history.water_pipe VALUES (5, 'a54d45dd-78ce-4dc2-9b71-ba29cd757707', 'SU-0005', 'ductile_iron', 250, 1.35, 'active', '2004-06-10', 'Çarşı Alt Kat', 'digitised', '0105000020861400000100000001020000000300000086EB51387CD620415C8FC2C57E9F504191C2F52890D6204152B81EF57E9F504198999999ACD62041999999397F9F5041', 1, '2026-11-27 22:43:37.4905+00', 'sample', 8, '\x2faaa8b0280c8394e97fa3f528483645', '2026-11-27 22:46:08.415919+00', NULL, NULL);
INSERT INTO history.water_pipe VALUES (6, '0cc653e8-ca0b-4141-ac79-7900fd89cb65', 'SU-0006', 'pvc', 200, 1.14, 'active', '2001-11-04', 'Çarşı Alt Kat', 'digitised', '0105000020861400000100000001020000000700000098999999ACD62041999999397F9F5041F4285C0FCCD6204153B81E857F9F5041EB51B81EEBD62041F5285CCF7F9F5041CBCCCCCC09D7204184EB5118809F50413F0AD72328D7204108D7A360809F5041DF7A142E46D720417B14AEA7809F50417914AE475DD72041E17A14DE809F5041', 1, '2026-11-27 22:43:37.490524+00', 'sample', 8, '\xb0c461a89c79587545909fccc8ab3938', '2026-11-27 22:46:08.416392+00', NULL, NULL);
INSERT INTO lookup.code VALUES ('asset_kind', 'computer', 0, 'Bilgisayar', 'Computer', '#0072b2', 'computer', false);
INSERT INTO lookup.code VALUES ('asset_kind', 'laptop', 1, 'Dizüstü bilgisayar', 'Laptop', '#0072b2', 'laptop', false);
INSERT INTO lookup.code VALUES ('asset_kind', 'printer', 2, 'Yazıcı', 'Printer', '#7a5195', 'printer', false);
INSERT INTO lookup.code VALUES ('asset_kind', 'server', 3, 'Sunucu', 'Server', '#d55e00', 'server', false);
INSERT INTO lookup.code VALUES ('asset_kind', 'switch', 4, 'Anahtar', 'Switch', '#009e73', 'network-switch', false);
INSERT INTO lookup.code VALUES ('asset_kind', 'ups', 5, 'Kesintisiz güç kaynağı', 'UPS', '#8b6914', 'ups', false);
INSERT INTO lookup.code VALUES ('asset_kind', 'phone', 6, 'Telefon', 'Telephone', '#56759b', 'telephone', false);
INSERT INTO lookup.code VALUES ('asset_kind', 'screen', 7, 'Bilgi ekranı', 'Information screen', '#c2185b', 'screen', false);
INSERT INTO lookup.code VALUES ('asset_kind', 'kiosk', 8, 'Kiosk', 'Kiosk', '#5f6b73', 'kiosk', false);
INSERT INTO lookup.code VALUES ('asset_kind', 'other', 9, 'Diğer', 'Other', '#77726a', 'asset', false);
INSERT INTO lookup.code VALUES ('asset_status', 'active', 0, 'Kullanımda', 'In use', '#009e73', NULL, false);
INSERT INTO lookup.code VALUES ('asset_status', 'faulty', 1, 'Arızalı', 'Faulty', '#d55e00', NULL, false);
INSERT INTO lookup.code VALUES ('asset_status', 'maintenance', 2, 'Bakımda', 'In maintenance', '#8b6914', NULL, false);
INSERT INTO lookup.code VALUES ('asset_status', 'spare', 3, 'Depoda', 'In store', '#0072b2', NULL, false);
INSERT INTO lookup.code VALUES ('asset_status', 'planned', 4, 'Planlanan', 'Planned', '#7a5195', NULL, false);
INSERT INTO lookup.code VALUES ('asset_status', 'retired', 5, 'Kayıttan düşmüş', 'Written off', '#77726a', NULL, false);
INSERT INTO lookup.code VALUES ('building_status', 'existing', 0, 'Mevcut', 'Existing', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('building_status', 'under_construction', 1, 'İnşaat', 'Under construction', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('building_status', 'derelict', 2, 'Metruk', 'Derelict', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('building_status', 'demolished', 3, 'Yıkılmış', 'Demolished', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('building_use', 'residential', 0, 'Konut', 'Residential', '#8c6d5a', NULL, false);
INSERT INTO lookup.code VALUES ('building_use', 'commercial', 1, 'Ticaret', 'Commercial', '#b5651d', NULL, false);
INSERT INTO lookup.code VALUES ('building_use', 'mixed', 2, 'Konut ve ticaret', 'Mixed use', '#a0522d', NULL, false);
INSERT INTO lookup.code VALUES ('building_use', 'public', 3, 'Resmî bina', 'Public building', '#4b6a9b', NULL, false);
INSERT INTO lookup.code VALUES ('building_use', 'education', 4, 'Eğitim', 'Education', '#7a5195', NULL, false);
INSERT INTO lookup.code VALUES ('building_use', 'health', 5, 'Sağlık', 'Health', '#c2185b', NULL, false);
INSERT INTO lookup.code VALUES ('building_use', 'religious', 6, 'Dini tesis', 'Religious', '#2f7d5b', NULL, false);
INSERT INTO lookup.code VALUES ('building_use', 'industrial', 7, 'Sanayi', 'Industrial', '#5f6b73', NULL, false);
INSERT INTO lookup.code VALUES ('building_use', 'ancillary', 8, 'Müştemilat', 'Ancillary', '#8a8578', NULL, false);
INSERT INTO lookup.code VALUES ('building_use', 'other', 9, 'Diğer', 'Other', '#77726a', NULL, false);
INSERT INTO lookup.code VALUES ('camera_kind', 'fixed', 0, 'Sabit', 'Fixed', '#0072b2', 'camera-fixed', false);
INSERT INTO lookup.code VALUES ('camera_kind', 'ptz', 1, 'Hareketli (PTZ)', 'PTZ', '#d55e00', 'camera-ptz', false);
INSERT INTO lookup.code VALUES ('camera_kind', 'dome', 2, 'Dome', 'Dome', '#009e73', 'camera-dome', false);
INSERT INTO lookup.code VALUES ('camera_kind', 'panoramic', 3, 'Panoramik', 'Panoramic', '#7a5195', 'camera-panoramic', false);
INSERT INTO lookup.code VALUES ('camera_kind', 'plate', 4, 'Plaka tanıma', 'Number plate', '#8b6914', 'camera-plate', false);
INSERT INTO lookup.code VALUES ('camera_mount', 'pole', 0, 'Direk', 'Pole', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('camera_mount', 'wall', 1, 'Duvar', 'Wall', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('camera_mount', 'roof', 2, 'Çatı', 'Roof', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('camera_mount', 'ceiling', 3, 'Tavan', 'Ceiling', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('condominium', 'none', 0, 'Ana taşınmaz', 'Main property', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('condominium', 'construction_servitude', 1, 'Kat irtifakı', 'Construction servitude', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('condominium', 'condominium', 2, 'Kat mülkiyeti', 'Condominium', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('directorate', 'it_directorate', 0, 'Bilgi İşlem Müdürlüğü', 'Information Technology Directorate', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('directorate', 'survey', 1, 'Harita ve Emlak Müdürlüğü', 'Survey and Real Estate Directorate', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('directorate', 'zoning', 2, 'İmar ve Şehircilik Müdürlüğü', 'Zoning and Urban Planning Directorate', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('directorate', 'works', 3, 'Fen İşleri Müdürlüğü', 'Public Works Directorate', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('directorate', 'water', 4, 'Su ve Kanalizasyon İdaresi', 'Water and Sewerage Administration', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('lifecycle', 'active', 0, 'Mevcut', 'In service', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('lifecycle', 'planned', 1, 'Proje', 'Planned', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('lifecycle', 'abandoned', 2, 'Terk', 'Abandoned', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('link_installation', 'duct', 0, 'Boru içinde', 'In duct', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('link_installation', 'buried', 1, 'Toprak altı', 'Direct buried', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('link_installation', 'aerial', 2, 'Havai', 'Aerial', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('link_installation', 'indoor', 3, 'Bina içi', 'Indoor', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('link_medium', 'fibre', 0, 'Fiber optik', 'Optical fibre', '#d55e00', NULL, false);
INSERT INTO lookup.code VALUES ('link_medium', 'copper', 1, 'Bakır', 'Copper', '#8b6914', NULL, false);
INSERT INTO lookup.code VALUES ('link_medium', 'radio', 2, 'Radyolink', 'Radio link', '#7a5195', NULL, false);
INSERT INTO lookup.code VALUES ('neighbourhood_kind', 'neighbourhood', 0, 'Mahalle', 'Neighbourhood', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('neighbourhood_kind', 'village', 1, 'Köy', 'Village', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('neighbourhood_kind', 'settlement', 2, 'Mezra', 'Settlement', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('network_node_kind', 'system_room', 0, 'Sistem odası', 'System room', '#b2182b', 'system-room', false);
INSERT INTO lookup.code VALUES ('network_node_kind', 'cabinet', 1, 'Saha dolabı', 'Field cabinet', '#d55e00', 'cabinet', false);
INSERT INTO lookup.code VALUES ('network_node_kind', 'manhole', 2, 'Menhol', 'Manhole', '#5f6b73', 'manhole', false);
INSERT INTO lookup.code VALUES ('network_node_kind', 'pole', 3, 'Direk', 'Pole', '#8b6914', 'pole', false);
INSERT INTO lookup.code VALUES ('network_node_kind', 'splice_closure', 4, 'Ek kutusu', 'Splice closure', '#7a5195', 'splice-closure', false);
INSERT INTO lookup.code VALUES ('network_node_kind', 'building_entry', 5, 'Bina girişi', 'Building entry', '#0072b2', 'building-entry', false);
INSERT INTO lookup.code VALUES ('network_node_kind', 'access_point', 6, 'Erişim noktası', 'Access point', '#009e73', 'access-point', false);
INSERT INTO lookup.code VALUES ('pipe_material', 'pe', 0, 'PE', 'Polyethylene', '#0072b2', NULL, false);
INSERT INTO lookup.code VALUES ('pipe_material', 'pvc', 1, 'PVC', 'PVC', '#56759b', NULL, false);
INSERT INTO lookup.code VALUES ('pipe_material', 'ductile_iron', 2, 'Düktil demir', 'Ductile iron', '#d55e00', NULL, false);
INSERT INTO lookup.code VALUES ('pipe_material', 'steel', 3, 'Çelik', 'Steel', '#6b6b6b', NULL, false);
INSERT INTO lookup.code VALUES ('pipe_material', 'asbestos_cement', 4, 'Asbestli çimento', 'Asbestos cement', '#8b1a1a', NULL, false);
INSERT INTO lookup.code VALUES ('pipe_material', 'concrete', 5, 'Beton', 'Concrete', '#7a7266', NULL, false);
INSERT INTO lookup.code VALUES ('pipe_material', 'corrugated', 6, 'Koruge', 'Corrugated', '#009e73', NULL, false);
INSERT INTO lookup.code VALUES ('pipe_material', 'unknown', 7, 'Bilinmiyor', 'Unknown', '#77726a', NULL, false);
INSERT INTO lookup.code VALUES ('poi_category', 'municipality', 0, 'Belediye', 'Municipality', '#0072b2', 'town-hall', false);
INSERT INTO lookup.code VALUES ('poi_category', 'headman', 1, 'Muhtarlık', 'Neighbourhood office', '#0072b2', 'town-hall', false);
INSERT INTO lookup.code VALUES ('poi_category', 'hospital', 2, 'Hastane', 'Hospital', '#b2182b', 'hospital', false);
INSERT INTO lookup.code VALUES ('poi_category', 'clinic', 3, 'Sağlık merkezi', 'Clinic', '#b2182b', 'doctor', false);
INSERT INTO lookup.code VALUES ('poi_category', 'pharmacy', 4, 'Eczane', 'Pharmacy', '#b2182b', 'pharmacy', false);
INSERT INTO lookup.code VALUES ('poi_category', 'school', 5, 'Okul', 'School', '#7a5195', 'school', false);
INSERT INTO lookup.code VALUES ('poi_category', 'nursery', 6, 'Kreş', 'Nursery', '#7a5195', 'school', false);
INSERT INTO lookup.code VALUES ('poi_category', 'dormitory', 7, 'Yurt', 'Dormitory', '#7a5195', 'lodging', false);
INSERT INTO lookup.code VALUES ('poi_category', 'youth_centre', 8, 'Gençlik merkezi', 'Youth centre', '#7a5195', 'building', false);
INSERT INTO lookup.code VALUES ('poi_category', 'mosque', 9, 'Cami', 'Mosque', '#2f5d2a', 'religious-muslim', false);
INSERT INTO lookup.code VALUES ('poi_category', 'park', 10, 'Park', 'Park', '#2f5d2a', 'park', false);
INSERT INTO lookup.code VALUES ('poi_category', 'sports', 11, 'Spor alanı', 'Sports ground', '#2f5d2a', 'pitch', false);
INSERT INTO lookup.code VALUES ('poi_category', 'market', 12, 'Pazar alanı', 'Market place', '#7a4a00', 'shop', false);
INSERT INTO lookup.code VALUES ('poi_category', 'shop', 13, 'Mağaza', 'Shop', '#7a4a00', 'shop', false);
INSERT INTO lookup.code VALUES ('poi_category', 'police', 14, 'Polis', 'Police', '#23395d', 'police', false);
INSERT INTO lookup.code VALUES ('poi_category', 'municipal_police', 15, 'Zabıta', 'Municipal police', '#23395d', 'police', false);
INSERT INTO lookup.code VALUES ('poi_category', 'fire_station', 16, 'İtfaiye', 'Fire station', '#b2182b', 'fire-station', false);
INSERT INTO lookup.code VALUES ('poi_category', 'elderly_home', 17, 'Yaşlılar evi', 'Home for the elderly', '#0072b2', 'home', false);
INSERT INTO lookup.code VALUES ('poi_category', 'telecom', 18, 'Telekom', 'Telecom', '#0072b2', 'communications-tower', false);
INSERT INTO lookup.code VALUES ('poi_category', 'terminal', 19, 'Terminal', 'Terminal', '#0072b2', 'bus', false);
INSERT INTO lookup.code VALUES ('poi_category', 'stop', 20, 'Durak', 'Stop', '#0072b2', 'bus', false);
INSERT INTO lookup.code VALUES ('poi_category', 'other', 21, 'Diğer', 'Other', '#4b3b75', 'marker', false);
INSERT INTO lookup.code VALUES ('positional_accuracy', 'surveyed', 0, 'Ölçülmüş', 'Surveyed', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('positional_accuracy', 'digitised', 1, 'Sayısallaştırılmış', 'Digitised', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('positional_accuracy', 'estimated', 2, 'Tahmini', 'Estimated', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('road_class', 'motorway', 0, 'Otoyol', 'Motorway', '#c97b3a', NULL, false);
INSERT INTO lookup.code VALUES ('road_class', 'state', 1, 'Devlet yolu', 'State road', '#d99a4e', NULL, false);
INSERT INTO lookup.code VALUES ('road_class', 'main', 2, 'Cadde', 'Main street', '#e3bd62', NULL, false);
INSERT INTO lookup.code VALUES ('road_class', 'minor', 3, 'Sokak', 'Minor street', '#b3ab9b', NULL, false);
INSERT INTO lookup.code VALUES ('road_class', 'service', 4, 'Servis yolu', 'Service road', '#b3ab9b', NULL, false);
INSERT INTO lookup.code VALUES ('road_class', 'path', 5, 'Yaya yolu', 'Path', '#a08a6a', NULL, false);
INSERT INTO lookup.code VALUES ('road_class', 'track', 6, 'Tarla yolu', 'Track', '#a08a6a', NULL, false);
INSERT INTO lookup.code VALUES ('road_surface', 'asphalt', 0, 'Asfalt', 'Asphalt', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('road_surface', 'paving', 1, 'Parke', 'Paving stone', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('road_surface', 'concrete', 2, 'Beton', 'Concrete', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('road_surface', 'gravel', 3, 'Stabilize', 'Gravel', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('road_surface', 'earth', 4, 'Toprak', 'Earth', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('street_side', 'left', 0, 'Sol', 'Left', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('street_side', 'right', 1, 'Sağ', 'Right', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('street_side', 'both', 2, 'İki yan', 'Both', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('theme', 'administration', 0, 'İdari sınırlar', 'Administration', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('theme', 'cadastre', 1, 'Kadastro', 'Cadastre', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('theme', 'address', 2, 'Adres', 'Addresses', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('theme', 'planning', 3, 'İmar', 'Planning', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('theme', 'transport', 4, 'Ulaşım', 'Transport', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('theme', 'networks', 5, 'Altyapı', 'Utility networks', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('theme', 'city', 6, 'Kent', 'City', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('theme', 'it', 7, 'Bilgi işlem', 'Information technology', NULL, NULL, false);
INSERT INTO lookup.code VALUES ('theme', 'work', 8, 'İş ve talepler', 'Work and requests', NULL, NULL, false);
INSERT INTO ops.derived VALUES ('index city.address_point_key', 0, 'da7b60c0b6afe9e4cc7dc8451e82d7d5', 'DROP INDEX IF EXISTS "city"."address_point_key"');
INSERT INTO ops.derived VALUES ('index city.address_point_uid', 1, '3e160206f6084b04200001cb9440f37d', 'DROP INDEX IF EXISTS "city"."address_point_uid"');
INSERT INTO ops.derived VALUES ('index city.address_point_sort_door_no', 2, '1edc4a1e083135486d55bc1897494f0b', 'DROP INDEX IF EXISTS "city"."address_point_sort_door_no"');
INSERT INTO ops.derived VALUES ('index city.address_point_find_door_no', 3, '48836b21567748380effd193d53dcc13', 'DROP INDEX IF EXISTS "city"."address_point_find_door_no"');
INSERT INTO ops.derived VALUES ('index city.address_point_sort_road_name', 4, 'b98044e6ee97b11554de3c2af1e80c27', 'DROP INDEX IF EXISTS "city"."address_point_sort_road_name"');
INSERT INTO ops.derived VALUES ('index city.address_point_find_road_name', 5, '4a802d4ac7cd3034cb9c47b1798291c4', 'DROP INDEX IF EXISTS "city"."address_point_find_road_name"');
INSERT INTO ops.derived VALUES ('index city.address_point_geom', 6, '9270580221faba57adc9da12f0527a7d', 'DROP INDEX IF EXISTS "city"."address_point_geom"');
INSERT INTO ops.derived VALUES ('index history.address_point_past_geom', 7, '2e2f88fb8c1401271d9ad1c2ea31f63e', 'DROP INDEX IF EXISTS "history"."address_point_past_geom"');
INSERT INTO ops.derived VALUES ('index history.address_point_past_id', 8, '3d57a5f7468ff65b341defe14abf93d2', 'DROP INDEX IF EXISTS "history"."address_point_past_id"');
INSERT INTO ops.derived VALUES ('history city.address_point', 9, 'a4891c9477380d409ee8adb2cfe8dd19', 'DROP TRIGGER IF EXISTS keep_history ON "city"."address_point"; DROP FUNCTION IF EXISTS "history"."keep_address_point"()');
INSERT INTO ops.derived VALUES ('index city.asset_key', 10, 'e93f91e79e63aeb6301e898afd3470ff', 'DROP INDEX IF EXISTS "city"."asset_key"');
INSERT INTO ops.derived VALUES ('index city.asset_uid', 11, '25bf0824cef3dd6b499bf813c0d9e368', 'DROP INDEX IF EXISTS "city"."asset_uid"');
INSERT INTO ops.derived VALUES ('index city.asset_sort_inventory_no', 12, '38ab8e6931eb85fe4f638c8d4005c7a6', 'DROP INDEX IF EXISTS "city"."asset_sort_inventory_no"');
INSERT INTO ops.derived VALUES ('index city.asset_find_inventory_no', 13, 'be8e5114d1a60728c8653bd237841877', 'DROP INDEX IF EXISTS "city"."asset_find_inventory_no"');
INSERT INTO ops.derived VALUES ('index city.asset_sort_name', 14, 'f18d4dd5f4e9923ab34b90c5f6f3a849', 'DROP INDEX IF EXISTS "city"."asset_sort_name"');
INSERT INTO ops.derived VALUES ('index city.asset_find_name', 15, 'a0057ba49837dc792e5666feaa9661c1', 'DROP INDEX IF EXISTS "city"."asset_find_name"');
INSERT INTO ops.derived VALUES ('index city.asset_find_serial_no', 16, '8883bf6d1989e5fc8cfa723df6c18d06', 'DROP INDEX IF EXISTS "city"."asset_find_serial_no"');
INSERT INTO ops.derived VALUES ('index city.asset_sort_warranty_until', 17, '72d7913d0d3aad0380996efa82a5c6b0', 'DROP INDEX IF EXISTS "city"."asset_sort_warranty_until"');
INSERT INTO ops.derived VALUES ('index city.asset_geom', 18, 'dbb970cb776dbc83914140486ef4c60c', 'DROP INDEX IF EXISTS "city"."asset_geom"');
INSERT INTO ops.derived VALUES ('index history.asset_past_geom', 19, '6770992123a18055613fa6f010cab0fc', 'DROP INDEX IF EXISTS "history"."asset_past_geom"');
INSERT INTO ops.derived VALUES ('index history.asset_past_id', 20, '07f2d0565c88da11322402253423710e', 'DROP INDEX IF EXISTS "history"."asset_past_id"');
INSERT INTO ops.derived VALUES ('history city.asset', 21, 'bc1f04032e005cfde651eef895395f18', 'DROP TRIGGER IF EXISTS keep_history ON "city"."asset"; DROP FUNCTION IF EXISTS "history"."keep_asset"()');
INSERT INTO ops.derived VALUES ('index city.building_key', 22, '20db1fb9aa24e07ae8d9d82152b9471b', 'DROP INDEX IF EXISTS "city"."building_key"');
INSERT INTO ops.derived VALUES ('index city.building_uid', 23, 'fbfe997b031888e898354afaf328fe2f', 'DROP INDEX IF EXISTS "city"."building_uid"');
INSERT INTO ops.derived VALUES ('index city.building_find_building_code', 24, 'e7da49a826a301e85b77eab7a219fca6', 'DROP INDEX IF EXISTS "city"."building_find_building_code"');
INSERT INTO ops.derived VALUES ('index city.building_sort_name', 25, '499f7e1cb00c5975b19c56466e444187', 'DROP INDEX IF EXISTS "city"."building_sort_name"');
INSERT INTO ops.derived VALUES ('index city.building_find_name', 26, '1fd608f3c61ba791e7afb9e75daa9e75', 'DROP INDEX IF EXISTS "city"."building_find_name"');
INSERT INTO ops.derived VALUES ('index city.building_geom', 27, '93ed040951bbc09e5107e4e76568f2e0', 'DROP INDEX IF EXISTS "city"."building_geom"');
INSERT INTO ops.derived VALUES ('index history.building_past_geom', 28, '20a5c6be68d8b4b156c4c2b0bd360a86', 'DROP INDEX IF EXISTS "history"."building_past_geom"');
INSERT INTO ops.derived VALUES ('index history.building_past_id', 29, 'a8b7df79d11ac4be1317c07c712b9a6b', 'DROP INDEX IF EXISTS "history"."building_past_id"');
INSERT INTO ops.derived VALUES ('constraint city.building.building_floors_above_ground_range', 30, 'c0c6e7048e65caab855d3fafe0bb249a', 'ALTER TABLE "city"."building" DROP CONSTRAINT IF EXISTS "building_floors_above_ground_range"');
INSERT INTO ops.derived VALUES ('constraint city.building.building_floors_below_ground_range', 31, '3209525ebd137b710dcda8066621fb3d', 'ALTER TABLE "city"."building" DROP CONSTRAINT IF EXISTS "building_floors_below_ground_range"');
INSERT INTO ops.derived VALUES ('constraint city.building.building_height_m_range', 32, 'e98e1441d2de99f27d1ec13845756582', 'ALTER TABLE "city"."building" DROP CONSTRAINT IF EXISTS "building_height_m_range"');
INSERT INTO ops.derived VALUES ('history city.building', 33, '845a30b182df55d74a623bce9351b463', 'DROP TRIGGER IF EXISTS keep_history ON "city"."building"; DROP FUNCTION IF EXISTS "history"."keep_building"()');
INSERT INTO ops.derived VALUES ('index city.camera_key', 34, 'db63af9b44b22e7059ae66b3fe9f1d39', 'DROP INDEX IF EXISTS "city"."camera_key"');
INSERT INTO ops.derived VALUES ('index city.camera_uid', 35, '43114d6006442f170e9ec40ecc264b4d', 'DROP INDEX IF EXISTS "city"."camera_uid"');
INSERT INTO ops.derived VALUES ('index city.camera_sort_inventory_no', 36, '3c13248988f01aa23d8939060399dca1', 'DROP INDEX IF EXISTS "city"."camera_sort_inventory_no"');
INSERT INTO ops.derived VALUES ('index city.camera_find_inventory_no', 37, '1dbb37fe7488ac340d789fce915f33a8', 'DROP INDEX IF EXISTS "city"."camera_find_inventory_no"');
INSERT INTO ops.derived VALUES ('index city.camera_sort_name', 38, '60cd68748ab716609b21976a4eeac91e', 'DROP INDEX IF EXISTS "city"."camera_sort_name"');
INSERT INTO ops.derived VALUES ('index city.camera_find_name', 39, '350bd633cc7450f9657f584dd697b13f', 'DROP INDEX IF EXISTS "city"."camera_find_name"');
INSERT INTO ops.derived VALUES ('index city.camera_ref_node_id', 40, 'ab73abdde7e1992f37d01f29628f3da6', 'DROP INDEX IF EXISTS "city"."camera_ref_node_id"');
INSERT INTO ops.derived VALUES ('index city.camera_geom', 41, '4cb12f954c6d205fba69edbd9db7c9fe', 'DROP INDEX IF EXISTS "city"."camera_geom"');
INSERT INTO ops.derived VALUES ('index history.camera_past_geom', 42, 'eaeb5f77d38477b33a8bdc30a3b925ac', 'DROP INDEX IF EXISTS "history"."camera_past_geom"');
INSERT INTO ops.derived VALUES ('index history.camera_past_id', 43, '5134a0a0d25c89a7cd0aceedab058190', 'DROP INDEX IF EXISTS "history"."camera_past_id"');
INSERT INTO ops.derived VALUES ('constraint city.camera.camera_azimuth_deg_range', 44, '7903f3066f3d3ecc1c66908ceec1872f', 'ALTER TABLE "city"."camera" DROP CONSTRAINT IF EXISTS "camera_azimuth_deg_range"');
INSERT INTO ops.derived VALUES ('constraint city.camera.camera_horizontal_fov_deg_range', 45, '924fc5e2fc1654ab79aa59e7a8000eab', 'ALTER TABLE "city"."camera" DROP CONSTRAINT IF EXISTS "camera_horizontal_fov_deg_range"');
INSERT INTO ops.derived VALUES ('constraint city.camera.camera_mount_height_m_range', 46, 'b6dd9f51a03c969dcf35b36ee6428f3e', 'ALTER TABLE "city"."camera" DROP CONSTRAINT IF EXISTS "camera_mount_height_m_range"');
INSERT INTO ops.derived VALUES ('constraint city.camera.camera_retention_days_range', 47, 'a27a113cb4d7f3f21877ab3d7c52462c', 'ALTER TABLE "city"."camera" DROP CONSTRAINT IF EXISTS "camera_retention_days_range"');
INSERT INTO ops.derived VALUES ('history city.camera', 48, 'fa8ba2fc22a72d38cfebfea45309714e', 'DROP TRIGGER IF EXISTS keep_history ON "city"."camera"; DROP FUNCTION IF EXISTS "history"."keep_camera"()');
INSERT INTO ops.derived VALUES ('index city.camera_coarse_100', 49, 'c71753713a5c326c6c5344300dd7cac5', 'DROP INDEX IF EXISTS "city"."camera_coarse_100"');
INSERT INTO ops.derived VALUES ('index city.district_key', 50, 'b317d649a60533e9ce38f55ece453158', 'DROP INDEX IF EXISTS "city"."district_key"');
INSERT INTO ops.derived VALUES ('index city.district_uid', 51, '81bff137bc4817797f6c281a1f0f7523', 'DROP INDEX IF EXISTS "city"."district_uid"');
INSERT INTO ops.derived VALUES ('index city.district_sort_name', 52, '12b58d46db875bab5c24ae86de14a366', 'DROP INDEX IF EXISTS "city"."district_sort_name"');
INSERT INTO ops.derived VALUES ('index city.district_find_name', 53, '836d854cc4422207ec2c39e10339adad', 'DROP INDEX IF EXISTS "city"."district_find_name"');
INSERT INTO ops.derived VALUES ('index city.district_geom', 54, 'de070ab0a216eb0203cb8084b9ca1961', 'DROP INDEX IF EXISTS "city"."district_geom"');
INSERT INTO ops.derived VALUES ('index history.district_past_geom', 55, '89f70085ea156c3675fe961f1281ad7c', 'DROP INDEX IF EXISTS "history"."district_past_geom"');
INSERT INTO ops.derived VALUES ('index history.district_past_id', 56, 'a547454b22af421343bc11412d8bab1a', 'DROP INDEX IF EXISTS "history"."district_past_id"');
INSERT INTO ops.derived VALUES ('history city.district', 57, 'f0f1f92782840db51f49d1855761337f', 'DROP TRIGGER IF EXISTS keep_history ON "city"."district"; DROP FUNCTION IF EXISTS "history"."keep_district"()');
INSERT INTO ops.derived VALUES ('index city.neighbourhood_key', 58, 'f3e43cce3975bb8218af9b7e8de4827b', 'DROP INDEX IF EXISTS "city"."neighbourhood_key"');
INSERT INTO ops.derived VALUES ('index city.neighbourhood_uid', 59, '7d0648f85ef1540d8e276ac42f05555e', 'DROP INDEX IF EXISTS "city"."neighbourhood_uid"');
INSERT INTO ops.derived VALUES ('index city.neighbourhood_sort_neighbourhood_code', 60, 'ff9fdfce2275551ecf16aabbbc1d341a', 'DROP INDEX IF EXISTS "city"."neighbourhood_sort_neighbourhood_code"');
INSERT INTO ops.derived VALUES ('index city.neighbourhood_sort_name', 61, 'f538e76b67b722dc0bbe4e3e46525556', 'DROP INDEX IF EXISTS "city"."neighbourhood_sort_name"');
INSERT INTO ops.derived VALUES ('index city.neighbourhood_find_name', 62, '24e468e1b5e07c80e7818aebeaf32ffd', 'DROP INDEX IF EXISTS "city"."neighbourhood_find_name"');
INSERT INTO ops.derived VALUES ('index city.neighbourhood_geom', 63, '5a8766d2d38be42995c50087ab17ba46', 'DROP INDEX IF EXISTS "city"."neighbourhood_geom"');
INSERT INTO ops.derived VALUES ('index history.neighbourhood_past_geom', 64, '59ff26434052b059b328ca15b6f11048', 'DROP INDEX IF EXISTS "history"."neighbourhood_past_geom"');
INSERT INTO ops.derived VALUES ('index history.neighbourhood_past_id', 65, '759f7be9e270181a287dc8c9b676cd8b', 'DROP INDEX IF EXISTS "history"."neighbourhood_past_id"');
INSERT INTO ops.derived VALUES ('constraint city.neighbourhood.neighbourhood_population_range', 66, 'ae43b8dc70af8298eefd385c8e70b9ef', 'ALTER TABLE "city"."neighbourhood" DROP CONSTRAINT IF EXISTS "neighbourhood_population_range"');
INSERT INTO ops.derived VALUES ('history city.neighbourhood', 67, '1fc97c58f7fc964a34d1ea7fa0ffe230', 'DROP TRIGGER IF EXISTS keep_history ON "city"."neighbourhood"; DROP FUNCTION IF EXISTS "history"."keep_neighbourhood"()');
INSERT INTO ops.derived VALUES ('index city.network_link_key', 68, 'bc48b3143e89c188b72c208e04347016', 'DROP INDEX IF EXISTS "city"."network_link_key"');
INSERT INTO ops.derived VALUES ('index city.network_link_uid', 69, '1bb7516f093e72bebb4fcca3697e4dc1', 'DROP INDEX IF EXISTS "city"."network_link_uid"');
INSERT INTO ops.derived VALUES ('index city.network_link_sort_link_no', 70, 'a50cc0bbc9f385ea2a27bbca0c4a2092', 'DROP INDEX IF EXISTS "city"."network_link_sort_link_no"');
INSERT INTO ops.derived VALUES ('index city.network_link_find_link_no', 71, '359af029fd41ae5ff43d34e397445f34', 'DROP INDEX IF EXISTS "city"."network_link_find_link_no"');
INSERT INTO ops.derived VALUES ('index city.network_link_ref_from_node_id', 72, 'bdd925e14d35701e6cab2832b394d974', 'DROP INDEX IF EXISTS "city"."network_link_ref_from_node_id"');
INSERT INTO ops.derived VALUES ('index city.network_link_ref_to_node_id', 73, '7a5ee3c665d5710c8ddfb54a2a9d8ef4', 'DROP INDEX IF EXISTS "city"."network_link_ref_to_node_id"');
INSERT INTO ops.derived VALUES ('index city.network_link_geom', 74, 'a49f9e440695fb047db7be68786e462f', 'DROP INDEX IF EXISTS "city"."network_link_geom"');
INSERT INTO ops.derived VALUES ('index history.network_link_past_geom', 75, '0c29bd3f1102efda2da5facee6cf7a95', 'DROP INDEX IF EXISTS "history"."network_link_past_geom"');
INSERT INTO ops.derived VALUES ('index history.network_link_past_id', 76, '57be178ba306407a85f68ad00024ce5b', 'DROP INDEX IF EXISTS "history"."network_link_past_id"');
INSERT INTO ops.derived VALUES ('constraint city.network_link.network_link_core_count_range', 77, 'f8f0b6d68c4fb80629e9e3aba46d5e20', 'ALTER TABLE "city"."network_link" DROP CONSTRAINT IF EXISTS "network_link_core_count_range"');
INSERT INTO ops.derived VALUES ('history city.network_link', 78, '317c2d7567641cf831dc163458fd0f80', 'DROP TRIGGER IF EXISTS keep_history ON "city"."network_link"; DROP FUNCTION IF EXISTS "history"."keep_network_link"()');
INSERT INTO ops.derived VALUES ('index city.network_node_key', 79, 'ad7a3e087d84b0da9468b27a2cd9a925', 'DROP INDEX IF EXISTS "city"."network_node_key"');
INSERT INTO ops.derived VALUES ('index city.network_node_uid', 80, 'd7d72b07865285fd44f126761a838a01', 'DROP INDEX IF EXISTS "city"."network_node_uid"');
INSERT INTO ops.derived VALUES ('index city.network_node_sort_node_no', 81, '1a9b5fa769c3ba3d65dc1094386784d0', 'DROP INDEX IF EXISTS "city"."network_node_sort_node_no"');
INSERT INTO ops.derived VALUES ('index city.network_node_find_node_no', 82, '2ea5b561a13774f2932338d1ccac7e65', 'DROP INDEX IF EXISTS "city"."network_node_find_node_no"');
INSERT INTO ops.derived VALUES ('index city.network_node_sort_name', 83, 'efa919ae9f361f74acf011c0fc1c7136', 'DROP INDEX IF EXISTS "city"."network_node_sort_name"');
INSERT INTO ops.derived VALUES ('index city.network_node_find_name', 84, '694c0c115de373eda55da4f95a78faad', 'DROP INDEX IF EXISTS "city"."network_node_find_name"');
INSERT INTO ops.derived VALUES ('index city.network_node_geom', 85, '18e2d45688ba2b3f18e2344ded15f7fe', 'DROP INDEX IF EXISTS "city"."network_node_geom"');
INSERT INTO ops.derived VALUES ('index history.network_node_past_geom', 86, 'db30443cea72e060576f6685f008a117', 'DROP INDEX IF EXISTS "history"."network_node_past_geom"');
INSERT INTO ops.derived VALUES ('index history.network_node_past_id', 87, '1c0753a1fd4a89b1a61191728f72b21c', 'DROP INDEX IF EXISTS "history"."network_node_past_id"');
INSERT INTO ops.derived VALUES ('constraint city.network_node.network_node_port_count_range', 88, '3bcc76d7849d4a6a0de57733c2b1a50d', 'ALTER TABLE "city"."network_node" DROP CONSTRAINT IF EXISTS "network_node_port_count_range"');
INSERT INTO ops.derived VALUES ('history city.network_node', 89, '9225c2193f5ec225fab1fb80fc8b0a28', 'DROP TRIGGER IF EXISTS keep_history ON "city"."network_node"; DROP FUNCTION IF EXISTS "history"."keep_network_node"()');
INSERT INTO ops.derived VALUES ('index city.parcel_key', 90, '9e8372eef7729f31beb6d460c78fbdcd', 'DROP INDEX IF EXISTS "city"."parcel_key"');
INSERT INTO ops.derived VALUES ('index city.parcel_uid', 91, 'e7286270011dbd881b5028d2d0e2a04e', 'DROP INDEX IF EXISTS "city"."parcel_uid"');
INSERT INTO ops.derived VALUES ('index city.parcel_sort_neighbourhood_code', 92, '12da3a8c0deb55ca0c2d2cc0bea2e8c1', 'DROP INDEX IF EXISTS "city"."parcel_sort_neighbourhood_code"');
INSERT INTO ops.derived VALUES ('index city.parcel_sort_block_no', 93, '9f8f7ce226859c0aea70c328cc7d1810', 'DROP INDEX IF EXISTS "city"."parcel_sort_block_no"');
INSERT INTO ops.derived VALUES ('index city.parcel_find_block_no', 94, '2374542a3c34b7bff6f8e0191547d053', 'DROP INDEX IF EXISTS "city"."parcel_find_block_no"');
INSERT INTO ops.derived VALUES ('index city.parcel_sort_parcel_no', 95, 'e72a2580f4840ba930a8c03687ee0060', 'DROP INDEX IF EXISTS "city"."parcel_sort_parcel_no"');
INSERT INTO ops.derived VALUES ('index city.parcel_find_parcel_no', 96, '289b88874782de13cb27e76a37a2f169', 'DROP INDEX IF EXISTS "city"."parcel_find_parcel_no"');
INSERT INTO ops.derived VALUES ('index city.parcel_sort_registered_area_m2', 97, '119393cfb77b972d08a90f79de3d1492', 'DROP INDEX IF EXISTS "city"."parcel_sort_registered_area_m2"');
INSERT INTO ops.derived VALUES ('index city.parcel_geom', 98, 'b21fa88d87ff54337029f7ae078958ca', 'DROP INDEX IF EXISTS "city"."parcel_geom"');
INSERT INTO ops.derived VALUES ('index history.parcel_past_geom', 99, '364ecde3ff65c5488a4e50c9b9f52b05', 'DROP INDEX IF EXISTS "history"."parcel_past_geom"');
INSERT INTO ops.derived VALUES ('index history.parcel_past_id', 100, '8bba388bf6160dfa07e8a2e61099fa07', 'DROP INDEX IF EXISTS "history"."parcel_past_id"');
INSERT INTO ops.derived VALUES ('constraint city.parcel.parcel_registered_area_m2_range', 101, '5c596229f0584f5723799b84f0608f8d', 'ALTER TABLE "city"."parcel" DROP CONSTRAINT IF EXISTS "parcel_registered_area_m2_range"');
INSERT INTO ops.derived VALUES ('history city.parcel', 102, 'c7ada45c527e039fa591c815dc23ca97', 'DROP TRIGGER IF EXISTS keep_history ON "city"."parcel"; DROP FUNCTION IF EXISTS "history"."keep_parcel"()');
INSERT INTO ops.derived VALUES ('index city.poi_key', 103, '2f236419292b621d4fb9b242380ea602', 'DROP INDEX IF EXISTS "city"."poi_key"');
INSERT INTO ops.derived VALUES ('index city.poi_uid', 104, 'afd837c4c8729b94b63311b7b6d8d67b', 'DROP INDEX IF EXISTS "city"."poi_uid"');
INSERT INTO ops.derived VALUES ('index city.poi_sort_name', 105, 'f3d57ddc315474698d6bd1723b707c1d', 'DROP INDEX IF EXISTS "city"."poi_sort_name"');
INSERT INTO ops.derived VALUES ('index city.poi_find_name', 106, 'cfd32c21dfd2aebcda48b60af15a9863', 'DROP INDEX IF EXISTS "city"."poi_find_name"');
INSERT INTO ops.derived VALUES ('index city.poi_geom', 107, '52ad0b1c2ef79e203fa624a2e4cd4f8b', 'DROP INDEX IF EXISTS "city"."poi_geom"');
INSERT INTO ops.derived VALUES ('index history.poi_past_geom', 108, '63e42fd72828f03954b1d678aba7f11d', 'DROP INDEX IF EXISTS "history"."poi_past_geom"');
INSERT INTO ops.derived VALUES ('index history.poi_past_id', 109, 'a8764b7fdf6b432589948e669cf9a326', 'DROP INDEX IF EXISTS "history"."poi_past_id"');
INSERT INTO ops.derived VALUES ('history city.poi', 110, 'd26378e0d264b9b521bfb4307c928426', 'DROP TRIGGER IF EXISTS keep_history ON "city"."poi"; DROP FUNCTION IF EXISTS "history"."keep_poi"()');
INSERT INTO ops.derived VALUES ('index city.road_key', 111, '5a2f59dae87b86fc4f95a18585865b11', 'DROP INDEX IF EXISTS "city"."road_key"');
INSERT INTO ops.derived VALUES ('index city.road_uid', 112, '7572c3f4242be73750a51d89ddd78db9', 'DROP INDEX IF EXISTS "city"."road_uid"');
INSERT INTO ops.derived VALUES ('index city.road_find_road_code', 113, '578270c5f52c308664837c37ea4a63d3', 'DROP INDEX IF EXISTS "city"."road_find_road_code"');
INSERT INTO ops.derived VALUES ('index city.road_sort_name', 114, '57d59abab457e46301b0fecef7d7f189', 'DROP INDEX IF EXISTS "city"."road_sort_name"');
INSERT INTO ops.derived VALUES ('index city.road_find_name', 115, 'a0b5b11349a3a722858d51dd189c90f3', 'DROP INDEX IF EXISTS "city"."road_find_name"');
INSERT INTO ops.derived VALUES ('index city.road_geom', 116, 'fbbf0b7c5fa4074f8ee7044b1aabf34d', 'DROP INDEX IF EXISTS "city"."road_geom"');
INSERT INTO ops.derived VALUES ('index history.road_past_geom', 117, '9a4dd063a077e077b223711e796cf6e9', 'DROP INDEX IF EXISTS "history"."road_past_geom"');
INSERT INTO ops.derived VALUES ('index history.road_past_id', 118, '3886519a7f3bc55bed29d435b94883eb', 'DROP INDEX IF EXISTS "history"."road_past_id"');
INSERT INTO ops.derived VALUES ('constraint city.road.road_width_m_range', 119, '795a7388cd55a9d87c0c8d6498f44a74', 'ALTER TABLE "city"."road" DROP CONSTRAINT IF EXISTS "road_width_m_range"');
INSERT INTO ops.derived VALUES ('history city.road', 120, '6d02eab39d385c9a592e46e76fd5be8f', 'DROP TRIGGER IF EXISTS keep_history ON "city"."road"; DROP FUNCTION IF EXISTS "history"."keep_road"()');
INSERT INTO ops.derived VALUES ('index city.sewer_pipe_key', 121, '3e5718adf0eed281c48128fe0fb68045', 'DROP INDEX IF EXISTS "city"."sewer_pipe_key"');
INSERT INTO ops.derived VALUES ('index city.sewer_pipe_uid', 122, 'dadd2352a9b80ef87559780f71049bd0', 'DROP INDEX IF EXISTS "city"."sewer_pipe_uid"');
INSERT INTO ops.derived VALUES ('index city.sewer_pipe_sort_pipe_no', 123, '3d9af4c25c20719aac740c963ccd53a3', 'DROP INDEX IF EXISTS "city"."sewer_pipe_sort_pipe_no"');
INSERT INTO ops.derived VALUES ('index city.sewer_pipe_find_pipe_no', 124, '6503ea92dced71e0302fd792018bee82', 'DROP INDEX IF EXISTS "city"."sewer_pipe_find_pipe_no"');
INSERT INTO ops.derived VALUES ('index city.sewer_pipe_geom', 125, '67fd7e4ed57e440b565e853da2087986', 'DROP INDEX IF EXISTS "city"."sewer_pipe_geom"');
INSERT INTO ops.derived VALUES ('index history.sewer_pipe_past_geom', 126, 'd02fa9334de805fd6655d6d6342f1e68', 'DROP INDEX IF EXISTS "history"."sewer_pipe_past_geom"');
INSERT INTO ops.derived VALUES ('index history.sewer_pipe_past_id', 127, 'c2c11c3f86f8af0944048f15f75dfa78', 'DROP INDEX IF EXISTS "history"."sewer_pipe_past_id"');
INSERT INTO ops.derived VALUES ('constraint city.sewer_pipe.sewer_pipe_diameter_mm_range', 128, '439887965f614712dd5a53fe2c6343f0', 'ALTER TABLE "city"."sewer_pipe" DROP CONSTRAINT IF EXISTS "sewer_pipe_diameter_mm_range"');
INSERT INTO ops.derived VALUES ('history city.sewer_pipe', 129, 'bd65aa7dd103571a3fd381449631d248', 'DROP TRIGGER IF EXISTS keep_history ON "city"."sewer_pipe"; DROP FUNCTION IF EXISTS "history"."keep_sewer_pipe"()');
INSERT INTO ops.derived VALUES ('index city.water_pipe_key', 130, '75bb27e3fd87931ba3bfc1a74e6b17d3', 'DROP INDEX IF EXISTS "city"."water_pipe_key"');
INSERT INTO ops.derived VALUES ('index city.water_pipe_uid', 131, '4b995bf2ffe92dd5903237ca2136ce84', 'DROP INDEX IF EXISTS "city"."water_pipe_uid"');
INSERT INTO ops.derived VALUES ('index city.water_pipe_sort_pipe_no', 132, 'a816c750ac706c8c30f24fe6ca17e984', 'DROP INDEX IF EXISTS "city"."water_pipe_sort_pipe_no"');
INSERT INTO ops.derived VALUES ('index city.water_pipe_find_pipe_no', 133, '850e6a8e495d2f13c27303f90be16642', 'DROP INDEX IF EXISTS "city"."water_pipe_find_pipe_no"');
INSERT INTO ops.derived VALUES ('index city.water_pipe_geom', 134, '631455c70c5bb0e0622097ce7f33d228', 'DROP INDEX IF EXISTS "city"."water_pipe_geom"');
INSERT INTO ops.derived VALUES ('index history.water_pipe_past_geom', 135, '1932b3db4f1da1c13ad6fcbc5ca74c4f', 'DROP INDEX IF EXISTS "history"."water_pipe_past_geom"');
INSERT INTO ops.derived VALUES ('index history.water_pipe_past_id', 136, 'cc5c81336ccbb3f1275a33f1122fd07e', 'DROP INDEX IF EXISTS "history"."water_pipe_past_id"');
INSERT INTO ops.derived VALUES ('constraint city.water_pipe.water_pipe_diameter_mm_range', 137, '4f9168fa98d67ed5323ae831e2b571f2', 'ALTER TABLE "city"."water_pipe" DROP CONSTRAINT IF EXISTS "water_pipe_diameter_mm_range"');
INSERT INTO ops.derived VALUES ('constraint city.water_pipe.water_pipe_depth_m_range', 138, 'da160834cbe22e6312a73d0e595e9b9f', 'ALTER TABLE "city"."water_pipe" DROP CONSTRAINT IF EXISTS "water_pipe_depth_m_range"');
INSERT INTO ops.derived VALUES ('history city.water_pipe', 139, '8c5ef2cd370bd8d3421d2412d76ce6a2', 'DROP TRIGGER IF EXISTS keep_history ON "city"."water_pipe"; DROP FUNCTION IF EXISTS "history"."keep_water_pipe"()');
INSERT INTO ops.derived VALUES ('schema as_public', 140, '44d2e147623cc2f01f53cdaba79d466f', 'DROP SCHEMA IF EXISTS "as_public" CASCADE');
INSERT INTO ops.derived VALUES ('view as_public.address_point', 141, 'e72ac4f3abe8cda717565fd0cce79b81', 'DROP VIEW IF EXISTS "as_public"."address_point"');
INSERT INTO ops.derived VALUES ('view as_public.building', 142, '98a27e41d89b0a32d2c37068369eee3b', 'DROP VIEW IF EXISTS "as_public"."building"');
INSERT INTO ops.derived VALUES ('view as_public.district', 143, 'a8f219be8e2e84d31e34abb5b2c633bf', 'DROP VIEW IF EXISTS "as_public"."district"');
INSERT INTO ops.derived VALUES ('view as_public.neighbourhood', 144, '6405510af0613b93bb19ae52649c353b', 'DROP VIEW IF EXISTS "as_public"."neighbourhood"');
INSERT INTO ops.derived VALUES ('view as_public.parcel', 145, '33fa00ab1c9cd52a813366537149ead2', 'DROP VIEW IF EXISTS "as_public"."parcel"');
INSERT INTO ops.derived VALUES ('view as_public.poi', 146, 'ef5425b91721dd915f797b1e6c211595', 'DROP VIEW IF EXISTS "as_public"."poi"');
INSERT INTO ops.derived VALUES ('view as_public.road', 147, 'e124122696d9afa3ddc7688e2739ef09', 'DROP VIEW IF EXISTS "as_public"."road"');
INSERT INTO ops.derived VALUES ('view as_public.row_count', 148, '3eab3d2d427d285b20d6044eae0ad290', 'DROP VIEW IF EXISTS "as_public"."row_count"');
INSERT INTO ops.derived VALUES ('schema as_staff', 149, '52772d9c9bedc4cc53b16534b256c7c5', 'DROP SCHEMA IF EXISTS "as_staff" CASCADE');
INSERT INTO ops.derived VALUES ('view as_staff.address_point', 150, '89135deaf40e13bb52de7f7090e28a6d', 'DROP VIEW IF EXISTS "as_staff"."address_point"');
INSERT INTO ops.derived VALUES ('view as_staff.asset', 151, '43ac0fc818fa48aa861f6d887f7a086c', 'DROP VIEW IF EXISTS "as_staff"."asset"');
INSERT INTO ops.derived VALUES ('view as_staff.building', 152, '4bd7eddc9a7b472822900b452ed6cdb1', 'DROP VIEW IF EXISTS "as_staff"."building"');
INSERT INTO ops.derived VALUES ('view as_staff.camera', 153, '7a70ceec9303234138a468805f61c095', 'DROP VIEW IF EXISTS "as_staff"."camera"');
INSERT INTO ops.derived VALUES ('view as_staff.district', 154, 'a5a469f8472d005128fb2ce715db3dbb', 'DROP VIEW IF EXISTS "as_staff"."district"');
INSERT INTO ops.derived VALUES ('view as_staff.neighbourhood', 155, '864520f269cd79e182babba958b1bc03', 'DROP VIEW IF EXISTS "as_staff"."neighbourhood"');
INSERT INTO ops.derived VALUES ('view as_staff.parcel', 156, '14fba2fa63746641db2a8bb94a3679f4', 'DROP VIEW IF EXISTS "as_staff"."parcel"');
INSERT INTO ops.derived VALUES ('view as_staff.poi', 157, '1f625615666432ec86b5b42395e99579', 'DROP VIEW IF EXISTS "as_staff"."poi"');
INSERT INTO ops.derived VALUES ('view as_staff.road', 158, '6c7b86465344bf91439164edf7fea3b1', 'DROP VIEW IF EXISTS "as_staff"."road"');
INSERT INTO ops.derived VALUES ('view as_staff.sewer_pipe', 159, '20aa60652673eabbf0da7775a741c590', 'DROP VIEW IF EXISTS "as_staff"."sewer_pipe"');
INSERT INTO ops.derived VALUES ('view as_staff.water_pipe', 160, '6ec7fe1631ba640168392b02de779b04', 'DROP VIEW IF EXISTS "as_staff"."water_pipe"');
INSERT INTO ops.derived VALUES ('view as_staff.row_count', 161, '4992c077a345e38a3a2f372a4b4e1aff', 'DROP VIEW IF EXISTS "as_staff"."row_count"');
INSERT INTO ops.derived VALUES ('schema as_secure', 162, '0702501d89ce81c76bb65872e81ea497', 'DROP SCHEMA IF EXISTS "as_secure" CASCADE');
INSERT INTO ops.derived VALUES ('view as_secure.address_point', 163, '38e51a7609a60597f96303c4bea5189d', 'DROP VIEW IF EXISTS "as_secure"."address_point"');
INSERT INTO ops.derived VALUES ('view as_secure.asset', 164, '4255a389d4bd725a6641da7fc479bc1a', 'DROP VIEW IF EXISTS "as_secure"."asset"');
INSERT INTO ops.derived VALUES ('view as_secure.building', 165, '560a29f609601014154640813536ac54', 'DROP VIEW IF EXISTS "as_secure"."building"');
INSERT INTO ops.derived VALUES ('view as_secure.camera', 166, '47da3401641d6abd386a4ea9fab6f75b', 'DROP VIEW IF EXISTS "as_secure"."camera"');
INSERT INTO ops.derived VALUES ('view as_secure.district', 167, '858a400a2fb6a9a0cf48a783c99968b7', 'DROP VIEW IF EXISTS "as_secure"."district"');
INSERT INTO ops.derived VALUES ('view as_secure.neighbourhood', 168, 'dfc39878e3b23e254b5949083ccdc1b6', 'DROP VIEW IF EXISTS "as_secure"."neighbourhood"');
INSERT INTO ops.derived VALUES ('view as_secure.network_link', 169, 'fffff23459907b8d058d381af835e12f', 'DROP VIEW IF EXISTS "as_secure"."network_link"');
INSERT INTO ops.derived VALUES ('view as_secure.network_node', 170, '51096464a91cb31a41b87ff029eefa94', 'DROP VIEW IF EXISTS "as_secure"."network_node"');
INSERT INTO ops.derived VALUES ('view as_secure.parcel', 171, 'fbcd11dad36ba2f389eae2ea53bc0931', 'DROP VIEW IF EXISTS "as_secure"."parcel"');
INSERT INTO ops.derived VALUES ('view as_secure.poi', 172, '7af93e1a48a9a4c1746c4c43c7627062', 'DROP VIEW IF EXISTS "as_secure"."poi"');
INSERT INTO ops.derived VALUES ('view as_secure.road', 173, 'e6168dabe59da2060456e517f933fb53', 'DROP VIEW IF EXISTS "as_secure"."road"');
INSERT INTO ops.derived VALUES ('view as_secure.sewer_pipe', 174, '8a6b7b48beb37c2be9a7c77c34c294b3', 'DROP VIEW IF EXISTS "as_secure"."sewer_pipe"');
INSERT INTO ops.derived VALUES ('view as_secure.water_pipe', 175, 'a36d583c31ddcf25a2ebc7497d65d731', 'DROP VIEW IF EXISTS "as_secure"."water_pipe"');
INSERT INTO ops.derived VALUES ('view as_secure.row_count', 176, '9c3c5912114e9b16248711f53d9dd043', 'DROP VIEW IF EXISTS "as_secure"."row_count"');
INSERT INTO ops.derived VALUES ('schema as_custody', 177, '77e1aa82110ea362dbb5fc1e30f5030b', 'DROP SCHEMA IF EXISTS "as_custody" CASCADE');
INSERT INTO ops.derived VALUES ('view as_custody.address_point', 178, 'c8c6da96b5b5960f4cd15276a748fb63', 'DROP VIEW IF EXISTS "as_custody"."address_point"');
INSERT INTO ops.derived VALUES ('view as_custody.asset', 179, '762ae1d8a5659d6f7841207df6aaa30d', 'DROP VIEW IF EXISTS "as_custody"."asset"');
INSERT INTO ops.derived VALUES ('view as_custody.building', 180, 'b3337afbb39ef9ccbda13f5b4c599e90', 'DROP VIEW IF EXISTS "as_custody"."building"');
INSERT INTO ops.derived VALUES ('view as_custody.camera', 181, '2ec2584030aa630a635df2a086e96aad', 'DROP VIEW IF EXISTS "as_custody"."camera"');
INSERT INTO ops.derived VALUES ('view as_custody.district', 182, 'eb79531c1827aa1c12a9a2e0d21b0c9e', 'DROP VIEW IF EXISTS "as_custody"."district"');
INSERT INTO ops.derived VALUES ('view as_custody.neighbourhood', 183, '187be55291fb76b4260507344f75ea17', 'DROP VIEW IF EXISTS "as_custody"."neighbourhood"');
INSERT INTO ops.derived VALUES ('view as_custody.parcel', 184, '6737b3a5db574c229b1d6c4628421fd2', 'DROP VIEW IF EXISTS "as_custody"."parcel"');
INSERT INTO ops.derived VALUES ('view as_custody.poi', 185, 'ff5cd40da54e2a5520b5ec863b4b5007', 'DROP VIEW IF EXISTS "as_custody"."poi"');
INSERT INTO ops.derived VALUES ('view as_custody.road', 186, '2167f468863eace403f53542f4ee7bf0', 'DROP VIEW IF EXISTS "as_custody"."road"');
INSERT INTO ops.derived VALUES ('view as_custody.sewer_pipe', 187, '9092caaf53c19689bc8fa6334bb233ad', 'DROP VIEW IF EXISTS "as_custody"."sewer_pipe"');
INSERT INTO ops.derived VALUES ('view as_custody.water_pipe', 188, 'f70c4a12bf567b1a5bb6b70ee7437528', 'DROP VIEW IF EXISTS "as_custody"."water_pipe"');
INSERT INTO ops.derived VALUES ('view as_custody.row_count', 189, '0b772d78982e03e0bbb0fbfe0ebc118e', 'DROP VIEW IF EXISTS "as_custody"."row_count"');
INSERT INTO ops.load OVERRIDING SYSTEM VALUE VALUES (1, 'district', 'district.geojson', '\x60929e7e26cbc6cb75c4222f3b035a1e898d67081809ab99d6139932ba0f5a40', 'upsert', 'published', 'sample', NULL, '{"rows": 1, "changed": 0, "deleted": 0, "inserted": 1, "unchanged": 0, "quarantined": 0}', '[]', NULL, '2026-11-27 22:43:35.588287+00', '2026-11-27 22:43:35.762769+00');
INSERT INTO ops.load OVERRIDING SYSTEM VALUE VALUES (2, 'neighbourhood', 'neighbourhood.geojson', '\x17daabba36741292ed1035216bf3ea80c838e9acd896189588e267a3b7230719', 'upsert', 'published', 'sample', NULL, '{"rows": 8, "changed": 0, "deleted": 0, "inserted": 8, "unchanged": 0, "quarantined": 0}', '[]', NULL, '2026-11-27 22:43:35.77469+00', '2026-11-27 22:43:35.846089+00');
INSERT INTO ops.load OVERRIDING SYSTEM VALUE VALUES (7, 'poi', 'poi.csv', '\xc5cce1412823bc18257f754081c1d69ff429a98cbdd85145efd6df6fc2cffd91', 'upsert', 'published', 'sample', NULL, '{"rows": 121, "changed": 0, "deleted": 0, "inserted": 121, "unchanged": 0, "quarantined": 0}', '[]', NULL, '2026-11-27 22:43:37.213901+00', '2026-11-27 22:43:37.281734+00');
INSERT INTO ops.load OVERRIDING SYSTEM VALUE VALUES (8, 'water_pipe', 'water_pipe.zip', '\xf74e29ba66dd418b58ab70d38c721ab19604240b2d032732b885d3e68b139401', 'upsert', 'published', 'sample', NULL, '{"rows": 393, "changed": 0, "deleted": 0, "inserted": 393, "unchanged": 0, "quarantined": 0}', '[]', NULL, '2026-11-27 22:43:37.292193+00', '2026-11-27 22:43:37.511177+00');
INSERT INTO ops.load OVERRIDING SYSTEM VALUE VALUES (3, 'parcel', 'parcel.zip', '\x863a850cc870340e89d948cc89ccb0acc156e5ebe60dae2e2afeea6b6015fb4a', 'upsert', 'published', 'sample', NULL, '{"rows": 1359, "changed": 0, "deleted": 0, "inserted": 1352, "unchanged": 0, "quarantined": 7}', '[{"code": "invalid_geometry", "rows": [101, 271, 441], "count": 3, "field": null, "example": {"en": "Invalid geometry: Self-intersection (551412.73 4357207.27).", "tr": "Geometri geçersiz: kendi kendini kesiyor (551412.73 4357207.27)."}, "severity": "error"}, {"code": "duplicate_key", "rows": [611, 781], "count": 2, "field": "parcel_no", "example": {"en": "Several rows have this key (Neighbourhood code, Block no, Parcel no).", "tr": "Aynı anahtarı birden çok satır taşıyor (Mahalle kodu, Ada no, Parsel no)."}, "severity": "error"}, {"code": "missing_geometry", "rows": [1121], "count": 1, "field": null, "example": {"en": "There is no geometry.", "tr": "Geometri yok."}, "severity": "error"}, {"code": "outside_municipality", "rows": [951], "count": 1, "field": null, "example": {"en": "Outside the municipality''s boundary.", "tr": "Belediye sınırının dışında."}, "severity": "error"}]', NULL, '2026-11-27 22:43:35.854587+00', '2026-11-27 22:43:36.289811+00');
INSERT INTO ops.load OVERRIDING SYSTEM VALUE VALUES (4, 'building', 'building.gpkg', '\x01443037ae640b675549a720463a7980d344994766f228768266b5d3141dfe60', 'upsert', 'published', 'sample', NULL, '{"rows": 936, "changed": 0, "deleted": 0, "inserted": 935, "unchanged": 0, "quarantined": 1}', '[{"code": "unknown_code", "rows": [936], "count": 1, "field": "use", "example": {"en": "Use: unknown code (Arı kovanlığı).", "tr": "Kullanım: tanınmayan kod (Arı kovanlığı)."}, "severity": "error"}]', NULL, '2026-11-27 22:43:36.321371+00', '2026-11-27 22:43:36.473967+00');
INSERT INTO ops.load OVERRIDING SYSTEM VALUE VALUES (5, 'road', 'road.geojson', '\x2055c00e556254d2848fbe2ceb063643fd6c01bf40f47e3116ef80be101ad76b', 'upsert', 'published', 'sample', NULL, '{"rows": 132, "changed": 0, "deleted": 0, "inserted": 132, "unchanged": 0, "quarantined": 0}', '[]', NULL, '2026-11-27 22:43:36.496624+00', '2026-11-27 22:43:36.573931+00');
INSERT INTO ops.load OVERRIDING SYSTEM VALUE VALUES (6, 'address_point', 'address_point.xlsx', '\xf9cfaf806eb9f5559fac24fc42150ca6cdc889a6f98a1a496f6367418fd9feef', 'upsert', 'published', 'sample', NULL, '{"rows": 1122, "changed": 0, "deleted": 0, "inserted": 1121, "unchanged": 0, "quarantined": 1}', '[{"code": "required_missing", "rows": [502], "count": 1, "field": "door_no", "example": {"en": "A required field is empty: Door no.", "tr": "Zorunlu alan boş: Kapı no."}, "severity": "error"}]', NULL, '2026-11-27 22:43:36.589673+00', '2026-11-27 22:43:37.179358+00');
INSERT INTO ops.load OVERRIDING SYSTEM VALUE VALUES (9, 'sewer_pipe', 'sewer_pipe.gpkg', '\x8da3518a83961f45f7df9ab00476f6fd96d1b01ca59d2baaabffbc328055859e', 'upsert', 'published', 'sample', NULL, '{"rows": 357, "changed": 0, "deleted": 0, "inserted": 357, "unchanged": 0, "quarantined": 0}', '[]', NULL, '2026-11-27 22:43:37.529126+00', '2026-11-27 22:43:37.636213+00');
INSERT INTO ops.load OVERRIDING SYSTEM VALUE VALUES (10, 'network_node', 'network_node.geojson', '\x36f6ff2094d2c4a136a903e5cfc476ac8e800ca0d72992bb0c98965c9a54e9d8', 'upsert', 'published', 'sample', NULL, '{"rows": 80, "changed": 0, "deleted": 0, "inserted": 80, "unchanged": 0, "quarantined": 0}', '[]', NULL, '2026-11-27 22:43:37.653317+00', '2026-11-27 22:43:37.721351+00');
INSERT INTO ops.load OVERRIDING SYSTEM VALUE VALUES (11, 'network_link', 'network_link.gpkg', '\x77c13e819b9a8b982f9c0b8d6869f9c961013ef8a56fe14f9d2b49a5dcb95860', 'upsert', 'published', 'sample', NULL, '{"rows": 90, "changed": 0, "deleted": 0, "inserted": 90, "unchanged": 0, "quarantined": 0}', '[]', NULL, '2026-11-27 22:43:37.735586+00', '2026-11-27 22:43:37.83576+00');
INSERT INTO ops.load OVERRIDING SYSTEM VALUE VALUES (12, 'camera', 'camera.xlsx', '\x6948d364325efc21bd2fd9e3d2a319b9d79c34c7b50e4770d05e11e4229f2abc', 'upsert', 'published', 'sample', NULL, '{"rows": 62, "changed": 0, "deleted": 0, "inserted": 60, "unchanged": 0, "quarantined": 2}', '[{"code": "out_of_range", "rows": [43], "count": 1, "field": "azimuth_deg", "example": {"en": "Azimuth is out of range: 400 (0 … 360 deg).", "tr": "Bakış yönü aralık dışında: 400 (0 … 360 deg)."}, "severity": "error"}, {"code": "unresolved_reference", "rows": [22], "count": 1, "field": "node_id", "example": {"en": "Connected node: there is no such network_node (DGM-999).", "tr": "Bağlı düğüm: network_node katmanında böyle bir kayıt yok (DGM-999)."}, "severity": "error"}]', NULL, '2026-11-27 22:43:37.850586+00', '2026-11-27 22:43:38.045828+00');
INSERT INTO ops.load OVERRIDING SYSTEM VALUE VALUES (13, 'asset', 'asset.csv', '\x9d6f557a5bdd61126609e8fab9750c5c52b2822c53c01798e63a5667b3926da1', 'upsert', 'published', 'sample', NULL, '{"rows": 151, "changed": 0, "deleted": 0, "inserted": 150, "unchanged": 0, "quarantined": 1}', '[{"code": "bad_value", "rows": [62], "count": 1, "field": "purchase_date", "example": {"en": "Purchased on: not a date (31.02.2021).", "tr": "Alım tarihi: tarih değil (31.02.2021)."}, "severity": "error"}]', NULL, '2026-11-27 22:43:38.059417+00', '2026-11-27 22:43:38.18621+00');
INSERT INTO ops.revision VALUES (true, 15, '2b0aa68ef3684ad11d1f54c1a52f3f4f');
INSERT INTO ops.row_count VALUES ('district', 1);
INSERT INTO ops.row_count VALUES ('neighbourhood', 6);
INSERT INTO ops.row_count VALUES ('parcel', 6);
INSERT INTO ops.row_count VALUES ('building', 6);
INSERT INTO ops.row_count VALUES ('road', 4);
INSERT INTO ops.row_count VALUES ('address_point', 6);
INSERT INTO ops.row_count VALUES ('poi', 6);
INSERT INTO ops.row_count VALUES ('water_pipe', 4);
INSERT INTO ops.row_count VALUES ('sewer_pipe', 4);
INSERT INTO ops.row_count VALUES ('network_node', 5);
INSERT INTO ops.row_count VALUES ('network_link', 0);
INSERT INTO ops.row_count VALUES ('camera', 5);
INSERT INTO ops.row_count VALUES ('asset', 6);
INSERT INTO public.kent_migration VALUES ('0002');
SELECT pg_catalog.setval('audit.entry_id_seq', 14, true);
SELECT pg_catalog.setval('city.address_point_id_seq', 1121, true);
SELECT pg_catalog.setval('city.asset_id_seq', 150, true);
SELECT pg_catalog.setval('city.building_id_seq', 935, true);
SELECT pg_catalog.setval('city.camera_id_seq', 60, true);
SELECT pg_catalog.setval('city.district_id_seq', 1, true);
SELECT pg_catalog.setval('city.neighbourhood_id_seq', 8, true);
SELECT pg_catalog.setval('city.network_link_id_seq', 90, true);
SELECT pg_catalog.setval('city.network_node_id_seq', 80, true);
SELECT pg_catalog.setval('city.parcel_id_seq', 1352, true);
SELECT pg_catalog.setval('city.poi_id_seq', 121, true);
SELECT pg_catalog.setval('city.road_id_seq', 132, true);
SELECT pg_catalog.setval('city.sewer_pipe_id_seq', 357, true);
SELECT pg_catalog.setval('city.water_pipe_id_seq', 393, true);
SELECT pg_catalog.setval('ops.load_id_seq', 13, true);
ALTER TABLE ONLY audit.entry
    ADD CONSTRAINT entry_pkey PRIMARY KEY (id);
ALTER TABLE ONLY city.address_point
    ADD CONSTRAINT address_point_pkey PRIMARY KEY (id);
ALTER TABLE ONLY city.asset
    ADD CONSTRAINT asset_pkey PRIMARY KEY (id);
ALTER TABLE city.building
    ADD CONSTRAINT building_floors_above_ground_range CHECK ((((floors_above_ground)::numeric >= 0.0) AND ((floors_above_ground)::numeric <= 200.0))) NOT VALID;
ALTER TABLE city.building
    ADD CONSTRAINT building_floors_below_ground_range CHECK ((((floors_below_ground)::numeric >= 0.0) AND ((floors_below_ground)::numeric <= 30.0))) NOT VALID;
ALTER TABLE city.building
    ADD CONSTRAINT building_height_m_range CHECK (((height_m >= (0.0)::double precision) AND (height_m <= (1000.0)::double precision))) NOT VALID;
ALTER TABLE ONLY city.building
    ADD CONSTRAINT building_pkey PRIMARY KEY (id);
ALTER TABLE city.camera
    ADD CONSTRAINT camera_azimuth_deg_range CHECK (((azimuth_deg >= (0.0)::double precision) AND (azimuth_deg <= (360.0)::double precision))) NOT VALID;
ALTER TABLE city.camera
    ADD CONSTRAINT camera_horizontal_fov_deg_range CHECK (((horizontal_fov_deg >= (1.0)::double precision) AND (horizontal_fov_deg <= (360.0)::double precision))) NOT VALID;
ALTER TABLE city.camera
    ADD CONSTRAINT camera_mount_height_m_range CHECK (((mount_height_m >= (0.0)::double precision) AND (mount_height_m <= (200.0)::double precision))) NOT VALID;
ALTER TABLE ONLY city.camera
    ADD CONSTRAINT camera_pkey PRIMARY KEY (id);
ALTER TABLE city.camera
    ADD CONSTRAINT camera_retention_days_range CHECK ((((retention_days)::numeric >= 0.0) AND ((retention_days)::numeric <= 3650.0))) NOT VALID;
ALTER TABLE ONLY city.district
    ADD CONSTRAINT district_pkey PRIMARY KEY (id);
ALTER TABLE ONLY city.neighbourhood
    ADD CONSTRAINT neighbourhood_pkey PRIMARY KEY (id);
ALTER TABLE city.neighbourhood
    ADD CONSTRAINT neighbourhood_population_range CHECK (((population)::numeric >= 0.0)) NOT VALID;
ALTER TABLE city.network_link
    ADD CONSTRAINT network_link_core_count_range CHECK ((((core_count)::numeric >= 1.0) AND ((core_count)::numeric <= 10000.0))) NOT VALID;
ALTER TABLE ONLY city.network_link
    ADD CONSTRAINT network_link_pkey PRIMARY KEY (id);
ALTER TABLE ONLY city.network_node
    ADD CONSTRAINT network_node_pkey PRIMARY KEY (id);
ALTER TABLE city.network_node
    ADD CONSTRAINT network_node_port_count_range CHECK (((port_count)::numeric >= 0.0)) NOT VALID;
ALTER TABLE ONLY city.parcel
    ADD CONSTRAINT parcel_pkey PRIMARY KEY (id);
ALTER TABLE city.parcel
    ADD CONSTRAINT parcel_registered_area_m2_range CHECK ((registered_area_m2 >= (0.0)::double precision)) NOT VALID;
ALTER TABLE ONLY city.poi
    ADD CONSTRAINT poi_pkey PRIMARY KEY (id);
ALTER TABLE ONLY city.road
    ADD CONSTRAINT road_pkey PRIMARY KEY (id);
ALTER TABLE city.road
    ADD CONSTRAINT road_width_m_range CHECK (((width_m >= (0.0)::double precision) AND (width_m <= (200.0)::double precision))) NOT VALID;
ALTER TABLE city.sewer_pipe
    ADD CONSTRAINT sewer_pipe_diameter_mm_range CHECK ((((diameter_mm)::numeric >= 1.0) AND ((diameter_mm)::numeric <= 5000.0))) NOT VALID;
ALTER TABLE ONLY city.sewer_pipe
    ADD CONSTRAINT sewer_pipe_pkey PRIMARY KEY (id);
ALTER TABLE city.water_pipe
    ADD CONSTRAINT water_pipe_depth_m_range CHECK (((depth_m >= (0.0)::double precision) AND (depth_m <= (100.0)::double precision))) NOT VALID;
ALTER TABLE city.water_pipe
    ADD CONSTRAINT water_pipe_diameter_mm_range CHECK ((((diameter_mm)::numeric >= 1.0) AND ((diameter_mm)::numeric <= 5000.0))) NOT VALID;
ALTER TABLE ONLY city.water_pipe
    ADD CONSTRAINT water_pipe_pkey PRIMARY KEY (id);
ALTER TABLE ONLY lookup.code
    ADD CONSTRAINT code_pkey PRIMARY KEY (list, code);
ALTER TABLE ONLY ops.account
    ADD CONSTRAINT account_pkey PRIMARY KEY (name);
ALTER TABLE ONLY ops.derived
    ADD CONSTRAINT derived_pkey PRIMARY KEY (name);
ALTER TABLE ONLY ops.job
    ADD CONSTRAINT job_pkey PRIMARY KEY (id);
ALTER TABLE ONLY ops.load
    ADD CONSTRAINT load_pkey PRIMARY KEY (id);
ALTER TABLE ONLY ops.revision
    ADD CONSTRAINT revision_pkey PRIMARY KEY (only_row);
ALTER TABLE ONLY ops.row_count
    ADD CONSTRAINT row_count_pkey PRIMARY KEY (layer);
ALTER TABLE ONLY ops.session
    ADD CONSTRAINT session_pkey PRIMARY KEY (token_digest);
ALTER TABLE ONLY ops.sign_in_link
    ADD CONSTRAINT sign_in_link_pkey PRIMARY KEY (token_digest);
ALTER TABLE ONLY public.kent_migration
    ADD CONSTRAINT kent_migration_pkc PRIMARY KEY (version_num);
CREATE INDEX address_point_find_door_no ON city.address_point USING gin (lookup.fold(door_no) public.gin_trgm_ops);
CREATE INDEX address_point_find_road_name ON city.address_point USING gin (lookup.fold(road_name) public.gin_trgm_ops);
CREATE INDEX address_point_geom ON city.address_point USING gist (geom);
CREATE UNIQUE INDEX address_point_key ON city.address_point USING btree (address_code) NULLS NOT DISTINCT WHERE (address_code IS NOT NULL);
CREATE INDEX address_point_sort_door_no ON city.address_point USING btree (door_no COLLATE "tr-TR-x-icu", id);
CREATE INDEX address_point_sort_road_name ON city.address_point USING btree (road_name COLLATE "tr-TR-x-icu", id);
CREATE UNIQUE INDEX address_point_uid ON city.address_point USING btree (uid);
CREATE INDEX asset_find_inventory_no ON city.asset USING gin (lookup.fold(inventory_no) public.gin_trgm_ops);
CREATE INDEX asset_find_name ON city.asset USING gin (lookup.fold(name) public.gin_trgm_ops);
CREATE INDEX asset_find_serial_no ON city.asset USING gin (lookup.fold(serial_no) public.gin_trgm_ops);
CREATE INDEX asset_geom ON city.asset USING gist (geom);
CREATE UNIQUE INDEX asset_key ON city.asset USING btree (inventory_no) NULLS NOT DISTINCT WHERE (inventory_no IS NOT NULL);
CREATE INDEX asset_sort_inventory_no ON city.asset USING btree (inventory_no COLLATE "tr-TR-x-icu", id);
CREATE INDEX asset_sort_name ON city.asset USING btree (name COLLATE "tr-TR-x-icu", id);
CREATE INDEX asset_sort_warranty_until ON city.asset USING btree (warranty_until, id);
CREATE UNIQUE INDEX asset_uid ON city.asset USING btree (uid);
CREATE INDEX building_find_building_code ON city.building USING gin (lookup.fold(building_code) public.gin_trgm_ops);
CREATE INDEX building_find_name ON city.building USING gin (lookup.fold(name) public.gin_trgm_ops);
CREATE INDEX building_geom ON city.building USING gist (geom);
CREATE UNIQUE INDEX building_key ON city.building USING btree (building_code) NULLS NOT DISTINCT WHERE (building_code IS NOT NULL);
CREATE INDEX building_sort_name ON city.building USING btree (name COLLATE "tr-TR-x-icu", id);
CREATE UNIQUE INDEX building_uid ON city.building USING btree (uid);
CREATE INDEX camera_coarse_100 ON city.camera USING gist (public.st_snaptogrid(geom, (100)::double precision));
CREATE INDEX camera_find_inventory_no ON city.camera USING gin (lookup.fold(inventory_no) public.gin_trgm_ops);
CREATE INDEX camera_find_name ON city.camera USING gin (lookup.fold(name) public.gin_trgm_ops);
CREATE INDEX camera_geom ON city.camera USING gist (geom);
CREATE UNIQUE INDEX camera_key ON city.camera USING btree (inventory_no) NULLS NOT DISTINCT WHERE (inventory_no IS NOT NULL);
CREATE INDEX camera_ref_node_id ON city.camera USING btree (node_id);
CREATE INDEX camera_sort_inventory_no ON city.camera USING btree (inventory_no COLLATE "tr-TR-x-icu", id);
CREATE INDEX camera_sort_name ON city.camera USING btree (name COLLATE "tr-TR-x-icu", id);
CREATE UNIQUE INDEX camera_uid ON city.camera USING btree (uid);
CREATE INDEX district_find_name ON city.district USING gin (lookup.fold(name) public.gin_trgm_ops);
CREATE INDEX district_geom ON city.district USING gist (geom);
CREATE UNIQUE INDEX district_key ON city.district USING btree (district_code) NULLS NOT DISTINCT WHERE (district_code IS NOT NULL);
CREATE INDEX district_sort_name ON city.district USING btree (name COLLATE "tr-TR-x-icu", id);
CREATE UNIQUE INDEX district_uid ON city.district USING btree (uid);
CREATE INDEX neighbourhood_find_name ON city.neighbourhood USING gin (lookup.fold(name) public.gin_trgm_ops);
CREATE INDEX neighbourhood_geom ON city.neighbourhood USING gist (geom);
CREATE UNIQUE INDEX neighbourhood_key ON city.neighbourhood USING btree (neighbourhood_code) NULLS NOT DISTINCT WHERE (neighbourhood_code IS NOT NULL);
CREATE INDEX neighbourhood_sort_name ON city.neighbourhood USING btree (name COLLATE "tr-TR-x-icu", id);
CREATE INDEX neighbourhood_sort_neighbourhood_code ON city.neighbourhood USING btree (neighbourhood_code COLLATE "tr-TR-x-icu", id);
CREATE UNIQUE INDEX neighbourhood_uid ON city.neighbourhood USING btree (uid);
CREATE INDEX network_link_find_link_no ON city.network_link USING gin (lookup.fold(link_no) public.gin_trgm_ops);
CREATE INDEX network_link_geom ON city.network_link USING gist (geom);
CREATE UNIQUE INDEX network_link_key ON city.network_link USING btree (link_no) NULLS NOT DISTINCT WHERE (link_no IS NOT NULL);
CREATE INDEX network_link_ref_from_node_id ON city.network_link USING btree (from_node_id);
CREATE INDEX network_link_ref_to_node_id ON city.network_link USING btree (to_node_id);
CREATE INDEX network_link_sort_link_no ON city.network_link USING btree (link_no COLLATE "tr-TR-x-icu", id);
CREATE UNIQUE INDEX network_link_uid ON city.network_link USING btree (uid);
CREATE INDEX network_node_find_name ON city.network_node USING gin (lookup.fold(name) public.gin_trgm_ops);
CREATE INDEX network_node_find_node_no ON city.network_node USING gin (lookup.fold(node_no) public.gin_trgm_ops);
CREATE INDEX network_node_geom ON city.network_node USING gist (geom);
CREATE UNIQUE INDEX network_node_key ON city.network_node USING btree (node_no) NULLS NOT DISTINCT WHERE (node_no IS NOT NULL);
CREATE INDEX network_node_sort_name ON city.network_node USING btree (name COLLATE "tr-TR-x-icu", id);
CREATE INDEX network_node_sort_node_no ON city.network_node USING btree (node_no COLLATE "tr-TR-x-icu", id);
CREATE UNIQUE INDEX network_node_uid ON city.network_node USING btree (uid);
CREATE INDEX parcel_find_block_no ON city.parcel USING gin (lookup.fold(block_no) public.gin_trgm_ops);
CREATE INDEX parcel_find_parcel_no ON city.parcel USING gin (lookup.fold(parcel_no) public.gin_trgm_ops);
CREATE INDEX parcel_geom ON city.parcel USING gist (geom);
CREATE UNIQUE INDEX parcel_key ON city.parcel USING btree (neighbourhood_code, block_no, parcel_no) NULLS NOT DISTINCT WHERE ((neighbourhood_code IS NOT NULL) OR (block_no IS NOT NULL) OR (parcel_no IS NOT NULL));
CREATE INDEX parcel_sort_block_no ON city.parcel USING btree (block_no COLLATE "tr-TR-x-icu", id);
CREATE INDEX parcel_sort_neighbourhood_code ON city.parcel USING btree (neighbourhood_code COLLATE "tr-TR-x-icu", id);
CREATE INDEX parcel_sort_parcel_no ON city.parcel USING btree (parcel_no COLLATE "tr-TR-x-icu", id);
CREATE INDEX parcel_sort_registered_area_m2 ON city.parcel USING btree (registered_area_m2, id);
CREATE UNIQUE INDEX parcel_uid ON city.parcel USING btree (uid);
CREATE INDEX poi_find_name ON city.poi USING gin (lookup.fold(name) public.gin_trgm_ops);
CREATE INDEX poi_geom ON city.poi USING gist (geom);
CREATE UNIQUE INDEX poi_key ON city.poi USING btree (poi_code) NULLS NOT DISTINCT WHERE (poi_code IS NOT NULL);
CREATE INDEX poi_sort_name ON city.poi USING btree (name COLLATE "tr-TR-x-icu", id);
CREATE UNIQUE INDEX poi_uid ON city.poi USING btree (uid);
CREATE INDEX road_find_name ON city.road USING gin (lookup.fold(name) public.gin_trgm_ops);
CREATE INDEX road_find_road_code ON city.road USING gin (lookup.fold(road_code) public.gin_trgm_ops);
CREATE INDEX road_geom ON city.road USING gist (geom);
CREATE UNIQUE INDEX road_key ON city.road USING btree (road_code) NULLS NOT DISTINCT WHERE (road_code IS NOT NULL);
CREATE INDEX road_sort_name ON city.road USING btree (name COLLATE "tr-TR-x-icu", id);
CREATE UNIQUE INDEX road_uid ON city.road USING btree (uid);
CREATE INDEX sewer_pipe_find_pipe_no ON city.sewer_pipe USING gin (lookup.fold(pipe_no) public.gin_trgm_ops);
CREATE INDEX sewer_pipe_geom ON city.sewer_pipe USING gist (geom);
CREATE UNIQUE INDEX sewer_pipe_key ON city.sewer_pipe USING btree (pipe_no) NULLS NOT DISTINCT WHERE (pipe_no IS NOT NULL);
CREATE INDEX sewer_pipe_sort_pipe_no ON city.sewer_pipe USING btree (pipe_no COLLATE "tr-TR-x-icu", id);
CREATE UNIQUE INDEX sewer_pipe_uid ON city.sewer_pipe USING btree (uid);
CREATE INDEX water_pipe_find_pipe_no ON city.water_pipe USING gin (lookup.fold(pipe_no) public.gin_trgm_ops);
CREATE INDEX water_pipe_geom ON city.water_pipe USING gist (geom);
CREATE UNIQUE INDEX water_pipe_key ON city.water_pipe USING btree (pipe_no) NULLS NOT DISTINCT WHERE (pipe_no IS NOT NULL);
CREATE INDEX water_pipe_sort_pipe_no ON city.water_pipe USING btree (pipe_no COLLATE "tr-TR-x-icu", id);
CREATE UNIQUE INDEX water_pipe_uid ON city.water_pipe USING btree (uid);
CREATE INDEX address_point_past_geom ON history.address_point USING gist (geom);
CREATE INDEX address_point_past_id ON history.address_point USING btree (id, valid_from);
CREATE INDEX asset_past_geom ON history.asset USING gist (geom);
CREATE INDEX asset_past_id ON history.asset USING btree (id, valid_from);
CREATE INDEX building_past_geom ON history.building USING gist (geom);
CREATE INDEX building_past_id ON history.building USING btree (id, valid_from);
CREATE INDEX camera_past_geom ON history.camera USING gist (geom);
CREATE INDEX camera_past_id ON history.camera USING btree (id, valid_from);
CREATE INDEX district_past_geom ON history.district USING gist (geom);
CREATE INDEX district_past_id ON history.district USING btree (id, valid_from);
CREATE INDEX neighbourhood_past_geom ON history.neighbourhood USING gist (geom);
CREATE INDEX neighbourhood_past_id ON history.neighbourhood USING btree (id, valid_from);
CREATE INDEX network_link_past_geom ON history.network_link USING gist (geom);
CREATE INDEX network_link_past_id ON history.network_link USING btree (id, valid_from);
CREATE INDEX network_node_past_geom ON history.network_node USING gist (geom);
CREATE INDEX network_node_past_id ON history.network_node USING btree (id, valid_from);
CREATE INDEX parcel_past_geom ON history.parcel USING gist (geom);
CREATE INDEX parcel_past_id ON history.parcel USING btree (id, valid_from);
CREATE INDEX poi_past_geom ON history.poi USING gist (geom);
CREATE INDEX poi_past_id ON history.poi USING btree (id, valid_from);
CREATE INDEX road_past_geom ON history.road USING gist (geom);
CREATE INDEX road_past_id ON history.road USING btree (id, valid_from);
CREATE INDEX sewer_pipe_past_geom ON history.sewer_pipe USING gist (geom);
CREATE INDEX sewer_pipe_past_id ON history.sewer_pipe USING btree (id, valid_from);
CREATE INDEX water_pipe_past_geom ON history.water_pipe USING gist (geom);
CREATE INDEX water_pipe_past_id ON history.water_pipe USING btree (id, valid_from);
CREATE INDEX job_queue ON ops.job USING btree (created_at) WHERE (state = 'queued'::text);
CREATE INDEX load_layer ON ops.load USING btree (layer, id);
CREATE INDEX quarantine_load ON ops.quarantine USING btree (load_id, row_no);
CREATE INDEX session_expiry ON ops.session USING btree (expires_at);
CREATE TRIGGER append_only BEFORE DELETE OR UPDATE OR TRUNCATE ON audit.entry FOR EACH STATEMENT EXECUTE FUNCTION audit.refuse_change();
CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON city.address_point FOR EACH ROW EXECUTE FUNCTION history.keep_address_point();
CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON city.asset FOR EACH ROW EXECUTE FUNCTION history.keep_asset();
CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON city.building FOR EACH ROW EXECUTE FUNCTION history.keep_building();
CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON city.camera FOR EACH ROW EXECUTE FUNCTION history.keep_camera();
CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON city.district FOR EACH ROW EXECUTE FUNCTION history.keep_district();
CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON city.neighbourhood FOR EACH ROW EXECUTE FUNCTION history.keep_neighbourhood();
CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON city.network_link FOR EACH ROW EXECUTE FUNCTION history.keep_network_link();
CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON city.network_node FOR EACH ROW EXECUTE FUNCTION history.keep_network_node();
CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON city.parcel FOR EACH ROW EXECUTE FUNCTION history.keep_parcel();
CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON city.poi FOR EACH ROW EXECUTE FUNCTION history.keep_poi();
CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON city.road FOR EACH ROW EXECUTE FUNCTION history.keep_road();
CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON city.sewer_pipe FOR EACH ROW EXECUTE FUNCTION history.keep_sewer_pipe();
CREATE TRIGGER keep_history BEFORE DELETE OR UPDATE ON city.water_pipe FOR EACH ROW EXECUTE FUNCTION history.keep_water_pipe();
ALTER TABLE ONLY ops.quarantine
    ADD CONSTRAINT quarantine_load_id_fkey FOREIGN KEY (load_id) REFERENCES ops.load(id) ON DELETE CASCADE;
ALTER TABLE ONLY ops.session
    ADD CONSTRAINT session_account_fkey FOREIGN KEY (account) REFERENCES ops.account(name) ON DELETE CASCADE;
ALTER TABLE ONLY ops.sign_in_link
    ADD CONSTRAINT sign_in_link_account_fkey FOREIGN KEY (account) REFERENCES ops.account(name) ON DELETE CASCADE;
