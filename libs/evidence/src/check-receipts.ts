import {
  checkEnvironment,
  CrexError,
  readStatement,
  type Content,
  type MessageItem,
  type ReadJws,
  type Statement,
} from '#libs/protocol';
import { checkSigned } from './check-signed.js';
import { utc, type Directories } from './directories.js';
import type { SignedMessage } from './exchange-evidence.js';
import type { Findings } from './findings.js';

/** The receipts of a message that the file holds: stated about this very content, by whom it says, and signed. */
export async function checkReceipts(
  part: string,
  message: SignedMessage,
  content: ReadJws<Content>,
  directories: Directories,
  findings: Findings,
): Promise<void> {
  const slips: string[] = [];
  for (const kind of ['stored', 'taken'] as const) {
    const token = message[kind];
    if (token === undefined) continue;
    const name = `${part}, receipt "${kind}"`;
    let statement: ReadJws<Statement<MessageItem>> | undefined;
    await findings.check(name, 'receipt', () => {
      const read = readStatement(kind, token);
      checkEnvironment(read.payload, content.payload.env);
      slips.push(checkNames(read.payload, content).slipDigest);
      checkOneSlip(slips);
      statement = read;
      const { by, time } = read.payload;
      return `${by} had the message ${content.payload.id} at ${utc(time)}`;
    });
    if (statement === undefined) continue;
    const { by, time } = statement.payload;
    const views = await directories.allAt(time, content.payload);
    await checkSigned({ part: name, jws: statement, signer: by, at: time, views }, findings);
  }
}

function checkNames({ to, items }: Statement<MessageItem>, { payload, digest }: ReadJws<Content>): MessageItem {
  const item = items.find(({ id }) => id === payload.id);
  if (to !== payload.from || item?.contentDigest !== digest)
    throw new CrexError('evidence.receipt-of-other-message', 'the receipt speaks of another message');
  return item;
}

/** Broker and recipient had the same envelope. */
function checkOneSlip(slips: readonly string[]): void {
  if (new Set(slips).size > 1)
    throw new CrexError('evidence.receipts-differ', 'the receipts name two slips for one message');
}
