import type { Language, Position } from '../api/contract.ts';
import { toNationalGrid } from '../map/transverseMercator.ts';
import { localeOf } from './format.ts';

/** A position in the national grid as it is written in each language; null outside Türkiye. */
export async function gridText(point: Position, language: Language): Promise<string | null> {
  const grid = await toNationalGrid(point);
  if (grid === null) return null;
  const metres = new Intl.NumberFormat(localeOf(language), { minimumFractionDigits: 2, maximumFractionDigits: 2, useGrouping: false });
  const [east, north] = language === 'tr' ? ['Y', 'X'] : ['E', 'N'];
  return `TM${grid.meridian}  ${east} ${metres.format(grid.easting)}  ${north} ${metres.format(grid.northing)}`;
}
