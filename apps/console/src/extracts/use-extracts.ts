import { queryOptions } from '@tanstack/react-query';
import { api, read } from '../api/client.js';
import { download } from '../api/download.js';
import type { Extracts } from '../api/shapes.js';

export const extractsOf = (id: string) =>
  queryOptions({
    queryKey: ['requests', 'extracts', id],
    queryFn: async () =>
      (await read<Extracts>(api.GET('/api/v1/requests/{id}/extracts', { params: { path: { id } } }))).extracts,
  });

/** The two files that belong to an extract: the document, and the proof that the log of its country names it. */
const FILES = { document: { path: 'extract', ending: 'pdf' }, proof: { path: 'extract/proof', ending: 'tlog-proof' } };

/** Fetches a file and gives it to the browser to keep; each look at a document is an entry of the log. @throws ApiProblem */
export async function downloadExtract(requestId: string, number: string, file: keyof typeof FILES): Promise<void> {
  const { path, ending } = FILES[file];
  await download(`/api/v1/requests/${requestId}/${path}?number=${number}`, `${number}.${ending}`);
}
