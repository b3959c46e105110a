import {
  disclosable,
  EVIDENCE_CODES,
  mayAnswer,
  mayRefuseAlone,
  mayReleaseAlone,
  type ForeignQuestion,
  type PolicySet,
  type Refused,
} from '#libs/policy';
import { ruleOf, termsBetween } from '#libs/catalogue';
import { PURPOSES, type CountryCode, type Purpose } from '#libs/protocol';

/** The question to be explained: what is not said is brought in full. */
export interface Explained {
  readonly asking: CountryCode;
  readonly country: CountryCode;
  readonly purposes?: readonly Purpose[];
  readonly evidence?: readonly string[];
  readonly legalBasis?: string;
  readonly urgency?: string;
  /** The day by which retention and years are counted, `YYYY-MM-DD`. */
  readonly today: string;
}

/** A conviction to which no rule objects: it shows which parts leave. */
const CLEAN = {
  ...{ id: 'x', recordKind: 'FINAL_CONVICTION', minorAtOffence: 'N', decisions: [] },
  ...{ transmittable: { criminal: 'Y', other: 'Y' }, offences: [{ iccsCode: '0101' }] },
  sanctions: [{ id: 's', commonCategory: '3004' }],
};

/** How a country answers another and by which rules, purpose by purpose: lines of plain text. */
export function explainPolicy(policySet: PolicySet, asked: Explained): string {
  const { asking, country, purposes = PURPOSES } = asked;
  const title = `${country} answers ${asking} by policy ${policySet.version} (${policySet.digest})`;
  return [title, ...purposes.flatMap((purpose) => explainPurpose(policySet, asked, purpose))].join('\n') + '\n';
}

function explainPurpose(policySet: PolicySet, asked: Explained, purpose: Purpose): string[] {
  const { asking, country, evidence = EVIDENCE_CODES, urgency = 'ROUTINE', today } = asked;
  const hitOnly = purpose === 'C4';
  const legalBasis = asked.legalBasis ?? termsBetween(asking, country)[0]?.legalBases[0] ?? '';
  const question: ForeignQuestion = {
    ...{ askingCountry: asking, country, purpose, urgency, legalBasis, hasCase: true, evidence, hitOnly },
    ...{ taskForce: '', taskForceRuns: false },
  };
  const heading = `${purpose}  ${ruleOf(purpose).labels.en}`;
  const may = mayAnswer(policySet, question);
  if (!may.allowed) {
    const confirmed = mayRefuseAlone(policySet, question) ? [] : ['    a person confirms the refusal'];
    return [`${heading}: refused`, ...reasonsOf(policySet, may), ...confirmed];
  }
  const without = (code: string) => ({ ...question, evidence: evidence.filter((each) => each !== code) });
  const needed = evidence.filter((code) => !mayAnswer(policySet, without(code)).allowed);
  const judged = disclosable(policySet, { ...CLEAN, convictingCountry: country, finalDate: today }, question, today);
  const leaves = judged.allowed ? (hitOnly ? 'hit or no hit' : judged.fields.join(' ')) : 'nothing';
  return [
    `${heading}: answered`,
    `    on ${legalBasis}${needed.length > 0 ? `, not without ${needed.join(' ')}` : ''}`,
    `    leaves: ${leaves}`,
    ...(mayReleaseAlone(policySet, question) ? [] : ['    a second person releases it']),
  ];
}

function reasonsOf(policySet: PolicySet, { reasons }: Refused): string[] {
  return reasons.map(({ code, policyId }) => {
    const rule = policySet.rules.get(policyId);
    const says = rule === undefined ? '' : `: ${rule.title} (${rule.source}; ${rule.status})`;
    return `    ${code} by ${policyId}${says}`;
  });
}
