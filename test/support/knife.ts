import { setTimeout as sleep } from 'node:timers/promises'
import type { CrashPoint, Sight } from './crash-points.ts'
import type { ServiceProcess } from './service-process.ts'

/** Kills a process where it is told to, and starts it again at once. */
export interface Knife {
  /**
   * Begins the work and waits until the process is killed at this point of this zone and up again, or until the work
   * is done without. One after the other: nobody else is killed meanwhile. True if it was killed.
   */
  strike(point: CrashPoint, zone: string, work: Work): Promise<boolean>
  /** Is told of everything that a vendor sees. Resolves, with true, when the process is gone because of it. */
  see(sight: Sight): Promise<boolean>
}

export interface Work {
  begin(): Promise<void>
  /** While the process is dead. */
  examine(): Promise<void>
}

/** What others had under way when it was killed gets so long to come to its end. */
const CALM_MS = 1000

export function knifeFor(victim: ServiceProcess): Knife {
  let target: Target | undefined
  let last: Promise<unknown> = Promise.resolve()
  const strike = async (point: CrashPoint, zone: string, { begin, examine }: Work) => {
    const { promise: killed, resolve } = Promise.withResolvers<void>()
    const own = { point, zone, resolve, armedAt: performance.now() }
    target = own
    await Promise.race([killed, begin()])
    if (target === own) {
      target = undefined
      return false
    }
    await killed
    await examine()
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
    see: async (sight) => {
      const struck = target
      if (!struck || !isAimedAt(struck, sight)) return false
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
  readonly armedAt: number
  resolve(): void
}

const isAimedAt = (
  { point, zone, armedAt }: Target,
  { kind, phase, zone: where, since = armedAt }: Sight,
): boolean => zone === where && point.sight === kind && point.phase === phase && since >= armedAt
