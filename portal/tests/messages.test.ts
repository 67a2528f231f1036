import assert from 'node:assert/strict';
import { test } from 'node:test';

import { LOAD_MESSAGES } from '../src/loading/messages/index.ts';
import { MESSAGES } from '../src/messages/index.ts';

/** Every text under its path; a text with parameters is called with one visible argument. */
function texts(messages: object, path = ''): Map<string, string> {
  const found = Object.entries(messages).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    const here = `${path}${key}`;
    if (typeof value === 'function') return [[here, (value as (argument: string) => string)('{}')]];
    if (typeof value === 'object' && value !== null) return [...texts(value, `${here}.`)];
    return [[here, String(value)]];
  });
  return new Map(found);
}

const turkish = texts({ ...MESSAGES.tr, load: LOAD_MESSAGES.tr });
const english = texts({ ...MESSAGES.en, load: LOAD_MESSAGES.en });

test('both languages have the same texts, and none is empty', () => {
  assert.deepEqual([...english.keys()].sort(), [...turkish.keys()].sort());
  for (const [key, text] of [...turkish, ...english]) assert.notEqual(text.trim(), '', key);
});

test('a text that takes a value shows it in both languages', () => {
  for (const [key, text] of turkish) {
    assert.equal(text.includes('{}'), english.get(key)?.includes('{}'), key);
  }
});

test('nothing is left untranslated', () => {
  const same = [...turkish].filter(([key, text]) => !/^(units|load.formats)\./.test(key) && english.get(key) === text);
  // A number with its unit is written alike.
  assert.deepEqual(same, [['elevationMetres', '{} m']]);
});
