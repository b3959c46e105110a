import type { Conviction } from '#libs/protocol';
import { convictionFacts, withGroup, type ConvictionFacts, type PolicyConviction } from './conviction-facts.js';
import { MALFORMED_CONVICTION, refused, verdictOn, type Refused } from './decision.js';
import type { EngineRequest } from './engine.js';
import type { PolicySet } from './policy-set.js';
import { contextOf, entity, mayAnswer, type ForeignQuestion } from './question.js';
import { trim, withoutLinksToWithheld, withoutSanctions } from './trim.js';
import { FIELD_GROUPS, type FieldGroup, type ReasonCode } from './vocabulary.js';

/** Whether one conviction may go, which parts of it, and which of its sanctions stay all the same. */
export type Disclosability =
  | {
      readonly allowed: true;
      readonly fields: readonly FieldGroup[];
      /** Ids of sanctions that stay at home, though sanctions go. */
      readonly withoutSanctions: readonly string[];
    }
  | Refused;

/** What the filter did with a person's convictions. */
export interface FilteredRecord {
  readonly allowed: true;
  /** What may leave: each conviction trimmed to the allowed fields. Empty means NO_RECORD to the asker, whatever the cause. */
  readonly disclosed: readonly Conviction[];
  /** The field groups that left with at least one conviction, for the log entry; a group not here is in none of them. */
  readonly fields: readonly FieldGroup[];
  /** Never for the asker: a count here would tell that there is something to hide. */
  readonly forAuditor: {
    readonly considered: number;
    readonly withheld: number;
    /** Convictions kept back per reason; one kept back for two reasons counts under both. */
    readonly withheldByReason: Readonly<Partial<Record<ReasonCode, number>>>;
  };
}

/** A record without these says nothing: either both leave, or nothing does. */
const INDISPENSABLE: readonly FieldGroup[] = ['identity', 'core'];

/**
 * May this conviction go to that country for this question, and which parts of it?
 *
 * @param today the day in our country, `YYYY-MM-DD`
 */
export function disclosable(
  policySet: PolicySet,
  conviction: PolicyConviction,
  question: ForeignQuestion,
  today: string,
): Disclosability {
  const mayAskUs = mayAnswer(policySet, question);
  if (!mayAskUs.allowed) return mayAskUs;
  const facts = convictionFacts(conviction, question.country, today);
  if (facts === undefined) return refused('POLICY_ERROR', MALFORMED_CONVICTION);
  const whole = verdictOn(policySet, requestFor('disclose', facts, question, {}));
  if (!whole.allowed) return whole;
  const fields: FieldGroup[] = [];
  for (const field of FIELD_GROUPS) {
    const part = verdictOn(
      policySet,
      requestFor('discloseField', facts, question, { field: entity('FieldGroup', field) }),
    );
    if (part.allowed) fields.push(field);
    else if (part.alarm || INDISPENSABLE.includes(field)) return part;
  }
  const withoutSanctions: string[] = [];
  for (const { id, commonCategory } of fields.includes('sanctions') ? conviction.sanctions : []) {
    const one = verdictOn(
      policySet,
      requestFor('discloseSanction', facts, question, { sanction: withGroup(commonCategory) }),
    );
    if (one.allowed) continue;
    if (one.alarm) return one;
    withoutSanctions.push(id);
  }
  return { allowed: true, fields, withoutSanctions };
}

/**
 * Filters a person's convictions by policy, record by record and field by field. Refused as a whole when the country may
 * not ask at all, or when the policy fails on one conviction: a record that lacks it would be a false statement.
 *
 * @param today the day in our country, `YYYY-MM-DD`
 */
export function filterRecord(
  policySet: PolicySet,
  convictions: readonly Conviction[],
  question: ForeignQuestion,
  today: string,
): FilteredRecord | Refused {
  const mayAskUs = mayAnswer(policySet, question);
  if (!mayAskUs.allowed) return mayAskUs;
  const disclosed: Conviction[] = [];
  const fields = new Set<FieldGroup>();
  const withheldByReason: Partial<Record<ReasonCode, number>> = {};
  for (const conviction of convictions) {
    const judged = disclosable(policySet, conviction, question, today);
    if (judged.allowed) {
      disclosed.push(withoutSanctions(trim(conviction, judged.fields), judged.withoutSanctions));
      judged.fields.forEach((field) => fields.add(field));
      continue;
    }
    if (judged.alarm) return judged;
    for (const code of new Set(judged.reasons.map((reason) => reason.code))) {
      withheldByReason[code] = (withheldByReason[code] ?? 0) + 1;
    }
  }
  const considered = convictions.length;
  return {
    allowed: true,
    disclosed: disclosed.map((conviction) => withoutLinksToWithheld(conviction, disclosed)),
    fields: FIELD_GROUPS.filter((field) => fields.has(field)),
    forAuditor: { considered, withheld: considered - disclosed.length, withheldByReason },
  };
}

function requestFor(
  action: 'disclose' | 'discloseField' | 'discloseSanction',
  facts: ConvictionFacts,
  question: ForeignQuestion,
  more: EngineRequest['context'],
): EngineRequest {
  const conviction = { type: 'Conviction', id: 'this' };
  return {
    principal: { type: 'Country', id: question.askingCountry },
    action: { type: 'Action', id: action },
    resource: conviction,
    context: { ...contextOf(question), ...more },
    entities: [
      {
        uid: conviction,
        attrs: {
          country: entity('Country', question.country),
          recordKind: entity('RecordKind', facts.recordKind),
          transmittableCriminal: entity('YesNoUnknown', facts.transmittableCriminal),
          transmittableOther: entity('YesNoUnknown', facts.transmittableOther),
          minorAtOffence: entity('YesNoUnknown', facts.minorAtOffence),
          retentionEnded: facts.retentionEnded,
          foreign: facts.foreign,
          yearsSinceFinal: facts.yearsSinceFinal,
          sentenceMonths: facts.sentenceMonths,
          rehabilitated: facts.rehabilitated,
          offences: [...facts.offences],
          sanctions: [...facts.sanctions],
        },
        parents: [],
      },
    ],
  };
}
