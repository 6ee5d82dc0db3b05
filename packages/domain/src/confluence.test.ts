import fc from 'fast-check'
import { expect, test } from 'vitest'
import * as is from './fixtures.ts'
import { isFinished, type Order } from './order.ts'
import { transition } from './transition.ts'

/** A world that answers every command that was ever sent, as often and as late as it likes. */
const answers: Record<string, (typeof is.happyPath)[number] | undefined> = {
  'ordering.place': is.placed,
  'solver.present': is.presented,
  'storage.prepare': is.prepared,
  'validation.validate': is.valid,
  'finalization.finalize': is.issued,
  'solver.clean-up': is.cleanedUp,
  'storage.store': is.happyPath.at(-1),
}

interface Run {
  order: Order
  readonly sent: string[]
}

function play(choices: readonly number[]): Run {
  const run: Run = { order: is.opened(), sent: is.said(is.opened()) }
  for (const choice of choices) {
    const type = run.sent[choice % run.sent.length]
    const message = choice % 11 === 0 ? is.due : type === undefined ? undefined : answers[type]
    if (!message) continue
    const next = transition(run.order, message, is.now)
    if (next !== run.order) run.sent.push(...is.said(next))
    run.order = next
  }
  return run
}

/** In the end everything arrives once more: redelivery and the sweeper see to that. */
const finish = ({ order }: Run): Order => is.after(is.happyPath, order)

test('any shuffle of the answers, with any repeats, ends in the same certificate', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { maxLength: 80 }), (choices) => {
      const order = finish(play(choices))

      expect(order).toMatchObject({ phase: 'issued', generation: 1 })
    }),
    { numRuns: 2000 },
  )
})

test('no shuffle finalizes twice but for silence', () => {
  fc.assert(
    fc.property(
      fc.array(
        fc.nat(10_000).filter((n) => n % 11 !== 0),
        { maxLength: 80 },
      ),
      (choices) => {
        const { sent } = play(choices)

        expect(sent.filter((type) => type === 'finalization.finalize').length).toBeLessThan(2)
      },
    ),
    { numRuns: 2000 },
  )
})

test('an order that is not finished always has its next look, and never after its deadline', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(10_000), { maxLength: 80 }), (choices) => {
      const { order } = play(choices)

      if (!isFinished(order)) expect(order.nextAt && order.nextAt <= order.deadline).toBe(true)
    }),
    { numRuns: 2000 },
  )
})
