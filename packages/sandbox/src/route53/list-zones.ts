import { type Account, zoneOf } from './account.ts'
import { absolute, byCode, canonicalName, reversedLabels } from './domain-name.ts'
import type { HostedZone } from './hosted-zone.ts'
import { pageSize } from './page-size.ts'
import { invalidInput } from './route53-error.ts'
import { branch, document, leaf } from './write-xml.ts'

const LARGEST_PAGE = 100

export function listHostedZones({ zones }: Account, query: URLSearchParams): string {
  const size = pageSize(query, LARGEST_PAGE)
  const marker = query.get('marker') ?? ''
  const from = [...zones.values()]
    .toSorted((a, b) => byCode(a.id, b.id))
    .filter(({ id }) => id >= marker)
  const next = from[size]
  return document(
    'ListHostedZonesResponse',
    branch('HostedZones', ...from.slice(0, size).map(zoneXml)),
    marker ? leaf('Marker', marker) : undefined,
    leaf('IsTruncated', next !== undefined),
    next && leaf('NextMarker', next.id),
    leaf('MaxItems', size),
  )
}

/** By name, labels reversed, and among those of one name by id. */
export function listHostedZonesByName({ zones }: Account, query: URLSearchParams): string {
  const size = pageSize(query, LARGEST_PAGE)
  const [name, id] = [query.get('dnsname') ?? '', query.get('hostedzoneid') ?? '']
  const start = name === '' ? '' : canonicalName(name)
  if (start === undefined) throw invalidInput('Invalid DNS name')
  if (id !== '' && name === '') throw invalidInput('A hosted zone ID needs a DNS name')
  const begin = [start && reversedLabels(start), id] as const
  const from = [...zones.values()]
    .toSorted((a, b) => byNameAndId(placeOf(a), placeOf(b)))
    .filter((zone) => byNameAndId(placeOf(zone), begin) >= 0)
  const next = from[size]
  return document(
    'ListHostedZonesByNameResponse',
    branch('HostedZones', ...from.slice(0, size).map(zoneXml)),
    start ? leaf('DNSName', absolute(start)) : undefined,
    id ? leaf('HostedZoneId', id) : undefined,
    leaf('IsTruncated', next !== undefined),
    next && leaf('NextDNSName', absolute(next.name)),
    next && leaf('NextHostedZoneId', next.id),
    leaf('MaxItems', size),
  )
}

export function getHostedZone(account: Account, id: string): string {
  const zone = zoneOf(account, id)
  const servers = zone.nameServers.map((server) => leaf('NameServer', server))
  const vpc = branch('VPC', leaf('VPCRegion', 'us-east-1'), leaf('VPCId', 'vpc-00000001'))
  return document(
    'GetHostedZoneResponse',
    zoneXml(zone),
    zone.isPrivate
      ? branch('VPCs', vpc)
      : branch('DelegationSet', branch('NameServers', ...servers)),
  )
}

type NameAndId = readonly [reversedName: string, id: string]

const placeOf = ({ name, id }: HostedZone): NameAndId => [reversedLabels(name), id]
const byNameAndId = (a: NameAndId, b: NameAndId): number => byCode(a[0], b[0]) || byCode(a[1], b[1])

const zoneXml = ({ id, name, isPrivate, sets }: HostedZone): string =>
  branch(
    'HostedZone',
    leaf('Id', `/hostedzone/${id}`),
    leaf('Name', absolute(name)),
    leaf('CallerReference', `sandbox-${id}`),
    branch('Config', leaf('PrivateZone', isPrivate)),
    leaf('ResourceRecordSetCount', sets.size),
  )
