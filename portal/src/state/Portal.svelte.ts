/** The portal's state: who is looking, at which city, in which language; every component reads it from here. */
import { MediaQuery } from 'svelte/reactivity';
import type { StyleSpecification } from 'maplibre-gl';

import {
  fetchCity,
  fetchStyle,
  RequestFailed,
  signIn,
  signOut,
  type ColorTheme,
  type Visitor,
} from '../api/client.ts';
import type { Bounds, City, Language, Layer, Position, SearchResult, Text } from '../api/contract.ts';
import { boundsOf, placeOf } from '../map/geometry.ts';
import { MapView, type MapElement } from '../map/MapView.ts';
import { lowestZooms } from '../map/styleLayers.ts';
import { MESSAGES } from '../messages/index.ts';
import { formatAddress, languageOf, parseAddress, type AddressFault, type View } from './address.ts';
import { formatNumber } from './format.ts';
import { Inspection } from './Inspection.svelte.ts';
import { Layout } from './Layout.svelte.ts';
import { AS_SHIPPED, isOn, turned, type LayerChoices } from './layerChoices.ts';
import { Notices } from './Notices.svelte.ts';

const LANGUAGE_KEY = 'kent.language';
const UNAUTHORIZED = 401;

export class Portal {
  readonly notices = new Notices();
  readonly inspection = new Inspection();
  readonly layout = new Layout();
  readonly dark = new MediaQuery('(prefers-color-scheme: dark)');

  city: City | null = $state.raw(null);
  /** Whom the data are owed to, as the style's sources say. */
  credits: readonly string[] = $state.raw([]);
  /** The zoom from which each layer is drawn. */
  lowestZooms: ReadonlyMap<string, number> = $state.raw(lowestZooms([]));
  choices: LayerChoices = $state.raw(AS_SHIPPED);
  /** Whether a link to the load page waits for its reader to sign in. */
  loadingWanted = $state(false);
  language: Language = $state(preferredLanguage());
  view: View | null = $state.raw(null);
  /** The point under the mouse, or the middle of the map. */
  pointed: Position | null = $state.raw(null);
  map: MapView | null = $state.raw(null);

  readonly zoom = $derived(this.view?.zoom ?? 0);
  readonly messages = $derived(MESSAGES[this.language]);
  readonly theme: ColorTheme = $derived(this.dark.current ? 'dark' : 'light');
  /** Whether somebody is signed in who may load some layer. */
  readonly mayLoad = $derived((this.city?.principal.roles ?? []).length > 0);
  readonly visibleLayers = $derived(this.city?.layers.filter((known) => isOn(this.choices, known)) ?? []);

  /** Fetches the city and its style and draws them as the address bar says. */
  async start(container: MapElement): Promise<void> {
    this.notices.close('start');
    if (!MapView.supported) {
      this.notices.show({ id: 'start', text: this.messages.noWebgl });
      return;
    }
    try {
      const asked = languageOf(location.hash);
      if (asked) this.setLanguage(asked);
      const [city, style] = await Promise.all([fetchCity(this.language, this.theme), fetchStyle(this.language, this.theme)]);
      this.#adopt(city, style);
      const view = this.#readAddress(city);
      this.map = this.#draw(container, {
        style,
        theme: this.theme,
        choices: this.choices,
        start: view ?? city.municipality.bbox,
        covered: this.layout.covered(false),
        label: this.messages.map,
      });
      this.#look(this.map.view);
    } catch (error) {
      if (error instanceof RequestFailed && error.problem?.status === UNAUTHORIZED) await this.#endSession(container);
      else this.#report('start', this.messages.cityFailed, error, () => void this.start(container));
    }
  }

  /** Takes up what the address bar says, after a link was pasted into an open portal. */
  followAddress(): void {
    if (!this.city || !this.map) return;
    const view = this.#readAddress(this.city);
    if (view) this.map.jumpTo(view);
  }

  text(text: Text): string {
    return text[this.language];
  }

  count(value: number): string {
    return formatNumber(value, this.language, 0);
  }

  layer(id: string): Layer | undefined {
    return this.city?.layers.find((layer) => layer.id === id);
  }

  setLanguage(language: Language): void {
    this.language = language;
    localStorage.setItem(LANGUAGE_KEY, language);
  }

  /** Fetches city and style anew, after the language, the colours or the visitor have changed. */
  async redraw(visitor: Visitor = 'signed-in'): Promise<void> {
    if (!this.map) return;
    this.notices.close('redraw');
    const [language, theme] = [this.language, this.theme];
    try {
      const [city, style] = await Promise.all([
        fetchCity(language, theme, visitor),
        fetchStyle(language, theme, visitor),
      ]);
      if (language !== this.language || theme !== this.theme) return;
      this.#adopt(city, style);
      this.map.setStyle(style, theme);
      this.map.label = this.messages.map;
    } catch (error) {
      this.#report('redraw', this.messages.cityFailed, error, () => void this.redraw());
    }
  }

  /** Throws `RequestFailed` when the server refuses; the dialog shows why. */
  async signIn(user: string, password: string): Promise<void> {
    await signIn(user, password, this.language);
    this.inspection.close();
    await this.redraw();
    this.layout.loadingShown = this.loadingWanted && this.mayLoad;
    this.loadingWanted = false;
    this.notices.announce(this.messages.signedInAs(this.city?.principal.name ?? user));
  }

  async signOut(): Promise<void> {
    this.inspection.close();
    // First, so that the map asks for nothing hidden while the session ends.
    await this.redraw('public');
    try {
      await signOut();
      this.notices.announce(this.messages.signedOut);
    } catch (error) {
      this.#report('session', this.messages.cityFailed, error, () => void this.signOut());
    }
    // Again, so that no tile stays that came before it had ended: the public may see less of the same one.
    await this.redraw();
  }

  /** "What is here?", of the layers that are on. */
  async inspect(point: Position): Promise<void> {
    this.#showCard();
    const layers = this.visibleLayers.map(({ id }) => id);
    await this.inspection.ask({ point, zoom: this.zoom, layers, language: this.language });
    this.#announceInspection();
    this.map?.reveal(point, this.layout.covered(true));
  }

  /** Goes to a search result and opens its record. */
  async visit(result: SearchResult): Promise<void> {
    const { layer, id, point, bbox } = result;
    this.map?.preview(null);
    this.#showCard();
    if (point) this.map?.goTo(point, bbox, this.layout.covered(true));
    if (layer !== null && id !== null) {
      this.turnOn(layer);
      await this.inspection.show({ layer, id }, this.language, point);
      this.#announceInspection();
    } else if (point) {
      await this.inspect(point);
    }
  }

  /** Opens a record related to the one on show, and goes where it lies; the map stays where it lies nowhere. */
  async follow(target: { layer: string; id: number }): Promise<void> {
    const record = await this.inspection.follow(target, this.language);
    this.#announceInspection();
    const place = record?.geometry ? placeOf(record.geometry) : null;
    if (!record?.geometry || !place) return;
    this.turnOn(target.layer);
    this.goTo(place, boundsOf(record.geometry));
  }

  /** Switches a layer on, so that what is spoken of is seen. */
  turnOn(id: string): void {
    const found = this.layer(id);
    if (found) this.choices = turned(this.choices, found, true);
  }

  closeInspection(): void {
    this.inspection.close();
    this.map?.focus();
  }

  writeAddress(): void {
    if (this.map) history.replaceState(null, '', formatAddress(this.map.view, this.choices, this.layout.loadingShown));
  }

  /** Goes to a place, clear of the panels as they stand. */
  goTo(point: Position, bounds: Bounds | null): void {
    this.map?.goTo(point, bounds, this.layout.covered(this.inspection.active));
  }

  /** What went wrong, in the words of the server where it answered. */
  explain(error: unknown): string {
    if (!(error instanceof RequestFailed) || error.problem === null) return this.messages.unreachable;
    const { detail, title, hint } = error.problem;
    return [detail || title, hint].filter(Boolean).join(' ');
  }

  #draw(container: MapElement, start: ConstructorParameters<typeof MapView>[1]): MapView {
    return new MapView(container, start, {
      moved: (view) => {
        this.#look(view);
      },
      rested: () => {
        this.writeAddress();
      },
      asked: (point) => void this.inspect(point),
      pointed: (point) => (this.pointed = point),
      failed: (error) => {
        console.error(error);
        if (error.status === UNAUTHORIZED) void this.#endSession(container);
        else this.notices.show({ id: 'tiles', text: this.messages.tilesFailed });
      },
    });
  }

  #adopt(city: City, style: StyleSpecification): void {
    this.city = city;
    this.lowestZooms = lowestZooms(style.layers);
    this.credits = Object.values(style.sources)
      .flatMap((source) => ('attribution' in source ? source.attribution.split(' · ') : []))
      .filter((credit, index, all) => all.indexOf(credit) === index);
  }

  #readAddress(city: City): View | null {
    const address = parseAddress(
      location.hash,
      city.layers.map(({ id }) => id),
    );
    this.choices = address.choices;
    this.layout.loadingShown = address.loading && this.mayLoad;
    this.loadingWanted = address.loading && !city.principal.signed_in;
    for (const fault of address.faults) {
      this.notices.show({ id: `address-${fault.parameter}`, text: this.#faultText(fault) });
    }
    return address.view;
  }

  #faultText(fault: AddressFault): string {
    switch (fault.parameter) {
      case 'view':
        return this.messages.badLinkView;
      case 'layers':
        return this.messages.badLinkLayers(fault.ids.join(', '));
      case 'opacity':
        return this.messages.badLinkOpacity(fault.value);
      case 'lang':
        return this.messages.badLinkLanguage(fault.value);
    }
  }

  /** A session the server no longer knows is left at once: people go on as the public, and are told so. */
  async #endSession(container: MapElement): Promise<void> {
    if (this.notices.has('session-ended')) return;
    this.notices.show({ id: 'session-ended', text: this.messages.sessionEnded });
    await signOut().catch(() => undefined);
    if (this.map) await this.redraw();
    else await this.start(container);
  }

  /** On a narrow screen the card rises just so far that the map stays visible above it. */
  #showCard(): void {
    this.layout.sheet = 'half';
  }

  #look(view: View): void {
    this.view = view;
    this.pointed = [view.longitude, view.latitude];
  }

  #announceInspection(): void {
    const { status, features } = this.inspection;
    if (status !== 'answered') return;
    const { identifyCount, identifyNothing } = this.messages;
    this.notices.announce(features.length === 0 ? identifyNothing : identifyCount(this.count(features.length)));
  }

  #report(id: string, what: string, error: unknown, retry: () => void): void {
    this.notices.show({ id, text: `${what}. ${this.explain(error)}`, retry });
  }
}

function preferredLanguage(): Language {
  const kept = localStorage.getItem(LANGUAGE_KEY);
  if (kept === 'tr' || kept === 'en') return kept;
  return navigator.language.startsWith('tr') || !navigator.language ? 'tr' : 'en';
}
