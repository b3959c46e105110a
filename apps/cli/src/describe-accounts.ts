import type { Account, Row } from './ask-party.js';

const LABEL_WIDTH = 18;
/** Fields that hold seconds since 1970. */
const SECONDS = new Set(['at', 'dueAt', 'exp', 'notAfter']);

/** Shown first, or of no use to a reader. */
const ENTRY_HEAD = new Set(['v', 'c', 'type', 'at', 'eventId', 'leafHash']);

/** A readable account of what each party knows of an id; who knows nothing is named at the end. */
export function describeAccounts(id: string, accounts: readonly Account[]): string {
  const isKnown = ({ parts }: Account) => Object.keys(parts).length > 0;
  const known = accounts.filter(isKnown).map(describeAccount);
  const unknown = accounts.filter((account) => !isKnown(account)).map(({ party }) => party.name);
  const nobody = known.length === 0 ? [`Nobody knows ${id}.\n`] : [];
  const others = known.length > 0 && unknown.length > 0 ? [`${unknown.join(', ')}: nothing known of it\n`] : [];
  return [`${id}\n`, ...known, ...nobody, ...others].join('\n');
}

function describeAccount({ party, parts }: Account): string {
  const { entries = [], ...states } = parts;
  const sections = Object.entries(states).flatMap(([name, rows]) => rows.map((row) => section(name, fieldsOf(row))));
  return [`${party.name}\n`, ...sections, ...entries.map(describeEntry)].join('');
}

/** A log entry: its type and time, the event, the leaf hash, then what it says. */
function describeEntry(entry: Row): string {
  const { leaf, ...rest } = entry;
  const all = { ...rest, ...(leaf as Row | undefined) };
  const said = Object.fromEntries(Object.entries(all).filter(([name]) => !ENTRY_HEAD.has(name)));
  const fields = { at: all['at'], eventId: all['eventId'], leafHash: all['leafHash'], ...said };
  return section(`log entry ${String(all['type'])}`, fieldsOf(fields));
}

function section(title: string, fields: readonly (readonly [string, string])[]): string {
  const lines = fields.map(([name, value]) => `    ${wordsOf(name).padEnd(LABEL_WIDTH)} ${value}\n`);
  return [`  ${title}\n`, ...lines].join('');
}

function fieldsOf(row: Row): (readonly [string, string])[] {
  return Object.entries(row)
    .filter(([, value]) => value !== null && value !== undefined && value !== '')
    .map(([name, value]) => [name, textOf(name, value)]);
}

function textOf(name: string, value: unknown): string {
  if (typeof value === 'number' && SECONDS.has(name)) return new Date(value * 1000).toISOString();
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /^[\w-]+\.[\w-]+\.[\w-]+$/.test(text) ? `signed statement of ${text.length} characters` : text;
}

/** `contentDigest` reads "content digest". */
function wordsOf(name: string): string {
  return name.replaceAll(/[A-Z]/g, (capital) => ` ${capital.toLowerCase()}`);
}
