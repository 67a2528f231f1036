// Signed distance fields, so that one icon takes any colour and halo at any size.

/** How many pixels beyond the edge the field tells apart; MapLibre's shaders expect 8, with the edge at 3/4 of 255. */
const REACH = 8;
const EDGE = 0.75;
const FAR = 1e20;

/**
 * The field of a square picture.
 * @param {(index: number) => boolean} inside whether a fine pixel belongs to the shape
 * @param {{side: number, step: number, pixel: number}} grid fine pixels a side, fine pixels an output pixel, fine pixels a CSS pixel
 * @returns {Uint8Array} one byte an output pixel
 */
export function distanceField(inside, { side, step, pixel }) {
  const outer = new Float64Array(side * side);
  const inner = new Float64Array(side * side);
  for (let i = 0; i < outer.length; i++) {
    outer[i] = inside(i) ? 0 : FAR;
    inner[i] = inside(i) ? FAR : 0;
  }
  squaredDistances(outer, side);
  squaredDistances(inner, side);
  const output = side / step;
  const field = new Uint8Array(output * output);
  for (let row = 0; row < output; row++) {
    for (let column = 0; column < output; column++) {
      let sum = 0;
      for (let y = row * step; y < (row + 1) * step; y++) {
        for (let x = column * step; x < (column + 1) * step; x++) {
          sum += Math.sqrt(outer[y * side + x]) - Math.sqrt(inner[y * side + x]);
        }
      }
      const distance = sum / (step * step * pixel);
      field[row * output + column] = Math.max(0, Math.min(255, Math.round(255 * (EDGE - distance / REACH))));
    }
  }
  return field;
}

/** Squared distances to the nearest zero, first along columns, then rows (Felzenszwalb and Huttenlocher 2012). */
function squaredDistances(grid, side) {
  for (let x = 0; x < side; x++) alongLine(grid, x, side, side);
  for (let y = 0; y < side; y++) alongLine(grid, y * side, 1, side);
}

function alongLine(grid, offset, stride, length) {
  const values = new Float64Array(length);
  const vertices = new Int32Array(length);
  const borders = new Float64Array(length + 1);
  for (let i = 0; i < length; i++) values[i] = grid[offset + i * stride];
  let last = 0;
  borders[0] = -FAR;
  borders[1] = FAR;
  for (let i = 1; i < length; i++) {
    let border = crossing(values, vertices[last], i);
    while (border <= borders[last]) border = crossing(values, vertices[--last], i);
    vertices[++last] = i;
    borders[last] = border;
    borders[last + 1] = FAR;
  }
  for (let i = 0, at = 0; i < length; i++) {
    while (borders[at + 1] < i) at++;
    grid[offset + i * stride] = values[vertices[at]] + (i - vertices[at]) ** 2;
  }
}

/** Where the parabola rooted at `i` sinks below the one rooted at `v`. */
function crossing(values, v, i) {
  return (values[i] - values[v] + i * i - v * v) / (2 * (i - v));
}
