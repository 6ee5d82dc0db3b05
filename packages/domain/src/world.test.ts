import { CertCancelled, CertRetried } from '@certwire/contracts'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as is from './fixtures.ts'
import { isFinished, Order, sayable } from './index.ts'
import { transitions } from './transitions.ts'
import { World } from './world.ts'
import type { Mood } from './world-answers.ts'

interface Happening {
  readonly what: (typeof whats)[number]
  readonly which: number
  readonly mood: Mood
}

const whats = [
  ...(['go', 'go', 'go', 'go', 'do', 'hear', 'wait'] as const),
  ...(['go', 'go', 'go', 'go', 'do', 'hear', 'wait'] as const),
  ...(['lose', 'cancel', 'retry'] as const),
] as const
const moods = ['well', 'well', 'well', 'later', 'badly', 'hopelessly'] as const
const history: fc.Arbitrary<Happening[]> = fc.array(
  fc.record({
    what: fc.constantFrom(...whats),
    which: fc.nat(1000),
    mood: fc.constantFrom(...moods),
  }),
  { maxLength: 60, size: 'max' },
)

function happen(world: World, { what, which, mood }: Happening): void {
  const command = world.said[which % world.said.length]
  const answer = world.answers[which % world.answers.length]
  if (what === 'go') world.go(mood)
  if (what === 'do' && command) world.execute(command, mood)
  if (what === 'hear' && answer) world.deliver(answer)
  if (what === 'wait') world.wait()
  if (what === 'lose') world.lose()
  if (what === 'cancel') world.deliver(CertCancelled(is.orderId, {}))
  if (what === 'retry') world.deliver(CertRetried(is.orderId, {}))
}

/** Holds after each step of any history. */
function always(claim: (world: World) => void): void {
  fc.assert(
    fc.property(history, (events) => {
      const world = new World()
      for (const event of events) {
        happen(world, event)
        claim(world)
      }
    }),
    { numRuns: 150 },
  )
}

describe('whatever happens, in whatever order, as often as it likes', () => {
  test('the order is a valid document', () => {
    always(({ order }) => expect(Order.safeParse(order).error).toBeUndefined())
  })

  test('the order says nothing but what it may say', () => {
    const types = sayable.map(({ type }) => type as string)

    always(({ said }) =>
      expect(types).toEqual(expect.arrayContaining(said.map(({ type }) => type))),
    )
  })

  test('an unfinished order has its next look, and never after its deadline', () => {
    always(({ order }) => {
      if (!isFinished(order)) expect(order.nextAt && order.nextAt <= order.deadline).toBe(true)
    })
  })

  test('a finished order has its next look as long as its records may be in a zone', () => {
    always(({ order }) => {
      if (isFinished(order) && order.records.length > 0) expect(order.nextAt).toBeDefined()
    })
  })

  test('a message that the phase does not list changes nothing', () => {
    always((world) => {
      const listed = Object.keys(transitions[world.order.phase])
      const { order } = world
      for (const answer of world.answers.filter(({ type }) => !listed.includes(type))) {
        world.deliver(answer)
        expect(world.order).toBe(order)
      }
    })
  })

  test('answers that only come in another order, and again, finalize exactly once', () => {
    fc.assert(
      fc.property(history, (events) => {
        const world = new World()
        for (const { what, which } of events)
          if (what === 'do' || what === 'hear') happen(world, { what, which, mood: 'well' })
        world.rest()

        expect(world.order).toMatchObject({ phase: 'issued', generation: 1, records: [] })
        expect(world.said.filter(({ type }) => type === 'finalization.finalize')).toHaveLength(1)
      }),
      { numRuns: 500 },
    )
  })

  test('no generation is finalized again, but for silence', () => {
    fc.assert(
      fc.property(history, (events) => {
        const world = new World()
        for (const event of events) if (event.what !== 'wait') happen(world, event)

        const finalized = world.said.filter(({ type }) => type === 'finalization.finalize')
        const generations = finalized.map(({ data }) => data.generation)
        expect(generations).toEqual([...new Set(generations)])
      }),
      { numRuns: 150 },
    )
  })

  test('the order ends, and leaves nothing in a zone', () => {
    fc.assert(
      fc.property(history, (events) => {
        const world = new World()
        for (const event of events) happen(world, event)
        world.rest()

        expect(world.order).toMatchObject({ records: [], outbox: [] })
        expect([isFinished(world.order), world.order.nextAt, [...world.zone]]).toEqual([
          true,
          undefined,
          [],
        ])
      }),
      { numRuns: 1000 },
    )
  })
})

test.each<Mood>(['later', 'badly'])(
  'what only ever goes %s ends at a deadline or the last try',
  (mood) => {
    const world = new World()

    world.rest(mood)

    expect(world.order).toMatchObject({ phase: 'failed', records: [] })
    expect([...world.zone]).toEqual([])
  },
)

test('what nobody ever answers ends at its deadline', () => {
  const world = new World()

  while (world.order.phase === 'placing') world.wait()

  expect(world.order).toMatchObject({ phase: 'failed', problem: { code: 'ERR_ORDER_DEADLINE' } })
})
