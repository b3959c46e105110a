import type { MissingItem } from '#libs/protocol';
import { assessCandidate } from '../score/assess-candidate.js';
import type { Assessment, ScoreLine } from '../score/assessment.js';
import type { MatchingConfiguration } from '../score/configuration.js';
import type { Features } from '../features.js';
import { namesTogether, type NamesTogether } from '../score/names-together.js';
import { Scoring } from '../score/scoring.js';
import type { RegisterStatistics } from '../score/statistics.js';
import { alternativesTo, type Alternatives } from './alternatives.js';
import { guardsAgainst } from './guards.js';
import { missingItems } from './missing-items.js';
import { leastWeight, posterior } from './posterior.js';
import { wouldSeparate } from './separate.js';

/** One person of the register, weighed; for the answering country's own clerks and auditors, never for outside. */
export interface CandidateScore {
  readonly personId: string;
  /** That this is the person asked about, in 0 to 1, all candidates and "none of them" considered. */
  readonly probability: number;
  /** Sum of the lines, in bits. */
  readonly weight: number;
  readonly lines: readonly ScoreLine[];
  /** The guards that stand against an automatic match. */
  readonly flags: readonly string[];
}

/**
 * Who the subject is. Outside go the decision, a count band and `missing`; everything else is drawn from the register.
 */
export interface SubjectIdentification {
  readonly decision: 'MATCH' | 'SEVERAL' | 'NONE' | 'INSUFFICIENT_DATA';
  /** For MATCH alone. */
  readonly personId?: string;
  /** Most probable first, at most `maxListed` of the configuration. */
  readonly candidates: readonly CandidateScore[];
  /** What the subject does not tell; from the subject alone. */
  readonly missing: readonly MissingItem[];
  /** What would tell the candidates apart best. */
  readonly wouldSeparate?: MissingItem;
  readonly warnings: readonly string[];
}

/** Everything that a decision is made of. */
export interface IdentificationInput {
  readonly question: Features;
  readonly candidates: readonly { readonly personId: string; readonly features: Features }[];
  /** False when the search left out somebody who might be the person. */
  readonly isComplete: boolean;
  readonly statistics: RegisterStatistics;
  /** How many persons share a search key; 0 for a key that is not hot. */
  readonly heat: (key: number) => number;
  readonly configuration: MatchingConfiguration;
}

/**
 * Decides who the subject is. MATCH when one person is probable enough against all others and against "none of them", and
 * no guard stands against it; SEVERAL when somebody is worth a clerk's look; NONE only after a complete search;
 * INSUFFICIENT_DATA when there is nothing to look for, or too much and nobody stands out. The order of candidates does
 * not matter; a person given twice counts once.
 */
export function identifySubject({ candidates, isComplete, ...input }: IdentificationInput): SubjectIdentification {
  const identification = new Identification(input);
  for (const { personId, features } of candidates) identification.weigh(personId, () => features);
  return identification.decide(isComplete);
}

/** The same for a search of several steps: each candidate is weighed once, whatever is found afterwards. */
export class Identification {
  private readonly scoring: Scoring;
  private readonly together: NamesTogether;
  private readonly people = new Map<
    string,
    { readonly features: Features; readonly assessment: Assessment | undefined }
  >();
  /** Bits; whoever weighs less is not listed, however few others there are. */
  private readonly least: number;

  constructor(private readonly input: Omit<IdentificationInput, 'candidates' | 'isComplete'>) {
    this.scoring = new Scoring(input.configuration, input.statistics);
    this.together = namesTogether(this.scoring, input.heat);
    const { present, listed } = this.scoring.shares;
    this.least = leastWeight(listed, present, input.statistics.persons);
  }

  /** How many persons have been weighed. */
  get weighed(): number {
    return this.people.size;
  }

  /** Takes one more person into account; `describe` is called for who has not been weighed yet. */
  weigh(personId: string, describe: () => Features): void {
    const { question } = this.input;
    if (this.people.has(personId) || !canBeLookedFor(question)) return;
    const features = describe();
    const assessment = assessCandidate(question, { personId, features }, this.scoring, this.together, this.least);
    this.people.set(personId, { features, assessment });
  }

  /** @param isComplete false when the search left out somebody who might be the person */
  decide(isComplete: boolean): SubjectIdentification {
    const { input, scoring, people } = this;
    const { question, configuration, statistics } = input;
    const missing = missingItems(question);
    const warnings = warningsOf(question, isComplete);
    if (!canBeLookedFor(question)) return { decision: 'INSUFFICIENT_DATA', candidates: [], missing, warnings };

    const assessments = [...people.values()].flatMap(({ assessment }) => assessment ?? []);
    const ranked = rank(assessments, scoring, statistics.persons);
    const holdersOfDocument = assessments.filter(({ document }) => document.weight === 'same').length;
    const listed = ranked
      .filter(({ isListed }) => isListed)
      .slice(0, configuration.maxListed)
      .map((candidate) => scoreOf(candidate, holdersOfDocument, scoring));
    const [top] = listed;
    if (top !== undefined && top.probability >= scoring.shares.match && top.flags.length === 0) {
      return { decision: 'MATCH', personId: top.personId, candidates: listed, missing, warnings };
    }
    if (listed.length === 0) {
      return { decision: isComplete ? 'NONE' : 'INSUFFICIENT_DATA', candidates: [], missing, warnings };
    }
    const separating = wouldSeparate(
      missing,
      listed.map(({ personId, probability }) => ({
        probability,
        features: people.get(personId)?.features ?? question,
      })),
    );
    return {
      decision: 'SEVERAL',
      candidates: listed,
      missing,
      ...(separating !== undefined && { wouldSeparate: separating }),
      warnings,
    };
  }
}

/** A date alone, or a sex, is shared by too many. */
const canBeLookedFor = ({ names, documents }: Features): boolean =>
  documents.length > 0 ||
  names.some(({ given, surname, loose }) => given.length + surname.length + (loose?.length ?? 0) > 0);

interface Ranked {
  readonly assessment: Assessment;
  readonly alternatives: Alternatives;
  readonly probability: number;
  /** Worth a clerk's look: chance alone does not explain it, though a relative or a copied number may. */
  readonly isListed: boolean;
}

function rank(assessments: readonly Assessment[], scoring: Scoring, persons: number): Ranked[] {
  const { present, listed } = scoring.shares;
  const weighed = assessments.map((assessment) => {
    const alternatives = alternativesTo(assessment, scoring);
    return { assessment, alternatives, weight: assessment.weight, odds: sumOf(alternatives) };
  });
  const probabilities = posterior(weighed.map(({ weight, odds }) => ({ weight, alternatives: odds })), present, persons); // prettier-ignore
  // Each alone: of a hundred who look the same none is probable, and all are worth a look.
  const againstChance = weighed.map(({ weight }) => posterior([{ weight, alternatives: 0 }], present, persons)[0] ?? 0);
  return weighed
    .map(({ assessment, alternatives }, index) => ({
      assessment,
      alternatives,
      probability: probabilities[index] ?? 0,
      isListed: (againstChance[index] ?? 0) >= listed || assessment.document.weight === 'same',
    }))
    .sort(
      ({ assessment: left, probability: one }, { assessment: right, probability: other }) =>
        other - one || right.weight - left.weight || (left.personId < right.personId ? -1 : 1),
    );
}

const sumOf = ({ relative, namesake, reuse }: Alternatives): number => relative + namesake + reuse;

function scoreOf(
  { assessment, alternatives, probability }: Ranked,
  holdersOfDocument: number,
  scoring: Scoring,
): CandidateScore {
  const { personId, weight, lines } = assessment;
  const flags = guardsAgainst(assessment, scoring, { holdersOfDocument, alternatives, probability });
  return { personId, probability, weight, lines, flags };
}

function warningsOf(question: Features, isComplete: boolean): string[] {
  const warnings: string[] = [];
  if (question.documents.some(({ isDoubtful }) => isDoubtful)) warnings.push('document-doubtful');
  if (question.birthDates.some(({ isApproximate }) => isApproximate)) warnings.push('birth-date-first-of-january');
  if (!isComplete) warnings.push('search-incomplete');
  return warnings;
}
