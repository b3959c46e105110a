import { DIFFERENCES, type JsonSchema } from '#libs/protocol';
import { ALARM_KINDS } from './alarm.store.js';
import { closed, country, listOf, text, time } from './log-schemas.js';

const count = { type: 'integer', minimum: 0 } as const;
const number = { type: 'integer', minimum: 1 } as const;

/** JSON Schema of the alarms. */
export const alarmsSchema: JsonSchema = closed(
  {
    alarms: listOf(
      closed(
        {
          kind: { type: 'string', enum: ALARM_KINDS },
          key: { ...text, description: 'which log, promise or pair: an origin, a digest, message numbers' },
          since: time,
          clearedAt: time,
          clearedBy: { ...text, description: '`cause`: it has gone by itself; otherwise the operator' },
          detail: { type: 'object', description: 'codes, counts, origins and ids' },
        },
        ['clearedAt', 'clearedBy'],
      ),
    ),
    lastCheck: closed({
      ...{ checkedAt: time, entries: count, faultCount: count },
      faults: { ...listOf(closed({ code: text, detail: text })), description: 'the first hundred' },
    }),
  },
  ['lastCheck'],
);

/** JSON Schema of the last reconciliations. */
export const reconciliationsSchema: JsonSchema = closed({
  pairs: listOf(
    closed(
      {
        ...{ from: country, to: country, epoch: number, first: number, last: number, statedAt: time },
        ...{ comparedAt: time, matched: count, differing: count },
        differences: listOf(closed({ number, kind: { type: 'string', enum: DIFFERENCES } })),
        unlogged: { ...listOf(number), description: 'numbers that were sent and that our own log does not name' },
      },
      ['comparedAt', 'matched', 'differing', 'differences'],
    ),
  ),
});
