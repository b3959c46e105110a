import type { ScoreLine } from './assessment.js';
import type { NameFeatures } from '../names/describe-name.js';
import type { NameScore, WordPair } from './score-names.js';

/** The lines of an explanation about names. */
export function nameLines(asked: NameFeatures, held: NameFeatures, score: NameScore, together: number): ScoreLine[] {
  const lines: ScoreLine[] = [
    {
      field: 'GivenName',
      asked: textOf(asked.given, asked),
      held: textOf(held.given, held),
      ...judge(score, 'given'),
      weight: score.givenWeight,
    },
    {
      field: 'Surname',
      asked: textOf(asked.surname, asked),
      held: textOf(held.surname, held),
      ...judge(score, 'surname'),
      weight: score.surnameWeight,
    },
  ];
  if (score.suffix !== 'missing') {
    lines.push({
      field: 'NameSuffix',
      asked: asked.suffix ?? '',
      held: held.suffix ?? '',
      level: score.suffix,
      weight: score.suffixWeight,
      reason: score.suffix === 'agrees' ? 'same' : 'differs',
    });
  }
  if (together > 0) {
    const words = score.pairs.map((pair) => pair.held).join(' ');
    lines.push({
      field: 'NamesTogether',
      asked: words,
      held: words,
      level: 'close',
      weight: -together,
      reason: 'often-together',
    });
  }
  return lines;
}

const textOf = (words: readonly string[], name: NameFeatures): string =>
  words.length > 0 ? words.join(' ') : (name.loose ?? []).join(' ');

function judge(score: NameScore, role: 'given' | 'surname'): Pick<ScoreLine, 'level' | 'reason'> {
  const isOfRole = (pair: WordPair): boolean => (pair.role === 'given') === (role === 'given');
  const pairs = score.pairs.filter(isOfRole);
  const conflicts = role === 'given' ? score.givenConflicts : score.surnameConflicts;
  if (conflicts > 0) {
    return { level: 'differs', reason: pairs.length > 0 ? 'one-word-differs' : 'differs' };
  }
  if (pairs.length === 0) return { level: 'missing', reason: 'left-out' };
  if (pairs.some(({ isLookAlike }) => isLookAlike))
    return { level: 'differs', reason: 'another-name-that-looks-alike' };
  if (pairs.some(({ isExchanged }) => isExchanged))
    return { level: 'close', reason: 'given-name-and-surname-exchanged' };
  if (pairs.some(({ role: of }) => of === 'married')) return { level: 'close', reason: 'married-name' };
  if (pairs.every(({ likeness }) => likeness === 'exact')) return { level: 'agrees', reason: 'same' };
  return { level: 'close', reason: pairs.every(({ likeness }) => likeness !== 'distant') ? 'close' : 'distant' };
}
