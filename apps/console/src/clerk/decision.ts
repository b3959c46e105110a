import type { Order, ReceivedQuestion } from '../api/shapes.js';

/** What a clerk may decide, in the order in which it is offered. */
export const KINDS = [
  ...(['PERSON', 'PARTIAL', 'NOBODY', 'ASK', 'CANNOT_TELL', 'REFUSED'] as const),
  ...(['DECEASED', 'BIOMETRIC_MISMATCH', 'NOT_COMPETENT'] as const),
] as const;
export type Kind = (typeof KINDS)[number];
export type MissingItem = NonNullable<ReceivedQuestion['missing']>[number];
export type RefusalReason = NonNullable<ReceivedQuestion['refusal']>;

/** The sixteen items of which more may be asked. */
export const ITEMS = [
  ...(['Forename', 'Surname', 'SecondSurname', 'Sex', 'BirthDate', 'BirthPlace', 'Nationality'] as const),
  ...(['FormerName', 'MotherName', 'FatherName', 'IdentityNumber', 'IdentificationDocument'] as const),
  ...(['Address', 'Alias', 'Fingerprints', 'MoreInformationOnRequestPurpose'] as const),
] as const satisfies readonly MissingItem[];

/** What has become of a question by this clerk. */
export type Done = 'SENT' | 'WAITS_FOR_RELEASE' | 'ASKED' | 'RELEASED' | 'RETURNED';

/** What is filled in so far. */
export interface DecisionForm {
  readonly kind: Kind | '';
  readonly personId: string;
  readonly reason: RefusalReason | '';
  readonly missing: readonly MissingItem[];
  readonly note: string;
  /** One archive a line. */
  readonly archives: string;
}

/** Before anybody has chosen: what the asker did not tell is what would be asked for. */
export function startOf({ missing = [], refusal, candidates }: ReceivedQuestion): DecisionForm {
  const [only] = candidates;
  return {
    ...{ kind: refusal === undefined ? '' : 'REFUSED', reason: refusal ?? '', missing, note: '', archives: '' },
    personId: candidates.length === 1 && only !== undefined ? only.candidate.personId : '',
  };
}

/** What can be decided about this question: the node refuses the rest, so it is not offered. */
export function kindsFor({ refusal, candidates, mayAsk, purpose }: ReceivedQuestion): Kind[] {
  if (refusal !== undefined) return ['REFUSED'];
  // where nothing may go, "in part" would tell that there is somebody; an extract is of the whole register
  const isInPart = purpose !== 'E1' && candidates.some(({ mayGo }) => mayGo > 0);
  const isOfOne = (kind: Kind) => ['PERSON', 'DECEASED', 'BIOMETRIC_MISMATCH'].includes(kind);
  return KINDS.filter((kind) => {
    if (kind === 'PARTIAL') return isInPart;
    return isOfOne(kind) ? candidates.length > 0 : kind !== 'ASK' || mayAsk;
  });
}

/** Who it may be, each with their number on the page: a part can be told only of whom something may be told. */
export function candidatesFor({ candidates }: Pick<ReceivedQuestion, 'candidates'>, kind: DecisionForm['kind']) {
  return candidates
    .map((each, index) => ({ ...each, number: index + 1 }))
    .filter(({ mayGo }) => kind !== 'PARTIAL' || mayGo > 0);
}

/** The form with another decision; whoever was chosen stays so where it can be they, and the only one there is is chosen. */
export function decided(
  form: DecisionForm,
  question: Pick<ReceivedQuestion, 'candidates'>,
  kind: DecisionForm['kind'],
): DecisionForm {
  const ids = candidatesFor(question, kind).map(({ candidate }) => candidate.personId);
  const [only = ''] = ids.length === 1 ? ids : [];
  return { ...form, kind, personId: ids.includes(form.personId) ? form.personId : only };
}

/** What is to be sent to the node, or the word for what is still to be said. */
export function orderOf(form: DecisionForm, language: 'es' | 'en' | 'pt' | 'nl'): Order | Lacking {
  const { kind, personId, reason, missing } = form;
  const note = form.note.trim();
  switch (kind) {
    case '':
      return 'kind';
    case 'PERSON':
    case 'DECEASED':
    case 'BIOMETRIC_MISMATCH':
      return personId === '' ? 'person' : { kind, personId };
    case 'PARTIAL': {
      const archives = form.archives.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]));
      if (personId === '') return 'person';
      if (archives.length === 0) return 'archives';
      return { kind, personId, archives: archives.map((value) => ({ language, value })) };
    }
    case 'REFUSED':
      return reason === '' ? 'reason' : { kind, reason };
    case 'ASK':
      if (missing.length === 0) return 'missing';
      return { kind, missing: [...missing], ...(note === '' ? {} : { note: { language, value: note } }) };
    default:
      return { kind };
  }
}
export type Lacking = 'kind' | 'person' | 'archives' | 'reason' | 'missing';

/** Whether it leaves at once; the question back is asked by one clerk alone. */
export function leavesAlone({ kind }: Pick<Order, 'kind'>, { alone }: ReceivedQuestion): boolean {
  if (kind === 'ASK') return true;
  return kind === 'REFUSED' ? alone.refusal : alone.answer;
}
