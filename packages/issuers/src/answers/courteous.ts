import { type AcmePort, AcmeProblem, CaError } from '@certwire/acme'
import type { Budgets, Leave, PutOff } from '@certwire/budgets'
import type { Draft, OrderId } from '@certwire/contracts'
import type { Issuer, Issuers } from '../issuers.ts'
import { isUnanswered, lessonOf } from './heard.ts'

/** What asks something of a CA for an order that is there. */
interface Asking {
  readonly orderId: OrderId
  readonly data: {
    readonly issuer: string
    readonly generation: number
    /** Of the order: they tell which limit a CA means. */
    readonly names?: readonly string[] | undefined
  }
}

interface Deps {
  readonly issuers: Issuers
  readonly clock: () => Date
}

type Handle<M, D, A> = (message: M, deps: D, signal: AbortSignal) => Promise<A>

interface NotYet<R> {
  (orderId: OrderId, data: { readonly generation: number } & PutOff): R
  readonly type: string
}

/**
 * The same handler, for a CA that may be away or want to be left alone: while it does, the handler is not run, or for one
 * order at a time, and says that it is not yet. What the CA answers last tells all the others how it is.
 */
export const courteous =
  <M extends Asking, D extends Deps, A extends readonly Draft[], R extends Draft>(
    handle: Handle<M, D, A>,
    notYet: NotYet<R>,
  ): Handle<M, D & { readonly budgets: Budgets }, A | R[]> =>
  async (message, deps, signal) => {
    const { orderId, data } = message
    const leave = await deps.budgets.enter(data.issuer)
    const wait = (later: PutOff) => [notYet(orderId, { generation: data.generation, ...later })]
    if ('until' in leave) return wait(leave)
    const { issuers, last } = listening(deps.issuers)
    const said = await handle(message, { ...deps, issuers }, signal)
    const outcome = last()
    const later = outcome && (await told(outcome, data, leave, deps))
    const isOpen = said.every(({ type }) => type === notYet.type)
    return later && isOpen ? wait(later) : said
  }

/** All orders are told how the CA is; and this one when it comes again, if the CA is down. */
async function told(
  { error }: Outcome,
  { issuer, names = [] }: Asking['data'],
  leave: Leave,
  { budgets, clock }: Deps & { readonly budgets: Budgets },
): Promise<PutOff | undefined> {
  if (isUnanswered(error)) return budgets.unanswered(issuer, leave)
  await budgets.answered(issuer, leave)
  const lesson = lessonOf(error, 'order', clock())
  if (lesson) await budgets.learn(issuer, names, lesson)
  return undefined
}

/** How the CA answered a request; a success has no error. */
interface Outcome {
  readonly error?: unknown
}

/** The same issuers, of which it is known how the last request ended. */
function listening(issuers: Issuers) {
  let outcome: Outcome | undefined
  const note = (next: Outcome) => {
    outcome = next
  }
  const open = async (name: string): Promise<Issuer> => {
    const issuer = await issuers.open(name)
    return { ...issuer, acme: noting(issuer.acme, note) }
  }
  return { issuers: { ...issuers, open }, last: () => outcome }
}

function noting(acme: AcmePort, note: (outcome: Outcome) => void): AcmePort {
  const noted =
    <A extends readonly unknown[], T>(ask: (...rest: A) => Promise<T>) =>
    async (...rest: A): Promise<T> => {
      try {
        const answer = await ask(...rest)
        note({})
        return answer
      } catch (error) {
        // Whoever stops, or has a bug, knows nothing of the CA.
        if (error instanceof AcmeProblem || error instanceof CaError) note({ error })
        throw error
      }
    }
  return {
    ...{ ...acme, order: noted(acme.order), authorization: noted(acme.authorization) },
    ...{ answerChallenge: noted(acme.answerChallenge), finalize: noted(acme.finalize) },
    certificate: noted(acme.certificate),
  }
}
