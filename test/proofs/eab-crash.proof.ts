import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startSandboxCa } from '@certwire/sandbox'
import { type EabCrashPoint, eabCrashPoints } from '../support/eab-crash/points.ts'
import { ambush, type EabCrashTrial, eabCrashTrial } from '../support/eab-crash/trial.ts'
import { seeded } from '../support/random.ts'
import { type ProofRun, proof } from './proof.ts'
import { table } from './table.ts'

const PER_POINT = 10
const TRIALS = PER_POINT * eabCrashPoints.length
/** CAs side by side, each with processes of its own that are killed one after the other. */
const LANES = 2

export const eabCrash = proof({
  name: 'eab-crash',
  claim: `kill -9 at ${eabCrashPoints.length} points of newAccount with a single-use EAB, ${TRIALS} trials: by the CA’s own journal ${TRIALS} accounts, and ${TRIALS} EABs used once each; whoever comes after the crash orders as that account.`,
  run: async (run) => {
    const plan = Array.from({ length: PER_POINT }, () => eabCrashPoints).flat()
    const shares = Array.from({ length: LANES }, (_, lane) =>
      plan.filter((_, at) => Math.floor(at / eabCrashPoints.length) % LANES === lane),
    )
    const lanes = await Promise.all(shares.map((share, at) => trialsOf(share, run.seed + at, run)))
    const trials = lanes.flatMap((lane) => lane.trials)
    const sum = (count: (lane: (typeof lanes)[number]) => number) =>
      lanes.reduce((all, lane) => all + count(lane), 0)
    const kills = trials.filter(({ wasKilled }) => wasKilled).length
    const usable = trials.filter(({ hasAccount }) => hasAccount).length
    const [accounts, once] = [sum((lane) => lane.accounts), sum((lane) => lane.usedOnce)]
    return {
      ok: [kills, usable, accounts, once].every((count) => count === TRIALS),
      figures: {
        ...{ n: trials.length, kills, accounts, eabsUsedOnce: once },
        ...{ burnt: sum((lane) => lane.burnt), usable, seed: run.seed },
      },
      table: table(rowsOf(trials)),
    }
  },
})

async function trialsOf(points: readonly EabCrashPoint[], seed: number, { say }: ProofRun) {
  const random = seeded(seed)
  const trap = ambush(random)
  const hmacKey = randomBytes(32).toString('base64url')
  const kids = points.map((_, at) => `kid-${seed}-${at}`)
  const single = { key: hmacKey, isSingleUse: true }
  const eab = Object.fromEntries(kids.map((kid) => [kid, single]))
  const folder = await mkdtemp(join(tmpdir(), 'certwire-eab-'))
  const ca = await startSandboxCa({ dnsServers: [], eab, onCall: trap.hook })
  try {
    const trials: EabCrashTrial[] = []
    for (const [at, point] of points.entries()) {
      const on = { ca, trap, hmacKey, random, folder }
      trials.push(await eabCrashTrial(point, kids[at] ?? '', on))
      if (trials.length % 10 === 0) say(`${trials.length} of ${points.length} trials`)
    }
    const { accounts, bindings } = ca.ledger
    const uses = kids.map((kid) => bindings.filter((one) => one.kid === kid))
    const isRight = (at: number) => uses[at]?.[0]?.accountUrl === trials[at]?.accountUrl
    return {
      ...{ trials, accounts, burnt: uses.filter(({ length }) => length > 1).length },
      usedOnce: uses.filter(({ length }, at) => length === 1 && isRight(at)).length,
    }
  } finally {
    await ca.close()
    await rm(folder, { recursive: true, force: true })
  }
}

const rowsOf = (trials: readonly EabCrashTrial[]) =>
  eabCrashPoints.map((point) => {
    const own = trials.filter((trial) => trial.point === point)
    return {
      ...{ 'killed at': point.label, trials: own.length },
      kills: own.filter(({ wasKilled }) => wasKilled).length,
      'ordered afterwards': own.filter(({ hasAccount }) => hasAccount).length,
    }
  })
