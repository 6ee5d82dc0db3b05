import type { ServerResponse } from 'node:http'
import type { Asked } from './asked.ts'
import type { Authority } from './authority.ts'

interface Order {
  readonly at: number
  readonly names: readonly string[]
  status: 'pending' | 'ready' | 'processing' | 'valid'
  chain: string
}

export type Send = (response: ServerResponse) => unknown

export interface WholeOrders {
  readonly orders: readonly Order[]
  /** Does what is asked of an order, and gives the answer to it. Undefined if the question is about something else. */
  handle(asked: Asked): Promise<Send> | undefined
}

/** What a CA would answer from the order to its certificate. Whoever answers one challenge has proved every name. */
export function wholeOrders(base: string, authority: Authority): WholeOrders {
  const orders: Order[] = []
  const routes = routesOf(base, authority)
  const place = (payload: unknown): Order => {
    const { identifiers } = payload as { identifiers: { value: string }[] }
    const names = identifiers.map(({ value }) => value)
    const order: Order = { at: orders.length, names, status: 'pending', chain: '' }
    orders.push(order)
    return order
  }
  return {
    orders,
    handle: (asked) => {
      const [, noun = '', at = ''] = asked.path.split('/')
      const route = asked.method === 'POST' ? routes[noun] : undefined
      if (!route) return undefined
      const order = noun === 'new-order' ? place(asked.payload) : orders[Number(at)]
      return order && Promise.resolve(route(order, asked))
    },
  }
}

type Route = (order: Order, asked: Asked) => Send | Promise<Send>

/** By the first word of the path; the second is the order's number, the third that of a name. */
const routesOf = (base: string, authority: Authority): Record<string, Route> => ({
  'new-order': (order) =>
    json(201, orderBody(base, order), { location: `${base}/order/${order.at}` }),
  order: (order) => json(200, orderBody(base, order)),
  authz: (order, { path }) => json(200, authorizationBody(base, order, Number(path.at(-1)))),
  challenge: (order, { path }) => {
    if (order.status === 'pending') order.status = 'ready'
    return json(200, challengeBody(base, order, Number(path.at(-1))))
  },
  finalize: async (order, { payload }) => {
    if (order.status === 'ready') await issue(order, payload as { csr: string }, authority)
    return json(200, orderBody(base, order))
  },
  cert: ({ chain }) => pem(chain),
})

async function issue(order: Order, { csr }: { csr: string }, { certify }: Authority) {
  order.status = 'processing'
  order.chain = await certify(order.names, Buffer.from(csr, 'base64url'))
  order.status = 'valid'
}

const json =
  (status: number, body: unknown, headers: Record<string, string> = {}): Send =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body))

const pem =
  (chain: string): Send =>
  (response) =>
    response.writeHead(200, { 'content-type': 'application/pem-certificate-chain' }).end(chain)

/** RFC 8555 §7.1.3. */
const orderBody = (base: string, { at, names, status }: Order) => ({
  status,
  identifiers: names.map((value) => ({ type: 'dns', value })),
  authorizations: names.map((_, index) => `${base}/authz/${at}/${index}`),
  finalize: `${base}/finalize/${at}`,
  ...(status === 'valid' && { certificate: `${base}/cert/${at}` }),
})

/** RFC 8555 §7.1.4. */
const authorizationBody = (base: string, order: Order, index: number) => ({
  status: proved(order),
  identifier: { type: 'dns', value: order.names[index]?.replace(/^\*\./, '') },
  ...(order.names[index]?.startsWith('*.') && { wildcard: true }),
  challenges: [challengeBody(base, order, index)],
})

const challengeBody = (base: string, order: Order, index: number) => ({
  ...{ type: 'dns-01', url: `${base}/challenge/${order.at}/${index}`, status: proved(order) },
  token: `token-${order.at}-${index}-`.padEnd(43, 'x'),
})

const proved = ({ status }: Order) => (status === 'pending' ? 'pending' : 'valid')
