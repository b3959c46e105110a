import { randomUUID } from 'node:crypto';
import { Controller, Get } from '@nestjs/common';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { createTestDatabase, type TestDatabase } from '#libs/testing';
import { DomesticApi, domesticMigrations, problemOf } from '../ask/domestic-api.jest.js';
import { Roles } from './access-token.guard.js';
import { staffApi } from './staff-api.js';

@Controller('spec')
class SpecController {
  @Get('undeclared')
  undeclared() {
    return {};
  }
  @Get('auditors')
  @Roles('auditor')
  auditors() {
    return { fine: true };
  }
}

interface Operation {
  requestBody: { content: Record<string, { schema: object; examples: Record<string, { value: object }> }> };
  responses: Record<string, { content: Record<string, { schema: object; examples: Record<string, object> }> }>;
  security: object[];
  parameters: { name: string; in: string; required?: boolean }[];
}
interface Document {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
}

/** Codes of endpoints about the log that this suite does not have. */
const OF_OTHER_CONTROLLERS =
  /^log\.(not-listed|unknown-exchange|several-exchanges|exchange-open|directory-not-held|evidence-incomplete|content-erased)$/;

describe('the domestic API', () => {
  let database: TestDatabase;
  let api: DomesticApi;
  let document: Document;
  const opened = new AsyncDisposableStack();
  beforeAll(async () => {
    database = opened.use(await createTestDatabase({ migrations: domesticMigrations }));
    api = opened.use(await DomesticApi.start(database, SpecController));
    document = (await (await api.bare('/api/openapi.json')).json()) as Document;
  });
  afterAll(() => opened.disposeAsync());

  const refusals = async () =>
    (await api.registry.metrics()).split('\n').filter((line) => line.startsWith('crex_sign'));

  describe('its door', () => {
    it('opens no route without a sign-in but the description of the API', async () => {
      expect(api.routes.length).toBeGreaterThan(6);
      for (const { method, url } of api.routes) {
        const init = {
          method,
          ...(method === 'POST' ? { body: '{}', headers: { 'content-type': 'application/json' } } : {}),
        };
        const { status } = await api.bare(url.replace(':id', randomUUID()), init);
        const isOpen = url.startsWith('/api/docs') || url === '/api/openapi.json' || url.startsWith('/public/');
        expect([method, url, status === 401]).toEqual([method, url, !isOpen]);
      }
    });

    it('is shut for everybody where no role is declared', async () => {
      for (const role of ['investigator', 'prosecutor', 'clerk', 'auditor', 'registrar', 'operator']) {
        const token = await api.token({ crex_roles: role });
        expect(await problemOf(await api.send('/spec/undeclared', { token }))).toMatchObject({ code: 'staff.no-role' });
      }
    });

    it('opens for the declared role, also when it is one of several and named', async () => {
      expect((await api.send('/spec/auditors', { token: await api.token({ crex_roles: ['auditor'] }) })).status).toBe(
        200,
      );
      const token = await api.token({ crex_roles: ['auditor', 'clerk'] });
      const as = (role: string) => api.send('/spec/auditors', { token, headers: { 'crex-role': role } });
      expect((await as('auditor')).status).toBe(200);
      expect(await problemOf(await as('clerk'))).toMatchObject({ status: 403, code: 'staff.no-role' });
      expect(await problemOf(await api.send('/spec/auditors', { token }))).toMatchObject({ code: 'staff.no-role' });
    });

    it.each(['auditor', 'operator'])('lets no %s ask or look at answers', async (role) => {
      const token = await api.token({ crex_roles: [role] });
      const before = await api.counts();
      expect(await problemOf(await api.ask({}, { token }))).toMatchObject({ status: 403, code: 'staff.no-role' });
      const got = await api.send(`/api/v1/requests/${randomUUID()}`, { token });
      expect(await problemOf(got)).toMatchObject({ status: 403, code: 'staff.no-role' });
      expect(await api.counts()).toEqual(before);
    });

    it('says in WWW-Authenticate what was wrong with the sign-in', async () => {
      const path = `/api/v1/requests/${randomUUID()}`;
      const none = await api.bare(path);
      expect([none.status, none.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="crex"']);
      const bad = await api.send(path, { token: 'x.y.z' });
      expect([bad.status, bad.headers.get('www-authenticate')]).toEqual([
        401,
        'Bearer realm="crex", error="invalid_token", error_description="the access token is not valid here"',
      ]);
      const elsewhere = await api.send(path, { token: await api.token({ aud: 'https://br.crex.example' }) });
      expect(await problemOf(elsewhere)).toMatchObject({ status: 401, code: 'staff.wrong-audience' });
      expect(elsewhere.headers.get('www-authenticate')).toContain('error="invalid_token"');
      const role = await api.send(path, { token: await api.token({ crex_roles: [] }) });
      expect([role.status, role.headers.get('www-authenticate')]).toEqual([
        403,
        expect.stringContaining('error="insufficient_scope"'),
      ]);
    });

    it('takes a token from the header alone', async () => {
      const token = await api.token();
      const path = `/api/v1/requests/${randomUUID()}?access_token=${token}`;
      expect((await api.bare(path, { headers: { cookie: `access_token=${token}` } })).status).toBe(401);
    });

    it('counts who is refused by code, and stores nothing', async () => {
      const counted = async () => Number(/unauthenticated"} (\d+)/.exec((await refusals()).join('\n'))?.[1] ?? 0);
      const [before, rows] = [await counted(), await api.counts()];
      await api.bare('/spec/auditors');
      await api.send('/spec/auditors', { token: 'x.y.z' });
      expect(await counted()).toBe(before + 2);
      expect(await api.counts()).toEqual(rows);
    });

    it('is shut, and says so, while the sign-in service cannot be reached', async () => {
      await using other = await DomesticApi.start(database);
      other.signIn.status = 500;
      const response = await other.send(`/api/v1/requests/${randomUUID()}`);
      expect(response.headers.get('www-authenticate')).toBeNull();
      expect(await problemOf(response)).toMatchObject({ status: 503, code: 'staff.issuer-unreachable' });
    });
  });

  describe('its description', () => {
    it('is OpenAPI 3.1, and a page for people', async () => {
      expect(document.openapi).toBe('3.1.0');
      expect(document.components.securitySchemes).toMatchObject({ accessToken: { type: 'http', scheme: 'bearer' } });
      const page = await api.bare('/api/docs');
      expect([page.status, page.headers.get('content-type')]).toEqual([200, expect.stringContaining('text/html')]);
      expect(await page.text()).toContain('CREX: domestic API');
      expect((await api.bare('/api/docs/swagger-ui-bundle.js')).status).toBe(200);
    });

    it('names every route that needs a sign-in, and that it does', () => {
      const served = api.routes
        .filter(({ method, url }) => method !== 'HEAD' && url.startsWith('/api/v1/'))
        .map(({ method, url }) => `${method.toLowerCase()} ${url.replace(/:(\w+)/g, '{$1}').replace('*', '{path}')}`);
      const described = Object.entries(document.paths)
        .filter(([path]) => path.startsWith('/api/v1/'))
        .flatMap(([path, operations]) =>
          Object.entries(operations).map(([method, operation]) => {
            expect(operation.security).toEqual([{ accessToken: [] }]);
            return `${method} ${path}`;
          }),
        );
      expect(described.sort()).toEqual([...new Set(served)].sort());
    });

    it('names every error that the API gives a status to, under that status', () => {
      const operations = Object.entries(document.paths)
        .filter(([path]) => path.startsWith('/api/v1/'))
        .flatMap(([, each]) => Object.values(each));
      const named = operations.flatMap(({ responses }) =>
        Object.entries(responses)
          .filter(([status]) => Number(status) >= 400)
          .flatMap(([status, { content }]) => {
            const { schema, examples } = content['application/problem+json']!;
            expect(schema).toEqual({ $ref: '#/components/schemas/Problem' });
            return Object.keys(examples).map((code) => `${code} ${status}`);
          }),
      );
      expect(document.components.schemas).toHaveProperty('Problem');
      // clerks, notifications, operators, evidence and the public trust are not in this suite: first-exchange reads the description of a whole node
      const served = Object.entries(staffApi.statuses).filter(
        ([code]) => !/^(clerk|answer|notify|directory|node)\./.test(code) && !OF_OTHER_CONTROLLERS.test(code),
      );
      const planned = served.map(([code, status]) => `${code} ${status}`);
      expect(planned.filter((each) => !named.includes(each))).toEqual([]);
      for (const [code, status] of [
        ['ask.not-found', 404],
        ['ask.invalid-input', 422],
        ['ask.unavailable', 503],
      ] as const) {
        expect(named).toContain(`${code} ${status}`);
      }
    });

    it('says what an error is like: every refusal has that form', async () => {
      const validate = new Ajv2020({ strict: false }).compile(document.components.schemas['Problem']!);
      for (const refused of [api.bare('/spec/auditors'), api.ask({ purpose: 'x' }), api.ask({ to: ['AR'] })]) {
        expect(validate(await problemOf(await refused))).toBe(true);
      }
    });

    it('can be followed: its example is accepted, and the answer is of the form it says', async () => {
      const operation = document.paths['/api/v1/requests']!['post']!;
      const { schema, examples } = operation.requestBody.content['application/json']!;
      const ajv = new Ajv2020({ strict: false });
      const example = Object.values(examples)[0]!.value;
      expect(ajv.compile(schema)(example)).toBe(true);
      expect(ajv.compile(schema)({ ...example, subject: {} })).toBe(false);
      const required = operation.parameters.filter((each) => each.required === true).map(({ name }) => name);
      expect(required).toEqual(['Idempotency-Key']);
      const response = await api.ask({}, { body: example });
      expect(response.status).toBe(202);
      const answer = operation.responses['202']!.content['application/json']!;
      expect(ajv.compile(answer.schema)(await response.json())).toBe(true);
    });
  });
});
