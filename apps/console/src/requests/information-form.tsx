import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { api, read } from '../api/client.js';
import type { QuestionView } from '../api/shapes.js';
import { PersonFields } from '../ask/person-fields.js';
import { personOf, subjectOf, type PersonForm } from '../ask/question-form.js';
import { Dialog } from '../shell/dialog.js';
import { Failure } from '../shell/states.js';
import { momentIn } from '../words/formats.js';
import { useCatalogue } from '../words/use-catalogue.js';
import { useAsked } from './use-requests.js';

interface InformationFormProps {
  readonly requestId: string;
  readonly country: QuestionView['country'];
  readonly information: NonNullable<QuestionView['information']>;
}

/** A country asks back: what it lacks, until when, and the person as known so far, to be completed. */
export function InformationForm({ requestId: id, country, information }: InformationFormProps) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const { data: asked } = useAsked(id);
  const { data: catalogue } = useCatalogue();
  const [changed, setChanged] = useState<PersonForm>();
  const [isOpen, setOpen] = useState(false);
  const person = changed ?? (asked === undefined ? undefined : personOf(asked.subject));
  const informing = useMutation({
    mutationFn: (
      body: { response: 'PROVIDED'; subject: ReturnType<typeof subjectOf> } | { response: 'NOT_AVAILABLE' },
    ) =>
      read(
        api.POST('/api/v1/requests/{id}/questions/{country}/information', {
          params: { path: { id, country } },
          body: body as never,
        }),
      ),
    onSuccess: async () => {
      setOpen(false);
      await queries.invalidateQueries({ queryKey: ['requests'] });
    },
  });
  return (
    <Alert color="orange" mt="md" title={t('information.title')}>
      <Text size="sm">
        {t('information.wants')} <b>{information.missing.map((item) => t(`missing.${item}`)).join(', ')}</b>
      </Text>
      <Text size="sm" mt={4}>
        {t('information.until', { when: momentIn(i18n.language, information.respondBy) })}
      </Text>
      <Button
        mt="sm"
        size="xs"
        disabled={person === undefined}
        onClick={() => {
          setOpen(true);
        }}
      >
        {t('information.answer')}
      </Button>
      <Dialog
        opened={isOpen}
        size="xl"
        title={t('information.title')}
        onClose={() => {
          setOpen(false);
        }}
      >
        {person !== undefined && catalogue !== undefined && (
          <Stack>
            <Text>{t('information.text')}</Text>
            <PersonFields
              person={person}
              countries={[country]}
              catalogue={catalogue}
              faultOf={() => undefined}
              onChange={setChanged}
            />
            {informing.isError && <Failure error={informing.error} />}
            <Group justify="space-between">
              <Button variant="default" onClick={() => informing.mutate({ response: 'NOT_AVAILABLE' })}>
                {t('information.notAvailable')}
              </Button>
              <Button
                loading={informing.isPending}
                onClick={() => informing.mutate({ response: 'PROVIDED', subject: subjectOf(person) })}
              >
                {t('information.send')}
              </Button>
            </Group>
          </Stack>
        )}
      </Dialog>
    </Alert>
  );
}
