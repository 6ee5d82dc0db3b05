import { expect, test } from 'vitest'
import { sharedWork } from './shared-work.ts'

test('work of one key that is under way is shared, other work is not', async () => {
  const once = sharedWork<number>()
  let runs = 0
  const work = async () => ++runs

  const results = await Promise.all([once('a', work), once('a', work), once('b', work)])

  expect(results).toEqual([1, 1, 2])
})

test('work that has ended, well or badly, is done anew', async () => {
  const once = sharedWork<string>()
  await once('a', () => Promise.reject(new Error('no'))).catch(() => undefined)

  const again = await once('a', async () => 'yes')

  expect(again).toBe('yes')
})
