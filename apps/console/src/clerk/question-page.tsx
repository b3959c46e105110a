import { Alert, Badge, Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { NewRequest, ReceivedQuestion } from '../api/shapes.js';
import { AskedView } from '../requests/asked-view.js';
import { useSession } from '../session/use-session.js';
import { nowMs } from '../shell/clock.js';
import { Page } from '../shell/page.js';
import { Failure, ListToCome, Nothing } from '../shell/states.js';
import { useId } from '../shell/use-id.js';
import { distanceIn, momentIn } from '../words/formats.js';
import { useCatalogue, useNameOf } from '../words/use-catalogue.js';
import { AssignmentBar } from './assignment-bar.js';
import classes from './clerk.module.css';
import { Comparison } from './comparison-table.js';
import type { Done } from './decision.js';
import { DecisionPanel } from './decision-panel.js';
import { Desk } from './desk.js';
import { ReleasePanel } from './release-panel.js';
import { questionOptions } from './use-clerk.js';

/** A question of another country: held against the register line by line, and decided. */
export function QuestionPage() {
  const { t } = useTranslation();
  const id = useId();
  const queries = useQueryClient();
  const nameOf = useNameOf();
  const [done, setDone] = useState<Done>();
  const { data, error, refetch } = useQuery({ ...questionOptions(id), enabled: done === undefined });
  const finish = (what: Done) => {
    setDone(what);
    // nobody needs it any more, so it is not kept
    queries.removeQueries({ queryKey: ['clerk', 'question', id] });
    void queries.invalidateQueries({ queryKey: ['clerk', 'queue'] });
  };
  if (done !== undefined) {
    return (
      <Page title={t('received.title')}>
        <div role="status">
          <Nothing title={t(`received.done.${done}.title`)} text={t(`received.done.${done}.text`)}>
            <Button component={Link} to="/queue">
              {t('received.next')}
            </Button>
          </Nothing>
        </div>
      </Page>
    );
  }
  return (
    <Page
      title={
        data === undefined ? t('received.title') : t('received.of', { country: nameOf('countries', data.country) })
      }
      lead={t('received.lead')}
    >
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <ListToCome />}
      {data !== undefined && <Question question={data} onDone={finish} />}
    </Page>
  );
}

interface QuestionProps {
  readonly question: ReceivedQuestion;
  readonly onDone: (what: Done) => void;
}

function Question({ question, onDone }: QuestionProps) {
  const { t } = useTranslation();
  const { subject: me } = useSession();
  const { data: catalogue, error, refetch } = useCatalogue();
  const { request, candidates, queue, refusal, decision, assignee } = question;
  const asked = { ...request, to: catalogue === undefined ? [] : [catalogue.country] } as Partial<NewRequest>;
  const isRelease = queue === 'RELEASE';
  return (
    <div className={classes['question']}>
      <Times question={question} />
      {!isRelease && <AssignmentBar question={question} />}
      <Why question={question} />
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {catalogue !== undefined && <AskedView kind="REQ" asked={asked} catalogue={catalogue} />}
      {candidates.length > 0 && <Comparison candidates={candidates} wouldSeparate={question.wouldSeparate} />}
      {candidates.length === 0 && refusal === undefined && (
        <Alert color="gray" title={t(decision === undefined ? 'received.noLook' : 'received.nobody')}>
          {t(decision === undefined ? 'received.noLookText' : 'received.nobodyText')}
        </Alert>
      )}
      {isRelease && <ReleasePanel question={question} onDone={onDone} />}
      {!isRelease && assignee === me && <DecisionPanel question={question} onDone={onDone} />}
      <Desk question={question} />
    </div>
  );
}

/** Why a person is needed, in a sentence. */
function Why({ question: { queue, refusal } }: Pick<QuestionProps, 'question'>) {
  const { t } = useTranslation();
  const nameOf = useNameOf();
  return (
    <Alert color={queue === 'CONFIRM_REFUSAL' ? 'orange' : 'ink'} title={t(`queueName.${queue}`)}>
      {t(`queueMeans.${queue}`)}
      {refusal !== undefined && ` ${t('received.policySays')} ${nameOf('refusals', refusal)}.`}
    </Alert>
  );
}

function Times({ question }: Pick<QuestionProps, 'question'>) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const { receivedAt, dueAt, announcedAt, urgency, rounds, request } = question;
  const { language } = i18n;
  const isLate = Date.parse(dueAt) < nowMs();
  const facts = [
    [t('received.received'), momentIn(language, receivedAt), distanceIn(language, receivedAt, nowMs())],
    [t('received.due'), momentIn(language, dueAt), distanceIn(language, dueAt, nowMs())],
    ...(announcedAt === null
      ? []
      : [[t('received.announced'), momentIn(language, announcedAt), distanceIn(language, announcedAt, nowMs())]]),
    [t('received.authority'), request.authority, `${nameOf('roles', request.official.role)} ${request.official.id}`],
  ];
  return (
    <dl className={classes['facts']}>
      {facts.map(([name = '', value, more]) => (
        <div key={name} data-late={isLate && name === t('received.due')}>
          <dt>{name}</dt>
          <dd>{value}</dd>
          <dd className="quiet">{more}</dd>
        </div>
      ))}
      <div>
        <dt>{t('ask.urgency')}</dt>
        <dd>
          <Badge color={urgency === 'ROUTINE' ? 'gray' : 'orange'}>{nameOf('urgencies', urgency)}</Badge>
        </dd>
        {rounds > 0 && <dd className="quiet">{t('queue.rounds', { count: rounds })}</dd>}
      </div>
    </dl>
  );
}
