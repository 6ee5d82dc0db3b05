import type { Order, Phase } from '@certwire/domain'
import type { AccountDesk } from '@certwire/issuers'
import type { Platform } from '@certwire/runtime'
import type { Collection } from '@certwire/store'

const MOST = 10_000

/** How many orders of an issuer are in one of these phases: a crowd counts as such, whatever it is in. */
export const ordersIn =
  (orders: Pick<Collection<Order>, 'find'>) =>
  async (issuer: string, phases: readonly Phase[]): Promise<number> => {
    const waiting = await orders.find('waiting', { equal: [issuer], limit: MOST })
    if (waiting.length === MOST) return MOST
    return waiting.filter(({ phase }) => phases.includes(phase)).length
  }

/** Brings to an end what a crash has left of a change of keys, and says once in the log what is not as configured. */
export function accountWatch(
  accounts: Pick<AccountDesk, 'list' | 'settle'>,
  log: Pick<Platform['log'], 'warn'>,
): (signal: AbortSignal) => Promise<void> {
  const said = new Set<string>()
  return async (signal) => {
    await accounts.settle(signal)
    for (const { issuer, notices } of await accounts.list())
      for (const { code, reason, remedy } of notices) {
        if (said.has(reason)) continue
        said.add(reason)
        log.warn({ code, issuer, remedy }, reason)
      }
  }
}
