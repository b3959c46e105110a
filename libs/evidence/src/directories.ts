import { viewFromFiles, type DirectoryView, type FetchFile } from '#libs/directory';
import { CrexError, type Content, type CountryCode } from '#libs/protocol';
import { partsNeeded, type DirectoryPlace, type ExchangeEvidence } from './exchange-evidence.js';
import type { Findings } from './findings.js';

/** What the judge of evidence brings along: the root of the directory, whose fingerprint was compared by hand. */
export interface EvidenceTrust {
  readonly root: Uint8Array;
  /** Signatures that root and targets must need at least; 2 unless given. */
  readonly minThreshold?: number;
}

/** The directory of the time, version by version, verified from the pinned root. */
export class Directories {
  private constructor(
    private readonly given: Given,
    /** Those that hold. */
    readonly views: readonly { readonly place: DirectoryPlace; readonly view: DirectoryView }[],
  ) {}

  static async open(
    trust: EvidenceTrust,
    evidence: ExchangeEvidence,
    parties: readonly [CountryCode, CountryCode],
    findings: Findings,
  ): Promise<Directories> {
    const given = { trust, evidence, parties };
    const views: { place: DirectoryPlace; view: DirectoryView }[] = [];
    for (const [index, place] of evidence.directories.entries()) {
      await findings.check(`directory ${index + 1}`, 'directory', async () => {
        checkRootNotNewer(trust, place);
        const view = await viewOf(given, place, place.validAt * 1000);
        views.push({ place, view });
        return `version ${view.version}, signed down from the pinned root, valid ${utc(place.validAt)}`;
      });
    }
    return new Directories(given, views);
  }

  /**
   * The directory that a content names, as it was when the content was signed: of a part that had expired by then
   * nothing is shown.
   *
   * @throws evidence.directory-missing, evidence.directory-differs, evidence.directory-over
   */
  async namedBy({ dir, iat }: Content): Promise<DirectoryView> {
    const found = this.views.find(({ view }) => view.version === dir.version);
    checkHeld(found);
    checkSameHash(found.view, dir);
    checkNotOver(found.view, iat);
    return viewOf(this.given, found.place, iat * 1000);
  }

  /** Every version as it was at a moment (seconds since 1970), the one that the content names first. */
  async allAt(at: number, first: Content | undefined): Promise<DirectoryView[]> {
    const ordered = [...this.views].sort((left, right) => rank(left.view, first) - rank(right.view, first));
    return Promise.all(ordered.map(({ place }) => viewOf(this.given, place, at * 1000)));
  }
}

interface Given {
  readonly trust: EvidenceTrust;
  readonly evidence: ExchangeEvidence;
  readonly parties: readonly [CountryCode, CountryCode];
}

function viewOf(given: Given, place: DirectoryPlace, asOfMs: number): Promise<DirectoryView> {
  const { root, minThreshold } = given.trust;
  return viewFromFiles({
    ...{ root, read: filesOf(given.evidence, place), validAtMs: place.validAt * 1000, asOfMs },
    only: partsNeeded(...given.parties),
    ...(minThreshold === undefined ? {} : { minThreshold }),
  });
}

/** The files as a repository served them at that time: its newest root and timestamp are those of the place. */
function filesOf({ files }: ExchangeEvidence, { root, timestamp }: DirectoryPlace): FetchFile {
  return (path) => {
    const newer = /^([1-9]\d*)\.root\.json$/.exec(path);
    if (newer !== null && Number(newer[1]) > root) return Promise.resolve(undefined);
    const name = path === 'timestamp.json' ? `${timestamp}.timestamp.json` : path;
    const bytes = Object.hasOwn(files, name) ? files[name] : undefined;
    return Promise.resolve(bytes === undefined ? undefined : Buffer.from(bytes, 'base64'));
  };
}

/** Roots are followed forward only: a verifier that pins a later one cannot see that it comes from this one. */
function checkRootNotNewer({ root }: EvidenceTrust, place: DirectoryPlace): void {
  if (versionOfRoot(root) > place.root) {
    throw new CrexError('evidence.root-too-new', 'the pinned root is newer than this directory', {
      nextStep: 'pin the root of that time, or an earlier one; the governing offices keep them all',
    });
  }
}

/** Only to say what is wrong: the directory's own reader looks at the root properly. */
function versionOfRoot(root: Uint8Array): number {
  try {
    const { signed } = JSON.parse(Buffer.from(root).toString('utf8')) as { signed?: { version?: unknown } };
    return typeof signed?.version === 'number' ? signed.version : 0;
  } catch {
    return 0;
  }
}

function checkHeld<Found>(found: Found | undefined): asserts found is Found {
  if (found === undefined)
    throw new CrexError(
      'evidence.directory-missing',
      'the directory that the message names is not in the file, or is faulty',
    );
}

function checkSameHash({ hash }: DirectoryView, named: Content['dir']): void {
  if (hash !== named.hash)
    throw new CrexError('evidence.directory-differs', 'the message names another directory under this version');
}

function checkNotOver({ expiresAt }: DirectoryView, iat: number): void {
  if (iat >= expiresAt)
    throw new CrexError('evidence.directory-over', 'the directory was over when the message was signed');
}

function rank({ version }: DirectoryView, content: Content | undefined): number {
  return version === content?.dir.version ? -1 : 0;
}

/** Seconds since 1970 as people read them. */
export function utc(seconds: number): string {
  return new Date(seconds * 1000).toISOString().replace('T', ' ').replace('.000Z', ' UTC');
}
