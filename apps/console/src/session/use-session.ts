import { queryOptions, useQuery } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import { problemOf } from '../api/problem.js';
import { keepSession, type Who } from './current-session.js';

async function whoIsIt(): Promise<Who> {
  const response = await fetch('/auth/me', { headers: { accept: 'application/json' } });
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw problemOf(response.status, body);
  keepSession(body as Who);
  return body as Who;
}

const who = queryOptions({ queryKey: ['who'], queryFn: whoIsIt, staleTime: 30_000, refetchOnWindowFocus: true });

export const useWho = () => useQuery(who);

/** Who is signed in, and in which of their roles they work. */
export interface Session extends Who {
  readonly role: string;
  readonly workAs: (role: string) => void;
}

export const SessionContext = createContext<Session | undefined>(undefined);

/** Only below the gate, where somebody is signed in. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === undefined) throw new TypeError('there is no session above this component');
  return session;
}
