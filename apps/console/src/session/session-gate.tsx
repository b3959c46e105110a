import { useQueryClient } from '@tanstack/react-query';
import { useMemo, useState, type ReactNode } from 'react';
import { ApiProblem } from '../api/problem.js';
import { Failure, WholePage, Working } from '../shell/states.js';
import { session, workAs } from './current-session.js';
import { IdleWarning } from './idle-warning.js';
import { SignInPage } from './sign-in-page.js';
import { SessionContext, useWho } from './use-session.js';

/** Lets in who is signed in; to everybody else it shows the door. */
export function SessionGate({ children }: { readonly children: ReactNode }) {
  const { data: who, error, isPending, refetch } = useWho();
  const [role, setRole] = useState<string>();
  const queries = useQueryClient();
  const value = useMemo(() => {
    if (who === undefined) return undefined;
    const change = (next: string) => {
      workAs(next);
      setRole(next);
      // what one role was shown is nothing for another
      queries.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'who' });
    };
    return { ...who, role: role ?? session().role ?? '', workAs: change };
  }, [who, role, queries]);

  if (error instanceof ApiProblem && error.status === 401) return <SignInPage wasSignedIn={who !== undefined} />;
  if (value !== undefined) {
    return (
      <SessionContext value={value}>
        {children}
        <IdleWarning />
      </SessionContext>
    );
  }
  return (
    <WholePage>
      {isPending ? (
        <Working />
      ) : (
        <div>
          <h1 className="visually-hidden">CREX</h1>
          <Failure error={error} onRetry={() => void refetch()} />
        </div>
      )}
    </WholePage>
  );
}
