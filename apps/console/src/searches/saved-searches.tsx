import { ActionIcon, Button, Group, Stack, TextInput } from '@mantine/core';
import { IconBookmark, IconX } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../shell/dialog.js';
import { Failure } from '../shell/states.js';
import classes from './searches.module.css';

interface Saved<Query> {
  readonly name: string;
  readonly query: Query;
}

/** Where the searches of one list are kept: at the node, each official's own. */
export interface SavedList<Query> {
  readonly key: string;
  readonly all: () => Promise<readonly Saved<Query>[]>;
  readonly save: (search: Saved<Query>) => Promise<unknown>;
  readonly forget: (name: string) => Promise<unknown>;
}

interface SavedSearchesProps<Query> {
  readonly list: SavedList<Query>;
  readonly query: Query;
  readonly onChoose: (query: Query) => void;
}

/** One's own looks at a list: one press each. They are kept by the node, not by the browser. */
export function SavedSearches<Query extends object>({ list, query, onChoose }: SavedSearchesProps<Query>) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const queryKey = ['searches', list.key];
  const { data: searches } = useQuery({ queryKey, queryFn: list.all });
  const [name, setName] = useState<string>();
  const renew = () => queries.invalidateQueries({ queryKey });
  const saving = useMutation({
    mutationFn: list.save,
    onSuccess: async () => {
      setName(undefined);
      await renew();
    },
  });
  const forgetting = useMutation({ mutationFn: list.forget, onSuccess: renew });
  const isChosen = (other: Query) => sortedText(other) === sortedText(query);
  const canSave = Object.keys(query).length > 0 && !(searches ?? []).some((each) => isChosen(each.query));
  if ((searches ?? []).length === 0 && !canSave) return null;
  return (
    <section className={classes['saved']} aria-label={t('searches.saved')}>
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
            aria-label={t('searches.forget', { name: search.name })}
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
          {t('searches.save')}
        </Button>
      )}
      {forgetting.isError && <Failure error={forgetting.error} />}
      <Dialog
        opened={name !== undefined}
        title={t('searches.save')}
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
              label={t('searches.name')}
              description={t('searches.hint')}
              maxLength={100}
              value={name ?? ''}
              onChange={({ currentTarget }) => {
                setName(currentTarget.value);
              }}
            />
            {saving.isError && <Failure error={saving.error} />}
            <Group justify="flex-end">
              <Button type="submit" disabled={(name ?? '').trim() === ''} loading={saving.isPending}>
                {t('searches.action')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </section>
  );
}

const sortedText = (query: object): string => JSON.stringify(Object.entries(query).sort());
