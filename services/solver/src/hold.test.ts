import { expect, test } from 'vitest'
import { hold } from './hold.ts'
import { orderId, records, signal, stage } from './test-stage.ts'

const holder = { orderId, generation: 1 }

test('a command that comes when its order is over keeps nothing, not even for a moment', async () => {
  const deps = await stage()
  const kept: unknown[] = []
  const ledger = {
    ...deps.ledger,
    hold: (...asked: Parameters<typeof deps.ledger.hold>) => {
      kept.push(asked)
      return deps.ledger.hold(...asked)
    },
  }
  await deps.releases.add(holder)

  expect(await hold(records, holder, { ...deps, ledger }, signal)).toBeUndefined()
  expect(kept).toEqual([])
})

test('what was kept by a process that was killed before it found its order over is let go', async () => {
  const deps = await stage()
  await deps.ledger.hold(await deps.place(records), holder)
  await deps.releases.add(holder)

  expect(await hold(records, holder, deps, signal)).toBeUndefined()

  const states = (await deps.ledger.of(records)).map(({ state }) => state)
  expect(states).toEqual(['removing', 'removing'])
})
