import { Badge } from '@mantine/core';
import { IconCheck, IconEqualNot, IconMinus, IconTilde } from '@tabler/icons-react';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScoreLine } from '../api/shapes.js';
import { dayIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import classes from './clerk.module.css';
import { comparedFields, fillOf, strengthOf, type ComparedCandidate, type Field } from './comparison.js';
import type { MissingItem } from './decision.js';

const MARKS = { agrees: IconCheck, close: IconTilde, differs: IconEqualNot, missing: IconMinus } as const;

interface ComparisonProps {
  readonly candidates: readonly ComparedCandidate[];
  /** What would tell them apart best. */
  readonly wouldSeparate?: MissingItem | undefined;
  /** Whether another country has told of the person; else it asks. */
  readonly isTold?: boolean;
}

/** What a country says beside each candidate, a line a field: what is held, how it agrees, how much that weighs, and why. */
export function Comparison({ candidates, wouldSeparate, isTold = false }: ComparisonProps) {
  const { t } = useTranslation();
  const id = useId();
  const lines = comparedFields(candidates);
  const said = t(isTold ? 'score.told' : 'score.asked');
  return (
    <div className="card">
      <h2 id={id}>{t(isTold ? 'score.titleTold' : 'score.title')}</h2>
      <p className={classes['explain']}>{t('score.text')}</p>
      {wouldSeparate !== undefined && (
        <p className={classes['explain']}>
          {t('score.wouldSeparate')} <b>{t(`missing.${wouldSeparate}`)}</b>. {t('score.forYou')}
        </p>
      )}
      <div className={classes['scroll']} tabIndex={0} role="region" aria-labelledby={id}>
        <table className={classes['compared']}>
          <thead>
            <tr>
              <th scope="col">{t('score.what')}</th>
              <th scope="col">{said}</th>
              {candidates.map((candidate, index) => (
                <th key={candidate.candidate.personId} scope="col">
                  <CandidateHead candidate={candidate} number={index + 1} />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {lines.map(({ field, asked, held }) => (
              <tr key={field}>
                <th scope="row">
                  {t(`score.field.${field}`)}
                  <span className={classes['askedHere']}>
                    {said}: <Value field={field} text={asked} />
                  </span>
                </th>
                <td>
                  <Value field={field} text={asked} />
                </td>
                {held.map((line, index) => (
                  <td key={candidates[index]?.candidate.personId} data-level={line?.level}>
                    {line !== undefined && <Cell field={field} line={line} />}
                  </td>
                ))}
              </tr>
            ))}
            <tr className={classes['sum']}>
              <th scope="row">{t('score.together')}</th>
              <td />
              {candidates.map(({ candidate }) => (
                <td key={candidate.personId}>
                  <Weight weight={candidate.weight} />
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </div>
  );
}

interface CandidateHeadProps {
  readonly candidate: ComparedCandidate;
  readonly number: number;
}

/** Who a candidate is, how probable, what stands against a machine's word, and how much of the record may go. */
function CandidateHead({ candidate: { candidate, mayGo, held = 0 }, number }: CandidateHeadProps) {
  const { t, i18n } = useTranslation();
  const { personId, identity, probability, flags } = candidate;
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 });
  return (
    <div className={classes['head']}>
      <span className="quiet">{t('score.candidate', { number })}</span>
      <span className={classes['name']}>{identity.names[0]?.full ?? personId}</span>
      {identity.birthDate !== undefined && (
        <span className="quiet">{t('record.born', { day: dayIn(i18n.language, identity.birthDate) })}</span>
      )}
      {identity.deceased !== undefined && (
        <Badge color="gray">{t('score.deceased', { day: dayIn(i18n.language, identity.deceased) })}</Badge>
      )}
      <span className={classes['probability']}>
        <b>{percent.format(probability)}</b> {t('score.probability')}
      </span>
      {mayGo !== undefined && <span>{t('score.mayGo', { count: mayGo, held })}</span>}
      {flags.length > 0 && (
        <ul className={classes['flags']} aria-label={t('score.flags')}>
          {flags.map((flag) => (
            <li key={flag}>{t(`score.flag.${flag as 'sex-differs'}`)}</li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Cell({ field, line }: { readonly field: Field; readonly line: ScoreLine }) {
  const { t } = useTranslation();
  const { level, held, weight, reason } = line;
  const Mark = MARKS[level];
  return (
    <div className={classes['cell']}>
      <span className={classes['held']}>
        <Mark size={18} stroke={2} aria-hidden className={classes['mark']} />
        <span>
          <span className="visually-hidden">{t(`score.level.${level}`)}: </span>
          <Value field={field} text={held} />
        </span>
      </span>
      <span className={classes['reason']}>{t(`score.reason.${reason as 'same'}`)}</span>
      {weight !== 0 && <Weight weight={weight} />}
    </div>
  );
}

/** A weight as a bar, a word and a number; the word alone is enough. */
function Weight({ weight }: { readonly weight: number }) {
  const { t, i18n } = useTranslation();
  const number = new Intl.NumberFormat(i18n.language, { signDisplay: 'exceptZero', maximumFractionDigits: 1 });
  return (
    <span className={classes['weight']} data-strength={strengthOf(weight)}>
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden className={classes['meter']}>
        <rect width="100" height="6" rx="3" className={classes['track']} />
        <rect width={fillOf(weight) * 100} height="6" rx="3" className={classes['fill']} />
      </svg>
      <span>
        {t(`score.strength.${strengthOf(weight)}`)} <span className="number">({number.format(weight)})</span>
      </span>
    </span>
  );
}

/** What was compared is folded: codes among it are said in words. */
function Value({ field, text }: { readonly field: Field; readonly text: string }) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  if (text === '') return <span className="quiet">{t('score.notTold')}</span>;
  if (field === 'Sex') return t(text === '1' ? 'person.male' : text === '2' ? 'person.female' : 'person.sexUnknown');
  if (field === 'IdentityNumber') return text.replace(/^\w+/, (code) => `${nameOf('documentTypes', code)}:`);
  if (field === 'BirthDate') return dayIn(i18n.language, text);
  if (field === 'Nationality') {
    return text
      .split(' ')
      .map((code) => nameOf('countries', code))
      .join(', ');
  }
  if (field === 'BirthPlace') {
    return text.replace(/ ?\b([A-Z]{2})$/, (_, code: string) => `, ${nameOf('countries', code)}`).replace(/^, /, '');
  }
  return text;
}
