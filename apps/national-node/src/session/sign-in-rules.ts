import type { ClaimNames } from '../staff/official-claims.js';

/** What a sensitive act asks of the sign-in, as far as it is set; nothing set: nothing asked. */
export interface StepUpRule {
  /** How long ago somebody may have proven who they are. */
  readonly ageSeconds?: number | undefined;
  /** Which class of authentication (`acr`). */
  readonly acr?: string | undefined;
}

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
