import { useTranslation } from 'react-i18next';
import { Tile, Tiles } from '../shell/tile.js';
import { ageIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import { Bars } from './bars.js';
import { FigureCard } from './figure-card.js';
import {
  flowsOf,
  outcomesOf,
  pairsOf,
  questionsIn,
  shareInTime,
  timesOf,
  type Kind,
  type Published,
} from './figures.js';
import classes from './statistics.module.css';

/** So many pairs stand as bars; all of them in the table. */
const PAIRS_SHOWN = 12;
const UNANSWERED = ['REJECTED', 'UNDELIVERABLE', 'TIMED_OUT', 'LAPSED', 'CANCELLED'] as const;

interface ChartsProps {
  readonly published: readonly Published[];
  readonly kind: Kind;
}

/** A month in four pictures. */
export function Charts({ published, kind }: ChartsProps) {
  const { t, i18n } = useTranslation();
  const pairs = pairsOf(published, kind);
  const inTime = shareInTime(pairs);
  const numbers = new Intl.NumberFormat(i18n.language);
  const tiles = [
    { label: t('statistics.questions'), text: numbers.format(questionsIn(pairs)) },
    { label: t('statistics.countries'), text: numbers.format(published.length) },
    ...(inTime === undefined
      ? []
      : [
          {
            label: t('statistics.inTime'),
            text: new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 }).format(inTime),
          },
        ]),
  ];
  return (
    <>
      <Tiles>
        {tiles.map(({ label, text }) => (
          <Tile key={label} says={text} label={label} />
        ))}
      </Tiles>
      <div className={classes['columns']}>
        <Flows flows={flowsOf(pairs)} />
        <div className={classes['stack']}>
          <Outcomes outcomes={outcomesOf(pairs)} />
          <Times times={timesOf(published, kind)} />
        </div>
      </div>
    </>
  );
}

function Flows({ flows }: { readonly flows: ReturnType<typeof flowsOf> }) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const numbers = new Intl.NumberFormat(i18n.language);
  const most = Math.max(...flows.map(({ questions }) => questions));
  const name = (country: string) => nameOf('countries', country);
  return (
    <FigureCard
      title={t('statistics.pairs')}
      hint={t('statistics.pairsHint')}
      heads={[t('statistics.from'), t('statistics.to'), t('statistics.count')]}
      rows={flows.map(({ from, to, questions }) => [name(from), name(to), numbers.format(questions)])}
    >
      <Bars
        bars={flows.slice(0, PAIRS_SHOWN).map(({ from, to, questions }) => ({
          ...{ key: `${from} ${to}`, label: `${name(from)} → ${name(to)}` },
          ...{ share: questions / most, text: numbers.format(questions) },
        }))}
      />
    </FigureCard>
  );
}

function Outcomes({ outcomes: { shown, hidden } }: { readonly outcomes: ReturnType<typeof outcomesOf> }) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const numbers = new Intl.NumberFormat(i18n.language);
  const name = (outcome: string) => {
    const unanswered = UNANSWERED.find((each) => each === outcome);
    return unanswered === undefined ? nameOf('outcomes', outcome) : t(`questionState.${unanswered}`);
  };
  const rows = [
    ...shown.map(({ outcome, questions }) => ({
      key: outcome,
      label: name(outcome),
      questions,
      tone: 'second' as const,
    })),
    ...(hidden > 0 ? [{ key: '', label: t('statistics.hidden'), questions: hidden, tone: 'quiet' as const }] : []),
  ];
  const most = Math.max(...rows.map(({ questions }) => questions), 1);
  return (
    <FigureCard
      title={t('statistics.outcomes')}
      heads={[t('statistics.outcome'), t('statistics.count')]}
      rows={rows.map(({ label, questions }) => [label, numbers.format(questions)])}
    >
      <Bars
        bars={rows.map(({ questions, ...row }) => ({
          ...row,
          share: questions / most,
          text: numbers.format(questions),
        }))}
      />
    </FigureCard>
  );
}

/** Lengths by the logarithm: some countries answer in seconds, others in days. */
function Times({ times }: { readonly times: ReturnType<typeof timesOf> }) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  if (times.length === 0) return null;
  const whole = Math.log1p(Math.max(...times.map(({ most }) => most), 60));
  const age = (seconds: number) => ageIn(i18n.language, seconds);
  const rows = times.map(({ country, least, most }) => {
    const start = least === most ? 0 : Math.log1p(least) / whole;
    const text = least === most ? age(most) : `${age(least)} – ${age(most)}`;
    return { key: country, label: nameOf('countries', country), start, share: Math.log1p(most) / whole - start, text };
  });
  return (
    <FigureCard
      title={t('statistics.times')}
      hint={t('statistics.timesHint')}
      heads={[t('statistics.to'), t('statistics.time')]}
      rows={rows.map(({ label, text }) => [label, text])}
    >
      <Bars bars={rows} />
    </FigureCard>
  );
}
