import { Badge } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { COLOURS, isOpen, moodOf, type State } from './states.js';

/** Where a request stands in a word: the one state that its countries share, or how many have answered. */
export function StateBadge({ states }: { readonly states: readonly State[] }) {
  const { t } = useTranslation();
  const [first] = states;
  if (first === undefined) return null;
  const attention = states.find((state) => moodOf(state) === 'attention');
  if (new Set(states).size === 1) return <Badge color={COLOURS[moodOf(first)]}>{t(`questionState.${first}`)}</Badge>;
  const done = states.filter((state) => !isOpen(state)).length;
  return (
    <>
      {attention !== undefined && <Badge color="orange">{t(`questionState.${attention}`)}</Badge>}
      <Badge color={done === states.length ? 'sea' : 'ink'}>
        {t('requests.answeredOf', { done, count: states.length })}
      </Badge>
    </>
  );
}
