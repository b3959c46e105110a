import { useQuery } from '@tanstack/react-query';
import { Failure, ListToCome } from '../shell/states.js';
import { StateBanner } from './state-banner.js';
import { operationsState } from './use-operations.js';

/** Where an operator's day begins: is the node in order? */
export function OperatorsDay() {
  const { data, error, refetch } = useQuery(operationsState);
  if (error !== null) return <Failure error={error} onRetry={() => void refetch()} />;
  return data === undefined ? <ListToCome lines={1} /> : <StateBanner state={data} />;
}
