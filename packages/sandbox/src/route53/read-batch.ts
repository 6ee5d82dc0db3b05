import { absolute, canonicalName } from './domain-name.ts'
import { readXml, type XmlElement } from './read-xml.ts'
import type { RecordSet } from './record-set.ts'
import { readValue, recordTypes } from './record-value.ts'
import { invalidBatch, invalidInput, malformed } from './route53-error.ts'

type Action = 'CREATE' | 'DELETE' | 'UPSERT'

export interface Change {
  readonly action: Action
  readonly set: RecordSet
}

interface Batch {
  readonly comment: string | undefined
  readonly changes: readonly Change[]
}

const MOST_RECORDS = 1000
const MOST_CHARACTERS = 32_000
const LONGEST_TTL = 2_147_483_647
const own = ['Name', 'Type', 'TTL', 'SetIdentifier', 'ResourceRecords']

/** The batch of a ChangeResourceRecordSets; throws what Route 53 answers where it cannot be understood or is too large. */
export function readBatch(body: string): Batch {
  const root = readXml(body)
  if (root.name !== 'ChangeResourceRecordSetsRequest') throw malformed('Not a change request.')
  const batch = element(root, 'ChangeBatch')
  const changes = element(batch, 'Changes').children.map(readChange)
  if (changes.length === 0) throw invalidInput('Expected a list of at least 1 change, but got 0')
  checkSize(changes)
  return { comment: optional(batch, 'Comment')?.text, changes: changes.map(withCanonicalValues) }
}

/** As far as can be told without reading the rest of the batch. */
export const countChanges = (body: string): number => body.split('<Change>').length - 1

function readChange(change: XmlElement): Change {
  const action = element(change, 'Action').text
  if (action !== 'CREATE' && action !== 'DELETE' && action !== 'UPSERT') {
    throw invalidInput(`Invalid Action: expected CREATE, DELETE or UPSERT, but found "${action}"`)
  }
  return { action, set: readSet(element(change, 'ResourceRecordSet')) }
}

function readSet(set: XmlElement): RecordSet {
  const given = element(set, 'Name').text
  const name = canonicalName(given)
  if (name === undefined)
    throw invalidBatch([`FATAL problem: InvalidName encountered with '${given}'`])
  const type = element(set, 'Type').text
  if (!recordTypes.includes(type)) throw invalidInput(`Invalid record type "${type}"`)
  const records = optional(set, 'ResourceRecords')?.children ?? []
  const routing = set.children.filter((child) => !own.includes(child.name))
  return {
    ...{ name, type, routing, setIdentifier: optional(set, 'SetIdentifier')?.text },
    ttl: readTtl(optional(set, 'TTL')?.text),
    values: records.map((record) => element(record, 'Value').text),
  }
}

function readTtl(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  if (!/^\d{1,10}$/.test(text) || Number(text) > LONGEST_TTL) throw invalidInput('Invalid TTL')
  return Number(text)
}

/** An UPSERT counts twice. */
function checkSize(changes: readonly Change[]): void {
  const weighed = changes.map(({ action, set }) => ({ set, weight: action === 'UPSERT' ? 2 : 1 }))
  const records = weighed.reduce((sum, { set, weight }) => sum + set.values.length * weight, 0)
  const characters = weighed.reduce(
    (sum, { set, weight }) => sum + set.values.join('').length * weight,
    0,
  )
  if (records > MOST_RECORDS) {
    throw invalidBatch([`Number of records limit of ${MOST_RECORDS} exceeded.`])
  }
  if (characters > MOST_CHARACTERS) {
    throw invalidBatch([`Number of characters limit of ${MOST_CHARACTERS} exceeded.`])
  }
}

function withCanonicalValues({ action, set }: Change): Change {
  const isAlias = set.routing.some(({ name }) => name === 'AliasTarget')
  const hasRecords = set.values.length > 0 && set.ttl !== undefined
  if (isAlias === hasRecords) {
    throw invalidInput(
      `Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and ResourceRecords]] for ${absolute(set.name)} ${set.type}`,
    )
  }
  const read = set.values.map((value) => readValue(set.type, value))
  const problems = read.flatMap((one) => ('problem' in one ? one.problem : []))
  if (problems.length > 0) throw invalidBatch(problems)
  const values = read.flatMap((one) => ('value' in one ? one.value : []))
  const twice = values.find((value, at) => values.indexOf(value) !== at)
  if (twice !== undefined) throw invalidBatch([`Duplicate Resource Record: '${twice}'`])
  return { action, set: { ...set, values } }
}

const optional = (parent: XmlElement, name: string) =>
  parent.children.find((child) => child.name === name)

function element(parent: XmlElement, name: string): XmlElement {
  const found = optional(parent, name)
  if (!found) throw malformed(`${parent.name} has no ${name}.`)
  return found
}
