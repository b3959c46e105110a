import { DIGEST_PATTERN, MISSING_ITEMS, recordSchema, type JsonSchema } from '#libs/protocol';
import { closed, listOf, text } from '../log/log-schemas.js';
import type { ListedCandidate, SearchResult } from './search-register.js';

const milliseconds = { type: 'number', minimum: 0 } as const;
const count = { type: 'integer', minimum: 0 } as const;
const bits = { type: 'number' } as const;
const missingItem = { type: 'string', enum: MISSING_ITEMS } as const;
const code = (description: string) => ({ type: 'string', pattern: '^[a-z0-9-]+$', description }) as const;

/** JSON Schema of how well somebody fits, and who they are. */
export const candidateSchema = closed({
  personId: { ...text, description: 'the register’s own id of the person' },
  probability: {
    ...{ type: 'number', minimum: 0, maximum: 1 },
    description: 'that this is the person, all other candidates and "none of them" considered',
  },
  weight: { ...bits, description: 'evidence in bits: the sum of the lines' },
  explanation: {
    ...listOf(
      closed({
        field: { ...text, description: 'what was compared' },
        asked: { ...text, description: 'of the subject, folded' },
        held: { ...text, description: 'of the register, folded' },
        level: { type: 'string', enum: ['agrees', 'close', 'differs', 'missing'] },
        weight: { ...bits, description: 'bits for (above 0) or against (below 0)' },
        reason: code('why it weighs so'),
      }),
    ),
    description: 'line by line what speaks for and against it',
  },
  flags: { ...listOf(code('what stands against an automatic match')), description: 'none at a match' },
  identity: { ...recordSchema.properties.identity, description: 'who the register says this is' },
});

/** JSON Schema of what a search has found. */
export const searchSchema: JsonSchema = closed(
  {
    decision: {
      ...{ type: 'string', enum: ['MATCH', 'SEVERAL', 'NONE', 'INSUFFICIENT_DATA'] },
      description:
        'MATCH: one certain person, `personId`. SEVERAL: the candidates listed may be the person; a human decides. NONE: ' +
        'nobody, after a complete search. INSUFFICIENT_DATA: too little to look for, or too much was left out to say NONE',
    },
    personId: { ...text, description: 'with MATCH alone' },
    candidates: { ...listOf(candidateSchema), description: 'most probable first, `limit` at most; also with MATCH' },
    missing: { ...listOf(missingItem), description: 'what the subject does not tell' },
    wouldSeparate: { ...missingItem, description: 'with SEVERAL: what would tell the candidates apart best' },
    warnings: listOf(code('about the subject or the search')),
    complete: { type: 'boolean', description: 'false: somebody who may be the person was left out of the search' },
    configuration: closed({
      version: { ...text, description: 'of the matching configuration' },
      digest: { type: 'string', pattern: DIGEST_PATTERN, description: 'the same in the log: `matchingDigest`' },
    }),
    register: closed({ persons: { ...count, description: 'in the register when it was counted last' } }),
    timings: closed({
      searchMs: { ...milliseconds, description: 'in the database' },
      scoreMs: { ...milliseconds, description: 'comparing' },
      candidates: { ...count, description: 'persons compared' },
    }),
  },
  ['personId', 'wouldSeparate'],
);

/** The result as JSON for the official: field by field, so that nothing leaves which nobody has named here. */
export function searchResponse(result: SearchResult) {
  const { decision, personId, candidates, missing, wouldSeparate, warnings, rules } = result;
  return {
    ...{ decision, ...(personId === undefined ? {} : { personId }) },
    candidates: candidates.map(candidateOf),
    ...{ missing, ...(wouldSeparate === undefined ? {} : { wouldSeparate }), warnings },
    complete: result.isComplete,
    configuration: { version: rules.configuration.version, digest: rules.digest },
    register: { persons: result.persons },
    timings: { searchMs: rounded(result.searchMs), scoreMs: rounded(result.scoreMs), candidates: result.compared },
  };
}

export function candidateOf({ personId, probability, weight, lines, flags, identity }: ListedCandidate) {
  return {
    ...{ personId, probability, weight: rounded(weight) },
    explanation: lines.map(({ field, asked, held, level, weight: bitsOf, reason }) => ({
      ...{ field, asked, held, level, weight: rounded(bitsOf), reason },
    })),
    ...{ flags, identity },
  };
}

/** To a hundredth: of a bit, of a millisecond. */
const rounded = (value: number): number => Math.round(value * 100) / 100;
