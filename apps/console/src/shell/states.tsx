import { Button, Group, Loader, Skeleton, Stack, Text } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { IconAlertTriangle, IconExternalLink, IconInbox, IconLock, IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { adviceFor, ApiProblem } from '../api/problem.js';
import { signInAddress } from '../session/sign-in-page.js';
import { CONFIRMED } from './navigation.js';
import classes from './states.module.css';

/** Before there is a page: in the middle of the window. */
export function WholePage({ children }: { readonly children: ReactNode }) {
  return <main className={classes['whole']}>{children}</main>;
}

/** Something is being fetched and its form is not known yet. */
export function Working() {
  const { t } = useTranslation();
  return (
    <Group justify="center" p="xl" role="status">
      <Loader type="dots" />
      <Text c="dimmed">{t('state.working')}</Text>
    </Group>
  );
}

/** Lines where a list will stand; without a network, that it will. */
export function ListToCome({ lines = 4 }: { readonly lines?: number }) {
  const { t } = useTranslation();
  const { online } = useNetwork();
  if (!online) {
    return <Nothing icon={IconPlugConnectedX} title={t('state.noNetwork')} text={t('state.noNetworkText')} />;
  }
  return (
    <Stack gap="sm" role="status" aria-label={t('state.working')}>
      {Array.from({ length: lines }, (_, line) => (
        <Skeleton key={line} height={64} radius="lg" />
      ))}
    </Stack>
  );
}

interface NothingHere {
  readonly icon?: typeof IconInbox;
  readonly title: string;
  readonly text: string;
  readonly children?: ReactNode;
}

/** There is nothing, and that is fine: what it would be, and what to do to have some. */
export function Nothing({ icon: Icon = IconInbox, title, text, children }: NothingHere) {
  return (
    <div className={classes['nothing']}>
      <span className={classes['circle']} aria-hidden>
        <Icon size={28} stroke={1.6} />
      </span>
      <h2 className={classes['heading']}>{title}</h2>
      <p className={classes['text']}>{text}</p>
      {children}
    </div>
  );
}

/** Something failed: what it means, what to do next, and the number by which the operator finds it. */
export function Failure({ error, onRetry }: { readonly error: unknown; readonly onRetry?: () => void }) {
  const { t } = useTranslation();
  const advice = adviceFor(error);
  const details = error instanceof ApiProblem ? error : undefined;
  const isLocked = details?.status === 403 || advice === 'stepUp';
  const Icon = advice === 'offline' ? IconPlugConnectedX : isLocked ? IconLock : IconAlertTriangle;
  return (
    <div className={classes['failure']} data-advice={advice} role="alert">
      <Icon size={22} stroke={1.8} aria-hidden className={classes['icon']} />
      <div>
        <p className={classes['what']}>{t(`problem.${advice}.what`)}</p>
        <p className={classes['next']}>{t(`problem.${advice}.next`)}</p>
        {details !== undefined && <Reference problem={details} />}
        <Group mt="sm" gap="sm">
          {onRetry !== undefined && (
            <Button size="xs" variant="default" onClick={onRetry}>
              {t('action.retry')}
            </Button>
          )}
          {advice === 'signedOut' && (
            <Button size="xs" component="a" href={signInAddress(location.pathname)}>
              {t('action.signInAgain')}
            </Button>
          )}
          {advice === 'stepUp' && (
            <Button
              size="xs"
              component="a"
              href={signInAddress(CONFIRMED, true)}
              // what is filled in here is kept nowhere else
              target="_blank"
              rightSection={<IconExternalLink size={15} aria-hidden />}
            >
              {t('action.confirmIdentity')}
            </Button>
          )}
        </Group>
      </div>
    </div>
  );
}

function Reference({ problem: { code, problem } }: { readonly problem: ApiProblem }) {
  const { t } = useTranslation();
  return (
    <details className={classes['details']}>
      <summary>{t('problem.details')}</summary>
      <code>{code}</code>
      {problem.pointers !== undefined && problem.pointers.length > 0 && (
        <ul>
          {problem.pointers.map(({ pointer, rule }) => (
            <li key={pointer + rule}>
              <code>{pointer}</code> {rule}
            </li>
          ))}
        </ul>
      )}
      {problem.instance !== undefined && <div className={classes['instance']}>{problem.instance}</div>}
    </details>
  );
}
