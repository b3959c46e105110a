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

type Review = Reviews['reviews'][number];
/** A use with what was just said of it. */
interface Judged {
  readonly review: Review;
  readonly verdict: 'JUSTIFIED' | 'NOT_JUSTIFIED';
  readonly comment: string;
}

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
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(reviewOptions(mandate));
  const [judged, setJudged] = useState<readonly Judged[]>([]);
  const settle = (one: Judged) => {
    setJudged([one, ...judged]);
    // the others were looked at already: another look would be another entry of the log
    queries.setQueryData(reviewOptions(mandate).queryKey, (before) =>
      before?.filter(({ eventId }) => eventId !== one.review.eventId),
    );
  };
  return (
    <>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <ListToCome />}
      {data?.length === 0 && <Nothing title={t('auditor.noReviews')} text={t('auditor.noReviewsText')} />}
      <div className={classes['stack']}>
        {data?.map((review) => (
          <ReviewCard key={review.eventId} review={review} onJudged={settle} />
        ))}
      </div>
      {judged.length > 0 && (
        <section aria-labelledby="judged">
          <h2 id="judged" className={classes['judged']}>
            {t('auditor.judged')}
          </h2>
          <div className={classes['stack']}>
            {judged.map((one) => (
              <JudgedCard key={one.review.eventId} {...one} />
            ))}
          </div>
        </section>
      )}
    </>
  );
}

interface ReviewCardProps {
  readonly review: Review;
  readonly onJudged: (one: Judged) => void;
}

function ReviewCard({ review, onJudged }: ReviewCardProps) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const [comment, setComment] = useState('');
  const { eventId, purpose, country, dueAt } = review;
  const judging = useMutation({
    mutationFn: (verdict: Judged['verdict']) => judgeUse(eventId, verdict, comment.trim()),
    onSuccess: (_, verdict) => {
      onJudged({ review, verdict, comment: comment.trim() });
    },
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
      <Use review={review} />
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

/** What was just judged: whoever did it sees that it is done, and what follows. */
function JudgedCard({ review, verdict, comment }: Judged) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  const { purpose, country } = review;
  return (
    <article className="card" aria-label={nameOf('purposes', purpose)} tabIndex={-1} ref={focused}>
      <div className={classes['above']}>
        <h3 className={classes['count']}>
          {nameOf('purposes', purpose)} · {nameOf('countries', country)}
        </h3>
        <Badge color={verdict === 'JUSTIFIED' ? 'sea' : 'red'}>{t(`entryOutcome.${verdict}`)}</Badge>
      </div>
      <Use review={review} />
      <blockquote className={classes['reason']}>{comment}</blockquote>
      <p className="quiet" role="status">
        {t(`auditor.judgedNext.${verdict}`)}
      </p>
    </article>
  );
}

/** The button that had the focus is gone. */
const focused = (card: HTMLElement | null) => card?.focus();

/** Which entry of the log it is. */
function Use({ review: { eventId, type, usedAt } }: { readonly review: Review }) {
  const { i18n } = useTranslation();
  return (
    <p className={classes['inline']}>
      <TypeBadge type={type} />
      <EntryLink eventId={eventId} type={type}>
        {momentIn(i18n.language, usedAt)}
      </EntryLink>
    </p>
  );
}
