import type { KeyObject } from 'node:crypto'
import { accountPayload, readAccount } from './account.ts'
import { checkAccountKey } from './account-key.ts'
import { type Answer, location } from './answer.ts'
import { createDirectory } from './directory.ts'
import { createExchange, type Post } from './exchange.ts'
import { createSigner } from './jws.ts'
import { caOrigins, type Origins } from './origins.ts'
import type { AcmePort } from './port.ts'
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
}

/** What every operation needs: a CA, and our account there as soon as it is known. */
export interface Session extends Pick<AcmePort, 'directory' | 'newAccount' | 'close'> {
  readonly origins: Origins
  readonly clock: () => Date
  /** As the account. */
  post(url: string, post: Omit<Post, 'kid'>): Promise<Answer>
}

const PATIENCE: Timeouts = { connectMs: 10_000, totalMs: 45_000 }

export function openSession({ clock, timeouts = PATIENCE, ...options }: AcmeOptions): Session {
  const origins = caOrigins(options.directory, options.origins ?? [])
  const signer = createSigner(options.directory, checkAccountKey(options.accountKey))
  const transport = connectTransport({ ...options, origins, timeouts })
  const directory = createDirectory(options.directory, { transport, origins, clock })
  const newNonce = async (signal: AbortSignal) => (await directory(signal)).newNonce
  const exchange = createExchange({ transport, signer, origins, newNonce, clock })
  let kid = options.accountUrl
  return {
    ...{ origins, clock, directory, close: transport.close },
    post: async (url, post) => {
      if (kid === undefined) throw new TypeError('newAccount comes first, or accountUrl is given')
      return exchange(url, { ...post, kid })
    },
    newAccount: async (request, signal) => {
      const { newAccount: url } = await directory(signal)
      const payload = accountPayload(request, (eab) => signer.bind(url, eab))
      const answer = await exchange(url, { payload, signal })
      const account = readAccount(answer, origins.check(location(answer, 'account')))
      kid = account.url
      return account
    },
  }
}
