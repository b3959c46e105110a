import { Badge, Button } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { api, read } from '../api/client.js';
import type { Drafts } from '../api/shapes.js';
import { Page } from '../shell/page.js';
import { Failure, ListToCome, Nothing } from '../shell/states.js';
import { momentIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import classes from '../requests/requests.module.css';

export const useDrafts = () =>
  useQuery({
    queryKey: ['drafts', 'list'],
    queryFn: async () => (await read<Drafts>(api.GET('/api/v1/drafts'))).drafts,
  });

/** What was put aside, and what waits for a colleague. */
export function DraftsPage() {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const queries = useQueryClient();
  const { data, error, refetch } = useDrafts();
  const discarding = useMutation({
    mutationFn: (id: string) => read(api.DELETE('/api/v1/drafts/{id}', { params: { path: { id } } })),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['drafts'] }),
  });
  return (
    <Page title={t('page.drafts')} lead={t('drafts.lead')}>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {discarding.isError && <Failure error={discarding.error} />}
      {data === undefined && error === null && <ListToCome />}
      {data?.length === 0 && (
        <Nothing title={t('drafts.noneTitle')} text={t('drafts.noneText')}>
          <Button component={Link} to="/ask">
            {t('action.ask')}
          </Button>
        </Nothing>
      )}
      <ul className={classes['rows']}>
        {data?.map(({ id, kind, state, countries, changedAt, lapsesAt }) => (
          <li key={id} className={classes['row']}>
            <strong>
              {countries.length === 0
                ? t('drafts.noCountry')
                : countries.map((code) => nameOf('countries', code)).join(', ')}
            </strong>
            <span className={classes['badges']}>
              {state === 'AWAITING_APPROVAL' ? (
                <Badge color="orange">{t('drafts.waiting')}</Badge>
              ) : (
                <Button size="xs" component={Link} to="/ask/$id" params={{ id } as never}>
                  {t('drafts.goOn')}
                </Button>
              )}
              <Button size="xs" variant="default" loading={discarding.isPending} onClick={() => discarding.mutate(id)}>
                {t('drafts.discard')}
              </Button>
            </span>
            <span className={classes['when']}>
              {t(`kind.${kind}.short`)} · {t('drafts.changed', { when: momentIn(i18n.language, changedAt) })} ·{' '}
              {t('drafts.until', { when: momentIn(i18n.language, lapsesAt) })}
            </span>
          </li>
        ))}
      </ul>
    </Page>
  );
}
