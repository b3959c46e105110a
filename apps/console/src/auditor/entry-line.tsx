import { Badge } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../session/use-session.js';
import { useNameOf } from '../words/use-catalogue.js';
import classes from './auditor.module.css';
import {
  isCode,
  isKeyRole,
  isOutcome,
  KIND_COLOURS,
  kindOf,
  otherSide,
  type EntryType,
  type LeafWords,
} from './entry-kinds.js';

/** As much of an entry as a list knows. */
export interface Told {
  readonly eventId: string;
  readonly type: string;
  readonly at: string;
  readonly leaf: object;
}

/** What an entry is, as a badge in the colour of its kind. */
export function TypeBadge({ type }: { readonly type: string }) {
  const { t } = useTranslation();
  return <Badge color={KIND_COLOURS[kindOf(type)]}>{t(`entryType.${type as EntryType}`)}</Badge>;
}

/** The way to an entry; its address names the entry and nobody. */
export function EntryLink({ eventId, type, children }: Pick<Told, 'eventId' | 'type'> & { readonly children: string }) {
  return (
    <Link className={classes['entryLink'] ?? ''} to="/log/$eventId/$type" params={{ eventId, type }}>
      {children}
    </Link>
  );
}

/** What an entry says, in a line of words: with whom, why, how it ended. */
export function useSummary(): (told: Told) => string {
  const { t } = useTranslation();
  const { country: own } = useSession();
  const nameOf = useNameOf();
  return ({ leaf }) => {
    const words = leaf as LeafWords;
    const other = otherSide(words, own);
    const { purpose, outcome, reason, count, keyRole, setting, role } = words;
    const code = words.action ?? words.object ?? words.scope ?? words.decision;
    const said = [
      other === undefined ? undefined : other === 'BROKER' ? t('auditor.broker') : nameOf('countries', other),
      purpose === undefined ? undefined : nameOf('purposes', purpose),
      outcome === undefined ? undefined : isOutcome(outcome) ? t(`entryOutcome.${outcome}`) : outcome,
      keyRole !== undefined && isKeyRole(keyRole) ? t(`keyRole.${keyRole}`) : (keyRole ?? setting ?? role),
      code === undefined ? undefined : isCode(code) ? t(`entryCode.${code}`) : code,
      reason,
      count === undefined || count === 0 ? undefined : t('auditor.pieces', { count }),
    ];
    return said.filter((word) => word !== undefined).join(' · ');
  };
}
