import { expect, test } from 'vitest'
import { complete, lagging, signal } from './test-stage.ts'
import { untilComplete } from './until-complete.ts'

/** Looks whose clock goes on by `tickMs` with each time it is read. */
function looking(report: typeof complete, tickMs = 0) {
  let [looks, now] = [0, 0]
  const look = async () => {
    looks += 1
    return report
  }
  const clock = () => {
    now += tickMs
    return new Date(now)
  }
  return { look, clock, looks: () => looks }
}

test('servers that agree are asked once', async () => {
  const is = looking(complete)

  expect(await untilComplete(is.look, is.clock, signal)).toEqual(complete)
  expect(is.looks()).toBe(1)
})

test('servers that do not answer do not hold the handler', async () => {
  const is = looking(lagging, 1500)

  expect(await untilComplete(is.look, is.clock, signal)).toEqual(lagging)
  expect(is.looks()).toBe(2)
})

test('whoever gives up does not wait for the next look', async () => {
  const stop = new AbortController()
  const is = looking(lagging)
  const waiting = untilComplete(is.look, is.clock, stop.signal)

  setImmediate(() => stop.abort())

  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
})
