import { CrexError } from './error.js';

/** Limits that hold before a parser or any cryptography sees the bytes. */
export interface JsonLimits {
  readonly maxBytes: number;
  /** Containers inside containers; a scalar has depth 0. */
  readonly maxDepth: number;
  /** One for each container opened and one for each comma: an upper bound of keys and elements. */
  readonly maxValues: number;
  /** CREX objects hold integers and strings only: floats, booleans and null have no one canonical meaning in a digest. */
  readonly integersAndStringsOnly: boolean;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/**
 * Parses JSON (RFC 8259) from outside: limits first, no duplicate keys, strict UTF-8, well-formed Unicode.
 *
 * @throws message.too-large, message.too-deep, message.too-many, message.duplicate-key, message.malformed
 */
export function parseJson(bytes: Uint8Array, limits: JsonLimits): unknown {
  if (bytes.byteLength > limits.maxBytes) {
    throw new CrexError('message.too-large', `more than ${limits.maxBytes} bytes`);
  }
  const text = decode(bytes);
  scan(text, limits);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // the parser's own message quotes the input, which may be personal
    throw new CrexError('message.malformed', 'not JSON (RFC 8259)');
  }
}

function decode(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new CrexError('message.malformed', 'not UTF-8');
  }
}

/** One pass over the tokens. It need only be right on well-formed JSON: JSON.parse refuses the rest afterwards. */
function scan(text: string, limits: JsonLimits): void {
  const keysOfOpenContainers: (Set<string> | undefined)[] = []; // a set for an object, undefined for an array
  let values = 0;
  let expectKey = false;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    switch (char) {
      case '{':
      case '[':
        if (keysOfOpenContainers.length === limits.maxDepth) {
          throw new CrexError('message.too-deep', `more than ${limits.maxDepth} levels`);
        }
        keysOfOpenContainers.push(char === '{' ? new Set() : undefined);
        expectKey = char === '{';
        checkCount(++values, limits);
        break;
      case '}':
      case ']':
        keysOfOpenContainers.pop();
        expectKey = false;
        break;
      case ',':
        expectKey = keysOfOpenContainers.at(-1) !== undefined;
        checkCount(++values, limits);
        break;
      case '"': {
        const end = endOfString(text, at);
        const raw = text.slice(at, end + 1);
        checkWellFormed(raw);
        if (expectKey) checkNewKey(keysOfOpenContainers.at(-1), raw);
        expectKey = false;
        at = end;
        break;
      }
      case ':':
      case ' ':
      case '\t':
      case '\n':
      case '\r':
        break;
      default: {
        const end = endOfScalar(text, at);
        if (limits.integersAndStringsOnly) checkInteger(text.slice(at, end));
        at = end - 1;
      }
    }
  }
}

function endOfString(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === BACKSLASH) at++;
    else if (code === QUOTE) return at;
  }
  throw new CrexError('message.malformed', 'not JSON: a string has no end');
}

function endOfScalar(text: string, start: number): number {
  let at = start;
  while (at < text.length && !' \t\n\r,:]}"[{'.includes(text[at] as string)) at++;
  return at;
}

function checkCount(values: number, limits: JsonLimits): void {
  if (values > limits.maxValues) throw new CrexError('message.too-many', `more than ${limits.maxValues} values`);
}

function checkWellFormed(rawString: string): void {
  // a lone surrogate, written raw or as an escape, has no UTF-8 form and so no digest
  if (rawString.includes('\\u') && !unescape(rawString).isWellFormed()) {
    throw new CrexError('message.malformed', 'a string is not well-formed Unicode');
  }
}

function checkNewKey(keys: Set<string> | undefined, rawKey: string): void {
  if (keys === undefined) return;
  const key = rawKey.includes('\\') ? unescape(rawKey) : rawKey.slice(1, -1);
  if (keys.has(key)) throw new CrexError('message.duplicate-key', 'an object names one key twice');
  if (key === '__proto__') throw new CrexError('message.malformed', 'a key that no CREX object has');
  keys.add(key);
}

function checkInteger(token: string): void {
  if (!/^(0|-?[1-9]\d{0,15})$/.test(token) || !Number.isSafeInteger(Number(token))) {
    throw new CrexError('message.malformed', 'a value is neither a string nor a safe integer');
  }
}

function unescape(rawString: string): string {
  try {
    return JSON.parse(rawString) as string;
  } catch {
    throw new CrexError('message.malformed', 'not JSON: a string has a bad escape');
  }
}
