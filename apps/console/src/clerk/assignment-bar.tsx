import { Button } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../api/client.js';
import type { ReceivedQuestion } from '../api/shapes.js';
import { useSession } from '../session/use-session.js';
import { Failure } from '../shell/states.js';
import classes from './clerk.module.css';
import { DelayButton } from './delay-button.js';
import { Assignee } from './queue-page.js';
import { questionOptions } from './use-clerk.js';

/** Whose the question is, and taking it or giving it back. Only who has it decides. */
export function AssignmentBar({ question }: { readonly question: ReceivedQuestion }) {
  const { t } = useTranslation();
  const { subject: me } = useSession();
  const queries = useQueryClient();
  const { questionId: id, assignee } = question;
  const isMine = assignee === me;
  const assigning = useMutation({
    mutationFn: (to: string | null) =>
      read(api.POST('/api/v1/clerk/questions/{id}/assignment', { params: { path: { id } }, body: { to } })),
    onSuccess: (_, to) => {
      // known without another look, which would be another entry of the log
      queries.setQueryData(questionOptions(id).queryKey, (before) => before && { ...before, assignee: to });
      void queries.invalidateQueries({ queryKey: ['clerk', 'queue'] });
    },
  });
  return (
    <section className={classes['bar']} aria-label={t('received.whose')}>
      <span>
        <Assignee who={assignee} />
      </span>
      <span className={classes['barActions']}>
        {isMine && <DelayButton question={question} />}
        <Button
          variant={isMine ? 'default' : 'filled'}
          loading={assigning.isPending}
          onClick={() => assigning.mutate(isMine ? null : me)}
        >
          {t(isMine ? 'received.giveBack' : assignee === null ? 'received.take' : 'received.takeOver')}
        </Button>
      </span>
      {assigning.isError && <Failure error={assigning.error} />}
    </section>
  );
}
