import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { createLog } from '@certwire/runtime'
import { sqliteStore } from '@certwire/store'
import { onTestFinished } from 'vitest'
import { now, secret, tenantId } from '../test-stage.ts'
import { connectDeliveries } from './deliveries.ts'
import { type DeliveryDocument, deliveries, subscribers } from './delivery-documents.ts'
import { openAgent } from './guard.ts'
import { connectSubscribers, type Subscriber } from './subscribers.ts'

interface Answer {
  readonly status: number
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

/** A subscriber that answers as it is told, the last answer again and again, and shows what it heard. */
export async function startSubscriber(...answers: Answer[]) {
  const heard: { headers: IncomingHttpHeaders; body: string }[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      heard.push({ headers: request.headers, body })
      const [answer = { status: 204 }] = answers.length > 1 ? answers.splice(0, 1) : answers
      response.writeHead(answer.status, answer.headers).end(answer.body)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook` }
}

export const subscriberAt = (url: string): Omit<Subscriber, 'id'> => ({
  ...{ url, events: ['cert.issued', 'cert.failed', 'cert.expiring'], allowPrivate: true },
  secrets: [{ reveal: () => secret } as Subscriber['secrets'][number]],
})

/** Deliveries to subscribers, in a time that passes when it is told to. */
export async function stage(...urls: string[]) {
  let at = now.getTime()
  const clock = () => new Date(at)
  const store = await sqliteStore({ file: ':memory:' })
  const agent = openAgent()
  onTestFinished(async () => {
    await agent.destroy()
    await store.close()
  })
  const kept = await store.open(deliveries)
  const states = await store.open(subscribers)
  const deps = {
    ...{ clock, log: createLog('silent'), agentOf: () => agent },
    deliveries: connectDeliveries(kept, { clock, random: () => 0 }),
    subscribers: connectSubscribers(urls.map(subscriberAt), states, clock),
  }
  const [subscriber = { ...subscriberAt(''), id: '' }] = deps.subscribers.all
  const about = { tenantId, type: 'cert.issued', body: '{"type":"cert.issued"}' }
  return {
    ...{ ...deps, deps, subscriber },
    pass: (ms: number) => {
      at += ms
    },
    keep: (eventId = 'evt-1') =>
      deps.deliveries.keep(eventId, { ...about, subscriber: subscriber.id }),
    find: (id: string): Promise<DeliveryDocument | undefined> => kept.get(id),
  }
}
