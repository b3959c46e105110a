import { Button, SegmentedControl } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestView } from '../api/shapes.js';
import { ExtractsOfRequest } from '../extracts/extract-card.js';
import { Page } from '../shell/page.js';
import { useId } from '../shell/use-id.js';
import { Failure, ListToCome } from '../shell/states.js';
import { momentIn } from '../words/formats.js';
import { useCatalogue } from '../words/use-catalogue.js';
import { AnswerCard } from './answer-card.js';
import { AnswerTable } from './answer-table.js';
import { AskedView } from './asked-view.js';
import classes from './requests.module.css';
import { isOpen } from './states.js';
import { UnsentNote } from './unsent-note.js';
import { requestOptions, useAsked, useLive } from './use-requests.js';

/** What became of a question: each country live, the answers side by side, and what was asked. */
export function RequestPage() {
  const { t, i18n } = useTranslation();
  const id = useId();
  const { data, error, refetch } = useQuery(requestOptions(id));
  useLive('requests', id, data?.questions.some(({ state }) => isOpen(state)) ?? false);
  return (
    <Page
      title={t('request.title')}
      lead={data === undefined ? undefined : t('request.asked', { when: momentIn(i18n.language, data.createdAt) })}
    >
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      {data === undefined && error === null && <ListToCome />}
      {data !== undefined && <Answers request={data} />}
    </Page>
  );
}

function Answers({ request: { id, questions, unsent } }: { readonly request: RequestView }) {
  const { t } = useTranslation();
  const [isTable, setTable] = useState(false);
  const done = questions.filter(({ state }) => !isOpen(state));
  const found = questions.filter(({ outcome }) => outcome === 'RECORDS' || outcome === 'PARTIAL');
  return (
    <>
      {unsent !== undefined && <UnsentNote unsent={unsent} />}
      {questions.length > 0 && (
        <div className={classes['overview']} role="status">
          <Figure value={`${done.length}/${questions.length}`} label={t('request.answered')} />
          <Figure value={String(found.length)} label={t('request.found')} />
          {questions.length > 1 && (
            <SegmentedControl
              aria-label={t('request.view')}
              value={isTable ? 'table' : 'cards'}
              data={[
                { value: 'cards', label: t('request.cards') },
                { value: 'table', label: t('request.table') },
              ]}
              onChange={(value) => {
                setTable(value === 'table');
              }}
            />
          )}
          <Button
            variant="default"
            onClick={() => {
              print();
            }}
          >
            {t('action.print')}
          </Button>
        </div>
      )}
      {done.length > 0 && <ExtractsOfRequest requestId={id} />}
      {isTable ? (
        <AnswerTable questions={questions} />
      ) : (
        <div className={classes['answers']}>
          {questions.map((question) => (
            <AnswerCard key={question.id} requestId={id} question={question} />
          ))}
        </div>
      )}
      {questions.length > 0 && <Asked id={id} kind="REQ" />}
    </>
  );
}

function Figure({ value, label }: { readonly value: string; readonly label: string }) {
  return (
    <div className={classes['figure']}>
      <b>{value}</b>
      <span>{label}</span>
    </div>
  );
}

/** What was asked, below what came of it. */
export function Asked({ id, kind }: { readonly id: string; readonly kind: 'REQ' | 'QUERY' }) {
  const asked = useAsked(id);
  const names = useCatalogue();
  const failed = [asked, names].find(({ error }) => error !== null);
  if (failed !== undefined) return <Failure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (asked.data === undefined || names.data === undefined) return null;
  return <AskedView kind={kind} asked={asked.data} catalogue={names.data} />;
}
