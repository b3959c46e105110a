import { Button } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useRequests } from '../requests/use-requests.js';
import { Page } from '../shell/page.js';
import { Failure, ListToCome, Nothing } from '../shell/states.js';
import { ExtractCard } from './extract-card.js';
import { extractsOf } from './use-extracts.js';

/** So many of the newest requests are looked into. */
const LOOKED_INTO = 20;

/** The certified extracts that a prosecutor holds, and the way to another. */
export function ExtractsPage() {
  const { t } = useTranslation();
  const asked = useRequests();
  const requests = asked.data;
  const answered = (requests ?? []).filter(
    ({ kind, questions }) => kind === 'REQ' && questions.some(({ answeredAt }) => answeredAt !== null),
  );
  const ids = answered.slice(0, LOOKED_INTO).map(({ id }) => id);
  const lists = useQueries({ queries: ids.map(extractsOf) });
  const extracts = lists.flatMap(({ data = [] }, index) => data.map((extract) => ({ extract, id: ids[index] ?? '' })));
  const failed = [asked, ...lists].find(({ error }) => error !== null);
  const isPending = requests === undefined || lists.some((list) => list.isPending);
  return (
    <Page
      title={t('page.extracts')}
      lead={t('extract.lead')}
      actions={
        <Button component={Link} to="/ask/for/E1">
          {t('extract.ask')}
        </Button>
      }
    >
      {failed !== undefined && <Failure error={failed.error} onRetry={() => void failed.refetch()} />}
      {isPending && failed === undefined && <ListToCome />}
      {!isPending && failed === undefined && extracts.length === 0 && (
        <Nothing title={t('extract.noneTitle')} text={t('extract.noneText')} />
      )}
      {extracts.map(({ extract, id }) => (
        <ExtractCard key={extract.number} requestId={id} extract={extract} />
      ))}
    </Page>
  );
}
