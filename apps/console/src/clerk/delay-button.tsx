import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../api/client.js';
import type { ReceivedQuestion } from '../api/shapes.js';
import { nowMs } from '../shell/clock.js';
import { Dialog } from '../shell/dialog.js';
import { Failure } from '../shell/states.js';
import { announceable, secondsAtEndOf } from './announceable.js';
import { questionOptions } from './use-clerk.js';

const REASONS = ['WORKLOAD', 'MANUAL_ARCHIVE', 'AWAITING_OTHER_AUTHORITY', 'REGISTER_UNAVAILABLE'] as const;

/** Tells the asking country that it takes longer; the legal deadline stays. */
export function DelayButton({ question }: { readonly question: ReceivedQuestion }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const { questionId: id, dueAt } = question;
  const { first, last } = announceable(dueAt, nowMs());
  const [day, setDay] = useState(first);
  const [reason, setReason] = useState<(typeof REASONS)[number]>('WORKLOAD');
  const announcing = useMutation({
    mutationFn: (announcedAt: number) =>
      read(api.POST('/api/v1/clerk/questions/{id}/delay', { params: { path: { id } }, body: { announcedAt, reason } })),
    onSuccess: (_, announcedAt) => {
      const announced = new Date(announcedAt * 1000).toISOString();
      queries.setQueryData(questionOptions(id).queryKey, (before) => before && { ...before, announcedAt: announced });
      void queries.invalidateQueries({ queryKey: ['clerk', 'queue'] });
      setOpen(false);
    },
  });
  const at = secondsAtEndOf(day);
  return (
    <>
      <Button
        variant="default"
        onClick={() => {
          setOpen(true);
        }}
      >
        {t('delaying.action')}
      </Button>
      <Dialog
        opened={isOpen}
        title={t('delaying.title')}
        onClose={() => {
          setOpen(false);
        }}
      >
        <Stack>
          <Text>{t('delaying.text')}</Text>
          <TextInput
            data-autofocus
            id="announced-day"
            type="date"
            label={t('delaying.day')}
            min={first}
            max={last}
            value={day}
            onChange={({ currentTarget }) => {
              setDay(currentTarget.value);
            }}
          />
          <Radio.Group
            label={t('delaying.why')}
            value={reason}
            onChange={(value) => {
              setReason(value);
            }}
          >
            <Stack gap="xs" mt="xs">
              {REASONS.map((value) => (
                <Radio key={value} value={value} label={t(`delaying.${value}`)} />
              ))}
            </Stack>
          </Radio.Group>
          {announcing.isError && <Failure error={announcing.error} />}
          <Group justify="flex-end">
            <Button
              disabled={at === undefined || day < first || day > last}
              loading={announcing.isPending}
              onClick={() => {
                if (at !== undefined) announcing.mutate(at);
              }}
            >
              {t('delaying.send')}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
