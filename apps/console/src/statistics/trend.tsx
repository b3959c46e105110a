import { useTranslation } from 'react-i18next';
import { dayIn } from '../words/formats.js';
import { Columns } from './bars.js';
import { FigureCard } from './figure-card.js';

interface TrendProps {
  /** The newest first; without a number where nobody has published one, which is not zero. */
  readonly months: readonly { readonly month: string; readonly questions: number | undefined }[];
  readonly chosen: string;
}

/** The questions of the last months, side by side. */
export function Trend({ months, chosen }: TrendProps) {
  const { t, i18n } = useTranslation();
  const most = Math.max(...months.map(({ questions = 0 }) => questions), 1);
  const numbers = new Intl.NumberFormat(i18n.language);
  const short = new Intl.DateTimeFormat(i18n.language, { month: 'short', timeZone: 'UTC' });
  const textOf = (questions: number | undefined) => (questions === undefined ? '–' : numbers.format(questions));
  const ascending = months.toReversed();
  return (
    <FigureCard
      title={t('statistics.trend')}
      heads={[t('statistics.month'), t('statistics.count')]}
      rows={ascending.map(({ month, questions }) => [dayIn(i18n.language, month), textOf(questions)])}
    >
      <Columns
        columns={ascending.map(({ month, questions }) => ({
          ...{ key: month, label: short.format(new Date(`${month}-15T00:00:00Z`)), share: (questions ?? 0) / most },
          ...{ text: textOf(questions), isChosen: month === chosen },
        }))}
      />
    </FigureCard>
  );
}
