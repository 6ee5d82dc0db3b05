import type { VendorControl, VendorHook, VendorScript } from '../vendor/control.ts'
import { serveVendor } from '../vendor/serve.ts'
import { basePath, hvcaApi } from './api.ts'
import { newIdentities } from './identities.ts'
import { json } from './refusal.ts'
import type { SandboxHvcaAccount } from './state.ts'

export interface SandboxHvcaOptions {
  /** An IPv4 address to listen on; 127.0.0.1 by default. */
  readonly host?: string
  /** 0, the default, takes a free one. */
  readonly port?: number
  /** What it is asked for with; known ones by default. */
  readonly apiKey?: string
  readonly apiSecret?: string
  /** What the account has at first; without it nothing but a quota of 1,000. */
  readonly account?: Partial<SandboxHvcaAccount>
  /** The most of a list that is answered at once, whatever is asked for; 100 by default. */
  readonly largestPage?: number
  readonly onCall?: VendorHook
  /** Tokens end by it. */
  readonly clock?: () => Date
}

/** HVCA on HTTPS that wants a client certificate; what it has lives in memory and ends with it. */
export interface SandboxHvca extends Omit<VendorControl, 'journal'> {
  /** Whom to trust, and who to be, in PEM. */
  readonly tlsCaPem: string
  readonly clientCertificatePem: string
  readonly clientKeyPem: string
  readonly apiKey: string
  readonly apiSecret: string
  readonly account: SandboxHvcaAccount
  /** No token is taken any more. */
  endTokens(): void
}

const KEY = '0123456789abcdef'
const SECRET = '0123456789abcdef0123456789abcdef01234567'

export async function startSandboxHvca(options: SandboxHvcaOptions = {}): Promise<SandboxHvca> {
  const { host = '127.0.0.1', port = 0, largestPage = 100, onCall } = options
  const { apiKey = KEY, apiSecret = SECRET, clock = () => new Date() } = options
  const { server, client } = await newIdentities()
  const account = { quota: 1000, claims: [], issued: [], revoked: 0, ...options.account }
  const tokens = new Map<string, Date>()
  const { origin, calls, answerNext, close } = await serveVendor({
    ...{ api: hvcaApi({ account, apiKey, apiSecret, tokens, largestPage, clock }), host, port },
    ...{ clock, onCall },
    tls: {
      ...{ key: server.key, cert: server.certificate, ca: client.ca },
      ...{ requestCert: true, rejectUnauthorized: true },
    },
  })
  return {
    ...{ calls, answerNext, close, account, apiKey, apiSecret },
    endpoint: `${origin}${basePath}`,
    tlsCaPem: server.ca,
    clientCertificatePem: client.certificate,
    clientKeyPem: client.key,
    endTokens: () => tokens.clear(),
  }
}

/** A refusal in HVCA's form, for `answerNext`: 402, 424, 429, 503 or any other. */
export const hvcaRefusal =
  (status: number, headers: Readonly<Record<string, string>> = {}): VendorScript =>
  (response) => {
    response.writeHead(status, { ...json, ...headers })
    response.end(JSON.stringify({ description: `Scripted ${status}`, errors: {} }))
  }
