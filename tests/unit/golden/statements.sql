-- tile
SELECT coalesce((
        SELECT ST_AsMVT(drawn, 'plot', 4096, 'geom', 'id') FROM (
        SELECT id, "plot_no", "state", "area_m2", "rent", ST_AsMVTGeom(ST_Transform(CASE WHEN geom @ ST_MakeEnvelope(%(reach_xmin)s, %(reach_ymin)s, %(reach_xmax)s, %(reach_ymax)s, %(srid)s) THEN geom ELSE ST_ClipByBox2D(geom, ST_MakeEnvelope(%(xmin)s, %(ymin)s, %(xmax)s, %(ymax)s, %(srid)s)::box2d) END, 3857), ST_TileEnvelope(%(z)s, %(x)s, %(y)s), 4096, 64, true) AS geom FROM "as_staff"."plot"
        WHERE geom && ST_MakeEnvelope(%(xmin)s, %(ymin)s, %(xmax)s, %(ymax)s, %(srid)s)
        ORDER BY id OFFSET 0) AS drawn WHERE geom IS NOT NULL), ''::bytea) AS tile, lookup.final_before() AS final_before;

-- flat tile
SELECT coalesce((
        SELECT ST_AsMVT(drawn, 'plot', 4096, 'geom', 'id') FROM (
        SELECT id, "plot_no", "state", "area_m2", "rent", ST_AsMVTGeom(ST_Affine(geom, %(plane_a)s, %(plane_b)s, %(plane_d)s, %(plane_e)s, %(plane_x)s, %(plane_y)s), ST_TileEnvelope(%(z)s, %(x)s, %(y)s), 4096, 64, true) AS geom FROM "as_staff"."plot"
        WHERE geom && ST_MakeEnvelope(%(xmin)s, %(ymin)s, %(xmax)s, %(ymax)s, %(srid)s)
        ORDER BY id OFFSET 0) AS drawn WHERE geom IS NOT NULL), ''::bytea) AS tile, lookup.final_before() AS final_before;

-- items

        SELECT convert_to(coalesce(string_agg(feature, ','), ''), 'UTF8') AS features,
               count(feature) AS returned,
               count(*) > count(feature) AS more,
               (array_agg(id) FILTER (WHERE feature IS NOT NULL))[count(feature)] AS last_id,
               (array_agg(last_values) FILTER (WHERE feature IS NOT NULL))[count(feature)] AS last_values,
               (SELECT n FROM "as_staff"."row_count" WHERE layer = 'plot') AS matched
        FROM (SELECT page.id, NULL::jsonb AS last_values,
                     CASE WHEN row_number() OVER so_far = 1
                            OR row_number() OVER so_far <= 10 AND sum(coalesce(octet_length("page"."plot_no"), 0) + coalesce(pg_column_size(page.geom), 0)) OVER so_far <= 16777216
                          THEN '{"type":"Feature","id":' || page.id || ',"geometry":' || coalesce(ST_AsGeoJSON(ST_Transform(page.geom, 4326), 8, 0), 'null') || ',"properties":' || (SELECT row_to_json(told)::text FROM (SELECT "page"."plot_no", "page"."state", "page"."area_m2"::text::numeric + 0.0 AS "area_m2", "page"."rent"::text::numeric + 0.0 AS "rent") AS told) || '}' END AS feature
              FROM (SELECT * FROM "as_staff"."plot" AS page ORDER BY id ASC LIMIT 11) AS page WINDOW so_far AS (ROWS UNBOUNDED PRECEDING)) AS written
    ;
