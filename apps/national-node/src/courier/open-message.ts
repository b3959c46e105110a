import {
  checkBody,
  checkContentDigest,
  checkContentMatchesSlip,
  checkSealedDigest,
  openSealed,
  readContent,
  readEnvelope,
  type Content,
  type Opener,
  type Slip,
} from '#libs/protocol';
import { checkActive, type Trust } from '../trust.js';
import type { CompareHeads } from '../log/compare-heads.js';
import type { CompareDirectories } from './compare-directories.js';
import type { InboxMessage } from './inbox.store.js';

/** A message that has passed every check but the one of first sight, which its transaction makes. */
export interface OpenedMessage {
  readonly slip: Slip;
  readonly content: Content;
  /** The signed content, kept as evidence. */
  readonly contentJws: string;
}

/**
 * Opens a message from the inbox. The list below is the list of checks: each is a statement of its own, and each has a
 * test that fails without it.
 */
export class OpenMessage {
  constructor(
    private readonly trust: Trust,
    private readonly directories: CompareDirectories,
    private readonly openers: () => ReadonlyMap<string, Opener>,
    private readonly heads: Pick<CompareHeads, 'take'>,
  ) {}

  /** @throws message.*, pki.* and directory.expired */
  async run(message: InboxMessage): Promise<OpenedMessage> {
    const envelope = readEnvelope(message.line);
    const slip = envelope.slip.payload;
    checkActive(this.trust.view().member(slip.from));
    await this.trust.checkSigned(envelope.slip, slip.from, slip.iat);
    checkSealedDigest(envelope);
    const contentJws = await openSealed(envelope, this.openers());
    const content = readContent(contentJws);
    checkContentDigest(content, slip);
    await this.trust.checkSigned(content, slip.from, slip.iat);
    checkContentMatchesSlip(content.payload, slip);
    // the sender is now certain: a directory it knows and we do not is fetched before anything is decided
    await this.trust.atLeast(content.payload.dir.version);
    await this.directories.checkSame(slip.from, content.payload.dir);
    checkActive(this.trust.view().member(slip.from));
    checkBody(content.payload);
    this.heads.take(slip.from, content.payload.heads ?? []); // compared later: a wrong one is no fault of the message
    return { slip, content: content.payload, contentJws };
  }
}
