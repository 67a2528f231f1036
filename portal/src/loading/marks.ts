/** What a load points out on the map, and in which colours and letters its lists do so. Pure. */
import type { ColorTheme } from '../api/client.ts';
import type { Bounds, Position } from '../api/contract.ts';
import type { PlaceMark } from '../map/marks.ts';
import type { Change, ChangeKind, CrsCandidate, FindingSummary } from './contract.ts';

/** A sign in a list and on the map: never colour alone. */
export interface Sign {
  color: string;
  label: string;
}

const SMALL = 4;
const LARGE = 9;

// Each stands out against the ground with 3:1 and bears the ground's colour as its letter.
const CANDIDATE_COLORS: Record<ColorTheme, readonly string[]> = {
  light: ['#0067a3', '#b84a00', '#00745a', '#882255', '#332288', '#6b5b00', '#a3306a', '#3d4a52'],
  dark: ['#56b4e9', '#f0a35c', '#3fc49b', '#e58fb8', '#a9a5f2', '#f0e442', '#ff9c94', '#c4ccd2'],
};
const CHANGE_SIGNS: Record<ChangeKind, { label: string } & Record<ColorTheme, string>> = {
  inserted: { label: '+', light: '#00745a', dark: '#3fc49b' },
  changed: { label: '~', light: '#0067a3', dark: '#56b4e9' },
  vanished: { label: '×', light: '#6b4e00', dark: '#e0c060' },
};
const FINDING_SIGNS: Record<FindingSummary['severity'], { label: string } & Record<ColorTheme, string>> = {
  error: { label: '!', light: '#a3211b', dark: '#ff9c94' },
  warning: { label: '?', light: '#a34a00', dark: '#f0a35c' },
};

/** The n-th candidate's colour and letter. */
export function candidateSign(index: number, theme: ColorTheme): Sign {
  const colors = CANDIDATE_COLORS[theme];
  return { color: colors[index % colors.length] ?? '', label: String.fromCodePoint(65 + index) };
}

export function changeSign(kind: ChangeKind, theme: ColorTheme): Sign {
  return { label: CHANGE_SIGNS[kind].label, color: CHANGE_SIGNS[kind][theme] };
}

export function findingSign(severity: FindingSummary['severity'], theme: ColorTheme): Sign {
  return { label: FINDING_SIGNS[severity].label, color: FINDING_SIGNS[severity][theme] };
}

/** Where the file would lie by each candidate: its places, and its letter at the one nearest their middle. */
export function candidateMarks(candidates: readonly CrsCandidate[], chosen: number | null, theme: ColorTheme): PlaceMark[] {
  return candidates.flatMap(({ places }, index) => {
    const { color, label } = candidateSign(index, theme);
    const middle = middleOf(places);
    const radius = index === chosen ? SMALL + 2 : SMALL;
    const marks = places.map((place): PlaceMark => ({ place, color, label: '', radius }));
    return middle ? [...marks, { place: middle, color, label, radius: index === chosen ? LARGE + 3 : LARGE }] : marks;
  });
}

export function changeMarks(changes: readonly Change[], theme: ColorTheme): PlaceMark[] {
  return changes.flatMap(({ kind, lonlat }) => (lonlat ? [{ place: lonlat, ...changeSign(kind, theme), radius: LARGE - 1 }] : []));
}

export function findingMarks(findings: readonly FindingSummary[], theme: ColorTheme): PlaceMark[] {
  return findings.flatMap(({ severity, places }) =>
    places.map((place) => ({ place, ...findingSign(severity, theme), radius: LARGE })),
  );
}

/** The bounding box of places; null when there is none. */
export function boundsOfPlaces(places: readonly Position[]): Bounds | null {
  if (places.length === 0) return null;
  const [longitudes, latitudes] = [places.map(([longitude]) => longitude), places.map(([, latitude]) => latitude)];
  return [Math.min(...longitudes), Math.min(...latitudes), Math.max(...longitudes), Math.max(...latitudes)];
}

/** The place nearest the middle of them all, so that a letter stands where something lies. */
function middleOf(places: readonly Position[]): Position | null {
  const bounds = boundsOfPlaces(places);
  if (!bounds) return null;
  const [x, y] = [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2];
  const distances = places.map(([longitude, latitude]) => Math.hypot(longitude - x, latitude - y));
  return places[distances.indexOf(Math.min(...distances))] ?? null;
}
