import { readFile } from 'node:fs/promises'
import { letsencryptLimits } from '@certwire/sandbox'
import { type BudgetCase, budgetCase } from '../support/budget/budget-case.ts'
import { plainScript } from '../support/budget/contrast.ts'
import { type OutageCase, outageCase } from '../support/budget/outage-case.ts'
import { seeded } from '../support/random.ts'
import { type Measured, type ProofRun, proof } from './proof.ts'
import { table } from './table.ts'

const WAITING = 1000
/** Calls of 32 orders are under way when the CA goes down, and then one at a time asks. */
const MOST_WHILE_DOWN = 100

export const caBudget = proof({
  name: 'ca-budget',
  claim: `500 orders of six tenants against Let’s Encrypt’s buckets in simulated time, with a registered domain, a set of names and a failing name in common and some ARI renewals: no request is refused by a limit, none comes before a Retry-After, and all are issued; the same load by a plain acme-client script for contrast. And ${WAITING} orders that wait while the CA is down for an hour: one at a time asks, and afterwards they come back slowly at first.`,
  run: measured,
})

type Plain = Awaited<ReturnType<typeof plainScript>>

async function measured({ seed, say }: ProofRun): Promise<Measured> {
  // While the clock stands all requests come within one second: what is counted by the second would mean nothing.
  const { requests: _, ...counted } = letsencryptLimits
  const limits = await budgetCase(counted, seeded(seed))
  say(`${limits.ours.issued} of ${limits.ours.orders} issued; now the script, and the outage`)
  const [plain, outage] = await Promise.all([
    ...([plainScript(limits.load, counted), outageCase(WAITING, seeded(seed))] as const),
  ])
  return {
    ok: isHeld(limits) && isCalm(outage),
    figures: {
      ...figuresOf(limits, plain, outage),
      ...{ acmeClient: await version(), seed },
    },
    table: tables(limits, plain, outage),
  }
}

const isHeld = ({ ours, exempt }: BudgetCase) =>
  ours.issued === ours.orders && ours.refused === 0 && ours.early === 0 && exempt === 24

const isCalm = ({ issued, callsWhileDown }: OutageCase) =>
  issued === WAITING && callsWhileDown <= MOST_WHILE_DOWN

const figuresOf = ({ ours }: BudgetCase, plain: Plain, outage: OutageCase) => ({
  ...{ orders: ours.orders, issued: ours.issued, refused: ours.refused, early: ours.early },
  ...{ plainRefused: plain.refused, plainGaveUp: plain.gaveUp },
  ...{ waiting: outage.orders, waitingIssued: outage.issued },
  ...{ callsWhileDown: outage.callsWhileDown, drainedAfter_s: outage.drainedAfterS },
  mostCallsInASecond: outage.mostCallsInASecond,
})

function tables({ ours }: BudgetCase, plain: Plain, { ramp }: OutageCase): string {
  const row = (who: string, { newOrders, refused, early, issued, gaveUp, hours }: Plain) => ({
    ...{
      who,
      orders: ours.orders,
      newOrders,
      'refused by a limit': refused,
      'before a Retry-After': early,
    },
    ...{ issued, 'given up': gaveUp, 'simulated hours': hours },
  })
  const rampRows = ramp.map(({ second, newOrders, calls, mostCallsInASecond }) => ({
    'seconds after the CA is back': second,
    'new orders': newOrders,
    ...{ calls, 'most calls in a second': mostCallsInASecond },
  }))
  return `${table([row('Certwire', ours), row('plain script', plain)])}\n\n${table(rampRows)}`
}

async function version(): Promise<string> {
  const file = new URL('../node_modules/acme-client/package.json', import.meta.url)
  return JSON.parse(await readFile(file, 'utf8')).version
}
