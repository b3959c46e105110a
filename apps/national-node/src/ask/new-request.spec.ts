import fc from 'fast-check';
import { isCrexError, type Pointer } from '#libs/protocol';
import { newRequestExample, readNewRequest } from './new-request.js';

const TODAY = '2026-11-22';

/** The example with one member changed; `undefined` takes it out. The path is a JSON pointer. */
function changed(pointer: string, value: unknown): unknown {
  const body = structuredClone(newRequestExample) as unknown;
  const names = pointer.split('/').slice(1);
  const last = names.pop() as string;
  const place = names.reduce((each, name) => (each as Record<string, unknown>)[name], body) as Record<string, unknown>;
  if (value === undefined) Reflect.deleteProperty(place, last);
  else place[last] = value;
  return body;
}

function faults(body: unknown): readonly Pointer[] {
  try {
    readNewRequest(body, TODAY);
    return [];
  } catch (error) {
    if (isCrexError(error, 'ask.invalid-input')) return error.pointers;
    throw error;
  }
}

describe('a new request', () => {
  it('is read as it stands', () => {
    expect(readNewRequest(structuredClone(newRequestExample), TODAY)).toEqual(newRequestExample);
  });

  it.each<[string, unknown, string?]>([
    ['/to', undefined],
    ['/to', []],
    ['/to', 'BR'],
    ['/to', ['BR', 'BR']],
    ['/to/0', 'US'],
    ['/to/0', 'BROKER'],
    ['/to', Array(18).fill('BR')],
    ['/purpose', undefined],
    ['/purpose', 'C9'],
    ['/legalBasis', undefined],
    ['/legalBasis', ''],
    ['/legalBasis', 'nassau'],
    ['/legalBasis', 'NASSAU-'],
    ['/legalBasis', 'A'.repeat(65)],
    ['/caseReference', undefined],
    ['/caseReference', ''],
    ['/caseReference', 'a\nb'],
    ['/caseReference', 'x'.repeat(51)],
    ['/urgency', undefined],
    ['/urgency', 'NOW'],
    ['/subject', undefined],
    ['/subject', 'Juan'],
    ['/subject/names', undefined],
    ['/subject/names', []],
    ['/subject/names/0/full', undefined],
    ['/subject/names/0/full', ''],
    ['/subject/names/0/full', 'x'.repeat(401)],
    ['/subject/names/0/full', 'a\u0000b'],
    ['/subject/names/0/kind', 'nom de plume'],
    ['/subject/names/0/note', 'x', '/subject/names/0'],
    ['/subject/birthDate', '29-02-1984'],
    ['/subject/birthDate', '2026-02-30'],
    ['/subject/birthDate', '2023-02-29'],
    ['/subject/birthDate', '1900-02-29'],
    ['/subject/birthDate', '0000'],
    ['/subject/birthDate', '2026-11-23'],
    ['/subject/birthDate', '2026-12'],
    ['/subject/birthDate', '2027'],
    ['/subject/sex', 3],
    ['/subject/sex', '1'],
    ['/subject/birthPlace/country', 'Argentina'],
    ['/subject/nationalities/0', 'ar'],
    ['/subject/documents/0/number', undefined],
    ['/subject/documents/0/type', 'dni'],
    ['/subject/mother', { full: 'Ana' }, '/subject/mother/kind'],
    ['/more', 1, ''],
  ])('with %s as %p is refused, and the pointer says where', (pointer, value, expected = pointer) => {
    const found = faults(changed(pointer, value));
    expect(found.map((fault) => fault.pointer)).toContain(expected);
    for (const { rule } of found) expect(rule).toMatch(/\w/);
  });

  it.each(['1984', '1984-02', '2024-02-29', '2000-02-29', '2026', '2026-11', TODAY])('may say born %s', (birthDate) => {
    expect(faults(changed('/subject/birthDate', birthDate))).toEqual([]);
  });

  it('is refused with all its faults at once', () => {
    const found = faults({ ...newRequestExample, purpose: 'x', urgency: 'x', subject: { names: [{ full: 'x' }] } });
    expect(found.map(({ pointer }) => pointer).sort()).toEqual(['/purpose', '/subject/names/0/kind', '/urgency']);
  });

  it.each([undefined, null, 1, 'text', [], {}])('is not %p', (body) => {
    expect(faults(body)).not.toEqual([]);
  });

  it('can be anything without another outcome, and no value stands in the refusal', () => {
    const marked = fc.string().map((text) => `Marker${text}`);
    const values = fc.anything({ withNullPrototype: true, key: fc.string(), values: [marked, fc.integer()] });
    const pointers = ['/to', '/purpose', '/subject', '/subject/names', '/subject/birthDate', '/subject/documents'];
    fc.assert(
      fc.property(fc.constantFrom(...pointers), values, (pointer, value) => {
        expect(JSON.stringify(faults(changed(pointer, value)))).not.toContain('Marker');
      }),
    );
  });
});
