import { callHeaders } from '../api/client.js';

/** Ends the session at the node, then begins anew: nothing of what was shown stays in memory. */
export async function signOut(): Promise<void> {
  await fetch('/auth/logout', { method: 'POST', headers: callHeaders('POST') }).catch(() => undefined);
  location.assign('/');
}
