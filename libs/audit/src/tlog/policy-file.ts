import { CrexError } from '#libs/protocol';
import { equalBytes } from './bytes.js';
import { strictText } from './strict-text.js';
import { readVerifierKey, type KeyType } from './verifier-key.js';

/** Which logs and witnesses a verifier knows, and which of their cosignatures are enough: a C2SP tlog-policy file. */
export interface Policy {
  /** Each is accepted; the name of a key is the log's origin. */
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  /** A group only names witnesses and groups that stand before it. */
  readonly groups: readonly PolicyGroup[];
  /** The name of a witness or group, or `none`. */
  readonly quorum: string;
}

/** A log whose checkpoints the policy accepts. */
export interface PolicyLog {
  readonly vkey: string;
  readonly url?: string;
}

/** A witness; its `name` means something in the policy alone. */
export interface PolicyWitness {
  readonly name: string;
  readonly vkey: string;
  readonly url?: string;
}

/** Counts as cosigned when at least `threshold` of its members do. */
export interface PolicyGroup {
  readonly name: string;
  readonly threshold: number;
  readonly members: readonly string[];
}

const MAX_POLICY_BYTES = 65_536;
/** Of logs, of witnesses and of groups; C2SP demands at least 32. */
const MAX_DEFINITIONS = 64;
/** Control characters but tab and newline. */
const FORBIDDEN = /(?![\t\n])[\0-\x1f\x7f]/;

/**
 * Reads a policy file.
 *
 * @throws audit.malformed-policy, audit.malformed-key, audit.unsupported-key
 * @see C2SP tlog-policy
 */
export function readPolicy(file: Uint8Array | string): Policy {
  const text = strictText(file, MAX_POLICY_BYTES, malformed);
  checkCharacters(text);
  const lines = text.split('\n');
  checkLastLine(lines.pop());
  const reading = new Reading();
  for (const line of lines) {
    const [word, ...items] = line.split(/[ \t]+/).filter((item) => item !== '');
    if (word === undefined || word.startsWith('#')) continue;
    reading.take(word, items);
  }
  return reading.policy();
}

/**
 * The text of a policy file.
 *
 * @throws audit.malformed-policy, audit.malformed-key, audit.unsupported-key
 */
export function formatPolicy(policy: Policy): string {
  const lines = [
    ...policy.logs.map(({ vkey, url }) => ['log', vkey, url]),
    ...policy.witnesses.map(({ name, vkey, url }) => ['witness', name, vkey, url]),
    ...policy.groups.map(({ name, threshold, members }) => ['group', name, spell(threshold, members), ...members]),
    ['quorum', policy.quorum],
  ];
  const text = lines.map((items) => `${items.filter((item) => item !== undefined).join(' ')}\n`).join('');
  checkSame(readPolicy(text), policy);
  return text;
}

function spell(threshold: number, members: readonly string[]): string {
  return threshold === members.length ? 'all' : threshold === 1 ? 'any' : threshold.toString();
}

/** A file being read: lines may only use what stands before them. */
class Reading {
  private readonly logs: PolicyLog[] = [];
  private readonly witnesses: PolicyWitness[] = [];
  private readonly groups: PolicyGroup[] = [];
  private quorum: string | undefined;
  private readonly defined = new Set<string>();
  private readonly used = new Set<string>();

  take(word: string, items: readonly string[]): void {
    if (word === 'log') this.takeLog(items);
    else if (word === 'witness') this.takeWitness(items);
    else if (word === 'group') this.takeGroup(items);
    else if (word === 'quorum') this.takeQuorum(items);
    else throw malformed('a line begins with log, witness, group, quorum or #');
  }

  policy(): Policy {
    const { logs, witnesses, groups, quorum } = this;
    if (quorum === undefined) throw malformed('there is one quorum line');
    return { logs, witnesses, groups, quorum };
  }

  private takeLog([vkey = '', url, ...more]: readonly string[]): void {
    checkNothingMore(more);
    checkNewKey(vkey, 'log', this.logs);
    checkRoom(this.logs);
    this.logs.push({ vkey, ...(url === undefined ? {} : { url }) });
  }

  private takeWitness([name = '', vkey = '', url, ...more]: readonly string[]): void {
    checkNothingMore(more);
    this.define(name);
    checkNewKey(vkey, 'cosignature', this.witnesses);
    checkRoom(this.witnesses);
    this.witnesses.push({ name, vkey, ...(url === undefined ? {} : { url }) });
  }

  private takeGroup([name = '', count = '', ...members]: readonly string[]): void {
    for (const member of members) this.useInGroup(member);
    this.define(name);
    checkRoom(this.groups);
    this.groups.push({ name, threshold: thresholdOf(count, members.length), members });
  }

  private takeQuorum([name = '', ...more]: readonly string[]): void {
    checkNothingMore(more);
    checkFirstQuorum(this.quorum);
    if (name !== 'none') this.checkDefined(name);
    this.quorum = name;
  }

  private define(name: string): void {
    this.checkNewName(name);
    this.defined.add(name);
  }

  /** In one group at most, so that no witness counts in two ways. */
  private useInGroup(name: string): void {
    this.checkDefined(name);
    this.checkUnused(name);
    this.used.add(name);
  }

  private checkNewName(name: string): void {
    if (name === '' || name === 'none' || this.defined.has(name))
      throw malformed('each name is defined once, none never');
  }

  private checkDefined(name: string): void {
    if (!this.defined.has(name)) throw malformed('a name is defined before it is used');
  }

  private checkUnused(name: string): void {
    if (this.used.has(name)) throw malformed('a name is a member of one group');
  }
}

function thresholdOf(count: string, members: number): number {
  const threshold = count === 'any' ? 1 : count === 'all' ? members : /^[1-9]\d{0,3}$/.test(count) ? Number(count) : 0;
  if (threshold < 1 || threshold > members) throw malformed('a group needs all, any, or a number of its members');
  return threshold;
}

function checkCharacters(text: string): void {
  if (FORBIDDEN.test(text)) throw malformed('there are no control characters but tab and newline');
}

function checkLastLine(line: string | undefined): void {
  if (line !== '') throw malformed('each line ends in a newline');
}

function checkNothingMore(items: readonly string[]): void {
  if (items.length > 0) throw malformed('a line has no further items');
}

function checkFirstQuorum(quorum: string | undefined): void {
  if (quorum !== undefined) throw malformed('there is one quorum line');
}

/** One key under two names would count twice. */
function checkNewKey(vkey: string, type: KeyType, others: readonly { readonly vkey: string }[]): void {
  const key = readVerifierKey(vkey);
  if (key.type !== type) throw malformed(`the key of this line is one for a ${type}`);
  if (others.some((other) => equalBytes(readVerifierKey(other.vkey).publicKey, key.publicKey)))
    throw malformed('each key stands in one line');
}

function checkRoom(definitions: readonly unknown[]): void {
  if (definitions.length >= MAX_DEFINITIONS) throw malformed(`there are at most ${MAX_DEFINITIONS} of each kind`);
}

/** What would be read back is what was meant: no name brings a space or a line of its own. */
function checkSame(read: Policy, { logs, witnesses, groups, quorum }: Policy): void {
  if (JSON.stringify(read) !== JSON.stringify(inOrder({ logs, witnesses, groups, quorum })))
    throw malformed('names and addresses have no spaces, and no definition stands after its use');
}

function inOrder({ logs, witnesses, groups, quorum }: Policy): Policy {
  return {
    logs: logs.map(({ vkey, url }) => ({ vkey, ...(url === undefined ? {} : { url }) })),
    witnesses: witnesses.map(({ name, vkey, url }) => ({ name, vkey, ...(url === undefined ? {} : { url }) })),
    groups: groups.map(({ name, threshold, members }) => ({ name, threshold, members })),
    quorum,
  };
}

function malformed(detail: string): CrexError {
  return new CrexError('audit.malformed-policy', detail);
}
