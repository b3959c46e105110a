import { Button, Group, Stack, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../api/client.js';
import type { ApprovalView } from '../api/shapes.js';
import { AskedView } from '../requests/asked-view.js';
import { Page } from '../shell/page.js';
import { useId } from '../shell/use-id.js';
import { Failure, ListToCome } from '../shell/states.js';
import { momentIn } from '../words/formats.js';
import { useCatalogue } from '../words/use-catalogue.js';

/** A colleague's question as it would leave: approve it, or give it back with a reason. */
export function ApprovalPage() {
  const { t, i18n } = useTranslation();
  const id = useId();
  const names = useCatalogue();
  const catalogue = names.data;
  const approval = useQuery({
    queryKey: ['approvals', 'one', id],
    queryFn: () => read<ApprovalView>(api.GET('/api/v1/approvals/{id}', { params: { path: { id } } })),
  });
  const { data } = approval;
  const failed = [approval, names].find(({ error }) => error !== null);
  return (
    <Page
      title={t('approvals.title')}
      lead={
        data === undefined
          ? undefined
          : t('approvals.by', { who: data.askedBy, when: momentIn(i18n.language, data.askedAt) })
      }
    >
      {failed !== undefined && <Failure error={failed.error} onRetry={() => void failed.refetch()} />}
      {(data === undefined || catalogue === undefined) && failed === undefined && <ListToCome />}
      {data !== undefined && catalogue !== undefined && (
        <Stack>
          <AskedView kind={data.kind} asked={data.request} catalogue={catalogue} />
          <Decision id={id} />
        </Stack>
      )}
    </Page>
  );
}

function Decision({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const [reason, setReason] = useState('');
  const deciding = useMutation({
    mutationFn: (decision: 'APPROVE' | 'REJECT') => {
      const body = { decision, ...(reason.trim() === '' ? {} : { reason: reason.trim() }) };
      return read(api.POST('/api/v1/requests/{id}/approval', { params: { path: { id } }, body }));
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['approvals'] });
      await navigate({ to: '/approvals' });
    },
  });
  return (
    <section className="card">
      <h2>{t('approvals.decide')}</h2>
      <Textarea
        label={t('approvals.reason')}
        description={t('approvals.reasonHint')}
        maxLength={400}
        value={reason}
        onChange={({ currentTarget }) => {
          setReason(currentTarget.value.replaceAll('\n', ' '));
        }}
      />
      {deciding.isError && <Failure error={deciding.error} />}
      <Group mt="md" justify="flex-end">
        <Button variant="default" loading={deciding.isPending} onClick={() => deciding.mutate('REJECT')}>
          {t('approvals.reject')}
        </Button>
        <Button loading={deciding.isPending} onClick={() => deciding.mutate('APPROVE')}>
          {t('approvals.approve')}
        </Button>
      </Group>
    </section>
  );
}
