import { useParams } from '@tanstack/react-router';
import { AskForm } from './ask-page.js';
import { EMPTY_FORM, type Purpose } from './question-form.js';

/** A new question whose purpose is chosen already; one that there is not is none. */
export function AskForPage() {
  const params: { readonly purpose?: string } = useParams({ strict: false });
  return <AskForm initial={{ ...EMPTY_FORM, purpose: (params.purpose ?? '') as Purpose | '' }} />;
}
