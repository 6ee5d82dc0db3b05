import type { KeyObject } from 'node:crypto'
import { readAuthorization } from './authorization.ts'
import { PEM_CHAIN, readCertificate } from './certificate.ts'
import { createDirectory } from './directory.ts'
import { createExchange } from './exchange.ts'
import { createSigner } from './jws.ts'
import { location, readOrder } from './order.ts'
import { urlGuard } from './origins.ts'
import { pemToDer } from './pem.ts'
import type { AcmePort } from './port.ts'
import { AccountShape, shaped } from './shapes.ts'
import { connectTransport, type Timeouts } from './transport.ts'

export interface AcmeOptions {
  readonly directory: string
  readonly accountKey: KeyObject
  /** Where the account is, once it is known. */
  readonly accountUrl?: string
  /** Further origins that the CA's answers may point to. */
  readonly origins?: readonly string[]
  /** Whom to trust for the CA's HTTPS, in PEM, where that is not publicly trusted. */
  readonly tlsCa?: string
  readonly userAgent: string
  readonly clock: () => Date
  readonly timeouts?: Timeouts
}

const PATIENCE: Timeouts = { connectMs: 10_000, totalMs: 45_000 }

/** A CA behind `AcmePort`. Opens no connection yet. */
export function connectAcme({ clock, timeouts = PATIENCE, ...options }: AcmeOptions): AcmePort {
  const guard = urlGuard(options.directory, options.origins ?? [])
  const transport = connectTransport({ ...options, guard, timeouts })
  const signer = createSigner(options.directory, options.accountKey)
  const directory = createDirectory(options.directory, transport, clock)
  const newNonce = async (signal: AbortSignal) => (await directory(signal)).newNonce
  const exchange = createExchange({ transport, signer, newNonce, clock })
  let kid = options.accountUrl
  const post = (url: string, signal: AbortSignal, payload?: object, accept?: string) => {
    if (kid === undefined) throw new TypeError('newAccount comes first')
    guard(url)
    return exchange.post(url, {
      kid,
      signal,
      ...(payload && { payload }),
      ...(accept && { accept }),
    })
  }
  return {
    directory,
    newAccount: async ({ contact, eab, onlyReturnExisting = false }, signal) => {
      const { newAccount: url } = await directory(signal)
      const payload = onlyReturnExisting
        ? { onlyReturnExisting }
        : {
            termsOfServiceAgreed: true,
            ...(contact.length > 0 && { contact }),
            ...(eab && { externalAccountBinding: signer.bind(url, eab) }),
          }
      const answer = await exchange.post(url, { payload, signal })
      kid = guard(location(answer, 'account')).href
      return { url: kid, ...shaped(AccountShape, answer) }
    },
    newOrder: async (names, signal) => {
      const { newOrder: url } = await directory(signal)
      const identifiers = names.map((value) => ({ type: 'dns', value }))
      const answer = await post(url, signal, { identifiers })
      return readOrder(answer, guard(location(answer, 'order')).href, clock())
    },
    order: async (url, signal) => readOrder(await post(url, signal), url, clock()),
    authorization: async (url, signal) => readAuthorization(await post(url, signal)),
    answerChallenge: async (url, signal) => void (await post(url, signal, {})),
    finalize: async (url, csr, signal) => void (await post(url, signal, { csr: pemToDer(csr) })),
    certificate: async (url, signal) =>
      readCertificate(await post(url, signal, undefined, PEM_CHAIN)),
    close: () => transport.close(),
  }
}
