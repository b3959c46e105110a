import { COUNTRIES, type JsonSchema } from '#libs/protocol';
import { ALARM_KINDS } from '../log/alarm.store.js';
import { closed, country, listOf, text, time } from '../log/log-schemas.js';
import { CHECKS } from './node-checks.js';

const count = { type: 'integer', minimum: 0 } as const;
const seconds = { ...count, description: 'seconds' } as const;
const member = { type: 'string', enum: [...COUNTRIES, 'BROKER'] } as const;
const entries = { type: 'string', description: 'a count of entries, in decimal' } as const;

/** JSON Schema of how the node is. */
export const operationsSchema: JsonSchema = closed({
  software: text,
  startedAt: time,
  isCourier: { type: 'boolean', description: 'false in a process that waits until another one has ended' },
  checks: listOf(closed({ name: { type: 'string', enum: CHECKS }, isWell: { type: 'boolean' } })),
  loops: listOf(
    closed(
      {
        name: text,
        state: { type: 'string', enum: ['OK', 'STARTING', 'FAILING', 'LATE'] },
        period: seconds,
        lastAt: time,
        failures: { ...count, description: 'rounds since the last good one' },
        code: text,
      },
      ['lastAt', 'code'],
    ),
  ),
  alarms: listOf(closed({ kind: { type: 'string', enum: ALARM_KINDS }, open: count, since: time })),
  outgoing: listOf(closed({ country, waiting: count, underWay: count, oldest: seconds })),
  incoming: closed({ waiting: count, held: count, oldest: seconds }, ['oldest']),
  owed: {
    ...closed({ running: count, atRisk: count, overdue: count, stopped: count }),
    description: 'questions of other countries without an answer, by their legal deadline',
  },
  queues: listOf(closed({ queue: text, questions: count })),
  asked: closed({ open: count, overdue: count }),
  otherWork: closed({
    ...{ extractsWaiting: count, recallsOpen: count, notificationsOpen: count, numbersToVoid: count },
    promisesPending: count,
  }),
});

/** JSON Schema of the country's keys. */
export const keysSchema: JsonSchema = closed(
  {
    keys: listOf(
      closed({
        role: { type: 'string', enum: ['ca', 'tls', 'signing', 'extract-seal', 'sealing'] },
        id: { ...text, description: '`x5t#S256` of a certificate, `kid` of a sealing key' },
        ...{ notBefore: time, notAfter: time },
        isListed: { type: 'boolean', description: 'the directory shows it to the others' },
        isHeld: { type: 'boolean', description: 'this process works with it' },
        revocation: { type: 'string', enum: ['NONE', 'REVOKED', 'UNKNOWN'] },
      }),
    ),
    directory: closed(
      {
        ...{ version: count, expiresAt: time, isExpired: { type: 'boolean' } },
        ...{ offlineEndsAt: time, onlineEndsAt: time, revocationsEndAt: time },
      },
      ['revocationsEndAt'],
    ),
  },
  ['directory'],
);

/** JSON Schema of the own log, and of the others' as this node sees them. */
export const logStateSchema: JsonSchema = closed(
  {
    ...{ origin: text, epoch: count, entries },
    unplaced: closed({ entries: count, oldest: seconds }, ['oldest']),
    signed: closed({ entries, at: time }),
    cosigned: closed({ entries, until: time }),
    witnesses: listOf(closed({ member, lastAt: time }, ['lastAt'])),
    lastCheck: closed({ at: time, entries: count, faults: count }),
    followed: listOf(closed({ member, entries, cosignedUntil: time }, ['entries', 'cosignedUntil'])),
  },
  ['epoch', 'signed', 'cosigned', 'lastCheck'],
);

const moment = {
  type: 'string',
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:00Z$',
  description: 'UTC, whole minutes',
};

/** JSON Schema of an outage as it is announced and taken back. */
export const outageSchema: JsonSchema & object = closed({ from: moment, until: moment });
export const outagesSchema: JsonSchema = closed({ outages: listOf(closed({ from: time, until: time })) });
