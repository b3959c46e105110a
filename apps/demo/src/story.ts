import { COUNTRY_NAMES } from '#libs/catalogue';
import type { CountryCode } from '#libs/protocol';
import type { DomesticApi, QuestionView, RequestView } from './domestic-api.js';
import type { Logs } from './evidence.js';
import type { LocalAlliance } from './local-alliance.js';
import { duration, type Narrator } from './narrator.js';
import type { DemoOfficial } from './officials.js';
import { namesOf, purposeText, type StoryQuestion } from './questions.js';

/** A question and what became of it, for summary.json and the table at the end. */
export interface ToldQuestion {
  readonly id: string;
  readonly requestId: string;
  readonly messageId: string | null;
  readonly title: string;
  readonly from: CountryCode;
  readonly to: CountryCode;
  readonly outcome: string;
  readonly expected: string;
  readonly milliseconds: number;
}

const ANSWER_WITHIN_SECONDS = 30;
/** A node that comes back fetches the directory first. */
const COMEBACK_WITHIN_MS = 45_000;

/** Who decides for a country what its machine must not. */
export const clerkOf = (country: StoryQuestion['asker']['country']): StoryQuestion['asker'] => ({
  country,
  role: 'clerk',
});

/** Tells one question after the other: asks it, prints what happened, and checks what it says. */
export class Story {
  /** What did not come out as it must. */
  readonly failures: string[] = [];
  readonly told: ToldQuestion[] = [];

  constructor(
    private readonly local: LocalAlliance,
    private readonly logs: Logs,
    private readonly narrator: Narrator,
    private readonly apiOf: (asker: StoryQuestion['asker']) => DomesticApi,
    private readonly officials: readonly DemoOfficial[],
  ) {}

  async tell(question: StoryQuestion, number: number): Promise<void> {
    this.narrator.heading(number, question.title);
    this.introduce(question);
    const api = this.apiOf(question.asker);
    const request = await this.follow(api, question);
    for (const each of request.questions) await this.tellOutcome(question, request, each);
    this.narrator.paragraph(question.because);
  }

  private follow(api: DomesticApi, question: StoryQuestion): Promise<RequestView> {
    if (question.isDown !== undefined) return this.askWhileDown(api, question, question.isDown);
    if (question.isAskedBack !== undefined) return this.tellNoMore(api, question, question.isAskedBack);
    return this.ask(api, question, ANSWER_WITHIN_SECONDS);
  }

  /** The country asks back, the asker has no more to tell, and a clerk there says that nobody can. */
  private async tellNoMore(
    api: DomesticApi,
    question: StoryQuestion,
    country: StoryQuestion['asker']['country'],
  ): Promise<RequestView> {
    const { id } = await this.ask(api, question, 0);
    const isAsked = ({ questions }: RequestView) => questions[0]?.state === 'AWAITING_INFO';
    const asked = await api.viewUntil(id, isAsked, ANSWER_WITHIN_SECONDS * 1000);
    const back = await this.questionBack(country, asked.questions[0]?.proof.requestDigest);
    this.narrator.did(country, 'asked back for what is missing', back);
    await api.inform(id, country, { response: 'NOT_AVAILABLE' });
    this.narrator.did(question.asker.country, 'told that there is no more to tell, in request', id);
    const clerk = this.apiOf(clerkOf(country));
    const waiting = await clerk.nextOfQueue(ANSWER_WITHIN_SECONDS * 1000);
    const { result } = await clerk.decide(waiting, { kind: 'CANNOT_TELL' });
    this.narrator.did(country, `let a clerk decide: nobody can tell (${result})`, waiting);
    return api.viewUntil(id, ({ questions }) => questions.every(({ outcome }) => outcome !== null), COMEBACK_WITHIN_MS);
  }

  /** The id of the message in which a country has asked back (RAI), by its own log. */
  private async questionBack(country: CountryCode, requestDigest: string | undefined): Promise<string> {
    const withheld = { type: 'WITHHELD', outcome: 'MORE_INFORMATION', requestDigest };
    const { eventId } = await this.logs.await(country, withheld, ANSWER_WITHIN_SECONDS * 1000);
    const sent = await this.logs.demand(country, { type: 'SENT', eventId });
    return String(sent['messageId']);
  }

  /** Runs a check; one that fails is told and kept for the end. */
  async check(about: string, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      if (this.local.options.signal?.aborted === true) throw error; // the demo is being ended
      this.fail(`${about}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }

  private introduce({ asker, request }: StoryQuestion): void {
    const official = this.officials.find(({ country, role }) => country === asker.country && role === asker.role);
    const { names, birthDate } = request.subject;
    this.narrator.paragraph(
      `${official?.name ?? ''} (${official?.staffNumber ?? ''}), ${asker.role} of ${COUNTRY_NAMES[asker.country].en}, ` +
        `asks ${namesOf(request.to)} about ${names[0]?.full ?? ''}, born ${birthDate ?? 'at an unknown date'}: ` +
        `${purposeText(request.purpose)}, ${request.legalBasis}, case ${request.caseReference}.`,
    );
  }

  private async ask(api: DomesticApi, { asker, request }: StoryQuestion, waitSeconds: number): Promise<RequestView> {
    const asked = await api.ask(request, waitSeconds);
    this.narrator.did(asker.country, 'asked, in request', asked.id);
    return asked;
  }

  /** The node is gone, the question is asked, the broker holds it, the node comes back and answers. */
  private async askWhileDown(api: DomesticApi, question: StoryQuestion, down: CountryCode): Promise<RequestView> {
    await this.local.process(down).stop();
    this.narrator.did('demo', `stopped the node of ${COUNTRY_NAMES[down].en}`);
    const { id } = await this.ask(api, question, 0);
    const waiting = await api.viewUntil(id, ({ questions }) => questions[0]?.state === 'ROUTED', 10_000);
    this.narrator.did('broker', 'holds the question (state ROUTED)', waiting.questions[0]?.messageId ?? '');
    const startedAt = performance.now();
    await this.local.startOne(down);
    const took = duration(performance.now() - startedAt);
    this.narrator.did('demo', `started it again, at the same address (${took})`);
    return api.viewUntil(id, ({ questions }) => questions.every(({ outcome }) => outcome !== null), COMEBACK_WITHIN_MS);
  }

  private async tellOutcome(story: StoryQuestion, request: RequestView, question: QuestionView): Promise<void> {
    const { id, country, outcome, answeredAt } = question;
    const from = story.asker.country;
    const milliseconds = answeredAt === null ? 0 : Date.parse(answeredAt) - Date.parse(request.createdAt);
    const expected = story.expected[country] ?? '';
    this.told.push({
      ...{ id, requestId: request.id, messageId: question.messageId, title: story.title, from, to: country },
      ...{ outcome: outcome ?? question.state, expected, milliseconds },
    });
    if (question.proof.promise !== undefined) {
      await this.check(`${from} to ${country}`, () => this.tellAnswered(from, question, milliseconds));
    } else {
      this.narrator.outcome(country, outcome ?? question.state, duration(milliseconds), id);
      await this.check(`${from} to ${country}`, () => this.tellUnanswered(from, question));
    }
    if (outcome !== expected)
      this.fail(`${from} to ${country} ended as ${outcome ?? question.state}, not as ${expected}`);
  }

  private async tellAnswered(from: CountryCode, question: QuestionView, milliseconds: number): Promise<void> {
    const { id, country, outcome } = question;
    const logs = await this.logs.threeOf(from, question);
    this.narrator.did(from, `signed and sealed it for ${COUNTRY_NAMES[country].en}`, logs.requestId);
    this.narrator.did('broker', 'relayed what it cannot open', logs.requestDigest);
    this.narrator.did(country, `logged ${logs.answer.type}, then answered`, logs.answer.eventId);
    this.narrator.did(from, 'opened and verified the answer', logs.replyId);
    this.narrator.outcome(country, outcome ?? '', `${extent(question)}${duration(milliseconds)}`, id);
    this.narrator.proven('three logs name this very question', logs.requestDigest);
    this.narrator.proven('three logs name this very answer', logs.replyDigest);
    this.narrator.proven(`the promised entry is in ${country}’s log`, logs.answer.leafHash);
  }

  /** The asker's own log has the question and how it ended; nothing was numbered, so nothing is missing anywhere. */
  private async tellUnanswered(from: CountryCode, { id, messageId, outcome, code }: QuestionView): Promise<void> {
    await this.logs.demand(from, { type: 'ASK', eventId: id });
    await this.logs.demand(from, { type: 'OUTCOME', eventId: id, outcome });
    if (messageId !== null) throw new Error('it was given a number although it was never sent');
    this.narrator.proven(`${from} logged question and outcome`, id);
    this.narrator.paragraph(`The code that the official reads: ${code ?? ''}.`);
  }

  private fail(failure: string): void {
    this.failures.push(failure);
    this.narrator.failed(`NOT AS IT MUST BE  ${failure}`);
  }
}

/** What the answer holds, in a word or two. */
function extent({ answer }: QuestionView): string {
  const convictions = answer?.record?.convictions.length;
  if (convictions !== undefined) return `${convictions} conviction${convictions === 1 ? '' : 's'}, `;
  if (answer?.candidates !== undefined) return `${answer.candidates} candidate${answer.candidates === 1 ? '' : 's'}, `;
  return answer?.reason === undefined ? '' : `${answer.reason}, `;
}
