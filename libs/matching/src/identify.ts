import type { MissingItem, Subject } from '#libs/protocol';
import { compare, sharesAnyKey } from './compare.js';
import type { Candidate, Comparison, ExplanationLine } from './compare.js';
import { personKeys, subjectKeys } from './keys.js';
import { missingForAnswer, missingForCertainty } from './missing.js';

/**
 * Who the subject is. The explanation is for the answering country's own clerk and log: outside it goes the decision,
 * for SEVERAL the count, and `missing`, which is computed from the subject alone.
 */
export type Identification =
  | { readonly decision: 'MATCH'; readonly personId: string; readonly explanation: readonly ExplanationLine[] }
  | {
      readonly decision: 'SEVERAL';
      readonly count: number;
      readonly explanation: readonly ExplanationLine[];
      readonly missing: readonly MissingItem[];
    }
  | { readonly decision: 'NONE'; readonly explanation: readonly ExplanationLine[] }
  | {
      readonly decision: 'INSUFFICIENT_DATA';
      readonly explanation: readonly ExplanationLine[];
      readonly missing: readonly MissingItem[];
    };

/** The fields that make an identification certain when all agree, and without which nobody is looked for. */
const CERTAINTY: readonly ExplanationLine['field'][] = ['IdentityNumber', 'Name', 'BirthDate'];

/**
 * Decides who the subject is. MATCH only when country, type and number, and folded civil name, and full birth date agree
 * with exactly one person, and nobody else holds that number. Any other agreement is SEVERAL. A subject without number,
 * name or full birth date is INSUFFICIENT_DATA whatever the register holds.
 *
 * `candidates` must be every person of the register that shares any one of the {@link subjectKeys}; NONE is only as true
 * as that search was complete. Persons who share none are ignored, a person given twice counts once.
 */
export function identify(question: {
  readonly subject: Subject;
  readonly candidates: readonly Candidate[];
}): Identification {
  const { subject } = question;
  const missing = missingForAnswer(subject);
  if (missing.length > 0) return { decision: 'INSUFFICIENT_DATA', explanation: explainMissing(missing), missing };

  const wanted = subjectKeys(subject);
  const candidates = new Map(question.candidates.map((candidate) => [candidate.personId, candidate]));
  const comparisons = [...candidates.values()]
    .filter((candidate) => sharesAnyKey(wanted, personKeys(candidate)))
    .map((candidate) => compare(subject, candidate));
  if (comparisons.length === 0)
    return { decision: 'NONE', explanation: CERTAINTY.map((field) => ({ field, result: 'differs' })) };

  const certain = comparisons.filter(({ lines }) => isCertain(lines));
  const holders = comparisons.filter(({ sharesNumber }) => sharesNumber);
  const [only] = certain;
  // A number that two persons hold identifies neither of them, even when only one has this name and birth date.
  if (only !== undefined && certain.length === 1 && holders.length === 1) {
    return { decision: 'MATCH', personId: only.personId, explanation: only.lines };
  }
  return {
    decision: 'SEVERAL',
    count: comparisons.length,
    explanation: explainTogether(comparisons),
    missing: missingForCertainty(subject),
  };
}

function isCertain(lines: readonly ExplanationLine[]): boolean {
  return CERTAINTY.every((field) => lines.some((line) => line.field === field && line.result === 'agrees'));
}

/** Nothing is compared for an incomplete subject: only what it lacks is said. */
function explainMissing(missing: readonly MissingItem[]): ExplanationLine[] {
  const lacks: readonly [ExplanationLine['field'], MissingItem][] = [
    ['IdentityNumber', 'IdentityNumber'],
    ['Name', 'Surname'],
    ['BirthDate', 'BirthDate'],
  ];
  return lacks.filter(([, item]) => missing.includes(item)).map(([field]) => ({ field, result: 'missing' }));
}

/** Per field the best result any candidate has. */
function explainTogether(comparisons: readonly Comparison[]): ExplanationLine[] {
  const fields = comparisons[0]?.lines.map(({ field }) => field) ?? [];
  return fields.map((field) => {
    const results = comparisons.flatMap(({ lines }) => lines).filter((line) => line.field === field);
    const best = (['agrees', 'differs', 'missing'] as const).find((result) =>
      results.some((line) => line.result === result),
    );
    return { field, result: best ?? 'missing' };
  });
}
