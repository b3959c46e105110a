import { CrexError } from '#libs/protocol';

/** All texts of a set together, in UTF-16 units: a country's law fits many times. */
export const MAX_TEXT_LENGTH = 256 * 1024;
/** Brackets within brackets. Cedar's parser recurses: about 150 overrun the WebAssembly stack and spoil its memory. */
export const MAX_NESTING = 24;
/** One policy without comments and the inside of strings. Chains such as `a.b.c` recurse as well, from about 2000 characters. */
export const MAX_STATEMENT_LENGTH = 1000;

// Cedar's own lexer: a comment ends at a line break, a string knows backslash escapes.
const TOKENS = /\/\/[^\n\r]*|"(?:\\[^]|[^"\\])*"|[^]/g;

/**
 * Refuses a text that could overrun Cedar's recursive parser, before the parser sees it.
 *
 * @throws policy.unparsable
 */
export function checkParserLimits(text: string, name: string): void {
  let depth = 0;
  let length = 0;
  for (const [token] of text.matchAll(TOKENS)) {
    if (token.startsWith('//')) continue;
    checkClosed(token, name);
    if (token === ';') length = 0;
    else if (token.trim() !== '') length += 1;
    if ('([{'.includes(token)) depth += 1;
    if (')]}'.includes(token)) depth -= 1;
    checkWithin(depth, MAX_NESTING, name, 'brackets are nested too deeply');
    checkWithin(length, MAX_STATEMENT_LENGTH, name, 'one policy is too long');
  }
}

// The first one ends the reading: going on would look for its end again from every quote that follows.
function checkClosed(token: string, name: string): void {
  if (token !== '"') return;
  throw new CrexError('policy.unparsable', `${name}: a string is not closed`, { nextStep: 'close the quotation mark' });
}

/** @throws policy.unparsable */
export function checkWithin(value: number, limit: number, name: string, what: string): void {
  if (value <= limit) return;
  throw new CrexError('policy.unparsable', `${name}: ${what} (at most ${limit})`, {
    nextStep: 'write the rule in several shorter policies',
  });
}

/** Where a byte offset (UTF-8, as Cedar counts) stands in a text: `line 3, column 14`, both from 1. */
export function placeOf(text: string, byteOffset: number): string {
  const before = Buffer.from(text, 'utf8')
    .subarray(0, byteOffset)
    .toString('utf8')
    .split(/\r\n|\r|\n/);
  return `line ${before.length}, column ${(before.at(-1) ?? '').length + 1}`;
}
