import { expect, test } from 'vitest'
import { signal } from '../test-stage.ts'
import { recently } from './recently.ts'

function stage(answers: readonly unknown[]) {
  const state = { now: 0, asked: 0 }
  const failures: unknown[] = []
  const ask = async () => {
    const answer = await answers[state.asked++]
    if (answer instanceof Error) throw answer
    return answer
  }
  const closing = new AbortController().signal
  const failed = (error: unknown) => void failures.push(error)
  const get = recently(ask, { clock: () => new Date(state.now), failed, closing })
  return { state, failures, get }
}

test('who asks within a minute hears the same', async () => {
  const { get, state } = stage([1, 2])
  const both = await Promise.all([get(signal), get(signal)])
  state.now = 59_999
  const third = await get(signal)
  state.now = 60_000

  expect([...both, third, await get(signal), state.asked]).toEqual([1, 1, 1, 2, 2])
})

test('a failure is told once, and counts for its minute', async () => {
  const failure = new Error('away')
  const { get, state, failures } = stage([failure, 2])
  const both = [await get(signal), await get(signal)]
  state.now = 60_000

  expect([...both, await get(signal)]).toEqual([undefined, undefined, 2])
  expect(failures).toEqual([failure])
})

test('who gives up hears nothing, and the answer is there for the next', async () => {
  const late = Promise.withResolvers<unknown>()
  const { get, state } = stage([late.promise])

  const first = await get(AbortSignal.abort())
  late.resolve(1)

  expect([first, await get(signal), state.asked]).toEqual([undefined, 1, 1])
})
