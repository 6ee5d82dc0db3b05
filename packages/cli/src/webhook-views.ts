import type { DeliveryView, SubscriberView, WebhookSourceView } from '@certwire/contracts'
import type { Columns } from './print.ts'
import { span } from './span.ts'

const ago = (at: string | undefined, now: Date) =>
  at === undefined ? 'never' : `${span(new Date(at), now)} ago`

export const sourceColumns = (now: Date): Columns<WebhookSourceView> => [
  ['name', ({ name }) => name],
  ['kind', ({ kind }) => kind],
  ['issuer', ({ issuer }) => issuer],
  ['path', ({ path }) => path],
  ['verify', ({ verify }) => verify.join(', ') || 'nothing'],
  ['last heard', ({ lastAt }) => ago(lastAt, now)],
]

export const subscriberColumns: Columns<SubscriberView> = [
  ['id', ({ id }) => id],
  ['url', ({ url }) => url],
  ['events', ({ events }) => events.join(', ')],
  ['tenants', ({ tenants }) => tenants?.join(', ') ?? 'all'],
  ['state', stateOf],
]

function stateOf({ state, disabledAt, pausedUntil }: SubscriberView): string {
  if (disabledAt !== undefined) return `${state} since ${disabledAt}`
  return pausedUntil === undefined ? state : `${state} until ${pausedUntil}`
}

export const deliveryColumns = (now: Date): Columns<DeliveryView> => [
  ['id', ({ id }) => id],
  ['subscriber', ({ subscriber }) => subscriber],
  ['type', ({ type }) => type],
  ['state', ({ state }) => state],
  ['age', ({ createdAt }) => span(new Date(createdAt), now)],
  ['attempts', ({ attempts }) => String(attempts)],
  ['next', ({ nextAt }) => nextAt ?? ''],
  ['problem', ({ problem }) => problem ?? ''],
]
