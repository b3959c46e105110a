import type { OutagesView } from '../api/shapes.js';

type Outage = OutagesView['outages'][number];

/**
 * What somebody has typed, as the node takes it; undefined for what is no time, runs backwards or is over.
 *
 * @param from as a field of local time gives it, `2026-12-24T22:00`
 * @param now milliseconds since 1970
 */
export function outageOf(from: string, until: string, now: number): Outage | undefined {
  const [start, end] = [from, until].map((text) => Date.parse(text)) as [number, number];
  if (!(start < end) || end <= now) return undefined;
  return { from: minuteOf(start), until: minuteOf(end) };
}

/** Whether it is under way. */
export function isNow({ from, until }: Outage, now: number): boolean {
  return Date.parse(from) <= now && now < Date.parse(until);
}

function minuteOf(at: number): string {
  return `${new Date(at).toISOString().slice(0, 16)}:00Z`;
}
