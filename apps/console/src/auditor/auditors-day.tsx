import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import classes from '../home/home.module.css';

/** Where an auditor's day begins: nothing is counted before a mandate is named, since every look is an entry. */
export function AuditorsDay() {
  const { t } = useTranslation();
  return (
    <section className={classes['hero']} aria-labelledby="hero">
      <div>
        <h2 id="hero">{t('home.auditorTitle')}</h2>
        <p>{t('home.auditorText')}</p>
      </div>
      <Button
        component={Link}
        to="/log"
        size="lg"
        className={classes['begin'] ?? ''}
        rightSection={<IconArrowRight size={20} />}
      >
        {t('home.auditorBegin')}
      </Button>
    </section>
  );
}
