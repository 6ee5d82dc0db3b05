import type { Account } from './account.ts'
import { changeResourceRecordSets, getChange } from './change-record-sets.ts'
import { listResourceRecordSets } from './list-record-sets.ts'
import { getHostedZone, listHostedZones, listHostedZonesByName } from './list-zones.ts'

interface Asked {
  /** Of the zone or the change in the path. */
  readonly id: string
  readonly query: URLSearchParams
  readonly body: string
}

interface Operation {
  readonly name: string
  readonly method: 'GET' | 'POST'
  readonly path: RegExp
  readonly answer: (account: Account, asked: Asked) => string | Promise<string>
}

const operations: readonly Operation[] = [
  {
    ...{ name: 'ListHostedZonesByName', method: 'GET', path: /^\/2013-04-01\/hostedzonesbyname$/ },
    answer: (account, { query }) => listHostedZonesByName(account, query),
  },
  {
    ...{ name: 'ListHostedZones', method: 'GET', path: /^\/2013-04-01\/hostedzone$/ },
    answer: (account, { query }) => listHostedZones(account, query),
  },
  {
    ...{ name: 'GetHostedZone', method: 'GET' },
    path: /^\/2013-04-01\/hostedzone\/(?<zone>\w{1,32})$/,
    answer: (account, { id }) => getHostedZone(account, id),
  },
  {
    ...{ name: 'ListResourceRecordSets', method: 'GET' },
    path: /^\/2013-04-01\/hostedzone\/(?<zone>\w{1,32})\/rrset$/,
    answer: (account, { id, query }) => listResourceRecordSets(account, id, query),
  },
  {
    ...{ name: 'ChangeResourceRecordSets', method: 'POST' },
    path: /^\/2013-04-01\/hostedzone\/(?<zone>\w{1,32})\/rrset\/?$/,
    answer: (account, { id, body }) => changeResourceRecordSets(account, id, body),
  },
  {
    ...{ name: 'GetChange', method: 'GET', path: /^\/2013-04-01\/change\/(?<change>\w{1,32})$/ },
    answer: (account, { id }) => getChange(account, id),
  },
]

/** What a request asks for, and of which zone; nothing where Route 53 has no such thing or the sandbox does not know it. */
export function operationOf(method: string, path: string) {
  for (const operation of operations) {
    const match = operation.method === method ? operation.path.exec(path) : null
    if (!match) continue
    const { zone, change = '' } = match.groups ?? {}
    return { ...operation, zone, id: zone ?? change }
  }
  return undefined
}
