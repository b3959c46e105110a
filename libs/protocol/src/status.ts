import { COUNTRIES, ENVIRONMENTS, type CountryCode, type Environment } from './country.js';
import { CrexError } from './error.js';
import { readJws, signJws, TYP, type ReadJws, type Signer } from './jws.js';
import type { JsonLimits } from './json.js';
import { KINDS, type Kind } from './kinds.js';
import { checkShape } from './shape.js';
import { checkVersion, WIRE_VERSION } from './slip.js';

/** A time in which a node will not answer. Seconds since 1970. */
export interface Outage {
  readonly from: number;
  readonly until: number;
}

/**
 * How a node is, said in the clear to the broker and to all members and signed by itself (docs/protocol/status.md). It
 * holds counts of its own work, and nothing about anybody.
 */
export interface Status {
  readonly v: number;
  readonly env: Environment;
  readonly by: CountryCode;
  /** Seconds since 1970: of two statuses of a member the later one holds. */
  readonly time: number;
  /** Version of the software that runs. */
  readonly software: string;
  /** The kinds of message that it understands. */
  readonly kinds: readonly Kind[];
  /** Planned, the next ones first. */
  readonly outages: readonly Outage[];
  /** Questions of others that it holds and has not answered. */
  readonly waiting: number;
  /** Of these, how long the oldest has waited (seconds); 0 when none waits. */
  readonly oldest: number;
}

/** Outages that a status lists at most. */
export const MAX_OUTAGES = 8;

const seconds = { type: 'integer', minimum: 0, maximum: 253402300799 } as const;

export const statusSchema = {
  type: 'object',
  properties: {
    v: { type: 'integer' },
    env: { enum: ENVIRONMENTS },
    by: { enum: COUNTRIES },
    time: seconds,
    software: { type: 'string', pattern: '^[0-9A-Za-z.+-]{1,64}$' },
    // kinds of a later version are no fault: who does not know one passes it over
    kinds: { type: 'array', items: { type: 'string', pattern: '^[A-Z]{2,16}$' }, maxItems: 64, uniqueItems: true },
    outages: {
      type: 'array',
      items: {
        type: 'object',
        properties: { from: seconds, until: seconds },
        required: ['from', 'until'],
        additionalProperties: false,
      },
      maxItems: MAX_OUTAGES,
    },
    waiting: { type: 'integer', minimum: 0, maximum: 1_000_000_000 },
    oldest: seconds,
  },
  required: ['v', 'env', 'by', 'time', 'software', 'kinds', 'outages', 'waiting', 'oldest'],
  additionalProperties: false,
} as const;

const STATUS_LIMITS: JsonLimits = { maxBytes: 4096, maxDepth: 3, maxValues: 128, integersAndStringsOnly: true };
/** The longest compact JWS that {@link readStatus} reads (bytes). */
export const MAX_STATUS_BYTES = 8192;

/** Signs how this node is. */
export async function signStatus(status: Omit<Status, 'v' | 'kinds'>, signer: Signer): Promise<string> {
  return (await signJws(TYP.status, { v: WIRE_VERSION, kinds: KINDS, ...status }, signer)).token;
}

/**
 * Reads a status: structure alone; the signature, the environment and the time are the caller's next steps.
 *
 * @throws message.malformed, message.unknown-version and the codes of readJws
 */
export function readStatus(token: string): ReadJws<Status> {
  const jws = readJws(token, TYP.status, STATUS_LIMITS);
  checkVersion(jws.payload);
  checkShape(statusSchema, jws.payload, 'message.malformed', 'a status');
  const status = jws.payload as Status;
  checkOutages(status);
  return { ...jws, payload: status };
}

function checkOutages({ outages }: Status): void {
  if (!outages.every(({ from, until }) => from < until)) {
    throw new CrexError('message.malformed', 'an outage ends after it begins');
  }
}
