import { connectBudgets } from '@certwire/budgets'
import { DnsName, PlaceOrder, type Problem, stamp } from '@certwire/contracts'
import { type Answers, anAuthorization, fakeCa } from '@certwire/issuers'
import { sqliteStore } from '@certwire/store'
import { mark, now, orderId, signal } from '../test-stage.ts'
import { place } from './place.ts'
import { placements as definition } from './placement-documents.ts'
import { connectPlacements } from './placements.ts'
import { issuerStops } from './stop-documents.ts'
import { connectStops } from './stops.ts'
import { connectUnheard } from './unheard.ts'
import { unheardOrders } from './unheard-documents.ts'

type Issuers = Parameters<typeof connectBudgets>[0]['config']['issuers']
type Data = Parameters<typeof PlaceOrder>[1]

const data: Data = {
  ...{ issuer: 'sandbox', generation: 1, names: [DnsName.parse('a.example')] },
}

interface Given {
  readonly answers?: Answers
  /** What DNS says against the order. */
  readonly problem?: Problem
  /** What the CA is known to allow. */
  readonly limits?: Issuers[string]['limits']
}

/** A CA that answers as a test wants, and nothing placed yet. */
export async function stage({ answers = {}, problem, limits }: Given) {
  const store = await sqliteStore({ file: ':memory:' })
  const placements = connectPlacements(await store.open(definition), async () => false)
  const unheard = connectUnheard(await store.open(unheardOrders), placements)
  const { issuers, asked } = fakeCa({ authorization: [anAuthorization()], ...answers })
  const stops = connectStops(await store.open(issuerStops), () => now)
  const chance = { clock: () => now, random: () => 0 }
  const config = { issuers: { sandbox: { ...sandbox, ...(limits && { limits }) } } }
  const budgets = await connectBudgets({ config, store, ...chance })
  const objection = async () => problem
  const deps = { issuers, budgets, placements, unheard, stops, objection, ...chance }
  const run = (changes: Partial<Data> = {}, stop = signal, id = orderId) =>
    place(stamp(PlaceOrder(id, { ...data, ...changes }), mark), deps, stop)
  return { asked, budgets, placements, stops, run }
}

const sandbox = {
  ...{ name: 'sandbox', directory: 'https://ca.example/directory', contact: [], origins: [] },
  propagation: 'all' as const,
}
