// Judges style documents, a JSON list on standard input, by the MapLibre style specification; prints what is wrong.
import { readFileSync } from 'node:fs';
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';

const faults = JSON.parse(readFileSync(0, 'utf8')).flatMap((style, i) =>
  validateStyleMin(style).map(({ message }) => `style ${i}: ${message}`),
);
console.log(JSON.stringify(faults));
