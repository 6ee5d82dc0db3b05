import type { Change, ResourceRecordSet } from '@aws-sdk/client-route-53'
import { shown } from '../../dns-name.ts'
import type { TxtChange, TxtValue } from '../../provider.ts'
import { DnsProviderError } from '../../provider-error.ts'
import type { CurrentSets } from './record-sets.ts'
import { quoted, unquoted } from './text.ts'

const TTL_SECONDS = 60
const LONGEST_IDENTIFIER = 128

/**
 * `exact` takes a set away as it was read and makes the new one, which fails if it is no longer the same; `merge` puts
 * the new one in its place, which loses what another hand wrote since it was read.
 */
export type Mode = 'exact' | 'merge'

interface Wanted {
  readonly add: readonly string[]
  readonly remove: readonly string[]
}

/** Whether the value is there. */
export const holds = (current: CurrentSets, { name, value }: TxtValue): boolean =>
  (current.get(name) ?? []).some((set) => valuesOf(set).includes(value))

/** The changes of each name that needs any. */
export function plan(current: CurrentSets, { add, remove }: TxtChange, mode: Mode): Change[][] {
  const added = Map.groupBy(add, ({ name }) => name)
  const removed = Map.groupBy(remove, ({ name }) => name)
  return [...new Set([...removed.keys(), ...added.keys()])].flatMap((name) => {
    const values = (of: typeof added) => (of.get(name) ?? []).map(({ value }) => value)
    const wanted = { add: values(added), remove: values(removed) }
    const changes = planName(name, current.get(name) ?? [], wanted, mode)
    return changes.length > 0 ? [changes] : []
  })
}

function planName(
  name: string,
  sets: readonly ResourceRecordSet[],
  wanted: Wanted,
  mode: Mode,
): Change[] {
  const empty: ResourceRecordSet = { Name: `${name}.`, Type: 'TXT', TTL: TTL_SECONDS }
  const [first] = sets
  if (!first) return replaced(undefined, withValues(empty, wanted.add), mode)
  checkUsable(name, sets)
  if (first.SetIdentifier === undefined) return planSet(first, wanted, mode)
  // Each set has values of its own and is answered with the others (multivalue answer): a new value is a new set.
  const remove = wanted.remove.filter((value) => !wanted.add.includes(value))
  const held = sets.flatMap((set) => planSet(set, { add: [], remove }, mode))
  const missing = wanted.add.filter((value) => !sets.some((set) => valuesOf(set).includes(value)))
  const made = missing.flatMap((value) => {
    const SetIdentifier = quoted(value).slice(0, LONGEST_IDENTIFIER)
    const set = { ...empty, SetIdentifier, MultiValueAnswer: true }
    return replaced(undefined, withValues(set, [value]), mode)
  })
  return [...held, ...made]
}

function planSet(set: ResourceRecordSet, { add, remove }: Wanted, mode: Mode): Change[] {
  const own = valuesOf(set)
  const gone = remove.filter((value) => own.includes(value) && !add.includes(value))
  if (gone.length === 0 && add.every((value) => own.includes(value))) return []
  const kept = set.ResourceRecords?.filter(({ Value = '' }) => !gone.includes(unquoted(Value)))
  return replaced(set, withValues({ ...set, ResourceRecords: kept }, add), mode)
}

/** The set with the values that it has not yet; nothing if it has none then. */
function withValues(set: ResourceRecordSet, add: readonly string[]): ResourceRecordSet | undefined {
  const own = valuesOf(set)
  const missing = add.filter((value) => !own.includes(value))
  const records = [
    ...(set.ResourceRecords ?? []),
    ...missing.map((value) => ({ Value: quoted(value) })),
  ]
  return records.length > 0 ? { ...set, ResourceRecords: records } : undefined
}

function replaced(
  set: ResourceRecordSet | undefined,
  next: ResourceRecordSet | undefined,
  mode: Mode,
): Change[] {
  const removal: Change[] = set ? [{ Action: 'DELETE', ResourceRecordSet: set }] : []
  if (!next) return removal
  if (mode === 'merge') return [{ Action: 'UPSERT', ResourceRecordSet: next }]
  return [...removal, { Action: 'CREATE', ResourceRecordSet: next }]
}

const valuesOf = ({ ResourceRecords = [] }: ResourceRecordSet): string[] =>
  ResourceRecords.map(({ Value = '' }) => unquoted(Value))

/** An alias has no values, and of sets that a policy chooses from, a CA would see one. */
function checkUsable(name: string, sets: readonly ResourceRecordSet[]): void {
  const isUsable = sets.every(
    ({ SetIdentifier, MultiValueAnswer, AliasTarget }) =>
      !AliasTarget && (SetIdentifier === undefined || MultiValueAnswer),
  )
  if (isUsable) return
  throw new DnsProviderError(
    'ERR_DNS_PROVIDER_REFUSED',
    `route53: the TXT at ${shown(name)} is an alias or chosen by a routing policy, to which no value can be added: remove it, or make the name a CNAME to one that is not.`,
  )
}
