import { countryCode } from '#libs/protocol';
import type { Person, Subject } from '#libs/protocol';
import { slotDate, documentFor } from './numbers.js';
import { PROFILES } from './countries.js';
import { USUAL_NOISE, withNoise } from './noise.js';
import type { Noise, NoiseRates } from './noise.js';
import { lookAlikeOf, truthAt } from './people.js';
import type { RegisterSeed } from './people.js';
import { Random } from './random.js';

/**
 * `present` is in the register. Nobody else is: `absent` is anybody of the same people, `twin` and `sibling` have kin in
 * the register, `homonym` shares the full name with somebody there.
 */
export type QuestionKind = 'present' | 'absent' | 'twin' | 'sibling' | 'homonym';
export const QUESTION_KINDS: readonly QuestionKind[] = ['present', 'absent', 'twin', 'sibling', 'homonym'];

/** A question about a made-up register, with the answer that is true. One line of a questions file. */
export interface NoisyQuestion {
  readonly id: string;
  readonly subject: Subject;
  readonly truth: {
    readonly kind: QuestionKind;
    readonly country: string;
    /** Whom it is about; only when they are in the register. */
    readonly personId?: string;
    /** Somebody of the register who resembles them and is somebody else. */
    readonly lookAlike?: string;
    readonly noises: readonly Noise[];
  };
}

/** Which questions about a register of `people` persons: the first `count` of a stream that the seed fixes. */
export interface NoisyQuestions extends RegisterSeed {
  readonly people: number;
  readonly count: number;
  readonly kinds?: readonly QuestionKind[];
  /** Default: {@link USUAL_NOISE}. */
  readonly noise?: NoiseRates;
  /** Draws other questions about the same register. */
  readonly questionSeed?: string;
}

/** Questions, the kinds in turn, one at a time. */
export function* noisyQuestions(wanted: NoisyQuestions): Generator<NoisyQuestion> {
  for (let index = 0; index < wanted.count; index += 1) yield noisyQuestionAt(wanted, index);
}

/** One question by index, without making the others. */
export function noisyQuestionAt(wanted: NoisyQuestions, index: number): NoisyQuestion {
  const { country, seed, people, kinds = QUESTION_KINDS, noise = USUAL_NOISE, questionSeed = 'questions' } = wanted;
  const kind = kinds[index % kinds.length] ?? 'present';
  const random = new Random(`${country}|${seed}|${questionSeed}|${people}`, index);
  const near = random.between(0, Math.max(0, people - 1));
  const person = subjectOf(kind, wanted, near, index, random);
  const { subject, noises } = withNoise(person, noise, random);
  const nearId = truthAt(wanted, near, 0).personId;
  const truth = { kind, country, noises };
  return {
    id: `${country}-${kind}-${String(index).padStart(7, '0')}`,
    subject,
    truth:
      kind === 'present' ? { ...truth, personId: nearId } : kind === 'absent' ? truth : { ...truth, lookAlike: nearId },
  };
}

/** The person asked about, as they truly are. Those who are not in the register have numbers that nobody in it has. */
function subjectOf(kind: QuestionKind, register: NoisyQuestions, near: number, index: number, random: Random): Person {
  if (kind === 'present') return truthAt(register, near, 0);
  // Behind the register's last person: the same people, the same names, other numbers.
  const beyond = register.people + index;
  if (kind === 'absent') return truthAt(register, beyond, 0);
  const person = lookAlikeOf(register, near, kind, random);
  const seed = `${register.country}|${register.seed}`;
  const owner = { seed, index: beyond, slotDate: slotDate(seed, beyond), absent: false };
  const origin = countryCode(person.birthPlace.country);
  return { ...person, documents: [documentFor(PROFILES[origin].numberType, origin, owner)] };
}
