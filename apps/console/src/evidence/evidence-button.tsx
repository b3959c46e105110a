import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFileCertificate } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fetchFile } from '../auditor/save-file.js';
import { Dialog } from '../shell/dialog.js';
import { Failure } from '../shell/states.js';

const GROUND = /^[A-Za-z0-9]([A-Za-z0-9._:-]{0,62}[A-Za-z0-9])?$/;

interface EvidenceProps {
  /** Of a request, a question, or the number of a message. */
  readonly id: string;
  readonly country?: string;
}

/** The evidence of one exchange as a page for a judge; by which ground it is handed out stands in the log. */
export function EvidenceButton({ id, country }: EvidenceProps) {
  const { t, i18n } = useTranslation();
  const [isOpen, { open, close }] = useDisclosure(false);
  const [ground, setGround] = useState('');
  const [isIncomplete, setIncomplete] = useState(false);
  const making = useMutation({
    mutationFn: () => {
      const order = {
        ...{ id, ground: ground.trim(), language: i18n.language },
        ...(country === undefined ? {} : { country }),
      };
      return fetchFile(
        '/api/v1/evidence',
        { ...order, ...(isIncomplete ? { incomplete: true } : {}) },
        'evidence.html',
      );
    },
    onSuccess: close,
  });
  return (
    <>
      <Button size="sm" variant="default" leftSection={<IconFileCertificate size={17} />} onClick={open}>
        {t('evidenceFile.get')}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t('evidenceFile.title')}>
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (GROUND.test(ground.trim())) making.mutate();
          }}
        >
          <Stack gap="md">
            <Text>{t('evidenceFile.text')}</Text>
            <TextInput
              label={t('evidenceFile.ground')}
              description={t('evidenceFile.groundHint')}
              maxLength={64}
              autoComplete="off"
              data-autofocus
              value={ground}
              onChange={({ currentTarget }) => {
                setGround(currentTarget.value);
              }}
            />
            <Checkbox
              label={t('evidenceFile.incomplete')}
              checked={isIncomplete}
              onChange={({ currentTarget }) => {
                setIncomplete(currentTarget.checked);
              }}
            />
            <Text size="sm" c="dimmed">
              {t('evidenceFile.check')} <code>crex verify evidence</code>
            </Text>
            {making.isError && <Failure error={making.error} />}
            <Group justify="flex-end">
              <Button type="submit" loading={making.isPending} disabled={!GROUND.test(ground.trim())}>
                {t('evidenceFile.save')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
