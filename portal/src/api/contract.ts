/** The shapes of Kent's answers, as `/api/docs` describes them. Coordinates are WGS84 longitude, latitude. */
import type { Geometry } from 'geojson';

export type Language = 'tr' | 'en';
export type Text = Record<Language, string>;
export type Position = [longitude: number, latitude: number];
export type Bounds = [west: number, south: number, east: number, north: number];

export interface Municipality {
  name: Text;
  kind: string;
  center: Position;
  bbox: Bounds;
  languages: Language[];
  contact: { organisation?: Text; email?: string; phone?: string; url?: string; address?: string };
  /** The address of the municipality's logo; null when it has given none. */
  logo: string | null;
}

export interface Principal {
  signed_in: boolean;
  name: string | null;
  /** What the account may do beyond reading; with any of them it may load some layer. */
  roles: string[];
  audience: string;
  audience_title: Text;
}

export interface Theme {
  id: string;
  title: Text;
}

export interface Code {
  code: string;
  title: Text;
  color: string | null;
  icon: string | null;
}

export type FieldType = 'text' | 'integer' | 'number' | 'boolean' | 'date' | 'timestamp' | 'code' | 'reference';

export interface Field {
  name: string;
  type: FieldType;
  title: Text;
  unit: string | null;
  codes: string | null;
  /** The layer a reference points into; its value is a record's id there. */
  layer: string | null;
  searchable: boolean;
  required: boolean;
}

export interface LegendEntry {
  title: Text;
  kind: 'fill' | 'line' | 'circle' | 'icon';
  /** As seen on the map of the asked colour theme, opacity worked in. */
  color: string;
  outline: string | null;
  width: number | null;
  /** Lengths of dashes and gaps, in line widths. */
  dash: number[] | null;
  icon: string | null;
  code: string | null;
}

export interface Layer {
  id: string;
  theme: string;
  title: Text;
  description: Text | null;
  owner: { code: string; title: Text };
  /** Null for a table, and where the caller may not see the places. */
  geometry_type: 'Point' | 'MultiLineString' | 'MultiPolygon' | null;
  /** The grid, in metres, positions are rounded to for this caller; null when they are exact. */
  coarsened_m: number | null;
  zoom: [minimum: number, maximum: number];
  /** Whether it is on before anybody has chosen. */
  shown: boolean;
  reach: 'draw' | 'query' | 'download' | 'open-data';
  label: string | null;
  count: number;
  fields: Field[];
  legend: LegendEntry[];
  links: { collection: string; items: string; tiles: string };
}

/** Everything the caller may know of the city: the answer of `GET /api/layers`. */
export interface City {
  municipality: Municipality;
  principal: Principal;
  themes: Theme[];
  codes: Record<string, Code[]>;
  layers: Layer[];
}

export type SearchKind = 'parcel' | 'address' | 'poi' | 'road' | 'neighbourhood' | 'coordinate' | 'feature';

export interface SearchResult {
  kind: SearchKind;
  layer: string | null;
  id: number | null;
  title: string;
  subtitle: string | null;
  /** Null for a record without a place. */
  point: Position | null;
  bbox: Bounds | null;
}

export type Value = string | number | boolean | null;

export interface IdentifiedFeature {
  layer: string;
  id: number;
  title: string;
  geometry: Geometry | null;
  properties: Record<string, Value>;
  links: { item: string };
}

/** Records at the other end of a relation. */
export interface Relation {
  name: string;
  title: Text;
  layer: string;
  /** Null where there are too many to count. */
  count: number | null;
  /** The first few. */
  features: { layer: string; id: number; title: string }[];
  links: { items: string };
}

export interface Attachment {
  uid: string;
  title: string;
  media_type: string;
  /** In bytes. */
  size: number;
  width: number | null;
  height: number | null;
}

/** A record with all that belongs to it: the answer of `GET /api/features/{layer}/{id}`. */
export interface FeatureRecord extends IdentifiedFeature {
  relations: Relation[];
  attachments: Attachment[];
}

/** An RFC 9457 problem document. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  hint?: string;
  code: string;
  request_id?: string;
}
