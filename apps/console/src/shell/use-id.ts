import { useParams } from '@tanstack/react-router';

/** The id in the address of a page that shows one thing. */
export function useId(): string {
  const params: { readonly id?: string } = useParams({ strict: false });
  return params.id ?? '';
}
