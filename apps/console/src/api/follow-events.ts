import { callHeaders } from './client.js';
import { EventReader } from './event-reader.js';
import { problemOf } from './problem.js';

/**
 * Follows a stream of the node and tells of each event that has a name. `EventSource` cannot say in which role it comes,
 * so the stream is read by hand.
 *
 * @returns true when the node has said that it was the last; false when the stream broke off
 * @throws ApiProblem
 */
export async function followEvents(path: string, signal: AbortSignal, onState: () => void): Promise<boolean> {
  const response = await fetch(path, { signal, headers: { accept: 'text/event-stream', ...callHeaders('GET') } });
  if (!response.ok) throw problemOf(response.status, await response.json().catch(() => undefined));
  if (response.body === null) return false;
  const reader = new EventReader();
  const text = response.body.pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await text.read();
    if (done) return false;
    const events = reader.read(value);
    if (events.includes('state')) onState();
    if (events.includes('end')) return true;
  }
}
