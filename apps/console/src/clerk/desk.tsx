import { Badge, Button, Group, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../api/client.js';
import type { ReceivedQuestion } from '../api/shapes.js';
import { useSession } from '../session/use-session.js';
import { nowMs } from '../shell/clock.js';
import { Failure } from '../shell/states.js';
import { momentIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import classes from './clerk.module.css';
import { questionOptions } from './use-clerk.js';

/** What colleagues have said and decided about a question so far. It stays in this country. */
export function Desk({ question }: { readonly question: ReceivedQuestion }) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const { comments, decisions } = question;
  const settled = decisions.flatMap(({ state, ...of }) => (state === 'OPEN' ? [] : [{ ...of, state }]));
  return (
    <section className="card" aria-labelledby="desk">
      <h2 id="desk">{t('desk.title')}</h2>
      <p className={classes['explain']}>{t('desk.text')}</p>
      <ul className={classes['said']}>
        {settled.map(({ choice, reason, decidedBy, decidedAt, state }) => (
          <li key={decidedAt}>
            <span className="quiet">
              {decidedBy ?? '–'} · {momentIn(i18n.language, decidedAt)}
            </span>
            <span>
              {t(`decide.${choice}.name`)}
              {reason !== undefined && `: ${nameOf('refusals', reason)}`}{' '}
              <Badge color="gray">{t(`desk.${state}`)}</Badge>
            </span>
          </li>
        ))}
        {comments.map(({ by, at, comment }, index) => (
          <li key={`${at}${index}`}>
            <span className="quiet">
              {by ?? '–'} · {momentIn(i18n.language, at)}
            </span>
            <span>{comment ?? t('desk.erased')}</span>
          </li>
        ))}
      </ul>
      <Comment id={question.questionId} />
    </section>
  );
}

function Comment({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const { subject: by } = useSession();
  const queries = useQueryClient();
  const [text, setText] = useState('');
  const saying = useMutation({
    mutationFn: (comment: string) =>
      read(api.POST('/api/v1/clerk/questions/{id}/comments', { params: { path: { id } }, body: { comment } })),
    onSuccess: (_, comment) => {
      const said = { by, at: new Date(nowMs()).toISOString(), comment };
      // known without another look, which would be another entry of the log
      queries.setQueryData(
        questionOptions(id).queryKey,
        (before) => before && { ...before, comments: [...before.comments, said] },
      );
      setText('');
    },
  });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (text.trim() !== '') saying.mutate(text.trim());
      }}
    >
      <Group align="flex-end" gap="sm">
        <TextInput
          id="comment"
          className={classes['grow'] ?? ''}
          label={t('desk.comment')}
          maxLength={400}
          value={text}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
          }}
        />
        <Button type="submit" variant="default" disabled={text.trim() === ''} loading={saying.isPending}>
          {t('desk.say')}
        </Button>
      </Group>
      {saying.isError && <Failure error={saying.error} />}
    </form>
  );
}
