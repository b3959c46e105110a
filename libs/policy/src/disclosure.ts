import { convictionFacts, withGroup, type ConvictionFacts, type PolicyConviction } from './conviction-facts.js';
import { MALFORMED_CONVICTION, refused, verdictOn, type Refused } from './decision.js';
import type { EngineRequest } from './engine.js';
import type { PolicySet } from './policy-set.js';
import { contextOf, entity, mayAnswer, type ForeignQuestion } from './question.js';
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
export interface FilteredRecord<C> {
  readonly allowed: true;
  /** What may leave: each conviction trimmed to the allowed fields. Empty means NO_RECORD to the asker, whatever the cause. */
  readonly disclosed: readonly C[];
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

/** Which groups must all be allowed for a field to leave. A field that is not listed does not leave. */
const GROUPS_OF_FIELD: ReadonlyMap<string, readonly FieldGroup[]> = new Map<string, readonly FieldGroup[]>([
  ['id', ['core']],
  ['convictingCountry', ['core']],
  ['recordKind', ['core']],
  ['decisionDate', ['core']],
  ['finalDate', ['core']],
  ['decidingAuthority', ['core']],
  ['isNonCriminalRuling', ['core']],
  ['retentionEndDate', ['core']],
  ['transmittable', ['core']],
  ['minorAtOffence', ['core']],
  ['version', ['core']],
  ['sourceUpdatedAt', ['core']],
  ['fileNumber', ['file']],
  ['offences', ['offences']],
  ['sanctions', ['sanctions']],
  ['decisions', ['decisions']],
  // They name the ids of all three, and ids must resolve.
  ['relationships', ['offences', 'sanctions', 'decisions']],
]);

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
export function filterRecord<C extends PolicyConviction>(
  policySet: PolicySet,
  convictions: readonly C[],
  question: ForeignQuestion,
  today: string,
): FilteredRecord<C> | Refused {
  const mayAskUs = mayAnswer(policySet, question);
  if (!mayAskUs.allowed) return mayAskUs;
  const disclosed: C[] = [];
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

// A list that may not leave becomes empty, any other field goes: the shape of a conviction stays.
function trim<C extends PolicyConviction>(conviction: C, allowed: readonly FieldGroup[]): C {
  const kept = Object.entries(conviction).flatMap(([field, value]): [string, unknown][] => {
    const groups = GROUPS_OF_FIELD.get(field);
    if (groups === undefined) return [];
    if (groups.every((group) => allowed.includes(group))) return [[field, value]];
    return Array.isArray(value) && field !== 'relationships' ? [[field, []]] : [];
  });
  return Object.fromEntries(kept) as unknown as C;
}

// Links from and to a sanction go with it.
function withoutSanctions<C extends PolicyConviction>(conviction: C, stay: readonly string[]): C {
  if (stay.length === 0) return conviction;
  const sanctions = conviction.sanctions.filter(({ id }) => !stay.includes(id));
  const links = (conviction.relationships ?? [])
    .filter(({ kind, from }) => !(kind.startsWith('SANCTION_') && stay.includes(from)))
    .map((link) =>
      link.kind.endsWith('_SANCTIONS') ? { ...link, to: link.to.filter((id) => !stay.includes(id)) } : link,
    )
    .filter(({ to }) => to.length > 0);
  const { relationships: _relationships, ...rest } = conviction;
  return { ...rest, sanctions, ...(links.length > 0 && { relationships: links }) } as unknown as C;
}

// A link to a conviction that stays at home would tell that it exists.
function withoutLinksToWithheld<C extends PolicyConviction>(conviction: C, disclosed: readonly C[]): C {
  if (conviction.relationships === undefined) return conviction;
  const ids = new Set(disclosed.map(({ id }) => id));
  const links = conviction.relationships
    .map((link) =>
      link.kind === 'CONVICTION_CONVICTIONS' ? { ...link, to: link.to.filter((id) => ids.has(id)) } : link,
    )
    .filter((link) => link.to.length > 0);
  const { relationships: _relationships, ...rest } = conviction;
  return (links.length === 0 ? rest : { ...rest, relationships: links }) as C;
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
