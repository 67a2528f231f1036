/** Which of Kent's layers a style's layers draw, and from where on. */
import type { LayerSpecification } from 'maplibre-gl';

/** The Kent layer a style layer draws; empty for the background, which draws none. */
export function layerIdOf(layer: LayerSpecification): string {
  const metadata = layer.metadata as { 'kent:layer'?: string } | undefined;
  return metadata?.['kent:layer'] ?? '';
}

/** The zoom from which something of each Kent layer is drawn, be it single features or what they became from afar. */
export function lowestZooms(layers: readonly LayerSpecification[]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  for (const layer of layers) {
    const id = layerIdOf(layer);
    found.set(id, Math.min(found.get(id) ?? Infinity, layer.minzoom ?? 0));
  }
  return found;
}
