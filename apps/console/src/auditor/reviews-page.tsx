import { Badge, Button, Group, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reviews } from '../api/shapes.js';
import { nowMs } from '../shell/clock.js';
import { Failure, ListToCome, Nothing } from '../shell/states.js';
import { distanceIn, momentIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import { AuditorPage } from './auditor-page.js';
import classes from './auditor.module.css';
import { EntryLink, TypeBadge } from './entry-line.js';
import { useMandate } from './mandate.js';
import { judgeUse, reviewOptions } from './use-log.js';

/** Uses of an exceptional purpose: each is looked at by an auditor, and judged once. */
export function ReviewsPage() {
  const { t } = useTranslation();
  return (
    <AuditorPage title={t('page.reviews')} lead={t('auditor.reviewsLead')}>
      <ReviewList />
    </AuditorPage>
  );
}

function ReviewList() {
  const { t } = useTranslation();
  const mandate = useMandate();
  const { data, error, refetch } = useQuery(reviewOptions(mandate));
  return (
    <>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <ListToCome />}
      {data?.length === 0 && <Nothing title={t('auditor.noReviews')} text={t('auditor.noReviewsText')} />}
      <div className={classes['stack']}>
        {data?.map((review) => (
          <ReviewCard key={review.eventId} review={review} />
        ))}
      </div>
    </>
  );
}

function ReviewCard({ review }: { readonly review: Reviews['reviews'][number] }) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const queries = useQueryClient();
  const [comment, setComment] = useState('');
  const { eventId, type, purpose, country, usedAt, dueAt } = review;
  const judging = useMutation({
    mutationFn: (verdict: 'JUSTIFIED' | 'NOT_JUSTIFIED') => judgeUse(eventId, verdict, comment.trim()),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['log', 'reviews'] }),
  });
  const isLate = Date.parse(dueAt) < nowMs();
  const isReady = comment.trim() !== '';
  return (
    <article className="card" aria-label={nameOf('purposes', purpose)}>
      <div className={classes['above']}>
        <h2 className={classes['count']}>
          {nameOf('purposes', purpose)} · {nameOf('countries', country)}
        </h2>
        <Badge color={isLate ? 'red' : 'orange'}>
          {t(isLate ? 'auditor.reviewLate' : 'auditor.reviewDue', { when: distanceIn(i18n.language, dueAt, nowMs()) })}
        </Badge>
      </div>
      <p className={classes['inline']}>
        <TypeBadge type={type} />
        <EntryLink eventId={eventId} type={type}>
          {momentIn(i18n.language, usedAt)}
        </EntryLink>
      </p>
      <Textarea
        mt="sm"
        label={t('auditor.comment')}
        description={t('auditor.commentHint')}
        maxLength={400}
        value={comment}
        onChange={({ currentTarget }) => {
          setComment(currentTarget.value.replaceAll('\n', ' '));
        }}
      />
      {judging.isError && <Failure error={judging.error} />}
      <Group mt="md" gap="sm">
        <Button disabled={!isReady} loading={judging.isPending} onClick={() => judging.mutate('JUSTIFIED')}>
          {t('entryOutcome.JUSTIFIED')}
        </Button>
        <Button
          color="red"
          variant="light"
          disabled={!isReady}
          loading={judging.isPending}
          onClick={() => judging.mutate('NOT_JUSTIFIED')}
        >
          {t('entryOutcome.NOT_JUSTIFIED')}
        </Button>
      </Group>
    </article>
  );
}
