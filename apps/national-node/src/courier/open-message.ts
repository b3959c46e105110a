import {
  checkBody,
  checkContentDigest,
  checkContentMatchesSlip,
  checkSealedDigest,
  isCrexError,
  openSealed,
  readContent,
  readEnvelope,
  type Content,
  type Envelope,
  type Opener,
  type Slip,
} from '#libs/protocol';
import { checkActive, type Trust } from '../trust.js';
import type { CompareHeads } from '../log/compare-heads.js';
import type { CompareDirectories } from './compare-directories.js';
import type { InboxMessage } from './inbox.store.js';
import type { SignedForms } from './kept-content.js';

/** A message that has passed every check but the one of first sight, which its transaction makes. */
export interface OpenedMessage {
  readonly slip: Slip;
  readonly content: Content;
  /** What is kept as evidence. */
  readonly signed: SignedForms;
}

/**
 * Opens a message from the inbox. `unseal`, then `run`, is the list of checks: each is a statement of its own, and each
 * has a test that fails without it.
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
    const { slip, content, signed } = await this.unseal(readEnvelope(message.line));
    // the sender is now certain: a directory it knows and we do not is fetched before anything is decided
    await this.trust.atLeast(content.dir.version);
    await this.directories.checkSame(slip.from, content.dir);
    checkActive(this.trust.view().member(slip.from));
    checkBody(content);
    this.heads.take(slip.from, content.heads ?? []); // compared later: a wrong one is no fault of the message
    return { slip, content, signed };
  }

  /**
   * What its sender has certainly said in a question that is being refused; undefined when that cannot be opened or
   * believed, or has not the shape of a question.
   */
  async believable(message: InboxMessage): Promise<OpenedMessage | undefined> {
    try {
      const envelope = readEnvelope(message.line);
      const opened = await this.unseal(envelope);
      checkBody(opened.content);
      return opened;
    } catch (error) {
      if (isCrexError(error)) return undefined;
      throw error;
    }
  }

  /** Slip and content of one message, both signed by an active member. */
  private async unseal(envelope: Envelope): Promise<OpenedMessage> {
    const slip = envelope.slip.payload;
    checkActive(this.trust.view().member(slip.from));
    await this.trust.checkSigned(envelope.slip, slip.from, slip.iat);
    checkSealedDigest(envelope);
    const contentJws = await openSealed(envelope, this.openers());
    const content = readContent(contentJws);
    checkContentDigest(content, slip);
    await this.trust.checkSigned(content, slip.from, slip.iat);
    checkContentMatchesSlip(content.payload, slip);
    return { slip, content: content.payload, signed: { slip: envelope.slip.token, content: contentJws } };
  }
}
