import type { OperationsView } from '../api/shapes.js';

/** Something that an operator should look at. */
export type Worry =
  | { readonly kind: 'check'; readonly what: OperationsView['checks'][number]['name'] }
  | { readonly kind: 'alarm'; readonly what: OperationsView['alarms'][number]['kind'] }
  | { readonly kind: 'overdue'; readonly count: number }
  | { readonly kind: 'loop'; readonly what: string };

/** What is wrong with a node, the gravest first. Loops of a process that waits for its turn are no worry. */
export function worriesOf({ checks, loops, alarms, owed, isCourier }: OperationsView): Worry[] {
  return [
    ...(isCourier ? checks.filter(({ isWell }) => !isWell) : []).map(
      ({ name }) => ({ kind: 'check', what: name }) as const,
    ),
    ...alarms.map(({ kind }) => ({ kind: 'alarm', what: kind }) as const),
    ...(owed.overdue > 0 ? [{ kind: 'overdue', count: owed.overdue } as const] : []),
    ...loops
      .filter(({ state }) => state === 'FAILING' || (isCourier && state === 'LATE'))
      .map(({ name }) => ({ kind: 'loop', what: name }) as const),
  ];
}
