import { useTranslation } from 'react-i18next';
import { useSession } from '../session/use-session.js';
import { Failure } from '../shell/states.js';
import { Tile, Tiles } from '../shell/tile.js';
import { useNoticeCount, useQueue } from './use-clerk.js';

/** What waits for a clerk, where a day begins. */
export function ClerksDay() {
  const { t } = useTranslation();
  const { subject: me } = useSession();
  const { data: queue, error, refetch } = useQueue();
  const { data: notices } = useNoticeCount();
  const waiting = queue?.length;
  const late = queue?.filter(({ deadline }) => deadline !== 'RUNNING').length;
  const mine = queue?.filter(({ assignee }) => assignee === me).length;
  const release = queue?.filter((question) => question.queue === 'RELEASE').length;
  const tiles = [
    { to: '/queue', says: waiting, label: t('clerksDay.waiting', { count: waiting ?? 0 }), isLoud: false },
    { to: '/queue', says: late, label: t('clerksDay.late', { count: late ?? 0 }) },
    { to: '/queue', says: mine, label: t('clerksDay.mine', { count: mine ?? 0 }) },
    { to: '/queue', says: release, label: t('clerksDay.release', { count: release ?? 0 }) },
    { to: '/notices', says: notices, label: t('clerksDay.notices', { count: notices ?? 0 }) },
  ] as const;
  return (
    <section aria-labelledby="clerks-day">
      <h2 id="clerks-day">{t('clerksDay.title')}</h2>
      {error !== null && <Failure error={error} onRetry={() => void refetch()} />}
      <Tiles>
        {tiles.map(({ says, ...tile }) => (
          <Tile key={tile.label} says={says} isLoud={(says ?? 0) > 0} {...tile} />
        ))}
      </Tiles>
    </section>
  );
}
