import { IconCheck, IconEqualNot, IconMinus, IconTilde } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import type { RecordView, Subject } from '../api/shapes.js';
import { dayIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import { checkIdentity, type CheckedDetail } from './identity-check.js';
import classes from './requests.module.css';
import { useAsked } from './use-requests.js';

const MARKS = { agrees: IconCheck, close: IconTilde, differs: IconEqualNot, missing: IconMinus } as const;

interface WhyThisPersonProps {
  readonly requestId: string;
  readonly identity: RecordView['identity'];
}

/** Why this is the person: what was asked beside what the other country tells, for eyes that decide whether it is used. */
export function WhyThisPerson({ requestId, identity }: WhyThisPersonProps) {
  const { t } = useTranslation();
  const { data: asked } = useAsked(requestId);
  if (asked === undefined) return null;
  const details = checkIdentity(asked.subject, identity);
  const agreeing = details.filter(({ level }) => level === 'agrees' || level === 'close').length;
  const compared = details.filter(({ level }) => level !== 'missing').length;
  return (
    <details className={classes['why']}>
      <summary>{t('why.summary', { count: agreeing, of: compared })}</summary>
      <p className="quiet">{t('why.text')}</p>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{t('why.detail')}</th>
            <th scope="col">{t('why.asked')}</th>
            <th scope="col">{t('why.told')}</th>
          </tr>
        </thead>
        <tbody>
          {details.map(({ detail, level }) => (
            <tr key={detail} data-level={level}>
              <th scope="row">{t(`person.${detail}`)}</th>
              <td>
                <Told detail={detail} person={asked.subject} />
              </td>
              <td>
                <Level level={level} /> <Told detail={detail} person={identity} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

function Level({ level }: Pick<CheckedDetail, 'level'>) {
  const { t } = useTranslation();
  const Mark = MARKS[level];
  return (
    <span className={classes['level']}>
      <Mark size={16} stroke={2.2} aria-hidden />
      {t(`score.level.${level}`)}
    </span>
  );
}

interface ToldProps {
  readonly detail: CheckedDetail['detail'];
  readonly person: Subject | RecordView['identity'];
}

/** A detail as it was told. */
function Told({ detail, person }: ToldProps) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const { names, birthDate, sex, documents = [], mother, father, birthPlace, nationalities = [] } = person;
  const texts = {
    name: names.map(({ full }) => full).join('; '),
    birthDate: birthDate === undefined ? '' : dayIn(i18n.language, birthDate),
    sex: sex === 1 ? t('person.male') : sex === 2 ? t('person.female') : '',
    documents: documents.map(({ type, number }) => `${nameOf('documentTypes', type)}: ${number}`).join('; '),
    ...{ mother: mother?.full ?? '', father: father?.full ?? '' },
    birthPlace:
      birthPlace === undefined
        ? ''
        : [birthPlace.town, nameOf('countries', birthPlace.country)].filter(Boolean).join(', '),
    nationality: nationalities.map((code) => nameOf('countries', code)).join(', '),
  };
  const text = texts[detail];
  return text === '' ? <span className="quiet">{t('score.notTold')}</span> : <span>{text}</span>;
}
