import type { Outage } from '#libs/protocol';
import { timeOf } from '../status/describe-members.js';
import type { OwnKeys } from './view-keys.js';
import type { LogState } from './view-log-state.js';
import type { OperationsState } from './view-operations.js';

/** Ages instead of times: what a reader wants to know of a queue. @param now seconds since 1970 */
export function operationsResponse(state: OperationsState, now: number) {
  const { startedAtMs, loops, alarms, outgoing, incoming, ...rest } = state;
  return {
    ...rest,
    startedAt: timeOf(startedAtMs / 1000),
    loops: loops.map(({ periodMs, lastAtMs, code, ...loop }) => ({
      ...{ ...loop, period: Math.round(periodMs / 1000) },
      ...(lastAtMs === undefined ? {} : { lastAt: timeOf(lastAtMs / 1000) }),
      ...(code === undefined ? {} : { code }),
    })),
    alarms: alarms.map(({ since, ...alarm }) => ({ ...alarm, since: timeOfDate(since) })),
    outgoing: outgoing.map(({ oldestAt, ...queue }) => ({ ...queue, oldest: ageOf(oldestAt, now) })),
    incoming: {
      ...{ waiting: incoming.waiting, held: incoming.held },
      ...(incoming.oldestAt === null ? {} : { oldest: ageOf(incoming.oldestAt, now) }),
    },
  };
}

export function keysResponse({ keys, directory }: OwnKeys) {
  return {
    keys: keys.map(({ notBefore, notAfter, ...key }) => ({
      ...{ ...key, notBefore: timeOf(notBefore), notAfter: timeOf(notAfter) },
    })),
    ...(directory === null ? {} : { directory: endsOf(directory) }),
  };
}

function endsOf({ version, isExpired, revocationsEndAt, ...ends }: NonNullable<OwnKeys['directory']>) {
  return {
    ...{ version, isExpired, expiresAt: timeOf(ends.expiresAt) },
    ...{ offlineEndsAt: timeOf(ends.offlineEndsAt), onlineEndsAt: timeOf(ends.onlineEndsAt) },
    ...(revocationsEndAt === undefined ? {} : { revocationsEndAt: timeOf(revocationsEndAt) }),
  };
}

/** @param now seconds since 1970 */
export function logStateResponse(state: LogState, now: number) {
  const { origin, epoch, entries, unplaced, signed, cosigned, witnesses, lastCheck, followed } = state;
  return {
    ...{ origin, entries },
    ...(epoch === undefined ? {} : { epoch }),
    unplaced: {
      entries: unplaced.entries,
      ...(unplaced.oldestAt === null ? {} : { oldest: ageOf(unplaced.oldestAt, now) }),
    },
    ...(signed && { signed: { entries: signed.entries, at: timeOfDate(signed.at) } }),
    ...(cosigned && { cosigned: { entries: cosigned.entries, until: timeOf(cosigned.until) } }),
    witnesses: witnesses.map(({ member, lastAt }) => ({
      member,
      ...(lastAt !== undefined && { lastAt: timeOf(lastAt) }),
    })),
    ...(lastCheck && {
      lastCheck: { at: timeOfDate(lastCheck.checkedAt), entries: lastCheck.entries, faults: lastCheck.faultCount },
    }),
    followed: followed.map(({ member, entries: size, cosignedUntil }) => ({
      member,
      ...(size !== undefined && { entries: size }),
      ...(cosignedUntil !== undefined && { cosignedUntil: timeOf(cosignedUntil) }),
    })),
  };
}

export function outagesResponse(outages: readonly Outage[]) {
  return { outages: outages.map(({ from, until }) => ({ from: timeOf(from), until: timeOf(until) })) };
}

/** Some rows are dated by the database's clock, which may be ahead of this one. */
function ageOf(at: number, now: number): number {
  return Math.max(0, now - at);
}

function timeOfDate(date: Date): string {
  return timeOf(date.getTime() / 1000);
}
