import type { JsonSchema } from '#libs/protocol';
import { timeOf } from './entry-words.js';
import { closed, listOf, text, time, uuid } from './log-schemas.js';
import { UNUSUAL_RULES } from './unusual-rules.js';
import type { UnusualView } from './view-unusual.js';

const count = { type: 'integer', minimum: 0 } as const;

/** JSON Schema of what is unusual. */
export const unusualSchema: JsonSchema = closed({
  acts: { ...count, description: 'that were looked at' },
  findings: listOf(
    closed(
      {
        rule: { type: 'string', enum: UNUSUAL_RULES },
        officials: listOf(closed({ id: text, authority: text }, ['authority'])),
        count,
        limit: { ...count, description: 'from so many on the rule speaks' },
        day: { ...text, examples: ['2026-11-22'], description: 'of this country, where it is about one day' },
        acts: {
          ...listOf(closed({ eventId: uuid, type: text, at: time, official: text })),
          description: 'the newest fifty',
        },
      },
      ['day'],
    ),
  ),
});

/** As the interface says it. */
export function unusualResponse({ acts: looked, findings }: UnusualView) {
  return {
    acts: looked,
    findings: findings.map(({ acts, ...finding }) => ({
      ...finding,
      acts: acts.map(({ eventId, type, at, official }) => ({ eventId, type, at: timeOf(at), official })),
    })),
  };
}
