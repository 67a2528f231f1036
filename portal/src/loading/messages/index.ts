import type { Language } from '../../api/contract.ts';
import { en } from './en.ts';
import { tr, type LoadMessages } from './tr.ts';

export type { LoadMessages };

/** The load page's own texts; they travel with it, so that visitors of the map need not fetch them. */
export const LOAD_MESSAGES: Record<Language, LoadMessages> = { tr, en };
