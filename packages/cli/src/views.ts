import type { CertificateView, DeadLetter, EventView, OrderView } from '@certwire/contracts'
import type { Columns } from './print.ts'

/** `3m12s`, `89d`: how long between two instants, in the two units that matter. */
export function span(from: Date, to: Date): string {
  const seconds = Math.round(Math.abs(to.getTime() - from.getTime()) / 1000)
  const [days, hours, minutes] = [86_400, 3600, 60].map((unit) => Math.floor(seconds / unit))
  if (days) return days > 9 ? `${days}d` : `${days}d${(hours ?? 0) % 24}h`
  if (hours) return `${hours}h${(minutes ?? 0) % 60}m`
  return minutes ? `${minutes}m${seconds % 60}s` : `${seconds}s`
}

const few = (names: readonly string[]) =>
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
  ['Requested', ({ createdAt }) => `${createdAt} (${span(new Date(createdAt), now)} ago)`],
  ['Waits for', ({ waitingFor }) => waitingFor?.what ?? ''],
  ['Looks again', ({ waitingFor }) => waitingFor?.until ?? ''],
  ['Gives up', ({ waitingFor }) => waitingFor?.deadline ?? ''],
  ['Problem', ({ problem }) => (problem ? `${problem.code}: ${problem.reason}` : '')],
  ['Who must act', ({ problem }) => problem?.actor ?? ''],
  ['What to do', ({ problem }) => problem?.remedy ?? ''],
  ['Certificate', ({ certificate }) => certificate?.certificateId ?? ''],
  ['Valid', ({ certificate: c }) => (c ? `${c.notBefore} to ${c.notAfter}` : '')],
  ['TXT records', ({ records }) => records.map(({ name, value }) => `${name} ${value}`).join('\n')],
  ['History', ({ history }) => history.map(historyLine).join('\n')],
]

const historyLine = ({ at, type, phase, note }: OrderView['history'][number]) =>
  `${at}  ${type.padEnd(22)} ${phase}${note ? `  ${note}` : ''}`

export const eventLine = ({ at, type, orderId }: EventView): string => `${at}  ${orderId}  ${type}`

export const certificateColumns = (now: Date): Columns<CertificateView> => [
  ['id', ({ id }) => id],
  ['names', ({ names }) => few(names)],
  ['issuer', ({ issuer }) => issuer],
  ['expires in', ({ notAfter }) => span(now, new Date(notAfter))],
  ['order', ({ orderId }) => orderId],
]

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
  ['body', ({ body }) => body.slice(0, 2000)],
]
