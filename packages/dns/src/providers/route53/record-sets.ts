import type { ResourceRecordSet } from '@aws-sdk/client-route-53'
import { canonical } from '../../dns-name.ts'
import type { Route53 } from './client.ts'
import { malformed } from './error.ts'
import { listedName } from './text.ts'

const LARGEST_PAGE = 300
/** For one name: room for a set by value, as some clients write them. */
const SMALL_PAGE = 10
const MOST_PAGES_OF_A_NAME = 10

/** The TXT sets there are at each name that has any; several where a routing policy chooses from them. */
export type CurrentSets = ReadonlyMap<string, readonly ResourceRecordSet[]>

type Reader = Pick<Route53, 'recordSets'>

/**
 * Reads the names with few calls: sets are listed by name, so a page tells of every name before the next one, and the
 * next page begins at a name that is still unknown.
 */
export async function readSets(
  api: Reader,
  zoneId: string,
  names: readonly string[],
  signal: AbortSignal,
): Promise<CurrentSets> {
  const sets = new Map<string, ResourceRecordSet[]>()
  let unknown = names.toSorted((a, b) => Number(key(a, '.') > key(b, '.')) || -1)
  while (unknown[0] !== undefined) {
    const begin = unknown[0]
    const size = unknown.length > 1 ? LARGEST_PAGE : SMALL_PAGE
    const { found, next } = await readFrom(api, { zoneId, begin, size }, signal)
    const known = new Set(unknown.filter((name) => name === begin || isBefore(name, next)))
    for (const set of found) {
      const name = listedName(set.Name ?? '')
      if (set.Type === 'TXT' && known.has(name)) sets.set(name, [...(sets.get(name) ?? []), set])
    }
    unknown = unknown.filter((name) => !known.has(name))
  }
  return sets
}

interface Page {
  readonly found: readonly ResourceRecordSet[]
  /** Where the page ends, as it was listed; nothing at the end of the zone. */
  readonly next: string | undefined
}

/** A page from a name on, and more of them until all of that name is known. */
async function readFrom(
  api: Reader,
  { zoneId, begin, size }: { zoneId: string; begin: string; size: number },
  signal: AbortSignal,
): Promise<Page> {
  const found: ResourceRecordSet[] = []
  let identifier: string | undefined
  for (let pages = 0; pages < MOST_PAGES_OF_A_NAME; pages += 1) {
    const input = {
      ...{ HostedZoneId: zoneId, MaxItems: size },
      ...{ StartRecordName: `${begin}.`, StartRecordType: 'TXT' as const },
      ...(identifier !== undefined && { StartRecordIdentifier: identifier }),
    }
    const page = await api.recordSets(input, signal)
    found.push(...page.ResourceRecordSets)
    const next = page.IsTruncated ? (page.NextRecordName ?? '') : undefined
    identifier = page.NextRecordIdentifier
    const goesOn = next !== undefined && listedName(next) === begin && page.NextRecordType === 'TXT'
    if (!goesOn) return { found, next }
  }
  throw malformed('ListResourceRecordSets', 'with pages without end')
}

/**
 * Whether a name is before another in every order that a list of reversed names may have: by characters or by labels,
 * escapes taken as they are or for what they mean.
 */
function isBefore(name: string, next: string | undefined): boolean {
  if (next === undefined) return true
  return [canonical(next), listedName(next)].every((other) =>
    ['.', '\0'].every((separator) => key(name, separator) < key(other, separator)),
  )
}

const key = (name: string, separator: string): string =>
  `${name.split('.').toReversed().join(separator)}${separator}`
