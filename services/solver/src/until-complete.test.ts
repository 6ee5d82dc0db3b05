import { expect, test } from 'vitest'
import { complete, lagging, records, signal, stage } from './test-stage.ts'
import { untilComplete } from './until-complete.ts'

test('servers that agree are asked once', async () => {
  const is = stage()

  expect(await untilComplete(is, records, signal)).toEqual(complete)
  expect(is.looks).toEqual([records])
})

test('servers that do not answer do not hold the handler', async () => {
  const is = stage({ reports: [lagging], tickMs: 1500 })

  expect(await untilComplete(is, records, signal)).toEqual(lagging)
  expect(is.looks).toHaveLength(2)
})

test('whoever gives up does not wait for the next look', async () => {
  const stop = new AbortController()
  const waiting = untilComplete(stage({ reports: [lagging] }), records, stop.signal)

  setImmediate(() => stop.abort())

  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
})
