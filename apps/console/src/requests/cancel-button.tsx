import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../api/client.js';
import { Dialog } from '../shell/dialog.js';
import { Failure } from '../shell/states.js';
import type { QuestionView } from '../api/shapes.js';

const REASONS = ['NO_LONGER_NEEDED', 'SENT_IN_ERROR', 'WRONG_PERSON', 'DUPLICATE'] as const;

interface CancelButtonProps {
  readonly requestId: string;
  readonly country: QuestionView['country'];
}

/** Takes a question back, with the reason that the other country is told. */
export function CancelButton({ requestId: id, country }: CancelButtonProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState<(typeof REASONS)[number]>('NO_LONGER_NEEDED');
  const cancelling = useMutation({
    mutationFn: () =>
      read(
        api.POST('/api/v1/requests/{id}/questions/{country}/cancellation', {
          params: { path: { id, country } },
          body: { reason },
        }),
      ),
    onSuccess: async () => {
      setOpen(false);
      await queries.invalidateQueries({ queryKey: ['requests'] });
    },
  });
  return (
    <>
      <Button
        mt="md"
        size="xs"
        variant="default"
        onClick={() => {
          setOpen(true);
        }}
      >
        {t('cancel.action')}
      </Button>
      <Dialog
        opened={isOpen}
        title={t('cancel.title')}
        onClose={() => {
          setOpen(false);
        }}
      >
        <Stack>
          <Text>{t('cancel.text')}</Text>
          <Radio.Group
            label={t('cancel.why')}
            value={reason}
            onChange={(value) => {
              setReason(value);
            }}
          >
            <Stack gap="xs" mt="xs">
              {REASONS.map((value) => (
                <Radio key={value} value={value} label={t(`cancel.${value}`)} />
              ))}
            </Stack>
          </Radio.Group>
          {cancelling.isError && <Failure error={cancelling.error} />}
          <Group justify="flex-end">
            <Button
              variant="default"
              onClick={() => {
                setOpen(false);
              }}
            >
              {t('action.back')}
            </Button>
            <Button color="red" loading={cancelling.isPending} onClick={() => cancelling.mutate()}>
              {t('cancel.action')}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
