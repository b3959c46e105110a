import type { operations } from './schema.js';

type Said<Operation extends keyof operations> = operations[Operation] extends {
  responses: { 200: { content: { 'application/json': infer Body } } };
}
  ? Body
  : never;

/** What the node says, by the names of its endpoints. */
export type Catalogue = Said<'viewCatalogue'>;
export type RequestView = Said<'viewRequest'>;
export type QueryView = Said<'viewQuery'>;
export type RequestList = Said<'listRequests'>;
export type Members = Said<'listMembers'>;
export type QuestionView = RequestView['questions'][number];
export type AnswerView = NonNullable<QuestionView['answer']>;
export type RecordView = NonNullable<AnswerView['record']>;
export type ConvictionView = RecordView['convictions'][number];
export type NewRequest = operations['askCountries']['requestBody']['content']['application/json'];
export type Subject = NewRequest['subject'];
export type AskedView = Said<'viewAsked'>;
export type Drafts = Said<'listDrafts'>;
export type DraftView = Said<'viewDraft'>;
export type Approvals = Said<'listApprovals'>;
export type ApprovalView = Said<'viewApproval'>;
export type Extracts = Said<'listExtracts'>;
export type ExtractView = Extracts['extracts'][number];
export type OperationsView = Said<'viewOperations'>;
export type OwnKeysView = Said<'viewKeys'>;
export type LogStateView = Said<'viewLogState'>;
export type OutagesView = Said<'listOutages'>;
export type StatisticsView = Said<'readStatistics'>;
export type PurposesView = Said<'countPurposes'>;
export type LogPage = Said<'searchLog'>;
export type LogLine = LogPage['entries'][number];
export type LogEntry = Said<'readLogEntry'>;
export type LogPart = NonNullable<LogEntry['parts']['actor']>;
export type LogQuery = Omit<operations['searchLog']['requestBody']['content']['application/json'], 'limit' | 'after'>;
export type Witnesses = Said<'viewWitnesses'>;
export type Alarms = Said<'viewAlarms'>;
export type Reconciliations = Said<'viewReconciliations'>;
export type Reviews = Said<'listReviews'>;
export type DisclosureReport = Said<'reportDisclosures'>;
export type UnusualView = Said<'viewUnusual'>;
export type QueueQuery = NonNullable<operations['clerkQueue']['parameters']['query']>;
export type QueuedQuestion = Said<'clerkQueue'>['questions'][number];
export type ReceivedQuestion = Said<'clerkQuestion'>;
export type Candidate = ReceivedQuestion['candidates'][number];
export type ScoreLine = Candidate['candidate']['explanation'][number];
export type Order = operations['clerkDecide']['requestBody']['content']['application/json'];
export type SavedSearches = Said<'clerkSearches'>;
export type Notices = Said<'clerkNotifications'>;
export type Notice = Notices['notifications'][number];
export type NoticeDecision = operations['clerkDecideNotification']['requestBody']['content']['application/json'];
export type RequestSearches = Said<'listRequestSearches'>;
export type RequestQuery = RequestSearches['searches'][number]['query'];
export type RegisterSearch = operations['searchRegister']['requestBody']['content']['application/json'];
export type RegisterFound = Said<'searchRegister'>;
