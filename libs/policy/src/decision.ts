import { decide, type EngineRequest } from './engine.js';
import type { PolicySet } from './policy-set.js';
import type { ReasonCode } from './vocabulary.js';

/** Why not: the code for people and statistics, and the policy that says so (its title and source stand in the set's rules). */
export interface Reason {
  readonly code: ReasonCode;
  readonly policyId: string;
}

/** A "no" with all its reasons. `alarm` means that the policy itself is broken and an operator must be told at once. */
export interface Refused {
  readonly allowed: false;
  readonly alarm: boolean;
  readonly reasons: readonly Reason[];
}

export type Verdict = { readonly allowed: true } | Refused;

/** Stands in a reason where no policy permits what is asked. */
export const NOTHING_PERMITS = 'nothing-permits';
/** Stands in a reason where the question names a purpose, role, country or urgency that does not exist. */
export const UNKNOWN_VALUE = 'unknown-value';
/** Stands in a POLICY_ERROR where no single policy failed, but the request or the engine. */
export const ENGINE = 'engine';

/** Stands in a POLICY_ERROR where a conviction has values that no rule can judge. */
export const MALFORMED_CONVICTION = 'malformed-conviction';

const ALLOWED: Verdict = { allowed: true };

/*
 * Decisions taken, per set: a decision, an error too, depends on its request alone, and requests are drawn from short closed
 * lists. Full is rare (a flood of invented legal bases) and empties it.
 */
const MAX_REMEMBERED = 10_000;
const remembered = new WeakMap<PolicySet, Map<string, Verdict>>();

/** A refusal for one reason. */
export function refused(code: ReasonCode, policyId: string): Refused {
  return { allowed: false, alarm: code === 'POLICY_ERROR', reasons: [{ code, policyId }] };
}

/** Decides one request. Whatever goes wrong on the way is a refusal with POLICY_ERROR and an alarm. */
export function verdictOn(policySet: PolicySet, request: EngineRequest): Verdict {
  const known = remembered.get(policySet) ?? new Map<string, Verdict>();
  remembered.set(policySet, known);
  const key = JSON.stringify(request);
  const before = known.get(key);
  if (before !== undefined) return before;
  const verdict = evaluate(policySet, request);
  if (known.size >= MAX_REMEMBERED) known.clear();
  known.set(key, verdict);
  return verdict;
}

function evaluate(policySet: PolicySet, request: EngineRequest): Verdict {
  const answer = decide(policySet.digest, request);
  if (answer.failed) {
    const policyIds = answer.policyIds.length > 0 ? answer.policyIds : [ENGINE];
    return { allowed: false, alarm: true, reasons: policyIds.map((policyId) => ({ code: 'POLICY_ERROR', policyId })) };
  }
  if (answer.allowed) return ALLOWED;
  if (answer.policyIds.length === 0) return refused('PURPOSE', NOTHING_PERMITS);
  const reasons = answer.policyIds.map((policyId) => ({ code: reasonOf(policySet, policyId), policyId }));
  return { allowed: false, alarm: false, reasons };
}

function reasonOf(policySet: PolicySet, policyId: string): ReasonCode {
  return policySet.rules.get(policyId)?.reason ?? 'PURPOSE';
}
