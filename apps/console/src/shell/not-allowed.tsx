import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Page } from './page.js';
import { Nothing } from './states.js';

/** A page that is not this role's, or none at all: neither is told apart. */
export function NotAllowed() {
  const { t } = useTranslation();
  return (
    <Page title={t('state.noPageTitle')}>
      <Nothing title={t('state.noPage')} text={t('state.noPageText')}>
        <Button component={Link} to="/" variant="default">
          {t('action.home')}
        </Button>
      </Nothing>
    </Page>
  );
}
