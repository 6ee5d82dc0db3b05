import { byCode, reversedLabels } from './domain-name.ts'
import type { XmlElement } from './read-xml.ts'

/** Records of one name and type, which Route 53 only ever changes as a whole. */
export interface RecordSet {
  readonly name: string
  readonly type: string
  /** Tells sets of one name and type apart that a routing policy chooses from. */
  readonly setIdentifier: string | undefined
  /** Nothing in an alias, which has no values either. */
  readonly ttl: number | undefined
  readonly values: readonly string[]
  /** Routing policy, alias and health check, as they were given: they mean nothing here. */
  readonly routing: readonly XmlElement[]
}

/** By what makes a set the same set. */
export type RecordSets = ReadonlyMap<string, RecordSet>

export const keyOf = ({ name, type, setIdentifier = '' }: Omit<RecordSet, 'ttl'>): string =>
  [name, type, setIdentifier].join(' ')

/** In the order that Route 53 lists them. */
export const inOrder = (sets: Iterable<RecordSet>): RecordSet[] =>
  [...sets].toSorted((a, b) => byPlace(placeOf(a), placeOf(b)))

/** Where a set, or the beginning of a page, is in that order. */
export type Place = readonly [reversedName: string, type: string, setIdentifier: string]

export const placeOf = (set: Pick<RecordSet, 'name' | 'type' | 'setIdentifier'>): Place => [
  ...([reversedLabels(set.name), set.type, set.setIdentifier ?? ''] as const),
]

export const byPlace = (a: Place, b: Place): number =>
  byCode(a[0], b[0]) || byCode(a[1], b[1]) || byCode(a[2], b[2])
