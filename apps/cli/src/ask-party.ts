import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CrexError } from '#libs/protocol';
import type { Party } from './demo-output.js';

/** What the admin entry of a party says of an id: parts with what it holds; no parts when it does not know the id. */
export interface Account {
  readonly party: Party;
  readonly parts: Readonly<Record<string, readonly Row[]>>;
}

export type Row = Readonly<Record<string, unknown>>;

const run = promisify(execFile);
const MAX_ANSWER_BYTES = 16 * 1024 * 1024;
const NODE_FLAGS = ['--disable-warning=ExperimentalWarning'];
/** All that a party's admin entry gets of our own environment. */
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'LANG'];

/** @throws cli.party-fails */
export async function askParty(party: Party, id: string): Promise<Account> {
  const inherited = Object.fromEntries(INHERITED.map((name) => [name, process.env[name]]));
  try {
    // the "--" keeps a digest that begins with a dash from being read as an option
    const { stdout } = await run(process.execPath, [...NODE_FLAGS, party.admin, 'show', '--', id], {
      ...{ env: { ...inherited, ...party.env }, maxBuffer: MAX_ANSWER_BYTES },
    });
    return { party, parts: partsOf(JSON.parse(stdout) as Row) };
  } catch (error) {
    const { stderr = '' } = error as { stderr?: string };
    if (stderr.includes('.not-found')) return { party, parts: {} };
    throw new CrexError('cli.party-fails', `the admin entry of ${party.name} fails: ${stderr.trim().slice(0, 500)}`, {
      ...{ cause: error, nextStep: 'read its log in the logs folder of the demo’s output' },
    });
  }
}

/** Every part as a list of rows, empty ones left out. */
function partsOf(shown: Row): Account['parts'] {
  const rows = (value: unknown): Row[] => (Array.isArray(value) ? value : [value]).filter((each) => isRow(each));
  const parts = Object.entries(shown).map(([name, value]) => [name, rows(value)] as const);
  return Object.fromEntries(parts.filter(([, each]) => each.length > 0));
}

function isRow(value: unknown): value is Row {
  return typeof value === 'object' && value !== null;
}
