import { Alert } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../api/client.js';
import type { DraftView } from '../api/shapes.js';
import { AskForm } from '../ask/ask-page.js';
import { formOf } from '../ask/question-form.js';
import { Page } from '../shell/page.js';
import { useId } from '../shell/use-id.js';
import { Failure, ListToCome } from '../shell/states.js';

/** A draft, in the form again. */
export function DraftPage() {
  const { t } = useTranslation();
  const id = useId();
  const { data, error, refetch } = useQuery({
    queryKey: ['drafts', 'one', id],
    queryFn: () => read<DraftView>(api.GET('/api/v1/drafts/{id}', { params: { path: { id } } })),
    // somebody is writing in it: it is not fetched anew below their hands
    ...{ staleTime: Infinity, gcTime: 0 },
  });
  if (data === undefined) {
    return (
      <Page title={t('ask.title')}>
        {error === null ? <ListToCome /> : <Failure error={error} onRetry={() => void refetch()} />}
      </Page>
    );
  }
  return (
    <>
      {data.returned !== undefined && (
        <Alert color="orange" m="md" title={t('drafts.returned')}>
          {data.returned.reason ?? ''}
        </Alert>
      )}
      <AskForm initial={formOf(data.kind, data.request)} draftId={id} />
    </>
  );
}
