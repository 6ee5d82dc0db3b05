import { setTimeout as sleep } from 'node:timers/promises'
import type { CrashPoint, Sight } from './crash-points.ts'
import type { ServiceProcess } from './service-process.ts'

/** Kills a process where it is told to, and starts it again at once. */
export interface Knife {
  /**
   * Begins the work and waits until the process is killed at this point of this zone and up again, or until the work
   * is done without. One after the other: nobody else is killed meanwhile. True if it was killed.
   */
  strike(point: CrashPoint, zone: string, begin: () => Promise<void>): Promise<boolean>
  /** Is told of everything that a vendor sees. Resolves, with true, when the process is gone because of it. */
  see(sight: Sight): Promise<boolean>
}

/** What others had under way when it was killed gets so long to come to its end. */
const CALM_MS = 1500

export function knifeFor(victim: ServiceProcess): Knife {
  let target: Target | undefined
  let last: Promise<unknown> = Promise.resolve()
  const strike = async (point: CrashPoint, zone: string, begin: () => Promise<void>) => {
    const { promise: killed, resolve } = Promise.withResolvers<void>()
    const own = { point, zone, resolve }
    target = own
    await Promise.race([killed, begin()])
    if (target === own) {
      target = undefined
      return false
    }
    await killed
    await victim.start()
    await sleep(CALM_MS)
    return true
  }
  return {
    strike: (...aim) => {
      const turn = last.then(() => strike(...aim))
      last = turn.catch(() => undefined)
      return turn
    },
    see: async ({ kind, phase, zone }) => {
      const struck = target
      if (struck?.zone !== zone || struck.point.sight !== kind || struck.point.phase !== phase)
        return false
      // What is still on its way from the dead process is nobody's.
      target = undefined
      await victim.kill()
      struck.resolve()
      return true
    },
  }
}

interface Target {
  readonly point: CrashPoint
  readonly zone: string
  resolve(): void
}
