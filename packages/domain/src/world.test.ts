import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as is from './fixtures.ts'
import { isFinished, Order, sayable } from './index.ts'
import { transitions } from './transitions.ts'
import { World } from './world.ts'
import type { Mood } from './world-answers.ts'
import { happen, history, request } from './world-history.ts'

/** Holds after each step of any history. */
function always(claim: (world: World) => void): void {
  fc.assert(
    fc.property(request, history, (asked, events) => {
      const world = new World(is.opened(asked))
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
      fc.property(request, history, (asked, events) => {
        const world = new World(is.opened(asked))
        for (const event of events) if (event.what !== 'wait') happen(world, event)

        const finalized = world.said.filter(({ type }) => type === 'finalization.finalize')
        const generations = finalized.map(({ data }) => data.generation)
        expect(generations).toEqual([...new Set(generations)])
      }),
      { numRuns: 150 },
    )
  })

  test('nothing goes to a CA before somebody has approved it', () => {
    fc.assert(
      fc.property(history, (events) => {
        const world = new World(is.opened({ needsApproval: true }))
        for (const event of events) if (event.what !== 'approve') happen(world, event)
        world.rest()

        expect(new Set(world.said.map(({ type }) => type))).toEqual(
          expect.not.arrayContaining(['ordering.place']),
        )
      }),
      { numRuns: 150 },
    )
  })

  test('each issuer is asked in its turn, and none twice', () => {
    fc.assert(
      fc.property(history, (events) => {
        const world = new World(is.opened({ fallbacks: ['other', 'last'] }))
        for (const event of events) happen(world, event)
        world.rest('hopelessly')

        const placed = world.said.filter(({ type }) => type === 'ordering.place')
        const turns = placed.map(({ data }) => ['sandbox', 'other', 'last'].indexOf(data.issuer))
        expect(turns).toEqual(turns.toSorted((a, b) => a - b))
      }),
      { numRuns: 150 },
    )
  })

  test('the order ends, and leaves nothing in a zone', () => {
    fc.assert(
      fc.property(request, history, (asked, events) => {
        const world = new World(is.opened(asked))
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
