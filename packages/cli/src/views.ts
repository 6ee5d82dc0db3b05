import type { CertificateView, DeadLetter, EventView, OrderView } from '@certwire/contracts'
import type { Columns } from './print.ts'
import { span } from './span.ts'

export const few = (names: readonly string[]) =>
  names.length > 2 ? `${names.slice(0, 2).join(', ')} +${names.length - 2}` : names.join(', ')

export const orderColumns = (now: Date): Columns<OrderView> => [
  ['id', ({ id }) => id],
  ['phase', ({ phase }) => phase],
  ['names', ({ names }) => few(names)],
  ['issuer', ({ issuer }) => issuer],
  ['age', ({ createdAt }) => span(new Date(createdAt), now)],
  ['problem', ({ problem }) => problem?.code ?? ''],
]

/** Everything that explains an order: what it waits for, until when, why it failed, who must act and what to do. */
export const orderFields = (now: Date): Columns<OrderView> => [
  ['Order', ({ id }) => id],
  ['Phase', ({ phase, generation }) => (generation > 1 ? `${phase} (try ${generation})` : phase)],
  ['Names', ({ names }) => names.join(', ')],
  ['Issuer', ({ issuer }) => issuer],
  ['Then asks', ({ fallbacks }) => fallbacks?.join(', ') ?? ''],
  ['Wishes', ({ wishes }) => (wishes ? wished(wishes) : '')],
  ['Renews', ({ renewalOf }) => renewalOf ?? ''],
  ['Approval', ({ approval }) => (approval ? approved(approval, now) : '')],
  ['Requested', ({ createdAt }) => around(createdAt, now)],
  ['Waits for', ({ waitingFor }) => waitingFor?.what ?? ''],
  ['Waits since', ({ waitingFor }) => around(waitingFor?.since, now)],
  ['Looks again', ({ waitingFor }) => around(waitingFor?.until, now)],
  ['Gives up', ({ waitingFor }) => around(waitingFor?.deadline, now)],
  ['Problem', ({ problem }) => (problem ? `${problem.code}: ${problem.reason}` : '')],
  ['Who must act', ({ problem }) => problem?.actor ?? ''],
  ['What to do', ({ problem }) => problem?.remedy ?? ''],
  [
    'CA said',
    ({ problem }) => (problem?.acme ? `${problem.acme.type} ${problem.acme.detail}` : ''),
  ],
  ['Certificate', ({ certificate }) => certificate?.certificateId ?? ''],
  ['Revocation', ({ revocation }) => (revocation ? revoked(revocation, now) : '')],
  ['Valid', ({ certificate: c }) => (c ? `${c.notBefore} to ${c.notAfter}` : '')],
  ['TXT records', ({ records }) => records.map(({ name, value }) => `${name} ${value}`).join('\n')],
  ['History', ({ history }) => history.map(historyLine).join('\n')],
]

/** `2026-11-24T12:00:15.000Z (in 14s)` */
export function around(instant: string | undefined, now: Date): string {
  if (instant === undefined) return ''
  const at = new Date(instant)
  const distance = span(at, now)
  return `${instant} (${at > now ? `in ${distance}` : `${distance} ago`})`
}

/** `profile short, or without it; preferredChain Root X2` */
const wished = ({ profile, ...others }: NonNullable<OrderView['wishes']>) =>
  [
    ...(profile ? [`profile ${profile.name}${profile.required ? '' : ', or without it'}`] : []),
    ...Object.entries(others).map(([name, value]) => `${name} ${value}`),
  ].join('; ')

const approved = ({ at, by }: NonNullable<OrderView['approval']>, now: Date) =>
  at === undefined ? 'needed' : `given ${around(at, now)}${by === undefined ? '' : ` by ${by}`}`

const revoked = ({ reason, at }: NonNullable<OrderView['revocation']>, now: Date) =>
  at === undefined ? `asked for, ${reason}` : `${reason}, ${around(at, now)}`

const historyLine = ({ at, type, phase, ...more }: OrderView['history'][number]) =>
  `${at}  ${type.padEnd(22)} ${phase}${more.issuer ? ` at ${more.issuer}` : ''}${
    more.times ? ` (${more.times} times)` : ''
  }${more.note ? `  ${more.note}` : ''}`

/** What an event says beside its type: why something failed or has to wait. */
function problemOf({ data }: EventView): string {
  const { problem } = Object(data) as { problem?: { code?: unknown; reason?: unknown } }
  return problem ? `  ${String(problem.code)}: ${String(problem.reason)}` : ''
}

export const eventLine = (event: EventView): string =>
  `${event.at}  ${event.orderId}  ${event.type}${problemOf(event)}`

/** `   0.123 s  order.placed` */
export function eventElapsed(event: EventView, start: Date): string {
  const seconds = Math.max(0, (Date.parse(event.at) - start.getTime()) / 1000)
  return `${seconds.toFixed(3).padStart(8)} s  ${event.type}${problemOf(event)}`
}

export const certificateColumns = (now: Date): Columns<CertificateView> => [
  ['id', ({ id }) => id],
  ['names', ({ names }) => few(names)],
  ['issuer', ({ issuer }) => issuer],
  ['expires', ({ notAfter, revoked: is }) => (is ? 'revoked' : expiry(new Date(notAfter), now))],
  ['order', ({ orderId }) => orderId],
]

const expiry = (at: Date, now: Date) => (at > now ? `in ${span(now, at)}` : `${span(now, at)} ago`)

export const deadColumns: Columns<DeadLetter> = [
  ['id', ({ id }) => id],
  ['service', ({ service }) => service],
  ['order', ({ orderId }) => orderId ?? ''],
  ['code', ({ code }) => code],
  ['at', ({ at }) => at],
]

export const deadFields: Columns<DeadLetter> = [
  ...deadColumns,
  ['subject', ({ subject }) => subject],
  ['attempts', ({ attempts }) => String(attempts)],
  ['reason', ({ reason }) => reason],
  [
    'body',
    ({ body }) => (body.length > 2000 ? `${body.slice(0, 2000)}… (-o json has it all)` : body),
  ],
]
