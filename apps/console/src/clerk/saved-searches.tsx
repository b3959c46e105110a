import { ActionIcon, Button, Group, Stack, TextInput } from '@mantine/core';
import { IconBookmark, IconX } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../api/client.js';
import type { QueueQuery } from '../api/shapes.js';
import { Dialog } from '../shell/dialog.js';
import { Failure } from '../shell/states.js';
import classes from './clerk.module.css';
import { useSearches } from './use-clerk.js';

interface SavedSearchesProps {
  readonly query: QueueQuery;
  readonly onChoose: (query: QueueQuery) => void;
}

/** One's own looks at the queue: one press each. They are kept by the node, not by the browser. */
export function SavedSearches({ query, onChoose }: SavedSearchesProps) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data: searches } = useSearches();
  const [name, setName] = useState<string>();
  const renew = () => queries.invalidateQueries({ queryKey: ['clerk', 'searches'] });
  const saving = useMutation({
    mutationFn: (body: { name: string; query: QueueQuery }) => read(api.POST('/api/v1/clerk/searches', { body })),
    onSuccess: async () => {
      setName(undefined);
      await renew();
    },
  });
  const forgetting = useMutation({
    mutationFn: (one: string) =>
      read(api.DELETE('/api/v1/clerk/searches/{name}', { params: { path: { name: one } } } as never)),
    onSuccess: renew,
  });
  const isChosen = (other: QueueQuery) => sortedText(other) === sortedText(query);
  const canSave = Object.keys(query).length > 0 && !(searches ?? []).some((each) => isChosen(each.query));
  if ((searches ?? []).length === 0 && !canSave) return null;
  return (
    <section className={classes['saved']} aria-label={t('queue.saved')}>
      {searches?.map((search) => (
        <span key={search.name} className={classes['savedOne']} data-chosen={isChosen(search.query)}>
          <button
            type="button"
            aria-pressed={isChosen(search.query)}
            onClick={() => {
              onChoose(search.query);
            }}
          >
            <IconBookmark size={16} aria-hidden />
            {search.name}
          </button>
          <ActionIcon
            variant="subtle"
            color="gray"
            size={28}
            aria-label={t('queue.forget', { name: search.name })}
            onClick={() => forgetting.mutate(search.name)}
          >
            <IconX size={14} />
          </ActionIcon>
        </span>
      ))}
      {canSave && (
        <Button
          size="xs"
          variant="default"
          leftSection={<IconBookmark size={16} />}
          onClick={() => {
            setName('');
          }}
        >
          {t('queue.save')}
        </Button>
      )}
      {forgetting.isError && <Failure error={forgetting.error} />}
      <Dialog
        opened={name !== undefined}
        title={t('queue.save')}
        onClose={() => {
          setName(undefined);
        }}
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (name !== undefined && name.trim() !== '') saving.mutate({ name: name.trim(), query });
          }}
        >
          <Stack>
            <TextInput
              data-autofocus
              id="search-name"
              label={t('queue.saveName')}
              description={t('queue.saveHint')}
              maxLength={100}
              value={name ?? ''}
              onChange={({ currentTarget }) => {
                setName(currentTarget.value);
              }}
            />
            {saving.isError && <Failure error={saving.error} />}
            <Group justify="flex-end">
              <Button type="submit" disabled={(name ?? '').trim() === ''} loading={saving.isPending}>
                {t('queue.saveAction')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </section>
  );
}

const sortedText = (query: QueueQuery): string => JSON.stringify(Object.entries(query).sort());
