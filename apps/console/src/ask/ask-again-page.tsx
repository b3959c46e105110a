import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { queryOptionsOf, useAsked } from '../requests/use-requests.js';
import { Page } from '../shell/page.js';
import { useId } from '../shell/use-id.js';
import { Failure, ListToCome } from '../shell/states.js';
import { AskForm } from './ask-page.js';
import { formOf } from './question-form.js';

/** From a query to the question for the record, to the countries with a hit, with the same person and case. */
export function AskAgainPage() {
  const { t } = useTranslation();
  const id = useId();
  const person = useAsked(id);
  const answer = useQuery(queryOptionsOf(id));
  const [asked, query] = [person.data, answer.data];
  if (asked !== undefined && query !== undefined) {
    const to = query.countries.filter(({ result }) => result === 'HIT').map(({ country }) => country);
    return <AskForm initial={formOf('REQ', { ...asked, to })} />;
  }
  const failed = [person, answer].find(({ error }) => error !== null);
  return (
    <Page title={t('ask.title')}>
      {failed === undefined ? <ListToCome /> : <Failure error={failed.error} onRetry={() => void failed.refetch()} />}
    </Page>
  );
}
