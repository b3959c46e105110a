import { X509Certificate } from 'node:crypto';
import { Client } from 'pg';
import { Agent, request } from 'undici';
import { BROKER, monthIn, monthsAfter, signStatistics } from '#libs/protocol';
import type { LocalAlliance } from './local-alliance.js';
import { DEMO_COUNTRIES, type DemoCountry } from './officials.js';
import { pastMonths, type PastMonth } from './past-months.js';

/**
 * Gives the demo the year that it has not had: each country's invented months, signed with its own key and published at
 * the broker before its node starts, which then finds there what it has published, as after a restore. What for stays in
 * the country's own table. No log entry is made up: publishing makes none.
 */
export async function publishPastMonths(local: LocalAlliance, seed: string): Promise<void> {
  const now = Math.floor(Date.now() / 1000);
  await Promise.all(
    DEMO_COUNTRIES.map(async (country) => {
      const { zone } = local.alliance.entry(country).calendar;
      const months = pastMonths(country, monthsAfter(monthIn(zone, now), -1), seed);
      await Promise.all([publish(local, country, months, now), keepPurposes(local, country, months)]);
    }),
  );
}

async function publish(
  local: LocalAlliance,
  country: DemoCountry,
  months: readonly PastMonth[],
  time: number,
): Promise<void> {
  const { keys, signer } = local.alliance.member(country);
  const connect = {
    key: keys.tls.privateKey.export({ format: 'pem', type: 'pkcs8' }).toString(),
    cert: pem(keys.tls.certificate),
    ca: pem(local.alliance.member(BROKER).keys.ca.certificate),
    minVersion: 'TLSv1.3' as const,
  };
  const dispatcher = new Agent({ connections: 1, connect });
  try {
    for (const { month, pairs } of months) {
      const body = await signStatistics({ env: local.alliance.env, by: country, time, month, pairs }, signer);
      const answer = await request(new URL('/v1/statistics', local.brokerAddress()), {
        ...{ method: 'PUT', headers: { 'content-type': 'application/jose' }, body, dispatcher },
        ...(local.options.signal === undefined ? {} : { signal: local.options.signal }),
      });
      const said = await answer.body.text();
      if (answer.statusCode !== 204) throw new Error(`the broker answers ${answer.statusCode} to ${month}: ${said}`);
    }
  } finally {
    await dispatcher.close();
  }
}

async function keepPurposes(local: LocalAlliance, country: DemoCountry, months: readonly PastMonth[]): Promise<void> {
  const client = new Client({ connectionString: local.databaseUrls(country).app });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO purpose_statistics (month, asked, answered)
       SELECT m ->> 'month', m -> 'purposes' -> 'asked', m -> 'purposes' -> 'answered' FROM jsonb_array_elements($1) m`,
      [JSON.stringify(months)],
    );
  } finally {
    await client.end();
  }
}

function pem(der: Uint8Array): string {
  return new X509Certificate(der).toString();
}
