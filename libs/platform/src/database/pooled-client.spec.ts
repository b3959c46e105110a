import { once } from 'node:events';
import { createServer, type AddressInfo, type Socket } from 'node:net';
import { openDatabase } from './open-database.js';
import { openSqlDatabase } from './open-sql-database.js';

const field = (type: string, text: string) => Buffer.from(`${type}${text}\0`, 'latin1');
function message(type: string, ...body: readonly Buffer[]): Buffer {
  const length = Buffer.alloc(4);
  length.writeInt32BE(4 + Buffer.concat(body).length);
  return Buffer.concat([Buffer.from(type), length, ...body]);
}
/** All in one piece: "you are in", "what may I do", and "I am gone". @see PostgreSQL, Frontend/Backend Protocol */
const GREETING_AND_END = Buffer.concat([
  message('R', Buffer.alloc(4)),
  message('Z', Buffer.from('I')),
  message('E', field('S', 'FATAL'), field('C', '57P01'), field('M', 'terminating connection'), Buffer.alloc(1)),
]);

describe('a server that ends a connection in the moment in which it is handed out', () => {
  const sockets: Socket[] = [];
  const server = createServer((socket) => {
    sockets.push(socket);
    socket.on('error', () => undefined);
    socket.once('data', () => socket.end(GREETING_AND_END));
  });
  let url = '';
  beforeAll(async () => {
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `postgres://app:secret@127.0.0.1:${(server.address() as AddressInfo).port}/none`;
  });
  afterAll(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it.each([
    ['with a mapper', () => openDatabase({ url, entities: [], poolSize: 1, applicationName: 'spec' })],
    ['without', () => openSqlDatabase({ url, poolSize: 1, applicationName: 'spec' })],
  ])('is an error of whoever uses it, and not the end of the process (pool %s)', async (_, open) => {
    await expect(open()).rejects.toThrow();
    expect(sockets.length).toBeGreaterThan(0);
  });
});
