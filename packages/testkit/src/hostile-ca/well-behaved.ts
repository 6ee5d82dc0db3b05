import type { IncomingHttpHeaders, ServerResponse } from 'node:http'

/** One request as it came, with its JWS taken apart. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly protected?: Readonly<Record<string, unknown>>
  readonly payload?: unknown
}

/** What a CA would answer: enough for one order from beginning to end. */
export function answers({ method, path }: Asked, base: string, response: ServerResponse): void {
  const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body))
  const order = (status: string) => ({
    status,
    identifiers: [{ type: 'dns', value: 'a.example' }],
    authorizations: [`${base}/authz/1`],
    finalize: `${base}/order/1/finalize`,
    ...(status === 'valid' && { certificate: `${base}/cert/1` }),
  })
  const routes: Record<string, () => unknown> = {
    '/directory': () => json(200, directory(base)),
    '/new-nonce': () => response.writeHead(method === 'HEAD' ? 200 : 204).end(),
    '/new-account': () => json(201, { status: 'valid' }, { location: `${base}/account/1` }),
    '/new-order': () => json(201, order('pending'), { location: `${base}/order/1` }),
    '/order/1': () => json(200, order('valid')),
    '/order/1/finalize': () => json(200, order('processing')),
    '/authz/1': () => json(200, authorization(base)),
    '/challenge/1': () =>
      json(200, { type: 'dns-01', url: `${base}/challenge/1`, status: 'pending' }),
    '/cert/1': () =>
      response.writeHead(200, { link: `<${base}/cert/1/1>;rel="alternate"` }).end(PEM),
  }
  const route = routes[path]
  if (route) route()
  else json(404, { type: 'urn:ietf:params:acme:error:malformed', detail: 'no such resource' })
}

const PEM = '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n'

const directory = (base: string) => ({
  newNonce: `${base}/new-nonce`,
  newAccount: `${base}/new-account`,
  newOrder: `${base}/new-order`,
  revokeCert: `${base}/revoke`,
  meta: { externalAccountRequired: true },
})

const authorization = (base: string) => ({
  status: 'pending',
  identifier: { type: 'dns', value: 'a.example' },
  challenges: [
    { type: 'dns-01', url: `${base}/challenge/1`, status: 'pending', token: 'a'.repeat(43) },
    { type: 'of-tomorrow', url: `${base}/challenge/2`, status: 'pending', novelty: true },
  ],
})
