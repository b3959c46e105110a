import { Button, Checkbox, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconFileExport } from '@tabler/icons-react';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogQuery } from '../api/shapes.js';
import { Dialog } from '../shell/dialog.js';
import { Failure } from '../shell/states.js';
import { fetchFile } from './save-file.js';

const GROUPS = ['subject', 'actor', 'detail'] as const;

/** Takes what was found out of the node, as one file that anybody can verify. */
export function ExportButton({ query }: { readonly query: LogQuery }) {
  const { t } = useTranslation();
  const [isOpen, { open, close }] = useDisclosure(false);
  const [groups, setGroups] = useState<string[]>([]);
  const exporting = useMutation({
    mutationFn: () => {
      const parts = groups.length === 0 ? {} : { open: groups };
      return fetchFile('/api/v1/log/exports', { ...query, ...parts }, 'log.crex-log.ndjson');
    },
    onSuccess: close,
  });
  return (
    <>
      <Button variant="default" leftSection={<IconFileExport size={17} />} onClick={open}>
        {t('auditor.export')}
      </Button>
      <Dialog opened={isOpen} onClose={close} title={t('auditor.exportTitle')}>
        <Stack gap="md">
          <Text>{t('auditor.exportText')}</Text>
          <Checkbox.Group label={t('auditor.exportOpen')} value={groups} onChange={setGroups}>
            <Stack gap="xs" mt="xs">
              {GROUPS.map((group) => (
                <Checkbox key={group} value={group} label={t(`auditor.part.${group}`)} />
              ))}
            </Stack>
          </Checkbox.Group>
          <Text size="sm" c="dimmed">
            {t('auditor.exportVerify')} <code>crex verify export</code>
          </Text>
          {exporting.isError && <Failure error={exporting.error} />}
          <Group justify="flex-end">
            <Button loading={exporting.isPending} onClick={() => exporting.mutate()}>
              {t('auditor.exportSave')}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
