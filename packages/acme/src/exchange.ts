import { CaError } from './ca-error.ts'
import type { Signer } from './jws.ts'
import { NoncePool } from './nonce-pool.ts'
import { AcmeProblem, problemDocument } from './problem.ts'
import { retryAfter } from './retry-after.ts'
import type { Answer, Transport } from './transport.ts'

/** RFC 8555 §6.5 sets no limit; a CA that refuses this many nonces in a row has a fault of its own. */
const MOST_NONCES = 5

interface Post {
  readonly payload?: object
  readonly kid?: string
  readonly accept?: string
  readonly signal: AbortSignal
}

export interface Exchange {
  /** A signed request. Rejects with an `AcmeProblem` for every status that is not a success. */
  post(url: string, post: Post): Promise<Answer>
  get(url: string, signal: AbortSignal): Promise<Answer>
}

interface Options {
  readonly transport: Transport
  readonly signer: Signer
  readonly newNonce: (signal: AbortSignal) => Promise<string>
  readonly clock: () => Date
}

/** Signs, sends, and feeds the pool with the nonce of every answer. No signed request is ever sent twice. */
export function createExchange({ transport, signer, newNonce, clock }: Options): Exchange {
  const pool = new NoncePool(clock)
  const harvest = (answer: Answer): Answer => {
    const nonce = answer.header('replay-nonce')
    if (nonce !== undefined) pool.add(nonce)
    return answer
  }
  const fetchNonce = async (signal: AbortSignal): Promise<string> => {
    harvest(await transport.send('HEAD', await newNonce(signal), { signal }))
    const nonce = pool.take()
    if (nonce === undefined) throw new CaError('ERR_CA_MALFORMED', 'The CA gives no nonce.')
    return nonce
  }
  const post = async (url: string, { payload, kid, signal, accept }: Post): Promise<Answer> => {
    for (let refused = 0; ; refused++) {
      const nonce = pool.take() ?? (await fetchNonce(signal))
      const jws = signer.sign(url, payload, { nonce, ...(kid !== undefined && { kid }) })
      const body = JSON.stringify(jws)
      const answer = await transport.send('POST', url, { body, signal, ...(accept && { accept }) })
      const problem = problemOf(answer, clock())
      const badNonce = problem?.code === 'ERR_ACME_BAD_NONCE'
      // The others are of the same age, and the answer to a bad one brings a good one.
      if (badNonce) pool.clear()
      harvest(answer)
      if (!problem) return answer
      if (!badNonce || refused >= MOST_NONCES) throw problem
    }
  }
  return {
    post,
    get: async (url, signal) => {
      const answer = await transport.send('GET', url, { signal })
      const problem = problemOf(answer, clock())
      if (problem) throw problem
      return answer
    },
  }
}

/** What is wrong with an answer, as a problem even where the CA, or what stands before it, answers with a page. */
function problemOf({ url, status, body, header }: Answer, now: Date): AcmeProblem | undefined {
  if (status >= 200 && status < 300) return undefined
  return new AcmeProblem(
    url,
    status,
    problemDocument(parsed(body)),
    retryAfter(header('retry-after'), now),
  )
}

function parsed(body: string): unknown {
  try {
    const json: unknown = JSON.parse(body)
    return typeof json === 'object' ? json : undefined
  } catch {
    return undefined
  }
}
