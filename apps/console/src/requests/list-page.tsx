import { Badge, Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestList, RequestQuery } from '../api/shapes.js';
import { SavedSearches } from '../searches/saved-searches.js';
import { Page } from '../shell/page.js';
import { Failure, ListToCome, Nothing } from '../shell/states.js';
import { momentIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import { narrow } from './narrow-requests.js';
import { RequestFilters } from './request-filters.js';
import classes from './requests.module.css';
import { StateBadge } from './state-badge.js';
import { requestSearches, useRequests } from './use-requests.js';

type Listed = RequestList['requests'][number];

/** Everything that an official has asked, the newest first. */
export function RequestsPage() {
  const { t } = useTranslation();
  const { data, error, refetch } = useRequests();
  const [query, setQuery] = useState<RequestQuery>({});
  const shown = data === undefined ? undefined : narrow(data, query);
  const isNarrowed = Object.keys(query).length > 0;
  return (
    <Page
      title={t('page.requests')}
      lead={t('requests.lead')}
      actions={
        <Button component={Link} to="/ask">
          {t('action.ask')}
        </Button>
      }
    >
      <SavedSearches list={requestSearches} query={query} onChoose={setQuery} />
      <RequestFilters query={query} onChange={setQuery} />
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <ListToCome />}
      {shown?.length === 0 && (
        <Nothing
          title={t(isNarrowed ? 'requests.noneLikeThis' : 'requests.noneTitle')}
          text={t(isNarrowed ? 'requests.noneLikeThisText' : 'requests.noneText')}
        />
      )}
      {shown !== undefined && shown.length > 0 && <RequestRows requests={shown} />}
    </Page>
  );
}

/** Requests as lines, each the way to its page. */
export function RequestRows({ requests }: { readonly requests: readonly Listed[] }) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  return (
    <ul className={classes['rows']}>
      {requests.map(({ id, kind, createdAt, purpose, caseReference, questions }) => {
        const names = questions.map(({ country }) => nameOf('countries', country));
        const isUnread = questions.some(({ unreadSince }) => unreadSince !== undefined);
        const isReminded = questions.some((question) => question.isReminded === true);
        return (
          <li key={id}>
            <Link
              className={classes['row'] ?? ''}
              to={kind === 'REQ' ? '/requests/$id' : '/queries/$id'}
              params={{ id }}
            >
              <strong>
                {names.length > 4
                  ? t('requests.countriesMore', { names: names.slice(0, 3).join(', '), count: names.length - 3 })
                  : names.join(', ')}
              </strong>
              <span className={classes['badges']}>
                {isUnread && (
                  <Badge color={isReminded ? 'orange' : 'sea'}>
                    {t(isReminded ? 'requests.reminded' : 'requests.new')}
                  </Badge>
                )}
                <StateBadge states={questions.map(({ state }) => state)} />
              </span>
              {purpose !== undefined && (
                <span className={classes['what']}>
                  <b>{caseReference}</b> · {nameOf('purposes', purpose)}
                </span>
              )}
              <span className={classes['when']}>
                {t(`kind.${kind}.short`)} · {momentIn(i18n.language, createdAt)}
              </span>
            </Link>
          </li>
        );
      })}
    </ul>
  );
}
