import { api, read } from '../api/client.js';
import type { NewRequest } from '../api/shapes.js';
import { queries } from '../api/queries.js';
import { requestOf, type QuestionForm } from './question-form.js';

/** Where a question can be followed. */
export interface Sent {
  readonly id: string;
  readonly kind: 'REQ' | 'QUERY';
}

/**
 * Sends the question; a draft becomes the request. The key is made once for each look-over, so that a second press, or a
 * try after the network was gone, asks nothing twice.
 */
export async function send(form: QuestionForm, key: string, draftId: string | undefined): Promise<Sent> {
  if (draftId !== undefined) {
    await keepDraft(form, draftId);
    const path = { params: { path: { id: draftId } } };
    const { id, kind } = await read<Sent>(api.POST('/api/v1/drafts/{id}/submission', path));
    return { id, kind };
  }
  const header = { 'Idempotency-Key': key };
  const body = requestOf(form) as NewRequest;
  const said =
    form.kind === 'QUERY'
      ? await read<{ id: string }>(api.POST('/api/v1/queries', { params: { header }, body }))
      : await read<{ id: string }>(api.POST('/api/v1/requests', { params: { header }, body }));
  void queries.invalidateQueries({ queryKey: ['requests'] });
  return { id: said.id, kind: form.kind };
}

/** Keeps what is filled in at the node, where it belongs to this official alone. Returns the id of the draft. */
export async function keepDraft(form: QuestionForm, draftId: string | undefined): Promise<string> {
  // a draft may be unfinished: its schema says little of its members
  const request = requestOf(form) as object;
  void queries.invalidateQueries({ queryKey: ['drafts'] });
  if (draftId === undefined) {
    return (await read<{ id: string }>(api.POST('/api/v1/drafts', { body: { kind: form.kind, request } }))).id;
  }
  await read(api.PUT('/api/v1/drafts/{id}', { params: { path: { id: draftId } }, body: { request } }));
  return draftId;
}
