import { randomUUID } from 'node:crypto';
import type { AuditLog } from '#libs/audit';
import { inTransaction, sqlOf, type Database } from '#libs/platform';
import { factsOf, mayAsk, mayAskAlone, taskForceRuns, type PolicySet, type QuestionFacts } from '#libs/policy';
import { CrexError, supportOf, type CountryCode, type Role } from '#libs/protocol';
import type { Home, Official } from '../context.js';
import { caseReferences, officialReference, subjectReferences } from '../log/references.js';
import type { AskInput } from './ask-input.js';
import type { Asking } from './question.store.js';

const NOT_ALLOWED = 'ask.not-allowed';

/** A country that may not be asked, and why. */
export interface NotAllowed {
  readonly to: CountryCode;
  readonly reasons: readonly { readonly code: string; readonly policyId: string }[];
}

/** What the country's policy says of its own officials: may this role ask that, and may it do so alone? */
export class AskingRights {
  constructor(
    private readonly database: Database,
    private readonly policy: PolicySet,
    private readonly log: AuditLog,
    private readonly home: Home,
  ) {}

  /**
   * What the policy refuses is an attempt: an entry first, then the answer.
   *
   * @throws ask.own-country, ask.not-allowed
   */
  async checkMayAsk(official: Official, input: AskInput, kind: Asking): Promise<void> {
    for (const to of input.to) checkOtherCountry(this.home, to);
    const refusal = this.refusalOf(official.role, input, kind);
    if (refusal !== undefined) await this.refuse(official, input, refusal);
  }

  /** The first of the countries that this role may not ask that. */
  refusalOf(role: Role, input: AskInput, kind: Asking): NotAllowed | undefined {
    for (const to of input.to) {
      const verdict = mayAsk(this.policy, this.question(role, to, input, kind));
      if (!verdict.allowed) return { to, reasons: verdict.reasons };
    }
    return undefined;
  }

  /** Whether one official is enough, for every one of the countries. */
  mayAskAlone(role: Role, input: AskInput, kind: Asking): boolean {
    return input.to.every((to) => mayAskAlone(this.policy, this.question(role, to, input, kind)));
  }

  /** @throws ask.not-allowed, always */
  async refuse(official: Official, input: AskInput, { to, reasons }: NotAllowed, approver?: Official): Promise<never> {
    await this.logRefusal(official, input, NOT_ALLOWED, { to, approver });
    throw new CrexError(NOT_ALLOWED, 'the policy of this country does not allow this role this question', {
      nextStep: 'see which purposes your role may use, what they must bring, and the legal bases with that country',
      pointers: reasons.map(({ code, policyId }) => ({ pointer: '/purpose', rule: `${code} (${policyId})` })),
    });
  }

  /** Without a country nobody may be asked now. */
  async logRefusal(
    official: Official,
    input: AskInput,
    code: string,
    { to, approver }: { readonly to?: CountryCode; readonly approver?: Official | undefined } = {},
  ): Promise<void> {
    const { purpose, legalBasis, caseReference, urgency, subject } = input;
    const refusal = {
      eventId: randomUUID(),
      entry: { type: 'REFUSAL', from: this.home.country, ...(to === undefined ? {} : { to }), code } as const,
      ...{ subject: { subject }, actor: actorOf(official, approver) },
      detail: { purpose, legalBasis, caseReference, urgency, ...supportOf(input) },
      findBy: foundBy(official, input, approver),
    };
    await inTransaction(this.database, (tx) => this.log.append(sqlOf(tx), [refusal]));
  }

  private question(role: Role, to: CountryCode, input: AskInput, kind: Asking): OwnQuestion {
    const runs = taskForceRuns(this.policy, { ...input, countries: [this.home.country, to] }, this.home.nowSeconds());
    const known = { taskForceRuns: runs, hitOnly: kind === 'QUERY' };
    return { role, country: this.home.country, to, ...factsOf(input, known) };
  }
}

type OwnQuestion = QuestionFacts & { readonly role: Role; readonly country: CountryCode; readonly to: CountryCode };

/** Who asks, and who has approved it, as the part `actor` of an entry says it. */
export function actorOf(official: Official, approver: Official | undefined) {
  if (approver === undefined) return { ...official };
  const { id, role, authority } = approver;
  return { ...official, approvedBy: { id, role, authority } };
}

/** By which spellings what was asked is found in the log: the person, the case, and every official who had a part in it. */
export function foundBy(official: Official, { subject, caseReference }: AskInput, approver?: Official) {
  const officials = [official, ...(approver === undefined ? [] : [approver])];
  return {
    subject: subjectReferences(subject),
    actor: officials.map(({ id }) => officialReference(id)),
    case: caseReferences(caseReference),
  };
}

function checkOtherCountry({ country }: Home, to: CountryCode): void {
  if (to === country) {
    throw new CrexError('ask.own-country', 'the exchange asks other countries; search the own register instead', {
      pointers: [{ pointer: '/to', rule: 'names another country than this one' }],
    });
  }
}
