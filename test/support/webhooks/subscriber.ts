import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'

/** Somebody whom Certwire tells what happened, and who believes only what the reference library has verified. */
export interface Subscriber {
  /** As `webhooks.subscribers` has it. */
  readonly config: object
  /** What is signed with. */
  readonly secret: string
  /** What was verified, by id, with how often it came. */
  readonly verified: ReadonlyMap<string, { readonly type: string; times: number }>
  /** How many calls the library did not accept. */
  readonly refused: number
  close(): void
}

/** It says no to what comes first, as if it were not ready. */
export async function openSubscriber(): Promise<Subscriber> {
  const secret = `whsec_${randomBytes(32).toString('base64')}`
  const library = new Webhook(secret)
  const verified = new Map<string, { type: string; times: number }>()
  let refused = 0
  const take = (id: string, body: Buffer, headers: Record<string, string>): number => {
    try {
      const { type } = library.verify(body, headers) as { type: string }
      const known = verified.get(id) ?? { type, times: 0 }
      verified.set(id, { type, times: known.times + 1 })
      return verified.size === 1 && known.times === 0 ? 500 : 204
    } catch {
      refused += 1
      return 401
    }
  }
  const server = createServer((request, response) => {
    const headers = request.headers as Record<string, string>
    const answer = (body: Buffer) =>
      response.writeHead(take(headers['webhook-id'] ?? '', body, headers)).end()
    void buffer(request).then(answer)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    config: { url: `http://127.0.0.1:${port}/hook`, secrets: [secret], allowPrivate: true },
    ...{ secret, verified },
    get refused() {
      return refused
    },
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}
