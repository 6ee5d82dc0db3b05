import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { loadConfig } from '@certwire/config'
import type { Draft } from '@certwire/contracts'
import { encode, OrderId, stamp, TenantId } from '@certwire/contracts'
import { createLog, type Platform, run } from '@certwire/runtime'
import { sqliteStore } from '@certwire/store'
import { onTestFinished } from 'vitest'
import { webhook } from './service.ts'
import { signedHeaders } from './standard-webhooks.ts'

type Bus = Platform['bus']
type Subscription = Parameters<Bus['subscribe']>[0]

export const now = new Date('2026-11-24T12:00:00.000Z')
export const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`
export const signal: AbortSignal = new AbortController().signal
export const orderId = OrderId.parse('ord_1')
export const tenantId = TenantId.parse('default')

/** A source that Standard Webhooks verifies. */
export const signed = {
  ...{ kind: 'generic', issuer: 'sandbox', map: { kind: '/type', orderUrl: '/order/url' } },
  verify: [{ by: 'standard-webhooks', secrets: [secret] }],
}

async function configOf(webhooks: object) {
  const cwd = await mkdtemp(join(tmpdir(), 'certwire-webhook-'))
  onTestFinished(() => rm(cwd, { recursive: true }))
  const listen = { port: 0, ...('listen' in webhooks && (webhooks.listen as object)) }
  const yaml = { http: { port: 0 }, webhooks: { ...webhooks, listen } }
  await writeFile(join(cwd, 'certwire.yaml'), JSON.stringify(yaml), { mode: 0o600 })
  return loadConfig({ env: {}, cwd })
}

interface Posted {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

/** The whole service on a store in memory and on a bus that only writes down, and again after a restart. */
export async function stage(webhooks: object = { sources: { ca: signed } }) {
  const store = await sqliteStore({ file: ':memory:' })
  const config = await configOf(webhooks)
  const { bus, ...visible } = visibleBus()
  const lines: Record<string, unknown>[] = []
  const log = createLog('warn', { write: (line) => void lines.push(JSON.parse(line)) })
  const platform = { config, bus, store, log, clock: () => now, random: () => 0 }
  const token = { reveal: () => 't0ken' }
  const start = () => run([webhook], platform as never, token as never)
  let running = await start()
  onTestFinished(async () => {
    await running.close(0)
    await store.close()
  })
  return {
    ...{ ...visible, lines, store, config },
    get url() {
      return running.publicUrl ?? ''
    },
    restart: async () => {
      await running.close(0)
      running = await start()
    },
    ask: async (method: string, path: string) => {
      const headers = { authorization: 'Bearer t0ken' }
      const answer = await fetch(`${running.url}/api/v1${path}`, { method, headers })
      return { status: answer.status, body: (await answer.json()) as unknown }
    },
    /** A webhook as a sender would post it. */
    post: async (body: string, init: RequestInit = {}, path = '/webhooks/ca'): Promise<Posted> => {
      const given = { method: 'POST', body, ...init }
      const answer = await fetch(`${running.publicUrl}${path}`, given)
      return { status: answer.status, headers: answer.headers, text: await answer.text() }
    },
  }
}

/** Signed by Standard Webhooks, as if at another time or with another key. */
export const sign = (body: string, { id = 'msg_1', at = now, by = [secret] } = {}) => ({
  headers: { 'content-type': 'application/json', ...signedHeaders(id, body, by, at) },
})

function visibleBus() {
  const published: { id: string; subject: string; body: string }[] = []
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
  /** Delivers an event to the service. */
  const hand = (draft: Draft, id = 'evt-1', tenant = tenantId) => {
    const message = stamp(draft, { id, source: 'test', time: now, tenantId: tenant })
    const durable = `webhook_${draft.type.replaceAll('.', '-')}`
    const delivery = { subject: 'cert', headers: {}, storedId: '1-1', attempt: 1 }
    return seats.get(durable)?.({ ...delivery, body: encode(message) }, signal)
  }
  const hints = () => published.map(({ body }) => JSON.parse(body).data as Record<string, unknown>)
  return {
    bus: { publish, subscribe, ready: async () => {}, close: async () => {} },
    ...{ published, state, hand, hints },
  }
}
