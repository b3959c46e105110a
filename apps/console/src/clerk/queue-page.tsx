import { Badge } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { QueuedQuestion, QueueQuery } from '../api/shapes.js';
import rows from '../requests/requests.module.css';
import { useSession } from '../session/use-session.js';
import { nowMs } from '../shell/clock.js';
import { Page } from '../shell/page.js';
import { Failure, ListToCome, Nothing } from '../shell/states.js';
import { distanceIn, momentIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import classes from './clerk.module.css';
import { QueueFilters } from './queue-filters.js';
import { SavedSearches } from '../searches/saved-searches.js';
import { queueSearches, useQueue } from './use-clerk.js';

const COLOURS = { AMBIGUOUS: 'ink', INFORMATION: 'ink', CONFIRM_REFUSAL: 'orange', RELEASE: 'sea' } as const;

/** Questions of other countries that no machine may answer, whose time ends first. */
export function QueuePage() {
  const { t } = useTranslation();
  const [query, setQuery] = useState<QueueQuery>({});
  const { data, error, refetch } = useQueue(query);
  const isNarrowed = Object.keys(query).length > 0;
  return (
    <Page title={t('page.queue')} lead={t('queue.lead')}>
      <SavedSearches list={queueSearches} query={query} onChoose={setQuery} />
      <QueueFilters query={query} onChange={setQuery} />
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <ListToCome />}
      {data?.length === 0 && (
        <Nothing
          title={t(isNarrowed ? 'queue.noneLikeThis' : 'queue.noneTitle')}
          text={t(isNarrowed ? 'queue.noneLikeThisText' : 'queue.noneText')}
        />
      )}
      {data !== undefined && data.length > 0 && (
        <>
          <p className={classes['count']} role="status">
            {t('queue.count', { count: data.length })}
          </p>
          <QueueRows questions={data} />
        </>
      )}
    </Page>
  );
}

/** Questions as lines, each the way to its page. */
function QueueRows({ questions }: { readonly questions: readonly QueuedQuestion[] }) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  return (
    <ul className={rows['rows']}>
      {questions.map(({ questionId: id, country, purpose, urgency, queue, assignee, deadline, ...times }) => (
        <li key={id}>
          <Link
            className={`${rows['row'] ?? ''} ${classes['waiting'] ?? ''}`}
            data-deadline={deadline}
            to="/queue/$id"
            params={{ id }}
          >
            <strong>
              {nameOf('countries', country)} · {nameOf('purposes', purpose)}
            </strong>
            <span className={rows['badges']}>
              {deadline !== 'RUNNING' && (
                <Badge color={deadline === 'OVERDUE' ? 'red' : 'orange'}>{t(`deadline.${deadline}`)}</Badge>
              )}
              {urgency !== 'ROUTINE' && <Badge color="orange">{nameOf('urgencies', urgency)}</Badge>}
              <Badge color={COLOURS[queue]}>{t(`queueName.${queue}`)}</Badge>
            </span>
            <span className={rows['when']}>
              {t('queue.due', { when: momentIn(i18n.language, times.dueAt) })} (
              {distanceIn(i18n.language, times.dueAt, nowMs())}) · <Assignee who={assignee} />
              {times.rounds > 0 && ` · ${t('queue.rounds', { count: times.rounds })}`}
              {times.announcedAt !== null &&
                ` · ${t('queue.announced', { when: momentIn(i18n.language, times.announcedAt) })}`}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  );
}

/** Whose it is: mine, a colleague's, nobody's. */
export function Assignee({ who }: { readonly who: string | null }) {
  const { t } = useTranslation();
  const { subject } = useSession();
  if (who === null) return <>{t('queue.nobodys')}</>;
  return who === subject ? <b>{t('queue.mine')}</b> : <>{t('queue.of', { who })}</>;
}
