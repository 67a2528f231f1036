// Noto Sans as glyph PBFs: build/fonts/<font>/<first>-<last>.pbf, 256 code points a file.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import fontnik from 'fontnik';
import { writePacked } from './packed.mjs';

const range = promisify(fontnik.range);
const composite = promisify(fontnik.composite);

const files = fileURLToPath(new URL('node_modules/@fontsource/noto-sans/files/', import.meta.url));
const fonts = fileURLToPath(new URL('../build/fonts/', import.meta.url));

const WEIGHTS = { Regular: 400, Medium: 500, Bold: 700 };
// ğ, ş and İ lie in latin-ext, ı in latin; names of streets may hold Greek and Cyrillic too.
const SUBSETS = ['latin', 'latin-ext', 'greek', 'cyrillic'];
const FIRST_CODE_POINTS = [0x0000, 0x0100, 0x0200, 0x0300, 0x0400, 0x1e00, 0x2000, 0x2100, 0x2200];

rmSync(fonts, { recursive: true, force: true });
for (const [name, weight] of Object.entries(WEIGHTS)) {
  const folder = `${fonts}Noto Sans ${name}/`;
  mkdirSync(folder, { recursive: true });
  const faces = SUBSETS.map((subset) => readFileSync(`${files}noto-sans-${subset}-${weight}-normal.woff`));
  for (const start of FIRST_CODE_POINTS) {
    const end = start + 255;
    const parts = await Promise.all(faces.map((font) => range({ font, start, end })));
    writePacked(`${folder}${start}-${end}.pbf`, await composite(parts));
  }
}
console.log(`glyphs: ${Object.keys(WEIGHTS).length} fonts, ${FIRST_CODE_POINTS.length} ranges each`);
