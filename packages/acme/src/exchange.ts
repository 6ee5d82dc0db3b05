import { type Answer, malformed } from './answer.ts'
import type { Signer } from './jws.ts'
import { NoncePool } from './nonce-pool.ts'
import type { Origins } from './origins.ts'
import type { Endpoint } from './port.ts'
import { problemOf } from './problem.ts'
import type { Transport } from './transport.ts'

/** RFC 8555 §6.5 sets no limit; a CA that refuses this many nonces in a row has a fault of its own. */
const MOST_SIGNED_ANEW = 5

export interface Post {
  /** Without one it is a POST-as-GET: RFC 8555 §6.3. */
  readonly payload?: object
  readonly kid?: string
  readonly signer: Signer
  readonly accept?: string
  readonly endpoint?: Endpoint
  readonly signal: AbortSignal
}

/** A signed request. Rejects with an `AcmeProblem` for every status that is not a success. */
export type Exchange = (url: string, post: Post) => Promise<Answer>

interface Deps {
  readonly transport: Transport
  readonly origins: Origins
  readonly newNonce: (signal: AbortSignal) => Promise<string>
  readonly clock: () => Date
}

/** Signs, sends, and keeps the nonce of every answer. No signed request is ever sent twice. */
export function createExchange({ transport, origins, newNonce, clock }: Deps): Exchange {
  const pool = new NoncePool(clock)
  const fetchNonce = async (signal: AbortSignal): Promise<string> => {
    const answer = await transport.send('HEAD', await newNonce(signal), {
      ...{ endpoint: 'newNonce', signal },
    })
    const problem = problemOf(answer, clock())
    if (problem) throw problem
    const nonce = nonceOf(answer)
    if (nonce === undefined) throw malformed(answer, 'it brings no nonce')
    return nonce
  }
  return async (target, { payload, kid, signer, signal, ...how }) => {
    const url = origins.check(target)
    const changes = payload !== undefined
    let fresh: string | undefined
    for (let anew = 0; ; anew++) {
      const nonce = fresh ?? pool.take() ?? (await fetchNonce(signal))
      const jws = signer.sign(url, payload, { nonce, ...(kid !== undefined && { kid }) })
      const body = JSON.stringify(jws)
      const answer = await transport.send('POST', url, { body, changes, signal, ...how })
      const next = nonceOf(answer)
      const problem = problemOf(answer, clock())
      if (problem?.code === 'ERR_ACME_BAD_NONCE' && anew < MOST_SIGNED_ANEW) {
        // The others are of the same age, and RFC 8555 §6.5 has the one that comes with the refusal used.
        pool.clear()
        fresh = next
        continue
      }
      if (next !== undefined) pool.add(next)
      if (problem) throw problem
      return answer
    }
  }
}

/** RFC 8555 §6.5.1: base64url; anything else is not a nonce. */
const nonceOf = (answer: Answer): string | undefined =>
  answer.header('replay-nonce')?.match(/^[A-Za-z0-9_-]{1,512}$/)?.[0]
