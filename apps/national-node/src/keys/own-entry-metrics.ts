import { crlEndsAt } from '#libs/pki';
import { Gauge, type Registry } from 'prom-client';
import type { Home } from '../context.js';
import type { CurrentDirectory } from '../current-directory.js';

/** How long what this country publishes about itself will last: whoever reads these in time is not surprised by others. */
export function watchOwnEntry(directory: CurrentDirectory, home: Home, registry: Registry): void {
  const registers = [registry];
  const own = () => directory.last()?.member(home.country);
  new Gauge({
    ...{ name: 'crex_online_part_seconds_left', help: 'Seconds until this country’s online part runs out', registers },
    collect() {
      this.set((own()?.onlineExpiresAt ?? 0) - home.nowSeconds());
    },
  });
  new Gauge({
    name: 'crex_revocation_list_seconds_left',
    help: 'Seconds until this country’s revocation list is past its next update; then nobody takes its signatures',
    registers,
    collect() {
      const ends = (own()?.crls ?? []).map(crlEndsAt);
      this.set(ends.length === 0 ? 0 : Math.min(...ends) - home.nowSeconds());
    },
  });
}
