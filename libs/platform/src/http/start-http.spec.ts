import { once } from 'node:events';
import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { Body, Controller, ForbiddenException, Get, Module, Post, Query, Req } from '@nestjs/common';
import { SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509';
import { Type } from 'class-transformer';
import { IsInt, IsString, Max, ValidateNested } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { CrexError } from '#libs/protocol';
import { createLogger } from '../logging/logger.js';
import type { Problem } from './problem.js';
import { startHttp, type HttpServer } from './start-http.js';

const MARKER = 'Ana-Marker';

class Place {
  @IsString()
  town!: string;
}
class Input {
  @IsInt()
  @Max(5)
  count!: number;
  @ValidateNested({ each: true })
  @Type(() => Place)
  places!: Place[];
}
class Page {
  @IsInt()
  @Type(() => Number)
  limit!: number;
}

@Controller()
class SpecController {
  @Get('fine/:id')
  fine() {
    return { fine: true };
  }
  @Get('page')
  page(@Query() page: Page) {
    return page;
  }
  @Get('refused')
  refused() {
    throw new CrexError('directory.expired', 'the directory is too old', { nextStep: 'wait' });
  }
  @Get('unplanned')
  unplanned() {
    throw new CrexError('audit.tree-broken', 'leaf 7 differs');
  }
  @Get('broken')
  broken() {
    throw Object.assign(new Error(`no ${MARKER}`), { statusCode: 404, parameters: [MARKER] });
  }
  @Get('forbidden')
  forbidden() {
    throw new ForbiddenException(MARKER);
  }
  @Get('parked')
  parked() {
    return new Promise(() => undefined);
  }
  @Post('input')
  input(@Body() input: Input) {
    return { count: input.count, town: input.places[0]?.town };
  }
  @Post('raw')
  raw(@Req() request: FastifyRequest) {
    return { bytes: (request.body as Buffer).toString('hex') };
  }
}
@Module({ controllers: [SpecController] })
class SpecModule {}

describe('the HTTP server', () => {
  let server: HttpServer;
  let log: string[];
  beforeEach(async () => {
    log = [];
    server = await startHttp(SpecModule, {
      ...{ host: '127.0.0.1', port: 0, bodyLimitBytes: 1000, requestTimeoutMs: 5000 },
      logger: createLogger({ service: 'spec', destination: { write: (line) => log.push(line) } }),
      parseJson: (body) => {
        const text = Buffer.from(body).toString();
        if (text.includes('"twice"')) throw new CrexError('protocol.json-duplicate-key', 'a key stands twice');
        return JSON.parse(text) as unknown;
      },
      rawBodyTypes: ['application/jose'],
      statuses: { 'directory.expired': 503 },
    });
  });
  afterEach(() => server.close());

  async function problem(path: string, init: RequestInit = {}): Promise<Problem> {
    const response = await fetch(`${server.url}${path}`, init);
    const body = (await response.json()) as Problem;
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(response.headers.get('cache-control')).toBe('no-store');
    expect(body.status).toBe(response.status);
    expect(body.type).toBe(`urn:crex:problem:${body.code}`);
    expect(body.instance).toMatch(/^urn:uuid:[0-9a-f-]{36}$/);
    expect(JSON.stringify(body) + log.join('')).not.toContain(MARKER);
    return body;
  }
  const json = (body: string): RequestInit => ({
    ...{ method: 'POST', body, headers: { 'content-type': 'application/json' } },
  });

  it('answers a coded error with its status, detail and next step', async () => {
    expect(await problem('/refused')).toMatchObject({
      ...{ status: 503, code: 'directory.expired', title: 'Expired' },
      ...{ detail: 'the directory is too old', nextStep: 'wait' },
    });
  });

  it.each(['/broken', '/unplanned'])('answers %s with an id and nothing else, and logs the id', async (path) => {
    const answer = await problem(path);
    expect(answer).toEqual({
      ...{ type: 'urn:crex:problem:platform.internal', title: 'Internal', status: 500, code: 'platform.internal' },
      ...{ detail: 'something failed on our side', nextStep: 'report the instance id to the operator' },
      instance: answer.instance,
    });
    const line = log.find((each) => each.includes('request failed')) ?? '';
    expect(line).toContain(answer.instance.replace('urn:uuid:', ''));
    expect(line).toContain('start-http.spec');
  });

  it.each([
    ['/nowhere/' + MARKER, {}, 404, 'platform.not-found'],
    ['/fine/1', { method: 'DELETE' }, 404, 'platform.not-found'],
    ['/%zz', {}, 400, 'platform.bad-request'],
    ['/forbidden', {}, 403, 'platform.forbidden'],
    ['/input', json(`{"a": "${MARKER}`), 400, 'platform.invalid-json'],
    ['/input', json('{"twice": 1}'), 400, 'platform.invalid-json'],
    ['/input', json(`"${'x'.repeat(1000)}"`), 413, 'platform.too-large'],
    ['/input', { method: 'POST', body: MARKER }, 415, 'platform.unsupported-media-type'],
    ['/input', { method: 'POST', body: new URLSearchParams({ a: '1' }) }, 415, 'platform.unsupported-media-type'],
  ])('answers %s %p as %d %s', async (path, init, status, code) => {
    expect(await problem(path, init)).toMatchObject({ status, code });
  });

  it('answers what is not HTTP with a problem too', async () => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1');
    socket.end(`${MARKER}\r\n\r\n`);
    const chunks: Buffer[] = [];
    socket.on('data', (chunk) => chunks.push(chunk));
    await once(socket, 'close');
    expect(Buffer.concat(chunks).toString()).toMatch(
      /^HTTP\/1.1 400 .*application\/problem\+json.*platform\.bad-request/s,
    );
  });

  it('points to each bad element of the input, with its rule, and repeats neither value nor unknown name', async () => {
    const body = JSON.stringify({ count: MARKER, places: [{ town: 'a' }, { town: 7, [MARKER]: 1 }], [MARKER]: 1 });
    const answer = await problem('/input', json(body));
    expect(answer).toMatchObject({ status: 422, code: 'platform.invalid-input' });
    expect(answer.pointers).toEqual(
      expect.arrayContaining([
        { pointer: '', rule: 'unknownProperty' },
        { pointer: '/count', rule: 'isInt' },
        { pointer: '/places/1', rule: 'unknownProperty' },
        { pointer: '/places/1/town', rule: 'isString' },
      ]),
    );
    expect(await problem(`/page?limit=${MARKER}`)).toMatchObject({ pointers: [{ pointer: '/limit', rule: 'isInt' }] });
    expect(await problem('/input', { method: 'POST' })).toMatchObject({ status: 422 });
  });

  it('takes good input, and the bytes of a wire type as they came', async () => {
    const input = await fetch(`${server.url}/input`, json('{"count": 3, "places": [{"town": "x"}]}'));
    expect([input.status, await input.json()]).toEqual([201, { count: 3, town: 'x' }]);
    const bytes = { method: 'POST', body: Buffer.from('00ff', 'hex'), headers: { 'content-type': 'application/jose' } };
    expect(await (await fetch(`${server.url}/raw`, bytes)).json()).toEqual({ bytes: '00ff' });
  });

  it('logs a request by its route pattern, without its URL', async () => {
    await (await fetch(`${server.url}/fine/${MARKER}?q=${MARKER}`, { headers: { 'x-a': MARKER } })).text();
    const line = log.find((each) => each.includes('"request"')) ?? '';
    expect(JSON.parse(line)).toMatchObject({ method: 'GET', route: '/fine/:id', status: 200 });
    expect(log.join('')).not.toContain(MARKER);
  });

  it('closes while a client waits', async () => {
    const waiting = fetch(`${server.url}/parked`).catch((error: unknown) => error);
    await new Promise((resolve) => setTimeout(resolve, 50));
    await server.close(); // that request would never end by itself
    expect(await waiting).toMatchObject({ name: 'TypeError' });
  });

  it('gives a client only so long to send its request', () => {
    const { requestTimeout } = server.app.getHttpServer() as { requestTimeout: number };
    expect(requestTimeout).toBe(5000);
  });
});

describe('the HTTPS server', () => {
  it('speaks TLS 1.3 and nothing older', async () => {
    await using opened = new AsyncDisposableStack();
    const { cert, key } = await selfSigned();
    const server = await startHttp(SpecModule, {
      ...{ host: '127.0.0.1', port: 0, bodyLimitBytes: 1000, requestTimeoutMs: 5000, tls: { cert, key } },
      ...{ logger: createLogger({ service: 'spec', level: 'silent' }), rawBodyTypes: [], statuses: {} },
      parseJson: (body) => JSON.parse(Buffer.from(body).toString()) as unknown,
    });
    opened.defer(() => server.close());
    expect(server.url).toMatch(/^https:/);
    const port = Number(new URL(server.url).port);
    const dial = async (maxVersion: 'TLSv1.2' | 'TLSv1.3') => {
      const socket = connectTls({ port, host: '127.0.0.1', ca: cert, servername: 'localhost', maxVersion });
      await once(socket, 'secureConnect');
      const protocol = socket.getProtocol();
      socket.destroy();
      return protocol;
    };
    expect(await dial('TLSv1.3')).toBe('TLSv1.3');
    await expect(dial('TLSv1.2')).rejects.toMatchObject({ code: 'ERR_SSL_TLSV1_ALERT_PROTOCOL_VERSION' });
  });
});

async function selfSigned(): Promise<{ cert: string; key: string }> {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...{ name: 'CN=localhost', keys, signingAlgorithm: algorithm },
    extensions: [new SubjectAlternativeNameExtension([{ type: 'dns', value: 'localhost' }])],
  });
  const key = Buffer.from(await crypto.subtle.exportKey('pkcs8', keys.privateKey)).toString('base64');
  return { cert: certificate.toString('pem'), key: `-----BEGIN PRIVATE KEY-----\n${key}\n-----END PRIVATE KEY-----\n` };
}
