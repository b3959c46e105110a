import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import home from '../home/home.module.css';
import { useSession } from '../session/use-session.js';
import { useNoticeCount, useQueue } from './use-clerk.js';

/** What waits for a clerk, where a day begins. */
export function ClerksDay() {
  const { t } = useTranslation();
  const { subject: me } = useSession();
  const { data: waiting = [] } = useQueue();
  const { data: notices = 0 } = useNoticeCount();
  const late = waiting.filter(({ deadline }) => deadline !== 'RUNNING').length;
  const mine = waiting.filter(({ assignee }) => assignee === me).length;
  const release = waiting.filter(({ queue }) => queue === 'RELEASE').length;
  const tiles = [
    { to: '/queue', count: waiting.length, label: t('clerksDay.waiting', { count: waiting.length }) },
    { to: '/queue', count: late, label: t('clerksDay.late', { count: late }), isLoud: late > 0 },
    { to: '/queue', count: mine, label: t('clerksDay.mine', { count: mine }), isLoud: mine > 0 },
    { to: '/queue', count: release, label: t('clerksDay.release', { count: release }), isLoud: release > 0 },
    { to: '/notices', count: notices, label: t('clerksDay.notices', { count: notices }), isLoud: notices > 0 },
  ] as const;
  return (
    <section aria-labelledby="clerks-day">
      <h2 id="clerks-day">{t('clerksDay.title')}</h2>
      <div className={home['tiles']}>
        {tiles.map(({ to, count, label, ...more }) => (
          <Link key={label} to={to} className={home['tile'] ?? ''} data-loud={'isLoud' in more && more.isLoud}>
            <b>{count}</b>
            <span>{label}</span>
          </Link>
        ))}
      </div>
    </section>
  );
}
