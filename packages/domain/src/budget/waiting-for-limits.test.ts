import { OrderDeferred } from '@certwire/contracts'
import { expect, test } from 'vitest'
import * as is from '../fixtures.ts'
import { transition } from '../transition.ts'
import { spentProblem } from './problem.ts'
import { budgetProfiles } from './profiles.ts'

const DAY = 86_400_000
const at = (days: number) => new Date(is.now.getTime() + days * DAY).toISOString()
const { certificatesPerSet } = budgetProfiles.letsencrypt
const spent = spentProblem('certificatesPerSet', 'ca', 'a.example', certificatesPerSet, 0)

/** An order that was told to come again in so many days, for this reason. */
const deferred = (days: number, problem = spent) =>
  transition(
    is.opened(),
    OrderDeferred(is.orderId, { generation: 1, until: at(days), problem }),
    is.now,
  )

test('whoever waits for a limit of a week is not given up before his time', () => {
  expect(deferred(7)).toMatchObject({ nextAt: at(7), deadline: at(8) })
  expect(deferred(1).deadline).toBe(is.opened().deadline)
})

test('but not for ever, and not for anything else', () => {
  expect(deferred(90).deadline).toBe(at(60))
  expect(deferred(7, is.lost).deadline).toBe(is.opened().deadline)
})
