import { createServer } from 'node:net';
import { BROKER, type MemberId } from '#libs/protocol';

/** The same at each start, where they are free. None of them is anybody's usual port. */
const PREFERRED: Readonly<Partial<Record<MemberId | 'ISSUER', number>>> = {
  ...{ [BROKER]: 7640, AR: 7641, BR: 7642, JM: 7643, SR: 7644, ISSUER: 7645 },
};

/** The preferred port, or 0 (any free one) when somebody has it. */
export async function portFor(whom: MemberId | 'ISSUER'): Promise<number> {
  const port = PREFERRED[whom];
  return port !== undefined && (await isFree(port)) ? port : 0;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
