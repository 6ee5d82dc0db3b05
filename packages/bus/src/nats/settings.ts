import { readFileSync } from 'node:fs'
import {
  type Authenticator,
  type ConnectionOptions,
  credsAuthenticator,
  nkeyAuthenticator,
  type TlsOptions,
  tokenAuthenticator,
} from 'nats'
import { BusError } from '../bus-error.ts'

/** What a url cannot say. */
export interface NatsCredentials {
  readonly token?: string
  /** Path of a `.creds` file. Read at every connection, so it may be replaced while we run. */
  readonly credsFile?: string
  /** The seed itself, `SU…`. */
  readonly nkeySeed?: string
  /** Paths of PEM files: authorities to trust, and a certificate of our own with its key. */
  readonly tls?: { readonly caFile?: string; readonly certFile?: string; readonly keyFile?: string }
}

/**
 * `nats://host:4222`, `tls://host`, `nats://user:password@host`, `nats://token@host`; several servers of one cluster
 * with commas between them.
 */
export function connectionOptions(
  url: string,
  name: string,
  credentials: NatsCredentials = {},
): ConnectionOptions {
  const urls = url.split(',').map(parse)
  const [first] = urls
  if (!first) throw unusable('it names no server')
  const tls = tlsOptions(urls, credentials)
  return {
    servers: urls.map(({ host }) => host),
    name,
    // Otherwise every client could read the answers to every other one.
    inboxPrefix: `_INBOX_${name}`,
    ...login(first),
    ...authenticator(credentials),
    ...(tls && { tls }),
    ...patience,
  }
}

const patience = {
  maxReconnectAttempts: -1,
  reconnectTimeWait: 500,
  reconnectJitter: 500,
  reconnectJitterTLS: 500,
  // Two refused logins in a row would close the client for good, and a server that restarts may know us again later.
  ignoreAuthErrorAbort: true,
  maxPingOut: 2,
  timeout: 5000,
  noAsyncTraces: true,
} as const satisfies ConnectionOptions

function parse(text: string): URL {
  const address = text.trim()
  const url = URL.parse(address.includes('://') ? address : `nats://${address}`)
  if (!url?.hostname) throw unusable('it is not a url')
  if (url.protocol !== 'nats:' && url.protocol !== 'tls:') {
    throw unusable(`${url.protocol}// is not supported, only nats:// and tls://`)
  }
  return url
}

function login({ username, password }: URL): Pick<ConnectionOptions, 'user' | 'pass' | 'token'> {
  if (!username) return {}
  const user = decodeURIComponent(username)
  return password ? { user, pass: decodeURIComponent(password) } : { token: user }
}

function tlsOptions(urls: URL[], { tls }: NatsCredentials): TlsOptions | undefined {
  const wanted = tls !== undefined || urls.some(({ protocol }) => protocol === 'tls:')
  return wanted ? { ...tls } : undefined
}

function authenticator(credentials: NatsCredentials): { authenticator?: Authenticator[] } {
  const { token, credsFile, nkeySeed } = credentials
  const all = [
    token === undefined ? [] : tokenAuthenticator(token),
    nkeySeed === undefined ? [] : nkeyAuthenticator(Buffer.from(nkeySeed)),
    credsFile === undefined ? [] : credsAuthenticator(rereading(credsFile)),
  ].flat()
  return all.length > 0 ? { authenticator: all } : {}
}

/** The file as it is now, or as it was: an authenticator that throws would close the client for good. */
function rereading(path: string): () => Uint8Array {
  let content: Uint8Array
  try {
    content = readFileSync(path)
  } catch (cause) {
    throw new BusError('ERR_BUS_SETTINGS', 'the NATS credentials file cannot be read', { cause })
  }
  return () => {
    try {
      content = readFileSync(path)
    } catch {
      return content
    }
    return content
  }
}

const unusable = (why: string) =>
  new BusError('ERR_BUS_SETTINGS', `the NATS address cannot be used: ${why}`)
