import { Button, Group, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api, read } from '../api/client.js';
import type { ReceivedQuestion } from '../api/shapes.js';
import { useSession } from '../session/use-session.js';
import { Failure } from '../shell/states.js';
import { momentIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import type { Done } from './decision.js';

interface ReleasePanelProps {
  readonly question: ReceivedQuestion;
  readonly onDone: (what: Done) => void;
}

/** The second pair of eyes: what was decided by whom, and whether it leaves or goes back. */
export function ReleasePanel({ question, onDone }: ReleasePanelProps) {
  const { t, i18n } = useTranslation();
  const { subject: me } = useSession();
  const nameOf = useNameOf();
  const { questionId: id, decisions, candidates } = question;
  const open = decisions.find(({ state }) => state === 'OPEN');
  const releasing = useMutation({
    mutationFn: (verdict: 'RELEASE' | 'RETURN') =>
      read(api.POST('/api/v1/clerk/questions/{id}/release', { params: { path: { id } }, body: { verdict } })),
    onSuccess: (_, verdict) => {
      onDone(verdict === 'RELEASE' ? 'RELEASED' : 'RETURNED');
    },
  });
  const isOwn = open?.decidedBy === me;
  const chosen = candidates.find(({ candidate }) => candidate.personId === open?.personId);
  return (
    <section className="card" aria-labelledby="release">
      <h2 id="release">{t('release.title')}</h2>
      {open === undefined ? (
        <Text>{t('release.machine', { count: candidates[0]?.mayGo ?? 0 })}</Text>
      ) : (
        <>
          <Text fw={650}>
            {t(`decide.${open.choice}.name`)}
            {chosen !== undefined && `: ${chosen.candidate.identity.names[0]?.full ?? ''}`}
            {open.reason !== undefined && `: ${nameOf('refusals', open.reason)}`}
          </Text>
          {open.archives !== undefined && <Text>{open.archives.map(({ value }) => value).join(', ')}</Text>}
          <Text className="quiet">
            {t('release.by', { who: open.decidedBy ?? '–', when: momentIn(i18n.language, open.decidedAt) })}
          </Text>
          <Text mt="xs">{t(`decide.${open.choice}.tells`)}</Text>
        </>
      )}
      <Text mt="xs">{t(isOwn ? 'release.own' : 'release.text')}</Text>
      {releasing.isError && <Failure error={releasing.error} />}
      <Group mt="md" justify="flex-end">
        <Button variant="default" loading={releasing.isPending} onClick={() => releasing.mutate('RETURN')}>
          {t('release.return')}
        </Button>
        {!isOwn && (
          <Button loading={releasing.isPending} onClick={() => releasing.mutate('RELEASE')}>
            {t('release.release')}
          </Button>
        )}
      </Group>
    </section>
  );
}
