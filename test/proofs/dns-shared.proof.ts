import { natsBus } from '@certwire/bus'
import { AuthorizationValid, CertRequested, ChallengePresented, streams } from '@certwire/contracts'
import { pebbles, startNatsServer } from '@certwire/testkit'
import { foreignHand } from '../support/foreign-hand.ts'
import { type OneProcess, startOneProcess } from '../support/one-process.ts'
import { seeded } from '../support/random.ts'
import {
  aliases,
  orders,
  others,
  type SharedOrder,
  scenarios,
  TARGETS,
  targetOf,
  ZONE,
} from '../support/shared-orders.ts'
import { untilTrue } from '../support/until-true.ts'
import { type WatchedVendor, watchedRoute53 } from '../support/watched-vendors.ts'
import { type Needed, replay } from '../support/zone-replay.ts'
import { type Measured, type ProofRun, proof } from './proof.ts'
import { table } from './table.ts'

const GONE_MS = 60_000

export const dnsShared = proof({
  name: 'dns-shared',
  claim: `${orders.length} orders that share names in one zone at Route 53, all at once, while somebody else writes there: apex and wildcard, two orders of one name, RSA and ECDSA, foreign values at the name, CNAMEs of two tenants to one target. Pebble issues all; from the moment an order’s records are present until the CA has decided, every state of the zone in the vendor’s journal has all of its values; no foreign record is changed, and none of ours is left.`,
  run: async (run) => {
    if ((await pebbles()).length > 0) return measured(run)
    return { ok: false, figures: { orders: 0 } }
  },
})

async function measured({ seed }: ProofRun): Promise<Measured> {
  await using started = new AsyncDisposableStack()
  const blind = async () => false
  const vendor = started.adopt(await watchedRoute53([ZONE, TARGETS], blind), (it) => it.close())
  const nats = started.adopt(await startNatsServer(), (it) => it.stop())
  const one = started.adopt(await startOneProcess(optionsOf(vendor, nats.url)), (it) => it.close())
  for (const record of [...aliases, ...others]) vendor.seed(record)
  const hand = foreignHand(vendor, seeded(seed))
  await request(nats.url)
  const ended = await Promise.all(orders.map((order) => outcome(one, order)))
  const values = new Set(ended.flatMap(({ needed }) => needed).map(({ value }) => value))
  const left = () => vendor.records().filter(({ value }) => values.has(value)).length
  await untilTrue(() => left() === 0, GONE_MS)
  const { foreign, harmed } = await hand.audit(({ value }) => values.has(value))
  const rows = rowsOf(ended, vendor.journal)
  const sum = (key: 'issued' | 'moments' | 'wrong') => rows.reduce((all, row) => all + row[key], 0)
  const looks = one.pebble.validations()
  const untimely = looks.filter((look) => !ended.some(isDue(look))).length
  const looksDue = orders.flatMap(({ names }) => names).length
  const bad = { wrong: sum('wrong'), untimely, harmed, left: left() }
  return {
    ok:
      sum('issued') === orders.length &&
      looks.length === looksDue &&
      rows.every(isShared) &&
      Object.values(bad).every((count) => count === 0),
    figures: {
      ...{ orders: orders.length, issued: sum('issued'), moments: sum('moments') },
      ...{ looksOfTheCa: looks.length, foreign: foreign + aliases.length + others.length },
      ...{ ...bad, seed },
    },
    table: table(rows),
  }
}

interface Ended extends SharedOrder {
  readonly isIssued: boolean
  readonly needed: readonly Needed[]
}

const rowsOf = (ended: readonly Ended[], journal: WatchedVendor['journal']) =>
  Object.keys(scenarios).map((scenario) => {
    const own = ended.filter((order) => order.scenario === scenario)
    const needed = own.flatMap((order) => order.needed)
    const { together, moments, wrong } = replay(journal, needed)
    return {
      ...{ scenario, orders: own.length, issued: own.filter(({ isIssued }) => isIssued).length },
      ...{ 'our values at one name': together, moments, wrong },
    }
  })

/** Whether it came to what the scenario is for. */
const isShared = (row: { scenario: string; 'our values at one name': number; moments: number }) =>
  row.moments > 0 &&
  row['our values at one name'] >= (row.scenario === 'foreign values at the name' ? 1 : 2)

/** Every order has challenges of its own, and Pebble takes up to five seconds for each. */
const optionsOf = ({ zones: [zone, ...zones] }: WatchedVendor, natsUrl: string) => ({
  pebbleEnv: { PEBBLE_AUTHZREUSE: '0' },
  elsewhere: { zones: [zone ?? {}, ...zones], dnsServer: zone?.servers?.[0] ?? '' },
  env: {
    NATS_URL: natsUrl,
    ...{ AWS_ACCESS_KEY_ID: 'AKIATEST', AWS_SECRET_ACCESS_KEY: 'secret', AWS_REGION: 'us-east-1' },
  },
})

/** As upstream does: the subject says whose it is. */
async function request(url: string): Promise<void> {
  const bus = await natsBus({ url, name: 'upstream', streams })
  const packets = orders.map(({ id, names, key, tenant = 'default' }) => ({
    ...{ id, subject: `${CertRequested.type}.${tenant}` },
    body: JSON.stringify({ orderId: id, names, ...(key && { key }) }),
  }))
  await bus.publish(packets)
  await bus.close()
}

/** What the order needed and when. */
async function outcome({ api }: OneProcess, order: SharedOrder): Promise<Ended> {
  const { id } = order
  const { phase } = await api.finished(id)
  const events = await api.events(id)
  const presented = events.findLast(({ type }) => type === ChallengePresented.type)
  const valid = events.findLast(({ type }) => type === AuthorizationValid.type)
  if (!presented || !valid) return { ...order, isIssued: false, needed: [] }
  const [from, to] = [new Date(presented.at), new Date(valid.at)]
  const needed = ChallengePresented.schema
    .parse(presented.data)
    .records.map(({ name, value }): Needed => ({ name: targetOf(name), value, from, to }))
  return { ...order, isIssued: phase === 'issued', needed }
}

/** Whether the CA may look at the name at this time for the sake of an order. */
const isDue =
  ({ name, at }: { name: string; at: Date }) =>
  ({ names, needed: [first] }: Ended) =>
    first && names.some((one) => bare(one) === bare(name)) && first.from <= at && at <= first.to

const bare = (name: string): string => name.replace(/^\*\./, '')
