import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useApprovals } from '../approvals/approvals-page.js';
import { AuditorsDay } from '../auditor/auditors-day.js';
import { ClerksDay } from '../clerk/clerks-day.js';
import { useDrafts } from '../drafts/drafts-page.js';
import { useMembers } from '../members/use-members.js';
import { OperatorsDay } from '../operations/operators-day.js';
import { RequestRows } from '../requests/list-page.js';
import { isOpen, moodOf } from '../requests/states.js';
import { useRequests } from '../requests/use-requests.js';
import { useSession } from '../session/use-session.js';
import { maySee, pagesOf } from '../shell/navigation.js';
import { Page } from '../shell/page.js';
import { PageIcon } from '../shell/page-icon.js';
import { Failure, ListToCome, Nothing } from '../shell/states.js';
import classes from './home.module.css';

/** Where a day begins: what is new, what waits for somebody, and the way to a question. */
export function HomePage() {
  const { t } = useTranslation();
  const { name, role } = useSession();
  const isAsker = maySee(role, '/ask');
  return (
    <Page title={name === '' ? t('home.welcome') : t('home.welcomeName', { name })} lead={t('home.lead')}>
      {role === 'auditor' && <AuditorsDay />}
      {role === 'operator' && <OperatorsDay />}
      {maySee(role, '/queue') && <ClerksDay />}
      {isAsker ? <AskersDay /> : <OthersDay role={role} />}
    </Page>
  );
}

function AskersDay() {
  const { t } = useTranslation();
  const requests = useRequests();
  const drafts = useDrafts();
  const approvals = useApprovals();
  const list = requests.data ?? [];
  const unread = list.filter(({ questions }) => questions.some(({ unreadSince }) => unreadSince !== undefined));
  const asking = list.filter(({ questions }) => questions.some(({ state }) => moodOf(state) === 'attention'));
  const open = list.filter(({ questions }) => questions.some(({ state }) => isOpen(state)));
  return (
    <>
      <section className={classes['hero']} aria-labelledby="hero">
        <div>
          <h2 id="hero">{t('home.heroTitle')}</h2>
          <p>{t('home.heroText')}</p>
        </div>
        <Button
          component={Link}
          to="/ask"
          size="lg"
          className={classes['begin'] ?? ''}
          rightSection={<IconArrowRight size={20} />}
        >
          {t('action.ask')}
        </Button>
      </section>
      <div className={classes['tiles']}>
        <Tile
          to="/requests"
          count={unread.length}
          label={t('home.unread', { count: unread.length })}
          isLoud={unread.length > 0}
        />
        <Tile
          to="/requests"
          count={asking.length}
          label={t('home.attention', { count: asking.length })}
          isLoud={asking.length > 0}
        />
        <Tile to="/requests" count={open.length} label={t('home.open', { count: open.length })} />
        <Tile
          to="/approvals"
          count={approvals.data?.length ?? 0}
          label={t('home.approvals', { count: approvals.data?.length ?? 0 })}
          isLoud={(approvals.data?.length ?? 0) > 0}
        />
        <Tile
          to="/drafts"
          count={drafts.data?.length ?? 0}
          label={t('home.drafts', { count: drafts.data?.length ?? 0 })}
        />
      </div>
      <h2>{t('home.latest')}</h2>
      {requests.error !== null && <Failure error={requests.error} onRetry={() => void requests.refetch()} />}
      {requests.isPending && <ListToCome lines={3} />}
      {requests.data?.length === 0 && <Nothing title={t('requests.noneTitle')} text={t('requests.noneText')} />}
      {list.length > 0 && <RequestRows requests={list.slice(0, 6)} />}
    </>
  );
}

interface TileProps {
  readonly to: '/requests' | '/approvals' | '/drafts';
  readonly count: number;
  readonly label: string;
  readonly isLoud?: boolean;
}

function Tile({ to, count, label, isLoud = false }: TileProps) {
  return (
    <Link to={to} className={classes['tile'] ?? ''} data-loud={isLoud}>
      <b>{count}</b>
      <span>{label}</span>
    </Link>
  );
}

/** Who asks nobody has the ways to what is theirs. */
function OthersDay({ role }: { readonly role: string }) {
  const { t } = useTranslation();
  const { data: members } = useMembers();
  const active = members?.filter(({ state }) => state === 'ACTIVE').length ?? 0;
  return (
    <div className={classes['tiles']}>
      {pagesOf(role)
        .filter(({ path }) => path !== '/')
        .map(({ path, word }) => (
          <Link key={path} to={path} className={classes['tile'] ?? ''}>
            <PageIcon word={word} />
            <span>{t(`page.${word}`)}</span>
          </Link>
        ))}
      <div className={classes['tile']}>
        <b>{active}</b>
        <span>{t('home.members', { count: active })}</span>
      </div>
    </div>
  );
}
