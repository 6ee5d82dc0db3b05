import { setTimeout as sleep } from 'node:timers/promises'
import type {
  CertificateExport,
  CertificateId,
  EventView,
  OrderId,
  OrderView,
} from '@certwire/contracts'

/** The HTTP API as a test wants it. */
export interface TestApi {
  /** The body of the answer, whatever its status. */
  get(path: string): Promise<unknown>
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<TestAnswer>
  /** Requests a certificate. With a key, it may be asked again until it is certain. */
  request(names: readonly string[], idempotencyKey?: string): Promise<OrderId>
  order(orderId: OrderId): Promise<OrderView>
  /** The order once it is in a phase that ends. */
  finished(orderId: OrderId, signal?: AbortSignal): Promise<OrderView>
  events(orderId: OrderId): Promise<EventView[]>
  exported(certificateId: CertificateId): Promise<CertificateExport>
}

interface TestAnswer {
  readonly status: number
  readonly body: unknown
}

const LAST = ['issued', 'failed', 'cancelled']

/** `exportUrl` is where storage is, when it is not where ops is. */
export function testApi(url: string, token: string, exportUrl = url): TestApi {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const getAt = async (base: string, path: string) =>
    (await fetch(`${base}/api/v1${path}`, { headers })).json()
  const get = (path: string) => getAt(url, path)
  const post = async (path: string, body: unknown, more: Record<string, string> = {}) => {
    const init = { method: 'POST', headers: { ...headers, ...more }, body: JSON.stringify(body) }
    const answer = await fetch(`${url}/api/v1${path}`, init)
    return { status: answer.status, body: (await answer.json()) as unknown }
  }
  const order = async (orderId: OrderId) => (await get(`/orders/${orderId}`)) as OrderView
  return {
    ...{ get, post, order },
    request: async (names, idempotencyKey) => {
      const more = idempotencyKey === undefined ? {} : { 'idempotency-key': idempotencyKey }
      const { status, body } = await post('/requests', { names }, more)
      if (status !== 202) throw new Error(`POST /requests says ${status}: ${JSON.stringify(body)}`)
      return (body as { orderId: OrderId }).orderId
    },
    finished: async (orderId, signal) => {
      for (;;) {
        signal?.throwIfAborted()
        const found = await order(orderId).catch(() => undefined)
        if (found && LAST.includes(found.phase)) return found
        await sleep(20)
      }
    },
    events: async (orderId) =>
      ((await get(`/events?order=${orderId}`)) as { events: EventView[] }).events,
    exported: async (id) =>
      (await getAt(exportUrl, `/certificates/${id}/export`)) as CertificateExport,
  }
}
