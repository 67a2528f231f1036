-- Gapless parcels on a grid. Each has nine vertices: corners and middles of sides, moved a little by a function of their
-- place, so that neighbours share them and no side is straight.
-- Binds: rows, columns, west, south, side (metres), srid.
INSERT INTO city.parcel (neighbourhood_code, block_no, parcel_no, sheet_no, land_type, registered_area_m2, condominium,
                         land_registry_id, changed_by, geom)
SELECT (1000 + c / 100 + r / 100 * 50)::text,
       (100 + c / 10 + r / 10 * 1000)::text,
       (1 + c %% 10 + r %% 10 * 10)::text,
       'I29-B-' || lpad((c / 50)::text, 2, '0') || '-' || lpad((r / 50)::text, 2, '0'),
       (ARRAY['Arsa', 'Kârgir ev ve bahçesi', 'Tarla', 'Beş katlı betonarme bina'])[1 + (c + r) %% 4],
       round((%(side)s::float8 ^ 2 + (c * 7 + r * 13) %% 50)::numeric, 2)::float8,
       CASE WHEN (c + r) %% 3 = 0 THEN 'condominium' ELSE 'none' END,
       (40000000 + n)::text,
       'bench',
       ST_Multi(ST_MakePolygon(outline))
FROM (SELECT n, n %% %(columns)s AS c, n / %(columns)s AS r FROM generate_series(0, %(rows)s - 1) AS n) AS cell,
LATERAL (
    SELECT ST_MakeLine(ST_Point(%(west)s + (i + sin(i * 1.7 + j * 2.3) / 8) * %(side)s / 2,
                                %(south)s + (j + cos(i * 2.9 + j * 1.3) / 8) * %(side)s / 2, %(srid)s) ORDER BY at) AS outline
    FROM (SELECT at, 2 * c + dx AS i, 2 * r + dy AS j
          FROM (VALUES (0, 0, 0), (1, 1, 0), (2, 2, 0), (3, 2, 1), (4, 2, 2), (5, 1, 2), (6, 0, 2), (7, 0, 1), (8, 0, 0))
               AS ring (at, dx, dy)) AS corner
) AS drawn
ORDER BY n
