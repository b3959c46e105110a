/** The same log, in this epoch or an earlier one: entries that waited when an epoch ended stand in the next. */
export function isSameLog(origin: string, checkpointOrigin: string): boolean {
  const [log, epoch] = splitOrigin(origin);
  const [ofCheckpoint, current] = splitOrigin(checkpointOrigin);
  return log === ofCheckpoint && Number(epoch) <= Number(current);
}

function splitOrigin(origin: string): [string, string] {
  const at = origin.lastIndexOf('/');
  return [origin.slice(0, at), origin.slice(at + 1)];
}
