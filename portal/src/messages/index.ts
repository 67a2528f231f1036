import type { Language } from '../api/contract.ts';
import { en } from './en.ts';
import { tr, type Messages } from './tr.ts';

export type { Messages };

/** The interface's own texts; titles of layers, fields and codes come from the API. */
export const MESSAGES: Record<Language, Messages> = { tr, en };
