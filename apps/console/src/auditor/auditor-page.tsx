import { Button, TextInput } from '@mantine/core';
import { IconGavel } from '@tabler/icons-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Page } from '../shell/page.js';
import classes from './auditor.module.css';
import { isMandate, lookUnder, useMandate } from './mandate.js';

interface AuditorPageProps {
  readonly title: string;
  readonly lead: string;
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

/** A page of the auditor: nothing is fetched before it is said by whose order. */
export function AuditorPage({ title, lead, actions, children }: AuditorPageProps) {
  const mandate = useMandate();
  return (
    <Page title={title} lead={lead} actions={mandate === '' ? undefined : actions}>
      {mandate === '' ? (
        <NameMandate />
      ) : (
        <>
          <UnderMandate mandate={mandate} />
          {children}
        </>
      )}
    </Page>
  );
}

function UnderMandate({ mandate }: { readonly mandate: string }) {
  const { t } = useTranslation();
  return (
    <p className={classes['mandate']}>
      <IconGavel size={17} aria-hidden />
      <span>
        {t('auditor.under')} <b>{mandate}</b>
      </span>
      <Button
        size="compact-sm"
        variant="subtle"
        onClick={() => {
          lookUnder('');
        }}
      >
        {t('auditor.change')}
      </Button>
    </p>
  );
}

function NameMandate() {
  const { t } = useTranslation();
  const [text, setText] = useState('');
  const [isFaulty, setFaulty] = useState(false);
  const order = text.trim();
  return (
    <form
      className={`card ${classes['door'] ?? ''}`}
      onSubmit={(event) => {
        event.preventDefault();
        if (isMandate(order)) lookUnder(order);
        else setFaulty(true);
      }}
    >
      <h2>{t('auditor.mandateTitle')}</h2>
      <p className="quiet">{t('auditor.mandateText')}</p>
      <div className={classes['ask']}>
        <TextInput
          id="mandate"
          label={t('auditor.mandate')}
          placeholder="AUD-2026-017"
          maxLength={100}
          autoComplete="off"
          value={text}
          error={isFaulty ? t('auditor.mandateFault') : undefined}
          onChange={({ currentTarget }) => {
            setText(currentTarget.value);
            setFaulty(false);
          }}
        />
        <Button type="submit">{t('auditor.begin')}</Button>
      </div>
    </form>
  );
}
