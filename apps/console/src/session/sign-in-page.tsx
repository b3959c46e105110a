import { Alert, Button } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LanguageChoice } from '../shell/language-choice.js';
import { Mark } from '../shell/mark.js';
import classes from './sign-in-page.module.css';

/** The door: what this is, in one's own language, and one button. */
export function SignInPage({ wasSignedIn }: { readonly wasSignedIn: boolean }) {
  const { t } = useTranslation();
  const returnTo = `${location.pathname}${location.search}`;
  return (
    <main className={classes['page']}>
      <section className={classes['card']} aria-labelledby="welcome">
        <Mark size={52} />
        <h1 id="welcome" className={classes['title']}>
          {t('signIn.title')}
        </h1>
        <p className={classes['lead']}>{t('signIn.lead')}</p>
        {wasSignedIn && (
          <Alert color="ink" mb="md" role="status">
            {t('signIn.ended')}
          </Alert>
        )}
        <Button component="a" href={signInAddress(returnTo)} size="lg" fullWidth>
          {t('signIn.action')}
        </Button>
        <p className={classes['small']}>{t('signIn.logged')}</p>
        <LanguageChoice />
      </section>
    </main>
  );
}

/** Where signing in begins, and where it comes back to. */
export function signInAddress(returnTo: string, stepUp = false): string {
  const query = new URLSearchParams({ ...(stepUp ? { stepUp: '1' } : {}), returnTo });
  return `/auth/login?${query.toString()}`;
}
