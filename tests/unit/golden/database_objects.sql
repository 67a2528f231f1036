-- index city.bed_key
CREATE UNIQUE INDEX "bed_key" ON "city"."bed" ("bed_no") NULLS NOT DISTINCT WHERE "bed_no" IS NOT NULL;

-- index city.bed_uid
CREATE UNIQUE INDEX "bed_uid" ON "city"."bed" (uid);

-- index city.bed_ref_plot_id
CREATE INDEX "bed_ref_plot_id" ON "city"."bed" ("plot_id");

-- index history.bed_past_id
CREATE INDEX "bed_past_id" ON "history"."bed" (id, valid_from);

-- index city.bed_change
CREATE INDEX "bed_change" ON "city"."bed" (change, id);

-- index history.bed_past_change
CREATE INDEX "bed_past_change" ON "history"."bed" (ended_change, id);

-- own change city.bed
CREATE TRIGGER own_change AFTER INSERT ON "city"."bed" FOR EACH ROW
            WHEN ((NEW.change & 281474976710655) <> txid_current())
            EXECUTE FUNCTION ops.refuse_foreign_change();

-- history city.bed
CREATE FUNCTION "history"."keep_bed"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp AS $$
        DECLARE
            at timestamptz := greatest(clock_timestamp(), OLD.valid_from + interval '1 microsecond');
            by_load bigint := nullif(current_setting('kent.load', true), '')::bigint;
            this_change bigint := coalesce(nullif(current_setting('kent.change', true), '')::bigint, ops.current_change());
        BEGIN
            IF current_setting('kent.source_only', true) = 'on' THEN
                RETURN NEW;
            END IF;
            IF TG_OP = 'DELETE' AND OLD.change = this_change AND OLD.version = 1 THEN
                RETURN OLD;
            END IF;
            INSERT INTO "history"."bed" ("id", "uid", "bed_no", "plot_id", "version", "valid_from", "changed_by", "load_id", "source_hash", "change", valid_to, ended_by, ended_load, ended_change, retired)
            VALUES (OLD."id", OLD."uid", OLD."bed_no", OLD."plot_id", OLD."version", OLD."valid_from", OLD."changed_by", OLD."load_id", OLD."source_hash", OLD."change", at, current_setting('kent.actor', true), by_load, this_change, TG_OP = 'DELETE');
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            NEW.id := OLD.id;
            NEW.uid := OLD.uid;
            NEW.version := OLD.version + 1;
            NEW.valid_from := at;
            NEW.change := this_change;
            IF by_load IS NULL THEN
                NEW.load_id := NULL;
            END IF;
            RETURN NEW;
        END
        $$;
        CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE ON "city"."bed"
            FOR EACH ROW EXECUTE FUNCTION "history"."keep_bed"();

-- index city.plot_key
CREATE UNIQUE INDEX "plot_key" ON "city"."plot" ("plot_no") NULLS NOT DISTINCT WHERE "plot_no" IS NOT NULL;

-- index city.plot_uid
CREATE UNIQUE INDEX "plot_uid" ON "city"."plot" (uid);

-- index city.plot_find_plot_no
CREATE INDEX "plot_find_plot_no" ON "city"."plot" USING gin (lookup.fold("plot_no") gin_trgm_ops);

-- index city.plot_geom
CREATE INDEX "plot_geom" ON "city"."plot" USING gist (geom);

-- index history.plot_past_geom
CREATE INDEX "plot_past_geom" ON "history"."plot" USING gist (geom);

-- index history.plot_past_id
CREATE INDEX "plot_past_id" ON "history"."plot" (id, valid_from);

-- index city.plot_change
CREATE INDEX "plot_change" ON "city"."plot" (change, id);

-- index history.plot_past_change
CREATE INDEX "plot_past_change" ON "history"."plot" (ended_change, id);

-- constraint city.plot.plot_area_m2_range
ALTER TABLE "city"."plot" ADD CONSTRAINT "plot_area_m2_range" CHECK ("area_m2" >= 0.0 AND "area_m2" <= 500.0) NOT VALID;

-- constraint city.plot.plot_rent_range
ALTER TABLE "city"."plot" ADD CONSTRAINT "plot_rent_range" CHECK ("rent" >= 0.0) NOT VALID;

-- own change city.plot
CREATE TRIGGER own_change AFTER INSERT ON "city"."plot" FOR EACH ROW
            WHEN ((NEW.change & 281474976710655) <> txid_current())
            EXECUTE FUNCTION ops.refuse_foreign_change();

-- history city.plot
CREATE FUNCTION "history"."keep_plot"() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
        SET search_path = pg_catalog, pg_temp AS $$
        DECLARE
            at timestamptz := greatest(clock_timestamp(), OLD.valid_from + interval '1 microsecond');
            by_load bigint := nullif(current_setting('kent.load', true), '')::bigint;
            this_change bigint := coalesce(nullif(current_setting('kent.change', true), '')::bigint, ops.current_change());
        BEGIN
            IF current_setting('kent.source_only', true) = 'on' THEN
                RETURN NEW;
            END IF;
            IF TG_OP = 'DELETE' AND OLD.change = this_change AND OLD.version = 1 THEN
                RETURN OLD;
            END IF;
            INSERT INTO "history"."plot" ("id", "uid", "plot_no", "state", "area_m2", "rent", "tenant", "geom", "version", "valid_from", "changed_by", "load_id", "source_hash", "change", valid_to, ended_by, ended_load, ended_change, retired)
            VALUES (OLD."id", OLD."uid", OLD."plot_no", OLD."state", OLD."area_m2", OLD."rent", OLD."tenant", OLD."geom", OLD."version", OLD."valid_from", OLD."changed_by", OLD."load_id", OLD."source_hash", OLD."change", at, current_setting('kent.actor', true), by_load, this_change, TG_OP = 'DELETE');
            IF TG_OP = 'DELETE' THEN
                RETURN OLD;
            END IF;
            NEW.id := OLD.id;
            NEW.uid := OLD.uid;
            NEW.version := OLD.version + 1;
            NEW.valid_from := at;
            NEW.change := this_change;
            IF by_load IS NULL THEN
                NEW.load_id := NULL;
            END IF;
            RETURN NEW;
        END
        $$;
        CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE ON "city"."plot"
            FOR EACH ROW EXECUTE FUNCTION "history"."keep_plot"();

-- constraint city.plot.geom_on_earth
ALTER TABLE "city"."plot" ADD CONSTRAINT "plot_geom_on_earth" CHECK ((geom @ ST_MakeEnvelope( -14500000.0,  -16000000.0, 14500000.0, 24000000.0, 5254) AND ST_IsValid(geom)) OR ST_IsEmpty(geom)) NOT VALID;

-- change city.plot
CREATE TRIGGER note_change AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON "city"."plot"
            FOR EACH STATEMENT EXECUTE FUNCTION ops.note_layer_change();

-- index city.plot_coarse_50
CREATE INDEX "plot_coarse_50" ON "city"."plot" USING gist (public.ST_SnapToGrid(geom, 50::float8));

-- index history.plot_past_coarse_50
CREATE INDEX "plot_past_coarse_50" ON "history"."plot" USING gist (public.ST_SnapToGrid(geom, 50::float8));

-- schema as_public
CREATE SCHEMA "as_public";

-- view as_public.bed
CREATE VIEW "as_public"."bed" AS SELECT id, uid, version, valid_from, "bed_no", "plot_id" FROM "city"."bed";

-- view as_public.plot
CREATE VIEW "as_public"."plot" AS SELECT id, uid, version, valid_from, "plot_no", "state", "area_m2" FROM "city"."plot";

-- view as_public.bed@versions
CREATE VIEW "as_public"."bed@versions" AS 
        SELECT id, uid, version, valid_from, NULL::timestamptz AS valid_to, change, NULL::bigint AS ended_change,
               false AS retired, true AS current, "bed_no", "plot_id" FROM "city"."bed" UNION ALL 
        SELECT id, uid, version, valid_from, valid_to, change, ended_change, retired, false AS current, "bed_no", "plot_id" FROM "history"."bed";

-- view as_public.plot@versions
CREATE VIEW "as_public"."plot@versions" AS 
        SELECT id, uid, version, valid_from, NULL::timestamptz AS valid_to, change, NULL::bigint AS ended_change,
               false AS retired, true AS current, "plot_no", "state", "area_m2" FROM "city"."plot" UNION ALL 
        SELECT id, uid, version, valid_from, valid_to, change, ended_change, retired, false AS current, "plot_no", "state", "area_m2" FROM "history"."plot";

-- view as_public.attachment
CREATE VIEW "as_public"."attachment" AS SELECT "kept"."id", "kept"."uid", "kept"."layer", "kept"."feature_id", "kept"."title", "kept"."file_name", "kept"."media_type", "kept"."size", "kept"."sha256", "kept"."width", "kept"."height", "kept"."created_at", "kept"."content" FROM media.attachment AS kept WHERE false;

-- view as_public.row_count
CREATE VIEW "as_public"."row_count" AS SELECT layer, n FROM ops.row_count WHERE layer IN ('bed', 'plot');

-- access as_public
GRANT USAGE ON SCHEMA "as_public", lookup TO "kent_kent_public"; GRANT SELECT ON ALL TABLES IN SCHEMA "as_public" TO "kent_kent_public"; ALTER ROLE "kent_kent_public" IN DATABASE "kent" SET search_path = "as_public", public;

-- schema as_staff
CREATE SCHEMA "as_staff";

-- view as_staff.bed
CREATE VIEW "as_staff"."bed" AS SELECT id, uid, version, valid_from, "bed_no", "plot_id" FROM "city"."bed";

-- view as_staff.plot
CREATE VIEW "as_staff"."plot" AS SELECT id, uid, version, valid_from, "plot_no", "state", "area_m2", "rent", public.ST_SnapToGrid(geom, 50::float8) AS geom FROM "city"."plot";

-- view as_staff.bed@versions
CREATE VIEW "as_staff"."bed@versions" AS 
        SELECT id, uid, version, valid_from, NULL::timestamptz AS valid_to, change, NULL::bigint AS ended_change,
               false AS retired, true AS current, "bed_no", "plot_id" FROM "city"."bed" UNION ALL 
        SELECT id, uid, version, valid_from, valid_to, change, ended_change, retired, false AS current, "bed_no", "plot_id" FROM "history"."bed";

-- view as_staff.plot@versions
CREATE VIEW "as_staff"."plot@versions" AS 
        SELECT id, uid, version, valid_from, NULL::timestamptz AS valid_to, change, NULL::bigint AS ended_change,
               false AS retired, true AS current, "plot_no", "state", "area_m2", "rent", public.ST_SnapToGrid(geom, 50::float8) AS geom FROM "city"."plot" UNION ALL 
        SELECT id, uid, version, valid_from, valid_to, change, ended_change, retired, false AS current, "plot_no", "state", "area_m2", "rent", public.ST_SnapToGrid(geom, 50::float8) AS geom FROM "history"."plot";

-- view as_staff.attachment
CREATE VIEW "as_staff"."attachment" AS SELECT "kept"."id", "kept"."uid", "kept"."layer", "kept"."feature_id", "kept"."title", "kept"."file_name", "kept"."media_type", "kept"."size", "kept"."sha256", "kept"."width", "kept"."height", "kept"."created_at", "kept"."content" FROM media.attachment AS kept WHERE kept.layer = 'plot' AND kept.privacy IN ('open', 'internal') AND (kept.privacy <> 'personal' OR kept.activity IN (NULL)) AND EXISTS (SELECT FROM "as_staff"."plot" AS seen WHERE seen.id = kept.feature_id);

-- view as_staff.row_count
CREATE VIEW "as_staff"."row_count" AS SELECT layer, n FROM ops.row_count WHERE layer IN ('bed', 'plot');

-- access as_staff
GRANT USAGE ON SCHEMA "as_staff", lookup TO "kent_kent_staff"; GRANT SELECT ON ALL TABLES IN SCHEMA "as_staff" TO "kent_kent_staff"; ALTER ROLE "kent_kent_staff" IN DATABASE "kent" SET search_path = "as_staff", public;

-- schema as_tenants
CREATE SCHEMA "as_tenants";

-- view as_tenants.bed
CREATE VIEW "as_tenants"."bed" AS SELECT id, uid, version, valid_from, "bed_no", "plot_id" FROM "city"."bed";

-- view as_tenants.plot
CREATE VIEW "as_tenants"."plot" AS SELECT id, uid, version, valid_from, "plot_no", "state", "area_m2", "rent", "tenant" FROM "city"."plot";

-- view as_tenants.bed@versions
CREATE VIEW "as_tenants"."bed@versions" AS 
        SELECT id, uid, version, valid_from, NULL::timestamptz AS valid_to, change, NULL::bigint AS ended_change,
               false AS retired, true AS current, "bed_no", "plot_id" FROM "city"."bed" UNION ALL 
        SELECT id, uid, version, valid_from, valid_to, change, ended_change, retired, false AS current, "bed_no", "plot_id" FROM "history"."bed";

-- view as_tenants.plot@versions
CREATE VIEW "as_tenants"."plot@versions" AS 
        SELECT id, uid, version, valid_from, NULL::timestamptz AS valid_to, change, NULL::bigint AS ended_change,
               false AS retired, true AS current, "plot_no", "state", "area_m2", "rent", "tenant" FROM "city"."plot" UNION ALL 
        SELECT id, uid, version, valid_from, valid_to, change, ended_change, retired, false AS current, "plot_no", "state", "area_m2", "rent", "tenant" FROM "history"."plot";

-- view as_tenants.attachment
CREATE VIEW "as_tenants"."attachment" AS SELECT "kept"."id", "kept"."uid", "kept"."layer", "kept"."feature_id", "kept"."title", "kept"."file_name", "kept"."media_type", "kept"."size", "kept"."sha256", "kept"."width", "kept"."height", "kept"."created_at", "kept"."content" FROM media.attachment AS kept WHERE kept.layer = 'plot' AND kept.privacy IN ('open', 'internal') AND (kept.privacy <> 'personal' OR kept.activity IN ('allotment')) AND EXISTS (SELECT FROM "as_tenants"."plot" AS seen WHERE seen.id = kept.feature_id);

-- view as_tenants.row_count
CREATE VIEW "as_tenants"."row_count" AS SELECT layer, n FROM ops.row_count WHERE layer IN ('bed', 'plot');

-- access as_tenants
GRANT USAGE ON SCHEMA "as_tenants", lookup TO "kent_kent_tenants"; GRANT SELECT ON ALL TABLES IN SCHEMA "as_tenants" TO "kent_kent_tenants"; ALTER ROLE "kent_kent_tenants" IN DATABASE "kent" SET search_path = "as_tenants", public;

