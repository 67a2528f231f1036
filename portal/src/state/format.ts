/** Values as people read them: numbers, dates, codes and units in the reader's language. */
import type { Code, Field, Language, Position, Text, Value } from '../api/contract.ts';
import type { Messages } from '../messages/index.ts';

const LOCALES: Record<Language, string> = { tr: 'tr-TR', en: 'en-GB' };
/** Every municipality Kent serves keeps Türkiye's time, wherever the reader sits. */
const TIME_ZONE = 'Europe/Istanbul';

export function localeOf(language: Language): string {
  return LOCALES[language];
}

export function formatNumber(value: number, language: Language, digits = 2): string {
  return new Intl.NumberFormat(localeOf(language), { maximumFractionDigits: digits }).format(value);
}

/** One field's value in words. Numbers count or measure: what merely identifies is text in Kent. */
export function formatValue(
  value: Exclude<Value, null>,
  field: Field,
  codes: readonly Code[] | undefined,
  language: Language,
  messages: Messages,
): string {
  switch (field.type) {
    case 'boolean':
      return value === true ? messages.yes : messages.no;
    case 'integer':
    case 'number':
      return withUnit(formatNumber(Number(value), language), field.unit, messages);
    case 'date':
      return formatDate(String(value), language, { dateStyle: 'long', timeZone: 'UTC' });
    case 'timestamp':
      return formatMoment(String(value), language);
    case 'code':
      return titleOf(value, codes)?.[language] ?? String(value);
    case 'text':
    case 'reference':
      return String(value);
  }
}

/** A moment in the time of the municipality. */
export function formatMoment(text: string, language: Language): string {
  return formatDate(text, language, { dateStyle: 'long', timeStyle: 'short', timeZone: TIME_ZONE });
}

/** A share between 0 and 1. Of nearly all and hardly any, it says no more and no less. */
export function formatShare(share: number, language: Language): string {
  const percent = share > 0.99 && share < 1 ? 0.99 : share > 0 && share < 0.01 ? 0.01 : share;
  return new Intl.NumberFormat(localeOf(language), { style: 'percent', maximumFractionDigits: 0 }).format(percent);
}

/** The size of a file, in kilobytes or megabytes. */
export function formatSize(bytes: number, language: Language): string {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  const options = { style: 'unit', unit, maximumFractionDigits: bytes < 1e6 ? 0 : 1 } as const;
  return new Intl.NumberFormat(localeOf(language), options).format(Math.max(value, 1));
}

/** Latitude and longitude in degrees, with the compass points of the language. */
export function formatDegrees([longitude, latitude]: Position, language: Language): string {
  const degrees = new Intl.NumberFormat(localeOf(language), { minimumFractionDigits: 5, maximumFractionDigits: 5 });
  const [north, south, east, west] = language === 'tr' ? ['K', 'G', 'D', 'B'] : ['N', 'S', 'E', 'W'];
  const latitudeText = `${degrees.format(Math.abs(latitude))}° ${latitude >= 0 ? north : south}`;
  const longitudeText = `${degrees.format(Math.abs(longitude))}° ${longitude >= 0 ? east : west}`;
  return `${latitudeText}  ${longitudeText}`;
}

function titleOf(value: Value, codes: readonly Code[] | undefined): Text | undefined {
  return codes?.find((entry) => entry.code === value)?.title;
}

function withUnit(number: string, unit: string | null, messages: Messages): string {
  if (unit === null) return number;
  const symbol = messages.units[unit] ?? unit;
  return symbol === '°' ? `${number}°` : `${number} ${symbol}`;
}

function formatDate(text: string, language: Language, options: Intl.DateTimeFormatOptions): string {
  const date = new Date(text);
  return Number.isNaN(date.getTime()) ? text : new Intl.DateTimeFormat(localeOf(language), options).format(date);
}
