import { callHeaders } from './client.js';
import { problemOf } from './problem.js';

/** Fetches a file of the node and gives it to the browser to keep. @throws ApiProblem */
export async function download(address: string, name: string): Promise<void> {
  const response = await fetch(address, { headers: callHeaders('GET') });
  if (!response.ok) throw problemOf(response.status, await response.json().catch(() => undefined));
  const kept = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = kept;
  link.download = name;
  link.click();
  URL.revokeObjectURL(kept);
}
