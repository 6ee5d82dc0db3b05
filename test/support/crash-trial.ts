import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { CrashPoint } from './crash-points.ts'
import type { DoomedSolver } from './doomed-solver.ts'
import type { Wanted } from './solver-driver.ts'
import { untilTrue } from './until-true.ts'

/** What became of the records of two orders that were presented and cleaned up, with a kill on the way. */
export interface CrashTrial {
  readonly vendor: string
  readonly point: CrashPoint
  /** False where it came past the point alive. */
  readonly wasKilled: boolean
  /** Whether the store knew already, when it was killed, that the change was made. */
  readonly wasMarked: boolean
  /** Ours that are in the zone a minute after they were to go. */
  readonly left: number
  readonly goneS: number
}

const GONE_MS = 60_000
const PATIENCE_MS = 180_000
const OURS = 'ours'

/** `id` tells its orders and values from those of others. */
export async function crashTrial(
  point: CrashPoint,
  zone: string,
  id: string,
  on: DoomedSolver,
): Promise<CrashTrial> {
  const { vendor, driver, stored } = on
  const orders = ordersIn(zone, id)
  const values = new Set([...orders.values()].flat().map(({ value }) => value))
  const isOwn = ({ value }: { readonly value: string }) => values.has(value)
  const ours = () => vendor.records(zone).filter(isOwn).length
  let wasMarked = false
  let removedAt = 0
  const examine = async () => {
    const known = (await stored(zone)).filter(isOwn)
    const isHeld = known.some(({ state }) => state === 'held')
    wasMarked = point.stage === 'present' ? isHeld : known.length < values.size
  }
  const remove = async (said: Promise<void>) => {
    removedAt = performance.now()
    await inTime(said)
    await untilTrue(() => ours() === 0, GONE_MS)
  }
  const wasKilled = await struck(point, on, {
    ...{ zone, examine },
    present: () => inTime(driver.present(orders)),
    removeOnce: () => remove(driver.cleanUpOnce(orders)),
    remove: () => remove(driver.cleanUp(orders)),
  })
  const goneS = (performance.now() - removedAt) / 1000
  return { vendor: vendor.name, point, wasKilled, wasMarked, left: ours(), goneS }
}

interface Course {
  readonly zone: string
  examine(): Promise<void>
  present(): Promise<void>
  removeOnce(): Promise<void>
  remove(): Promise<void>
}

/** Presents and removes, one of them under the knife. True if that hit. */
async function struck(point: CrashPoint, { knife }: DoomedSolver, course: Course) {
  const { zone, examine, present, removeOnce, remove } = course
  const isPresent = point.stage === 'present'
  if (!isPresent) await present()
  let ended = Promise.resolve()
  const begin = () => {
    // Nobody says a removal again: the bus, the ledger and the sweep have to see to it.
    ended = isPresent ? present() : removeOnce()
    return ended
  }
  const wasKilled = await knife.strike(point, zone, { begin, examine })
  await ended
  if (isPresent) await remove()
  return wasKilled
}

/** Whether a value is of any trial. */
export const isOurs = ({ value }: { readonly value: string }): boolean => value.startsWith(OURS)

/** Rejects when the solver seems to be stuck. */
const inTime = (work: Promise<void>): Promise<void> =>
  Promise.race([
    work,
    sleep(PATIENCE_MS, undefined, { ref: false }).then(() => {
      throw new Error(`the solver has not come to an end in ${PATIENCE_MS / 1000} s`)
    }),
  ])

/** One with apex and wildcard, and another that has names in common with it: seven values at four names. */
const ordersIn = (zone: string, id: string): Wanted =>
  new Map([
    [`ord_${id}-1`, recordsOf(zone, `${id}-1`, ['a', 'a', 'b', 'c'])],
    [`ord_${id}-2`, recordsOf(zone, `${id}-2`, ['a', 'b', 'd'])],
  ])

const recordsOf = (zone: string, id: string, hosts: readonly string[]) =>
  hosts.map((host, at) => ({
    name: `_acme-challenge.${host}.${zone}`,
    value: `${OURS}${digest(`${id} ${at}`)}`.slice(0, 43),
  }))

const digest = (text: string): string => createHash('sha256').update(text).digest('base64url')
