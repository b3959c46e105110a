import type { PublicTrust } from './judge.js';
import type { Answer } from './judge.worker.js';
import type { Judged } from './result.js';

/** Where the check of a file stands. */
export type Judging =
  { readonly state: 'busy' | 'too-large' | 'no-trust' | 'failed' } | ({ readonly state: 'judged' } & Judged);

/** As the verifier has it: a larger file is none of ours, and is not even read. */
const MAX_BYTES = 64 * 1024 * 1024;
/** An honest file takes seconds; one that was made to keep the parser busy would take for ever. */
const MAX_MS = 120_000;

/** Judges a file in a worker of its own, which ends with it: a hostile one holds up nothing but itself. */
export async function judgeFile(file: File, trust: PublicTrust): Promise<Judging> {
  if (file.size > MAX_BYTES) return { state: 'too-large' };
  const pdf = new Uint8Array(await file.arrayBuffer());
  const worker = new Worker(new URL('./judge.worker.ts', import.meta.url), { type: 'module' });
  try {
    const answer = await answerOf(worker, { pdf, trust });
    if ('failed' in answer) return { state: 'failed' };
    const { verdict } = answer;
    const country = verdict.extract?.country;
    const authorities = (country && trust.members[country]?.caCertificates) ?? [];
    const fingerprints = await Promise.all(authorities.map(fingerprintOf));
    return {
      state: 'judged',
      fileName: file.name,
      verdict,
      fingerprints,
      nowMs: performance.timeOrigin + performance.now(),
    };
  } finally {
    worker.terminate();
  }
}

function answerOf(
  worker: Worker,
  question: { readonly pdf: Uint8Array; readonly trust: PublicTrust },
): Promise<Answer> {
  return new Promise((resolve) => {
    const fail = () => resolve({ failed: true });
    const timer = setTimeout(fail, MAX_MS);
    worker.addEventListener('message', ({ data }: MessageEvent<Answer>) => {
      clearTimeout(timer);
      resolve(data);
    });
    worker.addEventListener('error', fail);
    worker.postMessage(question);
  });
}

/** SHA-256 of a certificate as people compare it: pairs of hexadecimal digits. */
async function fingerprintOf(base64: string): Promise<string> {
  const der = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0));
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', der));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0').toUpperCase()).join(' ');
}
