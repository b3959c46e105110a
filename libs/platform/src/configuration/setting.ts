import { accessSync, constants, readFileSync, statSync } from 'node:fs';

/** One setting of an app: an environment variable, what it means and what it must be. */
export interface Setting<T> {
  /** The environment variable. */
  readonly name: string;
  readonly meaning: string;
  /** Completes the sentence "<name> must be ...". */
  readonly mustBe: string;
  /** As the documentation shows it; `undefined`: the setting is required. */
  readonly defaultText: string | undefined;
  /** What stands for a variable that is not set, `REQUIRED` when nothing does. */
  readonly absent: T | typeof REQUIRED;
  /** The value of this text, `WRONG` when it is not what the setting must be. */
  parse(text: string): T | typeof WRONG;
}

export const REQUIRED = Symbol('required');
export const WRONG = Symbol('wrong');

interface About<D> {
  readonly name: string;
  readonly meaning: string;
  /** Without it the setting is required; `undefined` makes it optional. */
  readonly default?: D;
}

function make<T, D>(about: About<D>, mustBe: string, parse: Setting<T>['parse'], unit = ''): Setting<T | D> {
  const optional = 'default' in about;
  return {
    name: about.name,
    meaning: about.meaning,
    mustBe,
    defaultText: optional ? (about.default === undefined ? 'none' : `${String(about.default)}${unit}`) : undefined,
    absent: optional ? about.default : REQUIRED,
    parse,
  };
}

/** Any text that is not empty. */
export function text<D extends string | undefined = string>(about: About<D>): Setting<string | D> {
  return make(about, 'a text that is not empty', (value) => value);
}

/** A whole number within its range, both ends included. `unit` is for the documentation. */
export function integer<D extends number | undefined = number>(
  about: About<D> & { readonly min: number; readonly max: number; readonly unit?: string },
): Setting<number | D> {
  const unit = about.unit === undefined ? '' : ` ${about.unit}`;
  return make(
    about,
    `a whole number from ${about.min} to ${about.max}${unit === '' ? '' : `,${unit}`}`,
    (value) => {
      const number = /^-?\d{1,15}$/.test(value) ? Number(value) : NaN;
      return number >= about.min && number <= about.max ? number : WRONG;
    },
    unit,
  );
}

/** `true` or `false`. */
export function flag<D extends boolean | undefined = boolean>(about: About<D>): Setting<boolean | D> {
  return make(about, 'true or false', (value) => (value === 'true' ? true : value === 'false' ? false : WRONG));
}

/** One of the words given. */
export function oneOf<const W extends string, D extends W | undefined = W>(
  words: readonly W[],
  about: About<D>,
): Setting<W | D> {
  return make(about, `one of: ${words.join(', ')}`, (value) => words.find((word) => word === value) ?? WRONG);
}

/** Words separated by commas, at least one. */
export function list<D extends readonly string[] | undefined = readonly string[]>(
  about: About<D>,
): Setting<readonly string[] | D> {
  return make<readonly string[], D>(about, 'words separated by commas', (value) => {
    const words = value.split(',').map((word) => word.trim());
    return words.includes('') ? WRONG : words;
  });
}

/** Days of the calendar (`2026-11-22`) separated by commas, at least one. */
export function days<D extends readonly string[] | undefined = readonly string[]>(
  about: About<D>,
): Setting<readonly string[] | D> {
  return make<readonly string[], D>(about, 'days like 2026-11-22, separated by commas', (value) => {
    const found = value.split(',').map((day) => day.trim());
    return found.every(isDay) ? found : WRONG;
  });
}

function isDay(text: string): boolean {
  const time = Date.parse(`${text}T00:00:00Z`);
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** A URL with one of the schemes given, e.g. `['https:']`; the value is its text. */
export function url<D extends string | undefined = string>(
  schemes: readonly string[],
  about: About<D>,
): Setting<string | D> {
  return make(about, `a URL that starts with ${schemes.map((scheme) => `${scheme}//`).join(' or ')}`, (value) =>
    URL.canParse(value) && schemes.includes(new URL(value).protocol) ? value : WRONG,
  );
}

const UNIT_MS = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 } as const;

/** A length of time with its unit in the text (`250ms`, `30s`, `5min`, `24h`); the value is in milliseconds. */
export function durationMs<D extends number | undefined = number>(
  about: About<D> & { readonly minMs: number; readonly maxMs: number },
): Setting<number | D> {
  const range = `from ${about.minMs} to ${about.maxMs} ms`;
  return make(
    about,
    `a length of time ${range}, written like 250ms, 30s, 5min or 24h`,
    (value) => {
      const found = /^(\d{1,9})(ms|s|min|h)$/.exec(value);
      if (found === null) return WRONG;
      const ms = Number(found[1]) * UNIT_MS[found[2] as keyof typeof UNIT_MS];
      return ms >= about.minMs && ms <= about.maxMs ? ms : WRONG;
    },
    'ms',
  );
}

/** The path of a file that exists and that we may read; the value is the path. */
export function file<D extends string | undefined = string>(about: About<D>): Setting<string | D> {
  return make(about, 'the path of a readable file', (value) => (isReadableFile(value) ? value : WRONG));
}

/**
 * A secret, given as the path of the file that holds it: the variable is called `..._FILE`, the value is the file's
 * text without the white space around it. Secrets never stand in the environment itself.
 */
export function secret<D extends undefined = never>(
  about: About<D> & { readonly name: `${string}_FILE` },
): Setting<string | D> {
  return make<string, D>(about, 'the path of a readable file that holds the secret', (value) => {
    const content = isReadableFile(value) ? readFileSync(value, 'utf8').trim() : '';
    return content === '' ? WRONG : content;
  });
}

function isReadableFile(path: string): boolean {
  try {
    accessSync(path, constants.R_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
