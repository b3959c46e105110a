import { callHeaders } from '../api/client.js';
import { problemOf } from '../api/problem.js';
import { underMandate } from './mandate.js';

/** Asks the node for a file and gives it to the browser to keep. @throws ApiProblem */
export async function fetchFile(path: string, body: object, usualName: string): Promise<void> {
  const mandate = underMandate().header;
  const under = mandate['CREX-Mandate'] === '' ? {} : mandate;
  const headers = { ...callHeaders('POST'), ...under, 'content-type': 'application/json' };
  const response = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  if (!response.ok) throw problemOf(response.status, await response.json().catch(() => undefined));
  const named = /filename="([^"/\\]+)"/.exec(response.headers.get('content-disposition') ?? '')?.[1];
  keepFile(await response.blob(), named ?? usualName);
}

/** Gives something to the browser to keep as a file. */
export function keepFile(content: Blob | string, name: string): void {
  const address = URL.createObjectURL(typeof content === 'string' ? new Blob([content]) : content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
