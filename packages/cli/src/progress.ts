import type { EventView } from '@certwire/contracts'
import { Listr } from 'listr2'

/** What a person wants to see of an order, by the event that ends each part. */
const parts = [
  ['order.placed', 'Place the order at the CA'],
  ['challenge.presented', 'Publish the TXT records'],
  ['authorization.valid', 'Validate the names'],
  ['certificate.issued', 'Issue the certificate'],
  ['certificate.stored', 'Verify and store it'],
] as const

/** `events` hands on what happens and resolves at the end; it is drawn as a list on a terminal, as lines elsewhere. */
export async function showProgress(
  events: (onEvent: (event: EventView) => void) => Promise<void>,
  { isTerminal, say, start }: { isTerminal: boolean; say: (line: string) => void; start: Date },
): Promise<void> {
  if (!isTerminal) return events((event) => say(elapsed(event, start)))
  const list = parts.map(([, title]) => ({ title, ...Promise.withResolvers<void>() }))
  const end = events(({ type }) => {
    const done = parts.findIndex(([last]) => last === type)
    for (const part of list.slice(0, done + 1)) part.resolve()
  }).finally(() => {
    for (const part of list) part.resolve()
  })
  const tasks = list.map(({ title, promise }) => ({ title, task: () => promise }))
  await Promise.all([end, new Listr(tasks, { renderer: 'default' }).run()])
}

/** `  0.123 s  order.placed` */
export function elapsed({ type, at }: EventView, start: Date): string {
  const seconds = Math.max(0, (Date.parse(at) - start.getTime()) / 1000)
  return `${seconds.toFixed(3).padStart(8)} s  ${type}`
}
