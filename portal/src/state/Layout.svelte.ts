/** Where the panels stand, and so how much of the map they cover: known at once, not after an animation. */
import { MediaQuery } from 'svelte/reactivity';
import { innerWidth } from 'svelte/reactivity/window';

import type { Covered } from '../map/geometry.ts';

/** The heights at which the bottom sheet of a narrow screen rests. */
export type SheetStop = 'peek' | 'half' | 'full';

export const SHEET_STOPS: readonly SheetStop[] = ['peek', 'half', 'full'];

const PANEL_REM = 20.5;
const CARD_REM = 22.5;
const PEEK_REM = 4.5;
const GAP_REM = 0.75;
const LOADING_REM = 37;
/** The share of a wide screen that the load page may cover. */
const LOADING_SHARE = 0.55;
/** Pixels of the map's width that no panel counts as covering. */
const LEAST_FREE = 240;

export class Layout {
  readonly #narrow = new MediaQuery('(max-width: 45rem)');
  panelOpen = $state(true);
  /** Whether the load page stands where the layers do. */
  loadingShown = $state(false);
  sheet: SheetStop = $state('peek');
  /** The height of the map in pixels. */
  mapHeight = $state(0);

  get narrow(): boolean {
    return this.#narrow.current;
  }

  readonly #sheetPixels = $derived.by(() => {
    switch (this.sheet) {
      case 'peek':
        return pixels(PEEK_REM);
      case 'half':
        return this.mapHeight * 0.5;
      case 'full':
        return this.mapHeight - pixels(GAP_REM);
    }
  });

  /** What the panels cover, with the card open or not. */
  covered(carded: boolean): Covered {
    if (this.narrow) return { top: 0, right: 0, bottom: this.#sheetPixels, left: 0 };
    const left = this.#leftPixels;
    const right = carded ? Math.max(Math.min(pixels(CARD_REM + GAP_REM), this.#width - left - LEAST_FREE), 0) : 0;
    return { top: 0, right, bottom: 0, left };
  }

  get #width(): number {
    return innerWidth.current ?? window.innerWidth;
  }

  get #loadingPixels(): number {
    return Math.min(pixels(LOADING_REM), this.#width * LOADING_SHARE);
  }

  get #leftPixels(): number {
    if (this.loadingShown) return this.#loadingPixels + pixels(GAP_REM);
    return this.panelOpen ? pixels(PANEL_REM + GAP_REM) : 0;
  }

  /** The same figures for the style sheets. */
  properties(carded: boolean): Record<string, string> {
    const { right, bottom } = this.covered(carded);
    return {
      '--panel-width': `${PANEL_REM}rem`,
      '--card-width': `${CARD_REM}rem`,
      '--loading-width': `${this.#loadingPixels}px`,
      '--covered-right': `${right}px`,
      '--covered-bottom': `${bottom}px`,
    };
  }
}

function pixels(rem: number): number {
  return rem * parseFloat(getComputedStyle(document.documentElement).fontSize);
}
