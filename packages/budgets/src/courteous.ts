import type { Draft, OrderId, Problem } from '@certwire/contracts'
import type { Budgets } from './budgets.ts'
import type { PutOff } from './put-off.ts'

/** What asks something of a CA for an order that is there. */
interface Asking {
  readonly orderId: OrderId
  readonly data: { readonly issuer: string; readonly generation: number }
}

type Handle<M, D, A> = (message: M, deps: D, signal: AbortSignal) => Promise<A>
type NotYet<R> = (orderId: OrderId, data: { readonly generation: number } & PutOff) => R

/**
 * The same handler, for a CA that may be away: while it is, one order at a time asks it, and the others say that it is
 * not yet. What the handler says tells whether the CA has answered.
 */
export const courteous =
  <M extends Asking, D, A extends readonly Draft[], R extends Draft>(
    handle: Handle<M, D, A>,
    notYet: NotYet<R>,
  ): Handle<M, D & { readonly budgets: Budgets }, A | R[]> =>
  async (message, deps, signal) => {
    const { orderId, data } = message
    const { issuer, generation } = data
    const leave = await deps.budgets.enter(issuer)
    if ('until' in leave) return [notYet(orderId, { generation, ...leave })]
    const said = await handle(message, deps, signal)
    const silence = said.some((draft) => isSilence(Object(draft.data).problem))
    if (!silence) await deps.budgets.answered(issuer, leave)
    const later = silence && (await deps.budgets.unanswered(issuer, leave))
    return later ? [notYet(orderId, { generation, ...later })] : said
  }

const silent = new Set(['ERR_CA_UNREACHABLE', 'ERR_CA_TIMEOUT', 'ERR_ACME_SERVER_INTERNAL'])

/** Whether the CA could not be asked, or had nothing but trouble of its own to say. */
const isSilence = (problem: Problem | undefined): boolean =>
  problem?.retryable === true && silent.has(problem.code)
