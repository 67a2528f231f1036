/** A layer's opacity slider, applied to whatever opacity its style already has. */
import type { ExpressionSpecification, LayerSpecification, Map } from 'maplibre-gl';

type OpacityProperty = Parameters<Map['setPaintProperty']>[1] & `${string}-opacity`;
type Opacity = number | ExpressionSpecification;

const OPACITY_PROPERTIES: Record<LayerSpecification['type'], readonly OpacityProperty[]> = {
  background: ['background-opacity'],
  fill: ['fill-opacity'],
  'fill-extrusion': ['fill-extrusion-opacity'],
  line: ['line-opacity'],
  circle: ['circle-opacity', 'circle-stroke-opacity'],
  symbol: ['icon-opacity', 'text-opacity'],
  heatmap: ['heatmap-opacity'],
  raster: ['raster-opacity'],
  hillshade: [],
  'color-relief': ['color-relief-opacity'],
};

/** The paint properties of a style layer that fade it, each with its value at the given opacity (0 to 1). */
export function fadedPaint(layer: LayerSpecification, opacity: number): [OpacityProperty, Opacity][] {
  const paint = (layer.paint ?? {}) as Record<string, Opacity | undefined>;
  return OPACITY_PROPERTIES[layer.type].map((property) => [property, scaled(paint[property] ?? 1, opacity)]);
}

/** Multiplies an opacity. `["zoom"]` may stand only at the top of an expression, so the outputs are multiplied. */
export function scaled(value: Opacity, factor: number): Opacity {
  if (factor === 1) return value;
  if (typeof value === 'number') return value * factor;
  if (value[0] === 'interpolate') return scaleOutputs(value, 4, factor);
  if (value[0] === 'step') return scaleOutputs(value, 2, factor);
  return ['*', factor, value];
}

/** `first` is the index of the first output; every second part from there is one. */
function scaleOutputs(expression: ExpressionSpecification, first: number, factor: number): ExpressionSpecification {
  const parts = expression as unknown as Opacity[];
  const scaledParts = parts.map((part, index) => (index >= first && (index - first) % 2 === 0 ? scaled(part, factor) : part));
  return scaledParts as unknown as ExpressionSpecification;
}
