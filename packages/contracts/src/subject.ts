import type { Kind } from './define.ts'
import type { OrderId, TenantId } from './values.ts'

interface Typed {
  readonly kind: Kind
  readonly type: string
}

/** The only place that spells a NATS subject. Every token is ours or checked: `[A-Za-z0-9_-]{1,64}`. */
export function subjectOf(
  { kind, type }: Typed,
  { tenantId, orderId }: { tenantId: TenantId; orderId: OrderId },
): string {
  switch (kind) {
    case 'request':
      return `${type}.${tenantId}`
    case 'event':
      return `cert.event.${tenantId}.${type}.${orderId}`
    case 'command':
      return `cert.command.${type}.${orderId}`
  }
}

/**
 * What a handler's durables filter by. A request has two forms, with and without its tenant, hence two durables: a
 * consumer with several filters needs nats-server 2.10.
 */
export function filtersOf({ kind, type }: Typed): readonly string[] {
  switch (kind) {
    case 'request':
      return [type, `${type}.*`]
    case 'event':
      return [`cert.event.*.${type}.*`]
    case 'command':
      return [`cert.command.${type}.*`]
  }
}

/** `<service>_<noun>-<verb>`, for a command `<service>_<verb>`; under 32 characters, as NATS advises. */
export function durableOf(service: string, { kind, type }: Typed): string {
  const verb = kind === 'command' ? type.slice(type.indexOf('.') + 1) : type
  return `${service}_${verb.replaceAll('.', '-')}`
}

/** Every event there is. */
export const ALL_EVENTS = 'cert.event.>'

/** Where a message goes that nobody can handle. Without an order it goes to `none`. */
export const deadSubjectOf = (service: string, orderId: string | undefined): string =>
  `cert.dead.${service}.${orderId ?? 'none'}`

export const ALL_DEAD = 'cert.dead.>'
