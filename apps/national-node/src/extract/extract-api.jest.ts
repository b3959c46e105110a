import { PromiseStore } from '../log/promise.store.js';
import { ExtractStore } from './extract.store.js';
import { LookupLimit } from './lookup-limit.js';
import { TellExtractStatus } from './tell-extract-status.js';
import { ViewExtract } from './view-extract.js';
import { wireReceiving, type ReceivingFoundation } from './wire-extract.js';

/** What the controllers of extracts are given where no courier works and nobody issues. */
export function extractApi(base: Omit<ReceivingFoundation, 'promises' | 'timeStampAuthorities'>) {
  const { viewExtract } = wireReceiving({ ...base, promises: new PromiseStore(), timeStampAuthorities: [] });
  return [
    { provide: ViewExtract, useValue: viewExtract },
    { provide: TellExtractStatus, useValue: new TellExtractStatus(base.database, new ExtractStore(base.log)) },
    { provide: LookupLimit, useValue: new LookupLimit(base.home.clock) },
  ];
}
