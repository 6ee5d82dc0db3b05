import { AriCertId } from '@certwire/contracts'
import type { SandboxCa, SandboxCaLimits } from '@certwire/sandbox'
import {
  CLAIMED,
  FAILURES,
  PROVED,
  type Renewal,
  renewalsOf,
  type Tally,
  tallyOf,
  type Wanted,
  wantedBy,
} from './budget-load.ts'
import { type BudgetWorld, budgetWorld } from './budget-world.ts'

export interface BudgetCase {
  readonly ours: Tally & { readonly gaveUp: number; readonly orders: number }
  /** Those that were issued at once though the account had no order left. */
  readonly exempt: number
  /** The names of each order. */
  readonly load: readonly (readonly string[])[]
}

const MINUTE_MS = 60_000

/** The load at a CA with these limits. */
export async function budgetCase(
  counted: SandboxCaLimits,
  random: () => number,
): Promise<BudgetCase> {
  const zones = [...CLAIMED, PROVED]
  const known = 'letsencrypt'
  const world = await budgetWorld({ zones, claims: CLAIMED, random, counted, known })
  try {
    const wanted = wantedBy(random)
    world.ca.failNext({ type: 'dns', detail: 'no answer' }, FAILURES)
    await request(world, wanted)
    const renewals = renewalsOf((id) => hasIssued(world.ca, wanted, id))
    await request(world, renewals, (one) => replacing(world.ca, one))
    const exempt = await issuedOf(world, renewals)
    while (await world.pass(MINUTE_MS)) {}
    const all = [...wanted, ...renewals]
    const orders = all.length
    const issued = await issuedOf(world, all)
    return {
      ours: { ...tallyOf(world.ca, world.start), issued, gaveUp: orders - issued, orders },
      ...{ exempt, load: all.map(({ names }) => names) },
    }
  } finally {
    await world.close()
  }
}

async function request<W extends Wanted>(
  { bus, settle }: BudgetWorld,
  all: readonly W[],
  wishes: (one: W) => object = () => ({}),
): Promise<void> {
  const packets = all.map((one) => ({
    ...{ id: one.id, subject: `cert.requested.${one.tenant}` },
    body: JSON.stringify({ orderId: one.id, names: one.names, ...wishes(one) }),
  }))
  await bus.publish(packets)
  await settle()
}

const sameNames = (a: readonly string[], b: readonly string[]) =>
  a.toSorted().join() === b.toSorted().join()

const certificateFor = ({ ledger }: SandboxCa, names: readonly string[]) =>
  ledger.issued.find((one) => sameNames(one.names, names))

function hasIssued(ca: SandboxCa, wanted: readonly Wanted[], id: string): boolean {
  const names = wanted.find((one) => one.id === id)?.names
  return names !== undefined && certificateFor(ca, names) !== undefined
}

const replacing = (ca: SandboxCa, { names }: Renewal) => ({
  wishes: { replaces: AriCertId.parse(certificateFor(ca, names)?.certId) },
})

async function issuedOf(world: BudgetWorld, all: readonly Wanted[]): Promise<number> {
  const orders = await Promise.all(all.map(({ id }) => world.order(id)))
  return orders.filter((order) => order?.phase === 'issued').length
}
