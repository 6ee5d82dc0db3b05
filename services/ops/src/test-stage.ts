import { CertRequested, type DnsName, OrderId, type Problem, TenantId } from '@certwire/contracts'
import { certificates, orders } from '@certwire/documents'
import { type Order, open, type Request } from '@certwire/domain'
import { createLog, type Platform, requestDigest, run } from '@certwire/runtime'
import { sqliteStore } from '@certwire/store'
import { onTestFinished } from 'vitest'
import { ops } from './service.ts'

type Bus = Platform['bus']
type Packets = Parameters<Bus['publish']>[0]
type Subscription = Parameters<Bus['subscribe']>[0]

interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Record<string, unknown>
}

export const now = new Date('2026-11-24T12:00:00.000Z')
const tenantId = TenantId.parse('default')

/** The whole service on a store in memory, on a bus that only writes down. */
export async function stage() {
  const store = await sqliteStore({ file: ':memory:' })
  const { bus, ...visible } = visibleBus()
  const platform = {
    ...{ bus, store, clock: () => now, random: () => 0, log: createLog('silent') },
    config: { http: { host: '127.0.0.1', port: 0 }, issuers: { sandbox: {}, other: {} } },
  }
  const { config } = platform
  const whole = { ...platform, config: { ...config, defaultIssuer: 'sandbox' } }
  const running = await run([ops], whole as never, { reveal: () => 't0ken' } as never)
  onTestFinished(async () => {
    await running.close(0)
    await store.close()
  })
  return {
    ...visible,
    orders: await store.open(orders),
    certificates: await store.open(certificates),
    url: `${running.url}/api/v1`,
    close: running.close,
    ...client(`${running.url}/api/v1`),
  }
}

/** A bus with a visible list, whose taps can be handed messages, and which can be taken away. */
function visibleBus() {
  const published: Packets[number][] = []
  const seats = new Map<string, Subscription['deliver']>()
  const state = { away: false }
  const publish: Bus['publish'] = async (packets) => {
    if (state.away) throw Object.assign(new Error('away'), { code: 'ERR_BUS_UNAVAILABLE' })
    published.push(...packets)
  }
  const subscribe: Bus['subscribe'] = async ({ durable, deliver }) => {
    seats.set(durable, deliver)
    return { close: async () => {} }
  }
  const hand = (durable: string, body: string) => {
    const delivery = { subject: 'cert', headers: {}, storedId: '1-1', attempt: 1, body }
    return seats.get(durable)?.(delivery, new AbortController().signal)
  }
  return {
    bus: { publish, subscribe, ready: async () => {}, close: async () => {} },
    published,
    state,
    hand,
  }
}

function client(url: string) {
  const ask = async (method: string, path: string, init: RequestInit = {}): Promise<Answer> => {
    const headers = { authorization: 'Bearer t0ken', ...init.headers }
    const answer = await fetch(`${url}${path}`, { method, ...init, headers })
    const body = (await answer.json()) as Record<string, unknown>
    return { status: answer.status, headers: answer.headers, body }
  }
  return {
    get: (path: string) => ask('GET', path),
    post: (path: string, body?: unknown, headers: Record<string, string> = {}) => {
      if (body === undefined) return ask('POST', path, { headers })
      const json = { 'content-type': 'application/json', ...headers }
      return ask('POST', path, { body: JSON.stringify(body), headers: json })
    },
  }
}

/** An order as ordering makes it of a request. */
export function orderOf(
  id: string,
  verdict: { names: DnsName[] } | { problem: Problem },
  createdAt = now,
  more: Partial<Request> = {},
): Order {
  const data = CertRequested.schema.parse({ names: 'names' in verdict ? verdict.names : [] })
  const orderId = OrderId.parse(id)
  const digest = requestDigest({ ...data, issuer: 'sandbox' })
  const request = { orderId, tenantId, digest, issuer: 'sandbox', key: 'p256' as const, verdict }
  return open({ ...request, ...more }, createdAt)
}
