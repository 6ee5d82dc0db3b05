import { z } from 'zod'
import { newAuthorization, newToken, reusableAuthorization } from './authorization.ts'
import type { Account, Ca, Certificate, Order } from './ca.ts'
import { accountUrl, newId, orderUrl } from './ca.ts'
import { orderNames, setOf } from './names.ts'
import { orderReply } from './order.ts'
import { orderStatus } from './order-status.ts'
import { profileOf } from './profile.ts'
import { replaceable } from './renewal-info.ts'
import type { AccountRequest, Reply } from './reply.ts'
import { parsePayload } from './reply.ts'
import { wantedDates } from './validity.ts'

const lifetime = 24 * 3600 * 1000
const NewOrder = z.object({
  identifiers: z.unknown(),
  notBefore: z.string().optional(),
  notAfter: z.string().optional(),
  profile: z.string().optional(),
  replaces: z.string().optional(),
})

/** RFC 8555 §7.4. An order of which everything is proven already is born ready. */
export function newOrder(ca: Ca, request: AccountRequest): Reply {
  const { account } = request
  const wanted = parsePayload(NewOrder, request)
  const [name, profile] = profileOf(ca.policy, wanted.profile)
  const names = orderNames(ca.policy, wanted.identifiers, profile.maxNames ?? 100)
  const dates = wantedDates(ca.policy, profile, wanted, ca.clock())
  const replaces = ca.policy.renewalInfo ? wanted.replaces : undefined
  const replaced = replaces === undefined ? undefined : successorOf(ca, replaces, account, names)
  const latest = reusable(ca, account, names)
  if (latest) return { ...orderReply(ca, latest), status: ca.policy.reusesOrders ?? 201 }
  ca.limiter.order(request, names, replaced !== undefined)
  const order = add(ca, account, { names, ...dates, profile: name, replaces })
  if (replaced) replaced.replacedBy = order
  return { ...orderReply(ca, order), status: 201 }
}

type Wanted = Pick<Order, 'names' | 'notBefore' | 'notAfter' | 'profile' | 'replaces'>

function add(ca: Ca, account: Account, wanted: Wanted): Order {
  const expires = new Date(ca.clock().getTime() + lifetime)
  const shared = ca.policy.repeatsTokens ? newToken() : undefined
  const order: Order = {
    id: newId(),
    ...{ account, expires, ...wanted },
    authorizations: wanted.names.map(
      (name) =>
        reusableAuthorization(ca, account, name) ??
        newAuthorization(ca, { account, name, expires, token: shared ?? newToken() }),
    ),
    progress: 'open',
    ...{ processingMs: undefined, held: undefined, error: undefined, serial: undefined },
  }
  ca.orders.set(order.id, order)
  account.orders.push(order)
  account.latest.set(setOf(order.names), order)
  const at = ca.clock()
  const { names } = order
  ca.ledger.orders.push({
    url: orderUrl(ca, order),
    names,
    accountUrl: accountUrl(ca, account),
    at,
  })
  return order
}

/** The certificate that is replaced, with no other order in its way. */
function successorOf(ca: Ca, id: string, account: Account, names: readonly string[]): Certificate {
  const isInvalid = (other: Order) => orderStatus(other, ca.clock()) === 'invalid'
  return replaceable(ca, id, { account, names }, isInvalid)
}

function reusable({ policy, clock }: Ca, { latest }: Account, names: readonly string[]) {
  const found = policy.reusesOrders ? latest.get(setOf(names)) : undefined
  const isOpen = found && ['pending', 'ready'].includes(orderStatus(found, clock()))
  return isOpen ? found : undefined
}
