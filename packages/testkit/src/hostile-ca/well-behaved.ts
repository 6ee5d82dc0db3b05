import type { ServerResponse } from 'node:http'
import type { Asked } from './asked.ts'

/** What a CA would answer: enough for one order from beginning to end. */
export function wellBehaved(
  { method, path, payload }: Asked,
  base: string,
  response: ServerResponse,
): void {
  const json = (status: number, body: unknown, headers: Record<string, string> = {}) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body))
  const routes: Record<string, () => unknown> = {
    '/directory': () => json(200, directory(base)),
    '/new-nonce': () => response.writeHead(method === 'HEAD' ? 200 : 204).end(),
    '/new-account': () => json(201, account(base, payload), { location: `${base}/account/1` }),
    '/account/1': () => json(200, account(base, payload)),
    '/account/1/orders': () => json(200, { orders: [`${base}/order/1`] }),
    '/key-change': () => response.writeHead(200).end(),
    '/new-order': () => json(201, order(base, 'pending'), { location: `${base}/order/1` }),
    '/order/1': () => json(200, order(base, 'valid')),
    '/order/1/finalize': () => json(200, order(base, 'processing')),
    '/authz/1': () => json(200, authorization(base)),
    '/challenge/1': () => json(200, challenge(base)),
    '/cert/1': () =>
      response
        .writeHead(200, {
          'content-type': 'application/pem-certificate-chain',
          link: [`<${base}/directory>;rel="index"`, `<${base}/cert/1/1>;rel="alternate"`],
        })
        .end(PEM),
    '/revoke': () => response.writeHead(200).end(),
    [`/renewal-info/${CERT_ID}`]: () => json(200, renewalInfo, { 'retry-after': '21600' }),
  }
  const route = routes[path]
  if (route) route()
  else json(404, { type: 'urn:ietf:params:acme:error:malformed', detail: 'no such resource' })
}

/** Of RFC 9773 §4.1. */
const CERT_ID = 'aYhba4dGQEHhs3uEe6CuLN4ByNQ.AIdlQyE'

const renewalInfo = {
  suggestedWindow: { start: '2026-12-20T00:00:00Z', end: '2026-12-22T00:00:00Z' },
  explanationURL: 'https://ca.example/why',
}

const PEM = '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n'

const directory = (base: string) => ({
  newNonce: `${base}/new-nonce`,
  newAccount: `${base}/new-account`,
  newOrder: `${base}/new-order`,
  revokeCert: `${base}/revoke`,
  keyChange: `${base}/key-change`,
  renewalInfo: `${base}/renewal-info`,
  meta: {
    externalAccountRequired: true,
    termsOfService: `${base}/terms`,
    caaIdentities: ['ca.example'],
    profiles: { classic: 'As ever.', shortlived: 'Six days.' },
  },
})

const account = (base: string, payload: unknown) => ({
  ...{ status: 'valid', orders: `${base}/account/1/orders` },
  ...(typeof payload === 'object' &&
    payload &&
    'contact' in payload && { contact: payload.contact }),
})

const order = (base: string, status: string) => ({
  ...{ status, expires: '2026-12-01T12:00:00Z' },
  identifiers: [{ type: 'dns', value: 'a.example' }],
  authorizations: [`${base}/authz/1`],
  finalize: `${base}/order/1/finalize`,
  ...(status === 'valid' && { certificate: `${base}/cert/1` }),
})

const authorization = (base: string) => ({
  ...{ status: 'pending', expires: '2026-12-01T12:00:00Z' },
  identifier: { type: 'dns', value: 'a.example' },
  challenges: [
    challenge(base),
    { type: 'of-tomorrow', url: `${base}/challenge/2`, status: 'pending', novelty: true },
  ],
})

const challenge = (base: string) => ({
  ...{ type: 'dns-01', url: `${base}/challenge/1`, status: 'pending', token: 'a'.repeat(43) },
})
