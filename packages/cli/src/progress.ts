import type { EventView } from '@certwire/contracts'
import { DefaultRenderer, Listr, ListrLogger, ProcessOutput } from 'listr2'
import type { Context } from './context.ts'
import { eventElapsed } from './views.ts'

/** What a person wants to see of an order, by the event that ends each part. */
const parts = [
  ['order.placed', 'Place the order at the CA'],
  ['challenge.presented', 'Publish the TXT records'],
  ['authorization.valid', 'Validate the names'],
  ['certificate.issued', 'Issue the certificate'],
  ['certificate.stored', 'Verify and store it'],
] as const

const FAILED = new Set(['cert.failed', 'order.cancelled'])

/** Hands on what happens, and gives what became of it at the end. */
export type Events<T> = (onEvent: (event: EventView) => void) => Promise<T>

/** Drawn as a list on a terminal, as lines elsewhere. Gives what `events` gives, when it gives it. */
export function showProgress<T>(
  events: Events<T>,
  start: Date,
  { terminal, say }: Pick<Context, 'terminal' | 'say'>,
): Promise<T> {
  return terminal ? draw(events, terminal) : events((event) => say(eventElapsed(event, start)))
}

/** Stdout may be a file while somebody looks at stderr. */
class AnywhereRenderer extends DefaultRenderer {
  static override readonly nonTTY = true as never
}

async function draw<T>(events: Events<T>, terminal: NodeJS.WriteStream): Promise<T> {
  const list = parts.map(([, title]) => ({ title, ...Promise.withResolvers<void>() }))
  // A part that is never reached is never awaited either.
  for (const { promise } of list) promise.catch(() => undefined)
  const upTo = (done: number) => {
    for (const part of list.slice(0, done)) part.resolve()
  }
  const stop = () => {
    for (const part of list) part.reject(new Error('not done'))
  }
  const ended = events(({ type }) => {
    if (FAILED.has(type)) stop()
    upTo(parts.findIndex(([last]) => last === type) + 1)
  }).finally(stop)
  const tasks = list.map(({ title, promise }) => ({ title, task: () => promise }))
  const logger = new ListrLogger({ processOutput: new ProcessOutput(terminal, terminal) })
  const options = {
    renderer: AnywhereRenderer,
    rendererOptions: { logger, showErrorMessage: false },
  }
  const drawn = new Listr(tasks, { ...options, registerSignalListeners: false }).run()
  // What was not reached shows as such; why is told by whoever awaits the order.
  await drawn.catch(() => undefined)
  return ended
}
