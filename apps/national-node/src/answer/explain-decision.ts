import type { CandidateScore } from '#libs/matching';
import type { Searched } from '../register/find-person.js';

/** As many candidates are explained to the auditor. */
const MOST_EXPLAINED = 5;

/** Who was weighed and why, without what the register holds of those who are not meant. The log has no fractions. */
export function explained({ decision, candidates, isComplete, warnings }: Searched): Record<string, unknown> {
  const hundredths = (value: number) => Math.round(value * 100);
  const candidate = ({ personId, probability, weight, lines, flags }: CandidateScore) => ({
    ...{ personId, perMillion: Math.round(probability * 1_000_000), weight: hundredths(weight), flags },
    lines: lines.map(({ field, level, reason, weight: bits }) => ({ field, level, reason, weight: hundredths(bits) })),
  });
  return {
    identification: {
      ...{ decision, isComplete: isComplete ? 'Y' : 'N', warnings },
      ...{ listed: candidates.length, candidates: candidates.slice(0, MOST_EXPLAINED).map(candidate) },
    },
  };
}
