/** Positions in Türkiye's national grid: TUREF / TM, 3° zones on GRS80, as the cadastre uses them. */
import type { Position } from '../api/contract.ts';

export interface GridPosition {
  /** The zone's central meridian in degrees: 27, 30, … 45. */
  meridian: number;
  /** Metres; "Y" (sağa) on Turkish maps. */
  easting: number;
  /** Metres; "X" (yukarı) on Turkish maps. */
  northing: number;
}

const MERIDIANS = [27, 30, 33, 36, 39, 42, 45];

/** The grid position in the zone of the position's own longitude; null outside Türkiye's zones (25.5° to 46.5° E). */
export async function toNationalGrid([longitude, latitude]: Position): Promise<GridPosition | null> {
  const meridian = MERIDIANS.find((middle) => Math.abs(longitude - middle) <= 1.5);
  if (meridian === undefined) return null;
  const { default: proj4 } = await import('proj4');
  const zone = `+proj=tmerc +lat_0=0 +lon_0=${meridian} +k=1 +x_0=500000 +y_0=0 +ellps=GRS80 +units=m +no_defs`;
  const [easting, northing] = proj4(zone, [longitude, latitude]);
  return { meridian, easting, northing };
}
