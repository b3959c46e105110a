import createClient, { type Middleware } from 'openapi-fetch';
import { session } from '../session/current-session.js';
import { problemOf } from './problem.js';
import type { paths } from './schema.js';

/** Who speaks: the cookie says it, the token proves that it is this page, and the role is the one that was chosen. */
export function callHeaders(method: string): Record<string, string> {
  const { csrfToken, role } = session();
  const isRead = method === 'GET' || method === 'HEAD';
  return {
    ...(role === undefined ? {} : { 'CREX-Role': role }),
    ...(isRead || csrfToken === undefined ? {} : { 'CREX-CSRF': csrfToken }),
  };
}

const speakAsOfficial: Middleware = {
  onRequest({ request }) {
    for (const [name, value] of Object.entries(callHeaders(request.method))) request.headers.set(name, value);
    return request;
  },
};

const client = createClient<paths>({ baseUrl: location.origin, headers: { accept: 'application/json' } });
client.use(speakAsOfficial);

/** The domestic API, as it describes itself. */
export const api = client;

interface Said<T> {
  readonly data?: T;
  readonly error?: unknown;
  readonly response: Response;
}

/** What the node has said, or the problem. @throws ApiProblem */
export async function read<T>(said: Promise<Said<T>>): Promise<NonNullable<T>> {
  const { data, error, response } = await said;
  if (!response.ok) throw problemOf(response.status, error);
  return data as NonNullable<T>;
}
