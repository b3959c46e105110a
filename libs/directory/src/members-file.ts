import {
  BROKER,
  checkShape,
  COUNTRIES,
  ENVIRONMENTS,
  PARTNER_ID_PATTERN,
  type CrexError,
  type Environment,
  type ListedId,
  type MemberId,
  type PartnerId,
} from '#libs/protocol';
import { MAX_TARGET_BYTES } from './limits.js';
import { parseTarget } from './parse.js';
import { refusal } from './refusal.js';

/** A suspended member can be looked up (its old evidence still verifies) but takes no part; so can a withdrawn one. */
export type MemberStatus = 'active' | 'suspended' | 'withdrawn';

/** One member as the governing offices list it. */
export interface MemberEntry {
  readonly status: MemberStatus;
  readonly roles: readonly ('exchange' | 'statistics' | 'broker')[];
  readonly name: string;
  /** ISO 639-1, the preferred one first. */
  readonly languages: readonly string[];
  /** Zone of the working days, a name of the IANA time zone database. */
  readonly calendar: { readonly zone: string };
  readonly capabilities: readonly string[];
  readonly log: ListedLog;
  /** By whose name and key the member cosigns the logs of others (C2SP tlog-cosignature). */
  readonly witness: { readonly name: string; readonly vkey: string };
  /** The policy that the member says it answers by; `sha256` in hexadecimal. */
  readonly policy?: { readonly file: string; readonly sha256: string };
}

/** A member's disclosure log. */
export interface ListedLog {
  /** Its name for ever, which is also its path at the broker; a new epoch has a new one. */
  readonly origin: string;
  /** Verifier key of its checkpoints (C2SP signed-note). */
  readonly vkey: string;
  /** The members that cosign its checkpoints: 1 to 5 others. */
  readonly witnesses: readonly MemberId[];
}

/**
 * A partner organisation as the governing offices list it: it reads statistics and takes no part in the exchange, so it
 * has neither log nor witness and no working days.
 */
export interface PartnerEntry extends Pick<MemberEntry, 'status' | 'name' | 'languages'> {
  readonly roles: readonly ['statistics'];
}

/** `members.json`: who is a member, signed by the governing offices. */
export interface MembersFile {
  readonly v: 1;
  readonly env: Environment;
  readonly members: Readonly<Partial<Record<MemberId, MemberEntry>>>;
  /** Apart from the members: nobody takes one for a party to the exchange. */
  readonly partners?: Readonly<Record<PartnerId, PartnerEntry>>;
}

const name = { type: 'string', minLength: 1, maxLength: 200 } as const;
const keyName = { type: 'string', pattern: '^[^\\s+]{1,200}$' } as const;
/** A host and a path, lower case, as the log itself demands it; each segment stays as it is in a URL. */
const origin = {
  type: 'string',
  maxLength: 200,
  pattern: '^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?:\\/(?!\\.{1,2}(?:\\/|$))[a-z0-9._~-]+)*$',
} as const;
/** So many countries and the broker cosign a log that it goes on when some are away. */
const MAX_WITNESSES = 5;
const vkey = {
  type: 'string',
  maxLength: 2200,
  pattern: '^[^\\s+]{1,200}\\+[0-9a-f]{8}\\+[A-Za-z0-9+/]+={0,2}$',
} as const;

const status = { enum: ['active', 'suspended', 'withdrawn'] } as const;
const languages = {
  type: 'array',
  items: { type: 'string', pattern: '^[a-z]{2}$' },
  ...{ minItems: 1, maxItems: 8 },
} as const;

const memberSchema = {
  type: 'object',
  properties: {
    status,
    roles: { type: 'array', items: { enum: ['exchange', 'statistics', 'broker'] }, minItems: 1, uniqueItems: true },
    name,
    languages,
    calendar: {
      type: 'object',
      properties: { zone: { type: 'string', maxLength: 64 } },
      required: ['zone'],
      additionalProperties: false,
    },
    capabilities: {
      type: 'array',
      items: { type: 'string', pattern: '^[a-z0-9][a-z0-9.-]{0,63}$' },
      maxItems: 32,
      uniqueItems: true,
    },
    log: {
      type: 'object',
      properties: {
        ...{ origin, vkey },
        witnesses: {
          type: 'array',
          items: { enum: [...COUNTRIES, BROKER] },
          ...{ minItems: 1, maxItems: MAX_WITNESSES, uniqueItems: true },
        },
      },
      required: ['origin', 'vkey', 'witnesses'],
      additionalProperties: false,
    },
    witness: {
      type: 'object',
      properties: { name: keyName, vkey },
      required: ['name', 'vkey'],
      additionalProperties: false,
    },
    policy: {
      type: 'object',
      properties: { file: name, sha256: { type: 'string', pattern: '^[0-9a-f]{64}$' } },
      required: ['file', 'sha256'],
      additionalProperties: false,
    },
  },
  required: ['status', 'roles', 'name', 'languages', 'calendar', 'capabilities', 'log', 'witness'],
  additionalProperties: false,
} as const;

const partnerSchema = {
  type: 'object',
  properties: { status, roles: { const: ['statistics'] }, name, languages },
  required: ['status', 'roles', 'name', 'languages'],
  additionalProperties: false,
} as const;
const MAX_PARTNERS = 64;

/** The shape of `members.json` (JSON Schema 2020-12). */
export const membersSchema = {
  type: 'object',
  properties: {
    v: { const: 1 },
    env: { enum: ENVIRONMENTS },
    members: {
      type: 'object',
      // one pattern, not a property for each: the same shape would be compiled nineteen times
      patternProperties: { [`^(${[...COUNTRIES, BROKER].join('|')})$`]: memberSchema },
      additionalProperties: false,
      minProperties: 1,
    },
    partners: {
      type: 'object',
      patternProperties: { [PARTNER_ID_PATTERN]: partnerSchema },
      additionalProperties: false,
      maxProperties: MAX_PARTNERS,
    },
  },
  required: ['v', 'env', 'members'],
  additionalProperties: false,
} as const;

/** @throws directory.too-large, directory.malformed-members with pointers */
export function readMembersFile(bytes: Uint8Array): MembersFile {
  const code = 'directory.malformed-members';
  const value = parseTarget(bytes, MAX_TARGET_BYTES.members, code, MEMBERS_NAME);
  checkShape(membersSchema, value, code, MEMBERS_NAME);
  const file = value as MembersFile;
  for (const [id, entry] of Object.entries(file.members)) {
    checkBrokerRole(id, entry);
    checkZone(id, entry.calendar.zone);
    checkKeyName(`/members/${id}/log/vkey`, entry.log.vkey, entry.log.origin);
    checkKeyName(`/members/${id}/witness/vkey`, entry.witness.vkey, entry.witness.name);
    checkNotOwnWitness(id, entry.log);
    checkWitnessesListed(id, entry.log, file);
  }
  checkOriginsDiffer(file);
  checkWitnessNamesDiffer(file);
  return file;
}
const MEMBERS_NAME = 'members.json';

/** The members of a list, in its order. */
export function memberIdsOf(file: MembersFile): MemberId[] {
  return Object.keys(file.members) as MemberId[];
}

export function partnerIdsOf({ partners = {} }: MembersFile): PartnerId[] {
  return Object.keys(partners) as PartnerId[];
}

/** Whoever publishes parts: members and partners. */
export function listedIdsOf(file: MembersFile): ListedId[] {
  return [...memberIdsOf(file), ...partnerIdsOf(file)];
}

/** The broker is an entry of its own with the broker's role alone; a country is never the broker. */
function checkBrokerRole(id: string, { roles }: MemberEntry): void {
  const brokers = roles.filter((role) => role === 'broker').length;
  if (id === BROKER ? brokers !== roles.length : brokers > 0) {
    const pointers = [{ pointer: `/members/${id}/roles`, rule: 'the role broker belongs to BROKER, and to it alone' }];
    throw refusal('directory.malformed-members', 'a member has a role that it cannot have', { pointers });
  }
}

function checkZone(id: string, zone: string): void {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
  } catch {
    const pointers = [{ pointer: `/members/${id}/calendar/zone`, rule: 'must be a zone of the IANA database' }];
    throw refusal('directory.malformed-members', 'a calendar has an unknown time zone', { pointers });
  }
}

/** A signature is found by its name: that of the log is its origin (C2SP tlog-checkpoint). */
function checkKeyName(pointer: string, vkey: string, keyName: string): void {
  if (!vkey.startsWith(`${keyName}+`)) throw wrongLog(pointer, 'begins with the name of its log or witness');
}

/** Whoever cosigns its own log shows nothing. */
function checkNotOwnWitness(id: string, { witnesses }: ListedLog): void {
  const own = witnesses.findIndex((witness) => witness === id);
  if (own !== -1) throw wrongLog(`/members/${id}/log/witnesses/${own}`, 'a log is witnessed by others than its owner');
}

function checkWitnessesListed(id: string, { witnesses }: ListedLog, { members }: MembersFile): void {
  const stranger = witnesses.findIndex((witness) => members[witness] === undefined);
  if (stranger !== -1) throw wrongLog(`/members/${id}/log/witnesses/${stranger}`, 'must be a member of this list');
}

/** A log and a witness are found by their names alone, wherever a checkpoint is shown. */
function checkOriginsDiffer({ members }: MembersFile): void {
  const again = repeated(Object.entries(members).map(([id, { log }]) => [id, log.origin]));
  if (again !== undefined) throw wrongLog(`/members/${again}/log/origin`, 'is the log of one member');
}

function checkWitnessNamesDiffer({ members }: MembersFile): void {
  const again = repeated(Object.entries(members).map(([id, { witness }]) => [id, witness.name]));
  if (again !== undefined) throw wrongLog(`/members/${again}/witness/name`, 'is the witness of one member');
}

function repeated(names: readonly (readonly [id: string, name: string])[]): string | undefined {
  return names.find(([, name], index) => names.findIndex((other) => other[1] === name) < index)?.[0];
}

function wrongLog(pointer: string, rule: string): CrexError {
  const pointers = [{ pointer, rule }];
  return refusal('directory.malformed-members', 'a log or witness cannot be listed like this', { pointers });
}
