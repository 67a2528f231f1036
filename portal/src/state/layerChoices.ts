/** Which layers are on, and how opaque; everything not named here is on and opaque. */
export interface LayerChoices {
  readonly hidden: ReadonlySet<string>;
  /** Between 0 and 1; layers at 1 are absent. */
  readonly opacity: ReadonlyMap<string, number>;
}

export const ALL_ON: LayerChoices = { hidden: new Set(), opacity: new Map() };

export function isOn(choices: LayerChoices, layer: string): boolean {
  return !choices.hidden.has(layer);
}

export function opacityOf(choices: LayerChoices, layer: string): number {
  return choices.opacity.get(layer) ?? 1;
}

export function turned(choices: LayerChoices, layer: string, on: boolean): LayerChoices {
  const hidden = new Set(choices.hidden);
  if (on) hidden.delete(layer);
  else hidden.add(layer);
  return { ...choices, hidden };
}

export function faded(choices: LayerChoices, layer: string, opacity: number): LayerChoices {
  const others = [...choices.opacity].filter(([id]) => id !== layer);
  return { ...choices, opacity: new Map(opacity === 1 ? others : [...others, [layer, opacity]]) };
}
