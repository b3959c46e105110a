import type { Transaction } from '#libs/platform';
import { CrexError, readContent, type InformationBody, type MessageId, type RequestBody } from '#libs/protocol';
import type { SignedContents } from '../log/signed-contents.store.js';
import type { ReceivedQuestion } from './received-questions.store.js';

/** What a question asks, with the subject as the asker describes it now. It was verified when it came. */
export class ReadQuestion {
  constructor(private readonly contents: SignedContents) {}

  /** @throws answer.question-erased */
  async run(
    tx: Transaction,
    { messageId, subjectMessage }: Pick<ReceivedQuestion, 'messageId' | 'subjectMessage'>,
  ): Promise<RequestBody> {
    const request = (await this.bodyOf(tx, messageId)) as RequestBody;
    if (subjectMessage === messageId) return request;
    const { subject = request.subject } = (await this.bodyOf(tx, subjectMessage)) as InformationBody;
    return { ...request, subject };
  }

  private async bodyOf(tx: Transaction, messageId: MessageId) {
    const signed = await this.contents.ofMessage(tx, messageId);
    if (signed?.content === undefined) {
      throw new CrexError('answer.question-erased', 'what the question asked has been erased');
    }
    return readContent(signed.content).payload.body;
  }
}
