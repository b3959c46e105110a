import { callHeaders } from '../api/client.js';

/** Ends the session at the node, and goes on to where the country's sign-in service is left too. */
export async function signOut(): Promise<void> {
  const response = await fetch('/auth/logout', { method: 'POST', headers: callHeaders('POST') }).catch(() => undefined);
  const said = (await response?.json().catch(() => undefined)) as { readonly continueAt?: string } | undefined;
  location.assign(said?.continueAt ?? '/');
}
