import type { AcmePort } from '@certwire/acme'
import type { Budgets, PutOff } from '@certwire/budgets'
import type { MessageOf, PlaceOrder } from '@certwire/contracts'
import type { Spender } from '@certwire/domain'
import { type Issuer, type Issuers, lessonOf } from '@certwire/issuers'

type Message = MessageOf<typeof PlaceOrder>

interface Deps {
  readonly issuers: Issuers
  readonly budgets: Budgets
  readonly clock: () => Date
}

/** What the order wants would break a limit: nothing was asked of the CA. */
export class PutOffError extends Error {
  override readonly name = 'PutOffError'
  readonly putOff: PutOff

  constructor(putOff: PutOff) {
    super(putOff.problem.reason)
    this.putOff = putOff
  }
}

/** The issuer with its account. One that has to be made first is paid for. */
export async function affordedIssuer(
  message: Message,
  deps: Deps,
  signal: AbortSignal,
): Promise<Issuer> {
  const { issuers, budgets } = deps
  const { issuer, names } = message.data
  if (await hasAccount(issuers, issuer)) return issuers.register(issuer, signal)
  refuse(await budgets.account(issuer))
  const learn = lessonsOf(deps, issuer, names)
  const found = await learn('account', () => issuers.register(issuer, signal))
  await budgets.accountMade(issuer)
  return found
}

async function hasAccount(issuers: Issuers, name: string): Promise<boolean> {
  try {
    await issuers.open(name)
    return true
  } catch (error) {
    if (Object(error).code === 'ERR_ACCOUNT_MISSING') return false
    throw error
  }
}

/** A CA where every new order is paid for before it is asked for, and what it says of its limits is learned. */
export function affordedOrders(
  message: Message,
  deps: Deps,
  { acme }: Pick<Issuer, 'acme'>,
): Pick<Issuer, 'acme'> {
  const { issuer, names } = message.data
  const learn = lessonsOf(deps, issuer, names)
  const spender = spenderOf(message, deps.clock)
  const newOrder: AcmePort['newOrder'] = async (wanted, signal, options) => {
    // A CA without renewal information is not told what is replaced, and counts it.
    const isRenewal =
      options?.replaces !== undefined && (await acme.directory(signal)).renewalInfo !== undefined
    refuse(await deps.budgets.order(issuer, spender, isRenewal))
    return learn('order', () => acme.newOrder(wanted, signal, options))
  }
  return { acme: { ...acme, newOrder } }
}

function refuse(putOff: PutOff | undefined): void {
  if (putOff) throw new PutOffError(putOff)
}

function lessonsOf({ budgets, clock }: Deps, issuer: string, names: readonly string[]) {
  return async <T>(about: 'order' | 'account', ask: () => Promise<T>): Promise<T> => {
    try {
      return await ask()
    } catch (error) {
      const lesson = lessonOf(error, about, clock())
      if (lesson) await budgets.learn(issuer, names, lesson)
      throw error
    }
  }
}

function spenderOf({ orderId, tenantId, data }: Message, clock: () => Date): Spender {
  const { generation, names, since } = data
  return {
    ...{ who: `${orderId}/${generation}`, tenant: tenantId, names },
    since: since === undefined ? clock().getTime() : Date.parse(since),
  }
}
