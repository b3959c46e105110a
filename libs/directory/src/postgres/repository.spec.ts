import { servedFrom } from './repository.js';
import type { Sql } from './sql.js';

it('the repository is read by one query after the other, also after one that failed', async () => {
  let running = 0;
  let most = 0;
  const sql: Sql = {
    async query<R extends object>(_text: string, values: readonly unknown[] = []): Promise<R[]> {
      most = Math.max(most, ++running);
      await new Promise((resolve) => setImmediate(resolve));
      running--;
      if (values[0] === 'broken') throw new TypeError('connection lost');
      return [{ bytes: Buffer.from(String(values[0])) } as unknown as R];
    },
  };
  const fetch = servedFrom(sql);
  const read = await Promise.allSettled(['a', 'broken', 'b'].map((path) => fetch(path, 100)));
  expect(read.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  expect(most).toBe(1);
});
