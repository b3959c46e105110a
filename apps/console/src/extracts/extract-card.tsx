import { Badge, Button, Group } from '@mantine/core';
import { IconCertificate, IconCircleCheck, IconCircleDashed, IconCircleX, IconDownload } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { ExtractView } from '../api/shapes.js';
import { Failure } from '../shell/states.js';
import { momentIn } from '../words/formats.js';
import { useNameOf } from '../words/use-catalogue.js';
import classes from './extracts.module.css';
import { downloadExtract, extractsOf } from './use-extracts.js';
import { verdictOf, type PartVerdict } from './verdict.js';

const LOOKS = {
  VALID: 'sea',
  EXPIRED: 'orange',
  SUPERSEDED: 'orange',
  REVOKED: 'red',
  FAULT: 'red',
  NOT_MADE: 'gray',
} as const;
const MARKS = { good: IconCircleCheck, fault: IconCircleX, 'not-made': IconCircleDashed } as const;

/** The extracts that came with the answers to a request. */
export function ExtractsOfRequest({ requestId }: { readonly requestId: string }) {
  const { data, error, refetch } = useQuery(extractsOf(requestId));
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  return data?.map((extract) => <ExtractCard key={extract.number} requestId={requestId} extract={extract} />);
}

interface ExtractCardProps {
  readonly requestId: string;
  readonly extract: ExtractView;
}

/** One extract: what it is worth now, what was verified of it, and its files. */
export function ExtractCard({ requestId, extract }: ExtractCardProps) {
  const { t, i18n } = useTranslation();
  const nameOf = useNameOf();
  const { number, country, status, issuedAt, validUntil, supersededBy, findings } = extract;
  const fetching = useMutation({
    mutationFn: (file: 'document' | 'proof') => downloadExtract(requestId, number, file),
  });
  const isShown = status !== 'FAULT' && status !== 'NOT_MADE';
  return (
    <article className={classes['extract']} data-status={status} aria-label={t('extract.of', { number })}>
      <span className={classes['seal']} aria-hidden>
        <IconCertificate size={30} stroke={1.5} />
      </span>
      <div className={classes['body']}>
        <div className={classes['top']}>
          <h2 className={classes['number']}>{number}</h2>
          <Badge color={LOOKS[status]}>{t(`extractStatus.${status}.name`)}</Badge>
        </div>
        <p className="quiet">
          {nameOf('countries', country)}
          {issuedAt !== null && ` · ${t('extract.issued', { when: momentIn(i18n.language, issuedAt) })}`}
          {validUntil !== null && ` · ${t('extract.valid', { when: momentIn(i18n.language, validUntil) })}`}
        </p>
        <p>{t(`extractStatus.${status}.text`, { number: supersededBy ?? '' })}</p>
        <Verdict verdict={verdictOf(findings)} />
        {isShown && (
          <Group gap="sm" mt="md">
            <Button
              size="sm"
              leftSection={<IconDownload size={17} />}
              loading={fetching.isPending}
              onClick={() => fetching.mutate('document')}
            >
              {t('extract.download')}
            </Button>
            <Button size="sm" variant="default" loading={fetching.isPending} onClick={() => fetching.mutate('proof')}>
              {t('extract.proof')}
            </Button>
            <Button size="sm" variant="subtle" component="a" href="/verify" target="_blank" rel="noreferrer">
              {t('extract.check')}
            </Button>
          </Group>
        )}
        {fetching.isError && <Failure error={fetching.error} />}
      </div>
    </article>
  );
}

/** What was verified, part by part: a badge that says what it stands for. */
function Verdict({ verdict }: { readonly verdict: readonly PartVerdict[] }) {
  const { t } = useTranslation();
  if (verdict.length === 0) return null;
  return (
    <div>
      <h3 className={classes['heading']}>{t('extract.verified')}</h3>
      <ul className={classes['parts']}>
        {verdict.map(({ part, result, checks }) => {
          const Mark = MARKS[result];
          return (
            <li key={part} data-result={result}>
              <Mark size={19} aria-hidden />
              <span>
                <b>{t(`extractPart.${part}`)}</b>{' '}
                <span className="quiet">{t(`extractResult.${result}`, { count: checks })}</span>
              </span>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
