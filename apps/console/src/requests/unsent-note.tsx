import { Alert } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import type { RequestView } from '../api/shapes.js';
import { momentIn } from '../words/formats.js';

/** Nothing has left yet: why, and until when it waits. */
export function UnsentNote({ unsent }: { readonly unsent: NonNullable<RequestView['unsent']> }) {
  const { t, i18n } = useTranslation();
  return (
    <Alert color={unsent.state === 'DISCARDED' ? 'gray' : 'orange'} title={t(`unsent.${unsent.state}.title`)} mb="md">
      {t(`unsent.${unsent.state}.text`, { when: momentIn(i18n.language, unsent.lapsesAt) })}
    </Alert>
  );
}
