import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { QuestionView } from '../api/shapes.js';
import { dayIn, momentIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import classes from './requests.module.css';
import { COLOURS, moodOf } from './states.js';

/** The answers line by line: whoever asked many countries sees them at once. */
export function AnswerTable({ questions }: { readonly questions: readonly QuestionView[] }) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const summaryOf = ({ answer }: QuestionView) =>
    answer?.record?.convictions.map(
      ({ decisionDate, offences }) =>
        `${dayIn(i18n.language, decisionDate)}: ${offences.map(({ iccsCode }) => nameOf('offences', iccsCode)).join(', ')}`,
    ) ?? [];
  return (
    <div className={`card ${classes['scroll'] ?? ''}`} tabIndex={0} role="region" aria-label={t('request.table')}>
      <table className={classes['table']}>
        <thead>
          <tr>
            <th scope="col">{t('request.country')}</th>
            <th scope="col">{t('request.outcome')}</th>
            <th scope="col">{t('request.record')}</th>
            <th scope="col">{t('request.when')}</th>
          </tr>
        </thead>
        <tbody>
          {questions.map((question) => (
            <tr key={question.id}>
              <th scope="row">{nameOf('countries', question.country)}</th>
              <td>
                {question.outcome === null ? (
                  <Badge color={COLOURS[moodOf(question.state)]}>{t(`questionState.${question.state}`)}</Badge>
                ) : (
                  nameOf('outcomes', question.outcome)
                )}
              </td>
              <td>
                {summaryOf(question).map((line) => (
                  <div key={line}>{line}</div>
                ))}
              </td>
              <td>{question.answeredAt === null ? '' : momentIn(i18n.language, question.answeredAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
