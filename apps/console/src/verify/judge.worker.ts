import 'reflect-metadata'; // the certificate library needs it, loaded first
import { judge, type PageVerdict, type PublicTrust } from './judge.js';

/** What the page asks of its worker, and what comes back. */
export interface Question {
  readonly pdf: Uint8Array;
  readonly trust: PublicTrust;
}
export type Answer = { readonly verdict: PageVerdict } | { readonly failed: true };

self.addEventListener('message', ({ data }: MessageEvent<Question>) => {
  judge(data.pdf, data.trust).then(
    (verdict) => self.postMessage({ verdict } satisfies Answer),
    () => self.postMessage({ failed: true } satisfies Answer),
  );
});
