import { Alert, Button, Group } from '@mantine/core';
import { IconArrowLeft, IconSend } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiProblem } from '../api/problem.js';
import type { Catalogue } from '../api/shapes.js';
import { AskedView } from '../requests/asked-view.js';
import { signInAddress } from '../session/sign-in-page.js';
import { Page } from '../shell/page.js';
import { Failure } from '../shell/states.js';
import classes from './ask.module.css';
import { requestOf, type QuestionForm } from './question-form.js';
import { keepDraft, send } from './send.js';

interface ReviewPageProps {
  readonly form: QuestionForm;
  readonly catalogue: Catalogue;
  readonly draftId: string | undefined;
  readonly onBack: () => void;
}

/** The question once more, as it will be sent and logged. */
export function ReviewPage({ form, catalogue, draftId, onBack }: ReviewPageProps) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [key] = useState(() => crypto.randomUUID());
  const sending = useMutation({
    mutationFn: () => send(form, key, draftId),
    onSuccess: async ({ id, kind }) =>
      navigate({ to: kind === 'REQ' ? '/requests/$id' : '/queries/$id', params: { id } }),
    onError: async (error) => {
      if (!(error instanceof ApiProblem && error.code === 'auth.step-up-needed')) return;
      // the way to the sign-in leaves this page: what is filled in waits at the node
      const kept = await keepDraft(form, draftId);
      location.assign(signInAddress(`/ask/${kept}`, true));
    },
  });
  return (
    <Page title={t('review.title')} lead={t('review.lead')}>
      <div className={classes['review']}>
        <AskedView kind={form.kind} asked={requestOf(form)} catalogue={catalogue} />
        <Alert color="ink" title={t('review.loggedTitle')}>
          {t('review.logged')}
        </Alert>
        {sending.isError && <Failure error={sending.error} onRetry={() => sending.mutate()} />}
        <Group justify="space-between">
          <Button variant="default" leftSection={<IconArrowLeft size={18} />} onClick={onBack}>
            {t('review.back')}
          </Button>
          <Button
            size="md"
            leftSection={<IconSend size={18} />}
            loading={sending.isPending}
            onClick={() => sending.mutate()}
          >
            {form.kind === 'REQ'
              ? t('review.send', { count: form.to.length })
              : t('review.sendQuery', { count: form.to.length })}
          </Button>
        </Group>
      </div>
    </Page>
  );
}
