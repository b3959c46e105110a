import { Button, Group } from '@mantine/core';
import {
  IconCircleCheck,
  IconCircleDashed,
  IconCircleX,
  IconDownload,
  IconRefresh,
  IconShieldCheck,
} from '@tabler/icons-react';
import { useQuery, useQueryClient, type Query } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { MemberId } from '#libs/protocol';
import type { LogEntry } from '../api/shapes.js';
import { useSession } from '../session/use-session.js';
import { Failure, Working } from '../shell/states.js';
import { momentIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import classes from './auditor.module.css';
import { CHECKS, judgeEntry, proofFile, type EntryVerdict } from './judge-entry.js';
import { useMandate } from './mandate.js';
import { keepFile } from './save-file.js';
import { witnessOptions } from './use-log.js';

const MARKS = { good: IconCircleCheck, fault: IconCircleX, open: IconCircleDashed } as const;

/** What is fetched again when witnesses may have spoken meanwhile. */
const isOfProof = ({ queryKey: [, what] }: Pick<Query, 'queryKey'>) => what === 'entry' || what === 'witnesses';

/** The proof of an entry, checked here and now by this browser with the program of the verifier. */
export function ProofCard({ entry }: { readonly entry: LogEntry }) {
  const { t } = useTranslation();
  const mandate = useMandate();
  const queries = useQueryClient();
  const { country } = useSession();
  const witnesses = useQuery(witnessOptions(mandate));
  const given = { leafBytes: entry.leafBytes, file: entry.proof.status === 'proven' ? entry.proof.file : undefined };
  const keys = witnesses.data;
  const judged = useQuery({
    queryKey: ['log', 'verdict', entry.eventId, entry.type, given.file, keys?.vkey],
    enabled: keys !== undefined,
    staleTime: Infinity,
    retry: false,
    networkMode: 'always',
    queryFn: () =>
      judgeEntry(given, { owner: country as MemberId, vkey: keys?.vkey ?? '', witnesses: keys?.witnesses ?? [] }),
  });
  if (witnesses.error !== null) return <Failure error={witnesses.error} onRetry={() => void witnesses.refetch()} />;
  return (
    <section className={classes['proof']} data-result={judged.data?.result ?? 'open'} aria-labelledby="proof">
      <span className={classes['shield']} aria-hidden>
        <IconShieldCheck size={30} stroke={1.5} />
      </span>
      <div>
        <h2 id="proof">
          {judged.data === undefined ? t('auditor.proof') : t(`auditor.verdict.${judged.data.result}`)}
        </h2>
        {judged.isPending && <Working />}
        {judged.isError && <p>{t('auditor.cannotJudge')}</p>}
        {judged.data !== undefined && <Verdict verdict={judged.data} />}
        <p className="quiet">{t('auditor.court')}</p>
        <Group gap="sm" mt="sm">
          {judged.data?.result === 'open' && (
            <Button
              size="sm"
              leftSection={<IconRefresh size={17} />}
              onClick={() => void queries.invalidateQueries({ queryKey: ['log'], predicate: isOfProof })}
            >
              {t('auditor.lookAgain')}
            </Button>
          )}
          {given.file !== undefined && (
            <Button
              size="sm"
              variant="default"
              leftSection={<IconDownload size={17} />}
              onClick={() => {
                keepFile(proofFile(given), `${entry.type}-${entry.eventId}.tlog-proof`);
              }}
            >
              {t('auditor.saveProof')}
            </Button>
          )}
        </Group>
        {keys !== undefined && (
          <details className={classes['more']}>
            <summary>{t('auditor.keys')}</summary>
            <p className="quiet">{t('auditor.keysText')}</p>
            <code className={classes['key']}>{keys.vkey}</code>
          </details>
        )}
      </div>
    </section>
  );
}

function Verdict({ verdict: { steps, index, size, cosigners } }: { readonly verdict: EntryVerdict }) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const who = (member: string) => (member === 'BROKER' ? t('auditor.broker') : nameOf('countries', member));
  return (
    <ul className={classes['checks']}>
      {CHECKS.map((check) => {
        const step = steps.find((each) => each.check === check);
        const result = step?.result ?? 'open';
        const Mark = MARKS[result];
        return (
          <li key={check} data-result={result}>
            <Mark size={20} aria-hidden />
            <span>
              <b>{t(`auditor.check.${check}`)}</b>{' '}
              <span className="quiet">
                {t(`auditor.checkResult.${result}`)}
                {step?.code !== undefined && ` (${step.code})`}
                {check === 'place' &&
                  result === 'good' &&
                  ` · ${t('auditor.place', { index: String(index), size: String(size) })}`}
                {check === 'witnesses' &&
                  cosigners.map(
                    ({ member, time }) =>
                      ` · ${who(member)}, ${momentIn(i18n.language, new Date(time * 1000).toISOString())}`,
                  )}
              </span>
            </span>
          </li>
        );
      })}
    </ul>
  );
}
