import type { ClaimNames } from '../staff/official-claims.js';
import type { StepUpRule } from '../staff/step-up.js';

/** How this country lets its officials in. */
export interface SignInRules {
  readonly claimNames: ClaimNames;
  /** A session ends so long after its last use, */
  readonly idleSeconds: number;
  /** so long after the sign-in, */
  readonly lifeSeconds: number;
  /** and after this time unless the sign-in service says again who it is. */
  readonly recheckSeconds: number;
  readonly stepUp: StepUpRule;
}
