import { Button } from '@mantine/core';
import { IconArrowRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { RequestList } from '../api/shapes.js';
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
import { Tile, Tiles } from '../shell/tile.js';
import classes from './home.module.css';

type Question = RequestList['requests'][number]['questions'][number];

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
  const list = requests.data;
  // what is not known yet is no number
  const countOf = (isMeant: (question: Question) => boolean) =>
    list?.filter(({ questions }) => questions.some(isMeant)).length;
  const unread = countOf(({ unreadSince }) => unreadSince !== undefined);
  const asking = countOf(({ state }) => moodOf(state) === 'attention');
  const open = countOf(({ state }) => isOpen(state));
  const waiting = approvals.data?.length;
  const kept = drafts.data?.length;
  const isSome = (count: number | undefined) => (count ?? 0) > 0;
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
      <Tiles>
        <Tile to="/requests" says={unread} label={t('home.unread', { count: unread ?? 0 })} isLoud={isSome(unread)} />
        <Tile
          to="/requests"
          says={asking}
          label={t('home.attention', { count: asking ?? 0 })}
          isLoud={isSome(asking)}
        />
        <Tile to="/requests" says={open} label={t('home.open', { count: open ?? 0 })} />
        <Tile
          to="/approvals"
          says={waiting}
          label={t('home.approvals', { count: waiting ?? 0 })}
          isLoud={isSome(waiting)}
        />
        <Tile to="/drafts" says={kept} label={t('home.drafts', { count: kept ?? 0 })} />
      </Tiles>
      <h2>{t('home.latest')}</h2>
      {requests.error !== null && <Failure error={requests.error} onRetry={() => void requests.refetch()} />}
      {requests.isPending && <ListToCome lines={3} />}
      {list?.length === 0 && <Nothing title={t('requests.noneTitle')} text={t('requests.noneText')} />}
      {list !== undefined && list.length > 0 && <RequestRows requests={list.slice(0, 6)} />}
    </>
  );
}

/** Who asks nobody has the ways to what is theirs. */
function OthersDay({ role }: { readonly role: string }) {
  const { t } = useTranslation();
  const { data: members } = useMembers();
  const active = members?.filter(({ state }) => state === 'ACTIVE').length;
  return (
    <Tiles>
      {pagesOf(role)
        .filter(({ path }) => path !== '/')
        .map(({ path, word }) => (
          <Tile key={path} to={path} says={<PageIcon word={word} />} label={t(`page.${word}`)} />
        ))}
      <Tile says={active} label={t('home.members', { count: active ?? 0 })} />
    </Tiles>
  );
}
