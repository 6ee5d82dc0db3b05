import { expect, test } from 'vitest'
import { waitFor } from './wait-for.ts'

test('work that fails after everybody has given up is no unhandled rejection', async () => {
  const unhandled: unknown[] = []
  const hear = (reason: unknown) => unhandled.push(reason)
  process.on('unhandledRejection', hear)

  const given = waitFor(Promise.reject(new Error('late')), AbortSignal.abort('enough'))

  await expect(given).rejects.toBe('enough')
  await new Promise(setImmediate)
  process.off('unhandledRejection', hear)
  expect(unhandled).toEqual([])
})
