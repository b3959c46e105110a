import { useTranslation } from 'react-i18next';
import type { PurposesView } from '../api/shapes.js';
import { useCatalogue } from '../words/use-catalogue.js';
import { Bars } from './bars.js';
import { FigureCard } from './figure-card.js';
import classes from './statistics.module.css';

interface PillarsProps {
  readonly figures: PurposesView['pillars'];
}

/** What this country asked and answered for, by the pillars of the Alliance: sums of what is shown, so at least so many. */
export function Pillars({ figures: { asked, answered } }: PillarsProps) {
  const { t, i18n } = useTranslation();
  const { data: catalogue } = useCatalogue();
  if (catalogue === undefined) return null;
  const numbers = new Intl.NumberFormat(i18n.language);
  const most = Math.max(...Object.values(asked), ...Object.values(answered), 1);
  const pillars = catalogue.pillars.map(({ code, name }) => ({
    ...{ code, name },
    purposes: catalogue.purposes.filter(({ pillar }) => pillar === code).map((purpose) => purpose.name),
    counts: [
      { side: t('statistics.weAsked'), count: asked[code], tone: 'first' as const },
      { side: t('statistics.weAnswered'), count: answered[code], tone: 'second' as const },
    ].flatMap(({ count, ...rest }) => (count === undefined ? [] : [{ ...rest, count }])),
  }));
  return (
    <FigureCard
      title={t('statistics.pillars')}
      hint={t('statistics.pillarsHint')}
      heads={[t('statistics.pillar'), t('statistics.kind'), t('statistics.countAtLeast')]}
      rows={pillars.flatMap(({ name, counts }) => counts.map(({ side, count }) => [name, side, numbers.format(count)]))}
    >
      <ul className={classes['pillars']}>
        {pillars.map(({ code, name, purposes, counts }) => (
          <li key={code}>
            <strong>{name}</strong>
            {counts.length === 0 && <p className={classes['hint']}>{t('statistics.noPurposes')}</p>}
            <Bars
              bars={counts.map(({ side, count, tone }) => ({
                ...{ key: side, label: side, share: count / most, tone },
                text: t('statistics.atLeast', { number: numbers.format(count) }),
              }))}
            />
            <p className={classes['note']}>{new Intl.ListFormat(i18n.language).format(purposes)}</p>
          </li>
        ))}
      </ul>
    </FigureCard>
  );
}
