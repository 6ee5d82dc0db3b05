import { absolute, isWithin } from './domain-name.ts'
import type { Change } from './read-batch.ts'
import type { XmlElement } from './read-xml.ts'
import { keyOf, type RecordSet, type RecordSets } from './record-set.ts'
import { invalidBatch } from './route53-error.ts'

interface ZoneOf {
  readonly name: string
  readonly sets: RecordSets
}

/** The sets of the zone after all of the changes, in their order; throws everything that is wrong, and then none is made. */
export function applyBatch(zone: ZoneOf, changes: readonly Change[]): RecordSets {
  const sets = new Map(zone.sets)
  const problems = changes.flatMap((change) => {
    const problem = problemOf(zone.name, sets, change)
    if (problem === undefined) apply(sets, change)
    return problem ?? []
  })
  const all = [...contradictions(changes), ...problems]
  if (all.length > 0) throw invalidBatch(all)
  return sets
}

function apply(sets: Map<string, RecordSet>, { action, set }: Change): void {
  if (action === 'DELETE') sets.delete(keyOf(set))
  else sets.set(keyOf(set), set)
}

/** A set may be taken away once and written once. */
function contradictions(changes: readonly Change[]): string[] {
  const seen = new Set<string>()
  return changes.flatMap(({ action, set }) => {
    const key = `${action === 'DELETE'} ${keyOf(set)}`
    if (!seen.has(key)) seen.add(key)
    else
      return `The request contains an invalid set of changes for a resource record set '${set.type} ${absolute(set.name)}'`
    return []
  })
}

function problemOf(zone: string, sets: RecordSets, { action, set }: Change): string | undefined {
  const held = sets.get(keyOf(set))
  if (action === 'DELETE') return problemOfDelete(zone, set, held)
  if (action === 'CREATE' && held) {
    return `Tried to create resource record set ${shown(set)} but it already exists`
  }
  return problemOfPlace(zone, set) ?? problemOfNeighbours(zone, sets, set)
}

function problemOfDelete(zone: string, set: RecordSet, held: RecordSet | undefined) {
  if (set.name === zone && (set.type === 'SOA' || set.type === 'NS')) {
    return `A HostedZone must contain at least one ${set.type} record for the zone itself.`
  }
  if (!held) return `Tried to delete resource record set ${shown(set)} but it was not found`
  if (isSame(held, set)) return undefined
  return `Tried to delete resource record set ${shown(set)} but the values provided do not match the current values`
}

function problemOfPlace(zone: string, set: RecordSet): string | undefined {
  const about = `RRSet with DNS name ${absolute(set.name)}`
  if (!isWithin(set.name, zone)) return `${about} is not permitted in zone ${absolute(zone)}`
  if (set.type !== 'CNAME' || set.name !== zone) return undefined
  return `RRSet of type CNAME with DNS name ${absolute(set.name)} is not permitted at apex in zone ${absolute(zone)}`
}

function problemOfNeighbours(zone: string, sets: RecordSets, set: RecordSet): string | undefined {
  const neighbours = sets
    .values()
    .filter(({ name }) => name === set.name)
    .toArray()
  const where = `with DNS name ${absolute(set.name)}`
  if (neighbours.some(({ type }) => (type === 'CNAME') !== (set.type === 'CNAME'))) {
    return set.type === 'CNAME'
      ? `RRSet of type CNAME ${where} is not permitted as it conflicts with other records with the same DNS name in zone ${absolute(zone)}`
      : `RRSet of type ${set.type} ${where} is not permitted because a conflicting RRSet of type CNAME with the same DNS name already exists in zone ${absolute(zone)}`
  }
  const mixed = neighbours.some(
    ({ type, setIdentifier }) =>
      type === set.type && (setIdentifier === undefined) !== (set.setIdentifier === undefined),
  )
  return mixed
    ? `RRSet ${where}, type ${set.type} cannot be created as other RRSets exist with the same name and type, with or without a SetIdentifier`
    : undefined
}

const shown = ({ name, type, setIdentifier }: RecordSet): string => {
  const identified = setIdentifier === undefined ? '' : `, set-identifier='${setIdentifier}'`
  return `[name='${absolute(name)}', type='${type}'${identified}]`
}

const isSame = (a: RecordSet, b: RecordSet): boolean =>
  a.ttl === b.ttl && sameTexts(a.values, b.values) && sameTexts(asTexts(a), asTexts(b))
const sameTexts = (a: readonly string[], b: readonly string[]): boolean =>
  a.length === b.length && a.toSorted().join('\n') === b.toSorted().join('\n')
const asTexts = ({ routing }: RecordSet): string[] => routing.map(asText)
const asText = ({ name, text, children }: XmlElement): string =>
  `${name}(${children.length > 0 ? children.map(asText).join() : text})`
