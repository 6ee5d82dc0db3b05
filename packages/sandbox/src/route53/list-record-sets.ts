import { type Account, zoneOf } from './account.ts'
import { absolute, canonicalName } from './domain-name.ts'
import { pageSize } from './page-size.ts'
import type { XmlElement } from './read-xml.ts'
import { byPlace, inOrder, type Place, placeOf, type RecordSet } from './record-set.ts'
import { recordTypes } from './record-value.ts'
import { invalidInput } from './route53-error.ts'
import { branch, document, leaf } from './write-xml.ts'

const LARGEST_PAGE = 300

/** From a name, type and set identifier on, whether or not there is such a set. */
export function listResourceRecordSets(
  account: Account,
  id: string,
  query: URLSearchParams,
): string {
  const size = pageSize(query, LARGEST_PAGE)
  const begin = beginOf(query)
  const from = inOrder(zoneOf(account, id).sets.values()).filter(
    (set) => byPlace(placeOf(set), begin) >= 0,
  )
  const next = from[size]
  return document(
    'ListResourceRecordSetsResponse',
    branch('ResourceRecordSets', ...from.slice(0, size).map(setXml)),
    leaf('IsTruncated', next !== undefined),
    next && leaf('NextRecordName', absolute(next.name)),
    next && leaf('NextRecordType', next.type),
    next?.setIdentifier === undefined
      ? undefined
      : leaf('NextRecordIdentifier', next.setIdentifier),
    leaf('MaxItems', size),
  )
}

function beginOf(query: URLSearchParams): Place {
  const [given, type] = [query.get('name') ?? '', query.get('type') ?? '']
  const identifier = query.get('identifier') ?? ''
  if (given === '' && type !== '') throw invalidInput('The type needs a name')
  if (type === '' && identifier !== '') throw invalidInput('The identifier needs a type')
  if (type !== '' && !recordTypes.includes(type)) throw invalidInput('Invalid record type')
  if (given === '') return ['', '', '']
  const name = canonicalName(given)
  if (name === undefined) throw invalidInput('Invalid DNS name')
  return placeOf({ name, type, setIdentifier: identifier })
}

const setXml = ({ name, type, setIdentifier, ttl, values, routing }: RecordSet): string =>
  branch(
    'ResourceRecordSet',
    leaf('Name', absolute(name)),
    leaf('Type', type),
    setIdentifier === undefined ? undefined : leaf('SetIdentifier', setIdentifier),
    ...routing.map(elementXml),
    ttl === undefined ? undefined : leaf('TTL', ttl),
    values.length === 0
      ? undefined
      : branch(
          'ResourceRecords',
          ...values.map((value) => branch('ResourceRecord', leaf('Value', value))),
        ),
  )

const elementXml = ({ name, text, children }: XmlElement): string =>
  children.length > 0 ? branch(name, ...children.map(elementXml)) : leaf(name, text)
