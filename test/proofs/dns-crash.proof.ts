import { type CrashPoint, crashPoints } from '../support/crash-points.ts'
import { type CrashTrial, crashTrial, isOurs } from '../support/crash-trial.ts'
import { type DoomedSolver, startDoomedSolver } from '../support/doomed-solver.ts'
import { foreignHand } from '../support/foreign-hand.ts'
import { seeded } from '../support/random.ts'
import { untilTrue } from '../support/until-true.ts'
import { watchedCloudflare, watchedRoute53 } from '../support/watched-vendors.ts'
import { type ProofRun, proof } from './proof.ts'
import { table } from './table.ts'

/** Solvers side by side, each with zones of its own: how often each is killed at each point. */
const solvers = [
  { name: 'r1', startVendor: watchedRoute53, perPoint: 12 },
  { name: 'r2', startVendor: watchedRoute53, perPoint: 11 },
  { name: 'c1', startVendor: watchedCloudflare, perPoint: 11 },
]
const ZONES = 8
const GONE_MS = 60_000
/** A point that a trial came past alive is tried again. */
const MOST_TRIES = 5
const KILLS = solvers.reduce((sum, { perPoint }) => sum + perPoint * crashPoints.length, 0)

export const dnsCrash = proof({
  name: 'dns-crash',
  claim: `kill -9 of the solver, ${KILLS} times, at ${crashPoints.length} points in the life of a record on Route 53 and Cloudflare, in zones where at least three of ten records are of others, who write there all the time: nothing of ours is left after ${GONE_MS / 1000} s, and no foreign record was changed, by the vendors’ own journals.`,
  run: async (run) => {
    const runs = await Promise.all(solvers.map((one, at) => doom(one, run.seed + at, run)))
    const trials = runs.flatMap((one) => one.trials)
    const sum = (count: (one: (typeof runs)[number]) => number) =>
      runs.reduce((all, one) => all + count(one), 0)
    const kills = trials.filter(({ wasKilled }) => wasKilled).length
    const left = sum((one) => one.left) + leftOf(trials)
    const harmed = sum((one) => one.harmed)
    const rows = rowsOf(trials)
    return {
      ok: left + harmed === 0 && kills === KILLS && rows.every((row) => row.kills > 0),
      figures: {
        ...{ n: trials.length, kills, left, foreign: sum((one) => one.foreign), harmed },
        ...{ bound95: `${(300 / kills).toFixed(1)}%`, seed: run.seed },
      },
      table: table(rows),
    }
  },
})

type Doomed = (typeof solvers)[number]

async function doom({ name, startVendor, perPoint }: Doomed, seed: number, { say }: ProofRun) {
  const random = seeded(seed)
  const zones = Array.from({ length: ZONES }, (_, at) => `${name}z${at}.example`)
  const solver = await startDoomedSolver(startVendor, zones)
  try {
    const hand = foreignHand(solver.vendor, random)
    const plan = shuffled(Array.from({ length: perPoint }, () => crashPoints).flat(), random)
    const trials: CrashTrial[] = []
    const lane = async (zone: string) => {
      for (let point = plan.pop(); point; point = plan.pop()) {
        trials.push(...(await untilKilled(point, zone, `${name}-${plan.length}`, solver)))
        if (trials.length % 10 === 0) say(`${name}: ${trials.length} trials`)
      }
    }
    await Promise.all(zones.map(lane))
    const ours = () => solver.vendor.records().filter(isOurs).length
    await untilTrue(() => ours() === 0, GONE_MS)
    return { trials, left: ours(), ...(await hand.audit(isOurs)) }
  } finally {
    await solver.close()
  }
}

async function untilKilled(point: CrashPoint, zone: string, id: string, solver: DoomedSolver) {
  const trials: CrashTrial[] = []
  while (trials.length < MOST_TRIES && !trials.at(-1)?.wasKilled)
    trials.push(await crashTrial(point, zone, `${id}-${trials.length}`, solver))
  return trials
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const keyed = items.map((item) => ({ item, key: random() }))
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item)
}

const leftOf = (trials: readonly CrashTrial[]) => trials.reduce((sum, { left }) => sum + left, 0)

const rowsOf = (trials: readonly CrashTrial[]) =>
  [...new Set(trials.map(({ vendor }) => vendor))].flatMap((vendor) =>
    crashPoints.map((point) => {
      const own = trials.filter((trial) => trial.vendor === vendor && trial.point === point)
      const killed = own.filter(({ wasKilled }) => wasKilled)
      return {
        ...{ vendor, 'killed at': point.label, trials: own.length, kills: killed.length },
        'known to the store': killed.filter(({ wasMarked }) => wasMarked).length,
        ...{
          left: leftOf(own),
          's to gone': Math.max(0, ...own.map(({ goneS }) => goneS)).toFixed(1),
        },
      }
    }),
  )
