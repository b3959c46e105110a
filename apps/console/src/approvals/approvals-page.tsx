import { Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, read } from '../api/client.js';
import type { Approvals } from '../api/shapes.js';
import classes from '../requests/requests.module.css';
import { Page } from '../shell/page.js';
import { Failure, ListToCome, Nothing } from '../shell/states.js';
import { momentIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';

export const useApprovals = () =>
  useQuery({
    queryKey: ['approvals', 'list'],
    queryFn: async () => (await read<Approvals>(api.GET('/api/v1/approvals'))).requests,
    refetchInterval: 30_000,
  });

/** What colleagues want to ask and may not ask alone. */
export function ApprovalsPage() {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const { data, error, refetch } = useApprovals();
  return (
    <Page title={t('page.approvals')} lead={t('approvals.lead')}>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <ListToCome />}
      {data?.length === 0 && <Nothing title={t('approvals.noneTitle')} text={t('approvals.noneText')} />}
      <ul className={classes['rows']}>
        {data?.map(({ id, purpose, urgency, countries, askedBy, askedAt, lapsesAt }) => (
          <li key={id}>
            <Link className={classes['row'] ?? ''} to="/approvals/$id" params={{ id }}>
              <strong>{nameOf('purposes', purpose)}</strong>
              <span className={classes['badges']}>
                <Badge color={urgency === 'ROUTINE' ? 'gray' : 'orange'}>{nameOf('urgencies', urgency)}</Badge>
              </span>
              <span className={classes['when']}>
                {t('approvals.by', { who: askedBy, when: momentIn(i18n.language, askedAt) })} ·{' '}
                {countries.map((code) => nameOf('countries', code)).join(', ')} ·{' '}
                {t('drafts.until', { when: momentIn(i18n.language, lapsesAt) })}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  );
}
