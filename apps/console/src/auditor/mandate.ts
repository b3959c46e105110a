import { useSyncExternalStore } from 'react';

let mandate = '';
const told = new Set<() => void>();

/** The order under which the log is looked into. In memory alone: whoever loads the page again names it again. */
export function useMandate(): string {
  return useSyncExternalStore(subscribe, () => mandate);
}

export function lookUnder(order: string): void {
  mandate = order;
  for (const tell of told) tell();
}

/** What every call of an auditor carries. */
export function underMandate() {
  return { header: { 'CREX-Mandate': mandate } };
}

/** As the node takes it: 1 to 100 visible characters, spaces only inside. */
export function isMandate(text: string): boolean {
  return /^[\x21-\x7e]([\x20-\x7e]{0,98}[\x21-\x7e])?$/.test(text);
}

function subscribe(tell: () => void): () => void {
  told.add(tell);
  return () => {
    told.delete(tell);
  };
}
