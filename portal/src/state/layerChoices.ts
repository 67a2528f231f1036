/** Which layers somebody has switched on or off, and how opaque; a layer not named here is as it ships, and opaque. */
export interface LayerChoices {
  readonly switched: ReadonlyMap<string, boolean>;
  /** Between 0 and 1; layers at 1 are absent. */
  readonly opacity: ReadonlyMap<string, number>;
}

/** What is on before anybody has chosen. */
export interface Switchable {
  readonly id: string;
  readonly shown: boolean;
}

export const AS_SHIPPED: LayerChoices = { switched: new Map(), opacity: new Map() };

export function isOn(choices: LayerChoices, { id, shown }: Switchable): boolean {
  return choices.switched.get(id) ?? shown;
}

export function opacityOf(choices: LayerChoices, layer: string): number {
  return choices.opacity.get(layer) ?? 1;
}

export function turned(choices: LayerChoices, { id, shown }: Switchable, on: boolean): LayerChoices {
  const others = [...choices.switched].filter(([other]) => other !== id);
  return { ...choices, switched: new Map(on === shown ? others : [...others, [id, on]]) };
}

export function faded(choices: LayerChoices, layer: string, opacity: number): LayerChoices {
  const others = [...choices.opacity].filter(([id]) => id !== layer);
  return { ...choices, opacity: new Map(opacity === 1 ? others : [...others, [layer, opacity]]) };
}
