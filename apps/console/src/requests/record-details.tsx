import { useTranslation } from 'react-i18next';
import type { ConvictionView, RecordView } from '../api/shapes.js';
import { dayIn, durationIn, moneyIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import classes from './requests.module.css';

interface Words {
  readonly language: string;
  readonly value: string;
}

/** A text in the language that is spoken where there is one, else as it was written first. */
const textIn = (language: string, texts: readonly Words[]): Words | undefined =>
  texts.find((text) => text.language === language) ?? texts[0];

/** Who it is by the other country's register, and each conviction. */
export function RecordDetails({ record: { identity, convictions } }: { readonly record: RecordView }) {
  const { t, i18n } = useTranslation();
  const [name] = identity.names;
  return (
    <div className={classes['record']}>
      <strong>{name?.full}</strong>
      {identity.birthDate !== undefined && (
        <div className="quiet">{t('record.born', { day: dayIn(i18n.language, identity.birthDate) })}</div>
      )}
      <h3>{t('record.convictions', { count: convictions.length })}</h3>
      <div className={classes['convictions']}>
        {convictions.map((conviction) => (
          <Conviction key={conviction.id} conviction={conviction} />
        ))}
      </div>
    </div>
  );
}

function Conviction({ conviction }: { readonly conviction: ConvictionView }) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const { language } = i18n;
  const { offences, sanctions, decidingAuthority, decisionDate, finalDate, fileNumber, recordKind } = conviction;
  return (
    <section className={classes['conviction']}>
      {offences.map(({ id, iccsCode, nationalTitle, legalProvisions, startDate }) => {
        const original = nationalTitle[0];
        return (
          <div key={id}>
            <h4>{nameOf('offences', iccsCode)}</h4>
            <p className={classes['original']}>
              <span lang={original?.language}>{original?.value}</span> · {legalProvisions} ·{' '}
              {dayIn(language, startDate)}
            </p>
          </div>
        );
      })}
      <ul>
        {sanctions.map(({ id, commonCategory, nationalTitle, sentencedPeriod, fine, suspension }) => (
          <li key={id}>
            {textIn(language, nationalTitle)?.value ?? nameOf('sanctions', commonCategory)}
            {sentencedPeriod?.duration !== undefined && `, ${durationIn(language, sentencedPeriod.duration)}`}
            {fine !== undefined && `, ${moneyIn(language, fine)}`}
            {suspension !== undefined && `, ${t('record.suspended')}`}
          </li>
        ))}
      </ul>
      <p className={classes['original']}>
        {textIn(language, decidingAuthority.name)?.value}
        {fileNumber !== undefined && ` · ${fileNumber}`} · {t('record.decided', { day: dayIn(language, decisionDate) })}{' '}
        · {t('record.final', { day: dayIn(language, finalDate) })} · {t(`recordKind.${recordKind}`)}
      </p>
    </section>
  );
}
