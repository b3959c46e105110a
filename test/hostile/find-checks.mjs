// Every statement of the sources that is nothing but a call, awaited or not, of something named check...
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import ts from 'typescript';

/** The packages whose checks are taken out, and the specs of each: `apps/broker`, `libs/pki`... */
export async function packages() {
  const folders = await Promise.all(
    ['apps', 'libs'].map(async (place) => (await readdir(place)).map((name) => `${place}/${name}`)),
  );
  return folders.flat();
}

/** @returns the files of a package whose names fit, by their paths */
export async function filesOf(folder, fits) {
  const files = await readdir(join(folder, 'src'), { recursive: true });
  return files
    .filter((name) => name.endsWith('.ts') && fits(name))
    .map((name) => join(folder, 'src', name))
    .sort();
}

/** @returns the checks of one file: where each stands, and a name that stays when the file grows */
export async function checksIn(file) {
  const text = await readFile(file, 'utf8');
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  const found = [];
  const visit = (node) => {
    if (ts.isExpressionStatement(node) && isCheck(node.expression)) {
      const statement = node.getText().replace(/\s+/g, ' ');
      found.push({ file, statement, start: node.getStart(), end: node.getEnd() });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  const seen = new Map();
  return found.map((check) => {
    const nth = (seen.get(check.statement) ?? 0) + 1;
    seen.set(check.statement, nth);
    return { ...check, name: `${file}: ${check.statement}${nth === 1 ? '' : ` (${nth})`}` };
  });
}

function isCheck(expression) {
  const call = ts.isAwaitExpression(expression) ? expression.expression : expression;
  if (!ts.isCallExpression(call)) return false;
  const callee = call.expression;
  return /^check[A-Z]\w*$/.test(ts.isPropertyAccessExpression(callee) ? callee.name.text : callee.getText());
}

/** The source with each of its checks behind a switch of its own, which the tests' environment holds. */
export function withSwitches(text, checks) {
  const fromTheEnd = [...checks].sort((a, b) => b.start - a.start);
  return fromTheEnd.reduce((changed, { id, start, end }) => {
    const statement = changed.slice(start, end);
    return `${changed.slice(0, start)}{ if (globalThis.crexCheck?.(${id}) ?? true) ${statement} }${changed.slice(end)}`;
  }, text);
}
