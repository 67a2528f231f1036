// Every icon on one sheet: build/sprites/city[@2x].{png,json} for maps, icons.svg for legends.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Resvg } from '@resvg/resvg-js';
import { distanceField } from './distance.mjs';
import { SIZE, readIcons } from './icons.mjs';
import { alphaPng } from './png.mjs';
import { writePacked } from './packed.mjs';

const MARGIN = 4; // CSS pixels around an icon: room for its halo
const PIXEL_RATIO = 2; // of the sheet; a screen with ratio 1 takes the same, halved
const FINE = 8; // fine pixels a CSS pixel while the distances are measured
const COLUMNS = 16;
const BOX = SIZE + 2 * MARGIN;
const CELL = BOX * PIXEL_RATIO;

const folder = fileURLToPath(new URL('../build/sprites/', import.meta.url));
const icons = readIcons();

function field(icon) {
  const cut = icon.plate ? `<g fill="#fff">${icon.drawing}</g>` : '';
  const viewBox = `${-MARGIN} ${-MARGIN} ${BOX} ${BOX}`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${viewBox}"><g fill="#000">${icon.plate ?? icon.drawing}</g>${cut}</svg>`;
  const { pixels } = new Resvg(svg, { background: '#fff', fitTo: { mode: 'width', value: BOX * FINE } }).render();
  return distanceField((i) => pixels[4 * i] < 128, { side: BOX * FINE, step: FINE / PIXEL_RATIO, pixel: FINE });
}

const rows = Math.ceil(icons.length / COLUMNS);
const [width, height] = [COLUMNS * CELL, rows * CELL];
const sheet = new Uint8Array(width * height);
const index = {};
icons.forEach((icon, i) => {
  const [x, y] = [(i % COLUMNS) * CELL, Math.floor(i / COLUMNS) * CELL];
  const picture = field(icon);
  for (let row = 0; row < CELL; row++) sheet.set(picture.subarray(row * CELL, (row + 1) * CELL), (y + row) * width + x);
  index[icon.name] = { x, y, width: CELL, height: CELL, pixelRatio: PIXEL_RATIO, sdf: true };
});

const symbols = icons.map(({ name, plate, drawing }) => {
  const parts = plate ? `${plate}<g fill="var(--icon-ground, #fff)">${drawing}</g>` : drawing;
  return `<symbol id="${name}" viewBox="0 0 ${SIZE} ${SIZE}">${parts}</symbol>`;
});

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
const png = alphaPng(sheet, width, height);
for (const name of ['city', 'city@2x']) {
  writeFileSync(`${folder}${name}.png`, png);
  writePacked(`${folder}${name}.json`, JSON.stringify(index));
}
writePacked(`${folder}icons.svg`, `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join('\n')}</svg>\n`);
console.log(`sprites: ${icons.length} icons, ${width} × ${height}, ${Math.round(png.length / 1000)} kB`);
