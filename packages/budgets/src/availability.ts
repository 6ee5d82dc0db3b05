import {
  answered,
  downProblem,
  type Outage,
  type Passage,
  passage,
  recoveringProblem,
  unanswered,
} from '@certwire/domain'
import type { Collection } from '@certwire/store'
import { connectChanges } from './changes.ts'
import type { OutageDocument } from './documents.ts'
import type { LimitedIssuer } from './issuer.ts'
import { type PutOff, putOff } from './put-off.ts'

/** Leave to call the CA. `watched`: whether it answers is to be told. */
export interface Leave {
  readonly watched: boolean
  readonly isProbe: boolean
}

/** Whether a CA answers, as all processes together know it. */
export interface Availability {
  /** Leave to call it, or when to come again: it is down, or has just come back. */
  enter(issuer: LimitedIssuer): Promise<Leave | PutOff>
  answered(issuer: LimitedIssuer, leave: Leave): Promise<void>
  /** When to come again, if the CA counts as down now. */
  unanswered(issuer: LimitedIssuer, leave: Leave): Promise<PutOff | undefined>
}

/** Another process may learn of an outage, and every order asks. */
const FRESH_MS = 1000

export function connectAvailability(
  collection: Collection<OutageDocument>,
  clock: () => Date,
): Availability {
  const changes = connectChanges(collection)
  /** Until when nothing is known against a CA. */
  const well = new Map<string, number>()
  const change = <T>(
    ca: string,
    step: (outage: Outage | undefined, now: number) => readonly [Outage | undefined, T],
  ): Promise<T> =>
    changes.change({ _id: ca, version: 0 }, (document) => {
      const { outage, ...rest } = document
      const now = clock().getTime()
      const [next, result] = step(outage, now)
      if (next === undefined) well.set(ca, now + FRESH_MS)
      else well.delete(ca)
      if (next === outage || (!next && !outage)) return [document, result]
      return [next ? { ...rest, outage: next } : rest, result]
    })
  /** What an order has to hear that wants to call now. */
  const told = (name: string, passed: Passage): PutOff | undefined => {
    if (passed.passes) return undefined
    const problem = passed.next.recovery ? recoveringProblem : downProblem
    return putOff(passed.until, (until) => problem(name, until))
  }
  return {
    enter: async ({ name, ca }) => {
      if (clock().getTime() < (well.get(ca) ?? 0)) return { watched: false, isProbe: false }
      return change<Leave | PutOff>(ca, (outage, now) => {
        const passed = passage(outage, now)
        const leave = {
          watched: passed.next !== undefined,
          isProbe: passed.passes && passed.isProbe,
        }
        return [passed.next, told(name, passed) ?? leave]
      })
    },
    answered: async ({ ca }, { watched }) => {
      if (watched) await change(ca, (outage, now) => [outage && answered(outage, now), undefined])
    },
    unanswered: ({ name, ca }, { isProbe }) =>
      change(ca, (outage, now) => {
        const passed = passage(unanswered(outage, isProbe, now), now)
        return [passed.next, told(name, passed)]
      }),
  }
}
