import type { KeyObject } from 'node:crypto'
import { accountPayload, readAccount } from './account.ts'
import { checkAccountKey } from './account-key.ts'
import { type Answer, location } from './answer.ts'
import { createDirectory } from './directory.ts'
import { createExchange, type Post } from './exchange.ts'
import { createSigner } from './jws.ts'
import { changeKey } from './key-change.ts'
import { caOrigins, type Origins } from './origins.ts'
import type { AcmePort, Endpoint, Pace } from './port.ts'
import { problemOf } from './problem.ts'
import { connectTransport, type Timeouts } from './transport.ts'

export interface AcmeOptions {
  /** https. A query, as some CAs have it, is kept. */
  readonly directory: string
  /** Private: RSA of at least 2048 bits, P-256 or P-384. */
  readonly accountKey: KeyObject
  /** Where the account is, once it is known. */
  readonly accountUrl?: string
  /** Further origins that the CA's answers may point to. */
  readonly origins?: readonly string[]
  /** Whom to trust for the CA's HTTPS, in PEM, instead of the public authorities. */
  readonly tlsCa?: string
  readonly userAgent: string
  readonly clock: () => Date
  readonly timeouts?: Timeouts
  /** Where the CA limits how fast it may be asked. */
  readonly pace?: Pace
}

type Asked = Omit<Post, 'kid' | 'signer'>

/** What every operation needs: a CA, and our account there as soon as it is known. */
export interface Session
  extends Pick<AcmePort, 'directory' | 'newAccount' | 'keyChange' | 'close'> {
  readonly origins: Origins
  readonly clock: () => Date
  accountUrl(): string
  /** As the account. */
  post(url: string, post: Asked): Promise<Answer>
  /** As whoever has this key: RFC 8555 §6.2. */
  postWith(key: KeyObject, url: string, post: Asked): Promise<Answer>
  /** Unsigned. */
  get(url: string, endpoint: Endpoint, signal: AbortSignal): Promise<Answer>
}

const PATIENCE: Timeouts = { connectMs: 10_000, totalMs: 45_000 }

export function openSession({ clock, timeouts = PATIENCE, ...options }: AcmeOptions): Session {
  const origins = caOrigins(options.directory, options.origins ?? [])
  const signerOf = (key: KeyObject) => createSigner(options.directory, key)
  const transport = connectTransport({ ...options, origins, timeouts })
  const directory = createDirectory(options.directory, { transport, origins, clock })
  const newNonce = async (signal: AbortSignal) => (await directory(signal)).newNonce
  const exchange = createExchange({ transport, origins, newNonce, clock })
  let key = checkAccountKey(options.accountKey)
  let signer = signerOf(key)
  let kid = options.accountUrl
  const accountUrl = () => {
    if (kid === undefined) throw new TypeError('newAccount comes first, or accountUrl is given')
    return kid
  }
  const post: Session['post'] = async (url, asked) =>
    exchange(url, { ...asked, signer, kid: accountUrl() })
  return {
    ...{ origins, clock, directory, accountUrl, post, close: transport.close },
    postWith: async (other, url, asked) => exchange(url, { ...asked, signer: signerOf(other) }),
    get: async (url, endpoint, signal) => {
      const answer = await transport.send('GET', url, { endpoint, signal })
      const problem = problemOf(answer, clock())
      if (problem) throw problem
      return answer
    },
    newAccount: async (request, signal) => {
      const { newAccount: url } = await directory(signal)
      const payload = accountPayload(request, (eab) => signer.bind(url, eab))
      const answer = await exchange(url, { endpoint: 'newAccount', payload, signer, signal })
      const account = readAccount(answer, origins.check(location(answer, 'account')))
      kid = account.url
      return account
    },
    keyChange: async (newKey, signal) => {
      const next = signerOf(checkAccountKey(newKey))
      await changeKey({ directory, post, accountUrl }, key, next, signal)
      key = newKey
      signer = next
    },
  }
}
