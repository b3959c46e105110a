import { setTimeout as sleep } from 'node:timers/promises';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { FastifyReply } from 'fastify';
import type { Database } from '#libs/platform';
import { fixedClock } from '#libs/testing';
import { AnswerBells } from '../ask/answer-bells.js';
import { Home, type Official } from '../context.js';
import { sendStates } from './event-stream.js';
import { FollowStates, type Bells, type CountryState } from './follow-states.js';

const official: Official = { kind: 'official', id: 'AR-4711', role: 'clerk', authority: 'Registro' };
const home = new Home('AR', 'test', fixedClock(Date.UTC(2026, 10, 22, 12)), 'UTC');
const open = (country: string, state = 'SUBMITTED'): CountryState => ({ country, state, isFinal: false });
const final = (country: string, state = 'ANSWERED'): CountryState => ({ country, state, isFinal: true });

describe('following states', () => {
  let states: readonly CountryState[] | undefined;
  let looks: number;
  let bells: AnswerBells;
  let gone: AbortController;
  beforeEach(() => {
    states = [open('BR'), open('JM')];
    looks = 0;
    bells = new AnswerBells();
    gone = new AbortController();
  });
  const noDatabase = {} as unknown as Database;
  const follow = (longestMs?: number) => {
    const read = () => {
      looks += 1;
      return Promise.resolve(states);
    };
    return new FollowStates(noDatabase, bells, read, longestMs).run(official, 'id', gone.signal);
  };
  const all = async (changes: AsyncIterable<readonly CountryState[]>) => {
    const seen: (readonly CountryState[])[] = [];
    for await (const news of changes) seen.push(news);
    return seen;
  };

  it('says all as they are, then each change once, until every one is final', async () => {
    const changes = await follow();
    expect((await changes.next()).value).toEqual([open('BR'), open('JM')]);
    const next = changes.next();
    states = [open('BR', 'ROUTED'), open('JM')];
    bells.ring('id');
    expect((await next).value).toEqual([open('BR', 'ROUTED')]);
    states = [final('BR'), final('JM')];
    bells.ring('id');
    expect(await all(changes)).toEqual([[final('BR'), final('JM')]]);
  });

  it('sees a change without the bell, too', async () => {
    const changes = await follow();
    await changes.next();
    states = [final('BR'), final('JM')];
    expect(await all(changes)).toEqual([[final('BR'), final('JM')]]);
  });

  it('ends at once when nothing will change, and looks once', async () => {
    states = [final('BR')];
    expect(await all(await follow())).toEqual([[final('BR')]]);
    expect(looks).toBe(1);
  });

  it('refuses who has asked no such thing before it begins', async () => {
    states = undefined;
    await expect(follow()).rejects.toMatchObject({ code: 'ask.not-found' });
  });

  it('ends when nobody listens, when the time is over, and when the request is no longer theirs', async () => {
    const left = await follow();
    await left.next();
    gone.abort();
    expect(await all(left)).toEqual([]);
    gone = new AbortController();
    expect(await all(await follow(100))).toEqual([[open('BR'), open('JM')]]);
    const erased = await follow();
    await erased.next();
    states = undefined;
    expect(await all(erased)).toEqual([]);
  });

  it('hangs no bell behind when it ends', async () => {
    let hanging = 0;
    const counted: Bells = {
      hang: (id) => {
        const hung = bells.hang(id);
        hanging += 1;
        return {
          bell: hung.bell,
          [Symbol.dispose]: () => {
            hanging -= 1;
            hung[Symbol.dispose]();
          },
        };
      },
    };
    const following = new FollowStates(noDatabase, counted, () => Promise.resolve([final('BR')]));
    const changes = await following.run(official, 'id', gone.signal);
    expect((await changes.next()).done).toBe(false);
    expect(hanging).toBe(1);
    expect((await changes.next()).done).toBe(true);
    expect(hanging).toBe(0);
  });
});

describe('an event stream', () => {
  const sent = (changes: AsyncGenerator<readonly CountryState[], void, void>, heartbeatMs?: number) => {
    let stream: Readable | undefined;
    const reply = {
      headers: () => reply,
      send: (body: Readable) => {
        stream = body;
        return reply;
      },
    };
    sendStates(reply as unknown as FastifyReply, changes, home, heartbeatMs);
    return stream as Readable;
  };
  async function* saying(...news: readonly (readonly CountryState[])[]) {
    for (const each of news) {
      await sleep(1);
      yield each;
    }
  }
  const at = '2026-11-22T12:00:00.000Z';
  const event = (country: string, state: string) =>
    `event: state\ndata: {"country":"${country}","state":"${state}","at":"${at}"}\n\n`;

  it('has one event a change, and an end when all are final', async () => {
    const stream = sent(saying([open('BR'), final('JM')], [final('BR')]));
    expect(await text(stream)).toBe(
      `retry: 2000\n\n${event('BR', 'SUBMITTED')}${event('JM', 'ANSWERED')}${event('BR', 'ANSWERED')}event: end\ndata: {}\n\n`,
    );
  });

  it('has no end when a country is still open: the client comes again', async () => {
    expect(await text(sent(saying([open('BR'), final('JM')])))).not.toContain('event: end');
  });

  it('beats while nothing changes', async () => {
    async function* slow() {
      await sleep(120);
      yield [final('BR')];
    }
    expect((await text(sent(slow(), 20))).split(':\n\n').length).toBeGreaterThan(2);
  });

  it('ends the following when it is closed', async () => {
    let isOver = false;
    async function* endless() {
      try {
        for (;;) {
          yield [open('BR')];
          await sleep(1);
        }
      } finally {
        isOver = true;
      }
    }
    const stream = sent(endless());
    for await (const _ of stream) break;
    await sleep(20);
    expect(isOver).toBe(true);
  });
});
