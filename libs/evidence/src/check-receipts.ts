import {
  checkEnvironment,
  CrexError,
  readStatement,
  type MessageItem,
  type ReadJws,
  type Slip,
  type Statement,
} from '#libs/protocol';
import { checkSigned } from './check-signed.js';
import { utc, type Directories } from './directories.js';
import type { ReadMessage, SignedMessage } from './exchange-evidence.js';
import type { Findings } from './findings.js';

/** The receipts of a message that the file holds: stated about this very slip and content, by whom it says, and signed. */
export async function checkReceipts(
  part: string,
  message: SignedMessage,
  { slip, content }: ReadMessage,
  directories: Directories,
  findings: Findings,
): Promise<void> {
  for (const kind of ['stored', 'taken'] as const) {
    const token = message[kind];
    if (token === undefined) continue;
    const name = `${part}, receipt "${kind}"`;
    let statement: ReadJws<Statement<MessageItem>> | undefined;
    await findings.check(name, 'receipt', () => {
      const read = readStatement(kind, token);
      checkEnvironment(read.payload, slip.payload.env);
      checkNames(read.payload, slip);
      statement = read;
      const { by, time } = read.payload;
      return `${by} had the message ${slip.payload.id} at ${utc(time)}`;
    });
    if (statement === undefined) continue;
    const { by, time } = statement.payload;
    const views = await directories.allAt(time, content?.payload);
    await checkSigned({ part: name, jws: statement, signer: by, at: time, views }, findings);
  }
}

function checkNames({ to, items }: Statement<MessageItem>, { payload, digest }: ReadJws<Slip>): void {
  const item = items.find(({ id }) => id === payload.id);
  if (to !== payload.from || item?.contentDigest !== payload.contentDigest || item.slipDigest !== digest)
    throw new CrexError('evidence.receipt-of-other-message', 'the receipt speaks of another message, or another slip');
}
