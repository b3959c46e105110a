import { CrexError, MAX_SKEW_SECONDS, type Content, type LogPromise } from '#libs/protocol';
import { checkProven } from './check-proven.js';
import type { Directories } from './directories.js';
import { PENDING, type Exchange, type ExchangeEvidence } from './exchange-evidence.js';
import type { Findings } from './findings.js';

/**
 * What the answerer has promised to its log: of its own log, dated like the answer; and, in the asker's evidence, that
 * the entry is there. In the answerer's evidence the entry itself shows it.
 */
export async function checkPromise(
  { madeBy, promised }: ExchangeEvidence,
  exchange: Exchange,
  directories: Directories,
  findings: Findings,
): Promise<void> {
  const { payload: reply } = exchange.reply.content;
  const { promise } = reply;
  if (promise === undefined) return; // a fault discloses nothing and promises nothing
  const part = `promised entry of ${reply.from}`;
  const holds = await findings.check(part, 'promise', () => {
    checkOwnLog(promise, reply, directories);
    checkNotFromFuture(promise, reply);
    return `${reply.from} has promised the entry ${promise.leafHash} of its log ${promise.origin}`;
  });
  if (!holds || madeBy === reply.from) return;
  if (promised === undefined || promised === PENDING) {
    findings.missing(part, 'log', 'the entry had not been found in the log of the answerer when the file was made');
    return;
  }
  const leafHash = Buffer.from(promise.leafHash, 'base64url');
  const { origin } = promise;
  await checkProven({ part, proof: promised, leafHash, origin, owner: reply.from }, exchange, directories, findings);
}

function checkOwnLog({ origin }: LogPromise, { from }: Content, { views }: Directories): void {
  if (!views.some(({ view }) => view.member(from)?.log.origin === origin))
    throw new CrexError('audit.promise-of-other-log', 'the promise names another log than that of the answerer');
}

function checkNotFromFuture({ time }: LogPromise, { iat }: Content): void {
  if (time > iat + MAX_SKEW_SECONDS)
    throw new CrexError('audit.promise-from-future', 'the promise is dated after the answer that carries it');
}
