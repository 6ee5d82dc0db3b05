import { once } from 'node:events'
import { createServer } from 'node:https'
import { isIPv6 } from 'node:net'
import type { Ca } from './ca.ts'
import { createIssuer } from './issuance.ts'
import type { SandboxLedger } from './ledger.ts'
import { emptyLedger } from './ledger.ts'
import { Nonces } from './nonces.ts'
import { txtResolver } from './resolve-txt.ts'
import { serve } from './serve.ts'
import type { SandboxCaState } from './state.ts'
import { createSandboxCaState } from './state.ts'

export interface SandboxCaOptions {
  readonly host?: string
  readonly port?: number
  /** `ip:port`, asked directly for dns-01, in their order. */
  readonly dnsServers: readonly string[]
  /** Made anew when it is left out. */
  readonly state?: SandboxCaState
  /** The HMAC keys of external accounts in base64url, by kid; given, every new account needs one of them. */
  readonly eab?: Readonly<Record<string, string>>
  readonly validityDays?: number
  /** Lets an order take over what its account has proven already, as many public CAs do; false by default. */
  readonly reusesAuthorizations?: boolean
  /** What the directory says that CAA records call it; it looks at none. */
  readonly caaIdentities?: readonly string[]
  readonly clock?: () => Date
}

export interface SandboxCa {
  readonly directoryUrl: string
  /** What an ACME client has to trust to talk to the directory; it signs nothing else. */
  readonly tlsCaPem: string
  /** The root of the preferred chain. */
  readonly rootPem: string
  /** The root of the alternate one. */
  readonly alternateRootPem: string
  readonly ledger: SandboxLedger
  close(): Promise<void>
}

/** An ACME CA with dns-01, whose accounts and orders live as long as it does. */
export async function startSandboxCa(options: SandboxCaOptions): Promise<SandboxCa> {
  const { host = '127.0.0.1', port = 0 } = options
  const state = options.state ?? (await createSandboxCaState())
  const closing = new AbortController()
  const server = createServer({ key: state.tls.key, cert: state.tls.certificate + state.tls.ca })
  server.listen(port, host)
  await once(server, 'listening')
  const address = server.address()
  const bound = typeof address === 'object' && address ? address.port : port
  const ca = createCa(options, state, `https://${urlHost(host)}:${bound}`, closing.signal)
  server.on('request', (request, response) => {
    serve(ca, request, response).catch(() => response.destroy())
  })
  return {
    directoryUrl: `${ca.origin}/directory`,
    tlsCaPem: state.tls.ca,
    rootPem: state.root.certificate,
    alternateRootPem: state.alternateRoot.certificate,
    ledger: ca.ledger,
    close: async () => {
      closing.abort()
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

function createCa(
  options: SandboxCaOptions,
  state: SandboxCaState,
  origin: string,
  signal: AbortSignal,
): Ca {
  const { dnsServers, eab, validityDays = 90, clock = () => new Date() } = options
  const { caaIdentities = [], reusesAuthorizations = false } = options
  return {
    ...{ origin, clock, caaIdentities, reusesAuthorizations },
    nonces: new Nonces(),
    accounts: new Map(),
    orders: new Map(),
    authorizations: new Map(),
    certificates: new Map(),
    ledger: emptyLedger(),
    issuer: createIssuer(state, validityDays),
    eab: eab && new Map(Object.entries(eab).map(([kid, key]) => [kid, hmacKey(key)])),
    resolveTxt: txtResolver(dnsServers),
    signal,
  }
}

function hmacKey(base64url: string) {
  return new Uint8Array(Buffer.from(base64url, 'base64url'))
}

/** The host of the URLs: a server on all addresses is reached by the name in its certificate. */
function urlHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return isIPv6(host) ? `[${host}]` : host
}
