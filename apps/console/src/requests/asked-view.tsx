import { useTranslation } from 'react-i18next';
import type { Catalogue, NewRequest } from '../api/shapes.js';
import { dayIn } from '../words/formats.js';
import classes from './requests.module.css';

interface AskedViewProps {
  readonly kind: 'REQ' | 'QUERY';
  readonly asked: Partial<NewRequest>;
  readonly catalogue: Catalogue;
}

/** What is asked, or was: in the words of a person, not in codes. */
export function AskedView({ kind, asked, catalogue }: AskedViewProps) {
  const { t, i18n } = useTranslation();
  const { evidence = {}, subject } = asked;
  const nameIn = (
    table: 'countries' | 'purposes' | 'legalBases' | 'urgencies' | 'offences' | 'documentTypes',
    code = '',
  ) => catalogue[table].find((entry) => entry.code === code)?.name ?? code;
  const consent = evidence.consent;
  const question = [
    [t('summary.kind'), t(`kind.${kind}.name`)],
    [t('summary.why'), nameIn('purposes', asked.purpose)],
    [t('summary.whom'), (asked.to ?? []).map((code) => nameIn('countries', code)).join(', ')],
    [t('ask.legalBasis'), nameIn('legalBases', asked.legalBasis)],
    [t('ask.caseReference'), asked.caseReference],
    [t('ask.urgency'), nameIn('urgencies', asked.urgency)],
    [t('ask.offences'), evidence.accusedOffences?.map((code) => `${nameIn('offences', code)} (${code})`).join('; ')],
    ...(['reason', 'place', 'court', 'position', 'identityProof', 'law'] as const).map(
      (field) => [t(`evidence.${field}.label`), evidence[field]] as const,
    ),
    [
      t('evidence.consent.label'),
      consent === undefined ? undefined : `${consent.reference}, ${dayIn(i18n.language, consent.givenOn)}`,
    ],
  ] as const;
  const place = subject?.birthPlace;
  const person = [
    [t('person.name'), subject?.names[0]?.full],
    [
      t('person.otherName'),
      subject?.names
        .slice(1)
        .map(({ full }) => full)
        .join('; '),
    ],
    [t('person.birthDate'), subject?.birthDate === undefined ? undefined : dayIn(i18n.language, subject.birthDate)],
    [t('person.sex'), subject?.sex === 1 ? t('person.male') : subject?.sex === 2 ? t('person.female') : undefined],
    [
      t('person.documents'),
      subject?.documents
        ?.map(({ type, country, number }) => `${nameIn('documentTypes', type)} (${country}) ${number}`)
        .join('; '),
    ],
    [
      t('person.birthPlace'),
      place === undefined ? undefined : [place.town, nameIn('countries', place.country)].filter(Boolean).join(', '),
    ],
    [t('person.nationality'), subject?.nationalities?.map((code) => nameIn('countries', code)).join(', ')],
    [t('person.mother'), subject?.mother?.full],
    [t('person.father'), subject?.father?.full],
  ] as const;
  return (
    <div className="two-columns">
      <Pairs title={t('review.question')} pairs={question} />
      <Pairs title={t('review.person')} pairs={person} />
    </div>
  );
}

interface PairsProps {
  readonly title: string;
  readonly pairs: readonly (readonly [string, string | undefined])[];
}

/** What is told; what is not is left out. */
function Pairs({ title, pairs }: PairsProps) {
  const told = pairs.filter(([, text]) => text !== undefined && text !== '');
  return (
    <section className="card">
      <h2 className={classes['heading']}>{title}</h2>
      <dl className={classes['pairs']}>
        {told.map(([name, text]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
