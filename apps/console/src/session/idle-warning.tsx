import { Button, Group, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { nowMs } from '../shell/clock.js';
import { Dialog } from '../shell/dialog.js';
import { minutesLeft } from './minutes-left.js';
import { useSession, useWho } from './use-session.js';

/** How often it is looked at (ms). */
const LOOK_MS = 10_000;

/** Says in time that the session is about to end, and keeps it by one key press. */
export function IdleWarning() {
  const { t } = useTranslation();
  const session = useSession();
  const { refetch } = useWho();
  const [now, setNow] = useState(nowMs);
  useEffect(() => {
    const timer = setInterval(() => {
      setNow(nowMs());
    }, LOOK_MS);
    return () => {
      clearInterval(timer);
    };
  }, []);
  const left = minutesLeft(session, now);
  return (
    <Dialog opened={left !== undefined} onClose={() => void refetch()} title={t('session.idleTitle')}>
      <Text>{t('session.idleText', { count: left ?? 0 })}</Text>
      <Group mt="lg" justify="flex-end">
        <Button data-autofocus onClick={() => void refetch()}>
          {t('session.stay')}
        </Button>
      </Group>
    </Dialog>
  );
}
