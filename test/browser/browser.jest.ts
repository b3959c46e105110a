import { existsSync } from 'node:fs';
import { chromium, type Browser } from 'playwright-core';

/** What a browser must not do in a test: ask others, update itself, need a screen. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How long a page may take for what it is waited for, on a machine that does ten other things (ms). */
export const PATIENCE = 90_000;

/** A real Chromium: CREX_CHROMIUM, that of the machine, or the one that comes as a package. */
export async function openBrowser(): Promise<Browser> {
  return await chromium.launch({ executablePath: await chromiumPath(), args: FLAGS });
}

async function chromiumPath(): Promise<string> {
  const found = [process.env['CREX_CHROMIUM'], '/usr/bin/chromium'].find(
    (path) => path !== undefined && existsSync(path),
  );
  if (found !== undefined) return found;
  const packaged = await import('@sparticuz/chromium');
  return await packaged.default.executablePath();
}
