// The icons: Maki's and Kent's own, each as the parts of one 24 × 24 drawing.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export const SIZE = 24;
const PLATES = {
  disc: '<circle cx="12" cy="12" r="11.5"/>',
  square: '<rect x="1" y="1" width="22" height="22" rx="5.5"/>',
};
const FOLDERS = [
  ['node_modules/@mapbox/maki/icons/', PLATES.disc],
  ['../icons/glyph/', PLATES.disc],
  ['../icons/camera/', PLATES.square],
  ['../icons/work/', PLATES.square],
  ['../icons/shape/', null],
];

/** Every icon as {name, plate, drawing}: a drawing is cut out of its plate; without a plate it stands for itself. */
export function readIcons() {
  const icons = new Map();
  for (const [folder, plate] of FOLDERS) {
    const path = fileURLToPath(new URL(folder, import.meta.url));
    for (const file of readdirSync(path).filter((name) => name.endsWith('.svg')).sort()) {
      const name = file.slice(0, -'.svg'.length);
      icons.set(name, { name, plate, drawing: drawingOf(readFileSync(path + file, 'utf8'), plate) });
    }
  }
  return [...icons.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What is inside the <svg>, centred on the 24 × 24 plate when it has one (Maki draws on 15 × 15). */
function drawingOf(svg, plate) {
  const inside = svg.slice(svg.indexOf('>', svg.indexOf('<svg')) + 1, svg.lastIndexOf('</svg>')).replace(/ id="[^"]*"/g, '');
  return plate ? `<g transform="translate(4.5 4.5)">${inside.trim()}</g>` : inside.trim();
}
