import { once } from 'node:events'
import { expect, test } from 'vitest'
import { withDeadline } from './deadline.ts'

const signal = new AbortController().signal
const late = () => new Error('late')

const untilAborted = async (both: AbortSignal): Promise<never> => {
  await once(both, 'abort')
  throw both.reason
}

test('work that is late is aborted with the reason', async () => {
  await expect(withDeadline(1, late, signal, untilAborted)).rejects.toThrow('late')
})

test('work that its caller cancels is aborted with the reason of the caller', async () => {
  const cancelled = new AbortController()
  const working = withDeadline(60_000, late, cancelled.signal, untilAborted)

  cancelled.abort(new Error('shutting down'))

  await expect(working).rejects.toThrow('shutting down')
})

test('work that ends leaves no timer', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length
  const before = timers()

  await withDeadline(60_000, late, signal, async () => 'done')

  expect(timers()).toBe(before)
})
