import { IconShieldCheck } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Page } from '../shell/page.js';
import { Nothing } from '../shell/states.js';

/** Where a step-up ends, in a page of its own: what it was needed for waits, filled in, in the other one. */
export function ConfirmedPage() {
  const { t } = useTranslation();
  return (
    <Page title={t('confirmed.title')}>
      <Nothing icon={IconShieldCheck} title={t('confirmed.goBack')} text={t('confirmed.text')} />
    </Page>
  );
}
