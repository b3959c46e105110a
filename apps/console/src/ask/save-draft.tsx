import { Button, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Failure } from '../shell/states.js';
import type { QuestionForm } from './question-form.js';
import { keepDraft } from './send.js';

interface SaveDraftProps {
  readonly form: QuestionForm;
  readonly draftId: string | undefined;
}

/** Puts the question aside for later. */
export function SaveDraft({ form, draftId }: SaveDraftProps) {
  const { t } = useTranslation();
  const [kept, setKept] = useState(draftId);
  const saving = useMutation({ mutationFn: () => keepDraft(form, kept), onSuccess: setKept });
  return (
    <div>
      <Button variant="default" loading={saving.isPending} onClick={() => saving.mutate()}>
        {t('ask.saveDraft')}
      </Button>
      <Text size="sm" c="dimmed" role="status" mt={4}>
        {saving.isSuccess ? t('ask.draftSaved') : ''}
      </Text>
      {saving.isError && <Failure error={saving.error} />}
    </div>
  );
}
