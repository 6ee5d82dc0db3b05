import type { VendorRequest } from '../vendor/serve.ts'
import { bodies, bodyOf } from './body.ts'
import { CloudflareError, noSuchRecord } from './cloudflare-error.ts'
import { filtered, paged } from './list.ts'
import { recordJson } from './record.ts'
import type { State } from './state.ts'
import { type Bearer, isAllowed, type SandboxCloudflarePermission } from './tokens.ts'
import { zoneFor } from './zone-access.ts'
import { type HeldZone, zoneJson } from './zones.ts'

/** What is said beside `success`. */
interface Answer {
  readonly result: unknown
  readonly result_info?: unknown
  readonly messages?: readonly unknown[]
}

interface Call {
  readonly state: State
  readonly request: VendorRequest
  readonly token: Bearer
}

interface ZoneCall extends Call {
  readonly zone: HeldZone
  /** Empty where the route has none. */
  readonly recordId: string
}

interface Route {
  readonly operation: string
  readonly handle: (call: Call, zoneId: string, recordId: string) => Answer
}

/** A route of one zone, for who may do this there. */
const ofZone =
  (permission: SandboxCloudflarePermission, handle: (call: ZoneCall) => Answer): Route['handle'] =>
  (call, zoneId, recordId) =>
    handle({ ...call, zone: zoneFor(call, zoneId, permission), recordId })

const record = (handle: (call: ZoneCall) => Answer) => ofZone('dns:edit', handle)

const batchLimit = { free: 200, pro: 3500 }

const table: readonly Route[] = [
  { operation: 'GET /user/tokens/verify', handle: verify },
  { operation: 'GET /zones', handle: listZones },
  { operation: 'GET /zones/{id}', handle: ofZone('zone:read', readZone) },
  { operation: 'GET /zones/{id}/dns_records', handle: record(list) },
  { operation: 'POST /zones/{id}/dns_records', handle: record(create) },
  { operation: 'POST /zones/{id}/dns_records/batch', handle: record(batch) },
  { operation: 'GET /zones/{id}/dns_records/{id}', handle: record(read) },
  { operation: 'PUT /zones/{id}/dns_records/{id}', handle: record(overwrite) },
  { operation: 'PATCH /zones/{id}/dns_records/{id}', handle: record(edit) },
  { operation: 'DELETE /zones/{id}/dns_records/{id}', handle: record(remove) },
]

/** Every route, with what its paths look like. */
export const routes = table.map((route) => {
  const [method = '', path = ''] = route.operation.split(' ')
  return { ...route, method, path: new RegExp(`^${path.replaceAll('{id}', '([^/]+)')}$`) }
})

function verify({ token }: Call): Answer {
  const result = { id: '0'.repeat(32), status: token.expired ? 'expired' : 'active' }
  const message = 'This API Token is valid and active'
  return { result, messages: token.expired ? [] : [{ code: 10_000, message, type: null }] }
}

/** A token sees only what it may read: without the permission there are no zones, and no error. */
function listZones({ state, request, token }: Call): Answer {
  const query = request.url.searchParams
  const name = query.get('name')?.toLowerCase()
  const visible = [...state.zones.values()].filter(
    (zone) => isAllowed(token, 'zone:read', zone.id) && (name === undefined || zone.name === name),
  )
  return paged(visible.map(zoneJson), query, { usual: 20, largest: 50 })
}

function readZone({ zone }: ZoneCall): Answer {
  return { result: zoneJson(zone) }
}

function list({ zone, request }: ZoneCall): Answer {
  const query = request.url.searchParams
  return paged(filtered(zone, query), query, { usual: 100, largest: 5_000_000 })
}

function read({ zone, recordId }: ZoneCall): Answer {
  const record = zone.records.get(recordId)
  if (!record) throw noSuchRecord()
  return { result: recordJson(record) }
}

function create({ state, zone, request }: ZoneCall): Answer {
  const body = bodyOf(bodies.record, request)
  return { result: recordJson(state.change(zone, (change) => change.add(body))) }
}

function overwrite({ state, zone, recordId, request }: ZoneCall): Answer {
  const body = bodyOf(bodies.record, request)
  return { result: recordJson(state.change(zone, (change) => change.replace(recordId, body))) }
}

function edit({ state, zone, recordId, request }: ZoneCall): Answer {
  const body = bodyOf(bodies.patch, request)
  return { result: recordJson(state.change(zone, (change) => change.replace(recordId, body))) }
}

function remove({ state, zone, recordId }: ZoneCall): Answer {
  state.change(zone, (change) => change.remove(recordId))
  return { result: { id: recordId } }
}

function batch({ state, zone, request }: ZoneCall): Answer {
  const { deletes, patches, puts, posts } = bodyOf(bodies.batch, request)
  const size = deletes.length + patches.length + puts.length + posts.length
  const limit = batchLimit[zone.plan]
  if (size > limit) {
    const chain = [{ code: 9207, message: `A batch has ${limit} operations at most, not ${size}.` }]
    throw new CloudflareError(400, 1004, 'DNS Validation Error', { chain })
  }
  const result = state.change(zone, (change) => ({
    deletes: deletes.map(({ id }) => recordJson(change.remove(id))),
    patches: patches.map(({ id, ...patch }) => recordJson(change.replace(id, patch))),
    puts: puts.map(({ id, ...record }) => recordJson(change.replace(id, record))),
    posts: posts.map((record) => recordJson(change.add(record))),
  }))
  return { result }
}
