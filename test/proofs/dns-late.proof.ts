import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { ChallengePending, type OrderId } from '@certwire/contracts'
import {
  findKnot,
  type KnotSecondary,
  pebbles,
  startKnot,
  startKnotSecondary,
} from '@certwire/testkit'
import { runCli } from '../support/cli-process.ts'
import { ZONE } from '../support/ground.ts'
import { type OneProcess, startOneProcess } from '../support/one-process.ts'
import { type Measured, proof } from './proof.ts'
import { table } from './table.ts'

const ORDERS = 5
const LATE_S = 20
const LOOK_EVERY_S = 4

export const dnsLate = proof({
  name: 'dns-late',
  claim: `One of two Knot servers gets the zone ${LATE_S} s late: by its own log, Pebble is told of no challenge before both have the records, and meanwhile \`order show\` names the late server and what it answers.`,
  run: async () => {
    if ((await findKnot()) && (await pebbles()).length > 0) return measured()
    return { ok: false, figures: { orders: 0 } }
  },
})

type Primary = Awaited<ReturnType<typeof startKnot>>

async function measured(): Promise<Measured> {
  await using started = new AsyncDisposableStack()
  const primary = started.adopt(await startKnot({ [ZONE]: [] }), (one) => one.stop())
  const secondary = started.adopt(await startKnotSecondary(primary), (one) => one.stop())
  const one = started.adopt(await start(primary, secondary), (all) => all.close())
  const orders = await Promise.all(namesOfOrders.map((names) => one.api.request(names)))
  while ((await primary.txtRecords()).length < 2 * ORDERS) await sleep(50)
  const looks = await lookMeanwhile(one, orders, secondary)
  const servers = { [primary.address]: true, [secondary.address]: false }
  const listed = await Promise.all(orders.map((order) => listsBoth(one, order, servers)))
  const lacked = (await secondary.txtRecords()).length === 0
  const early = one.pebble.validations().length
  const refreshed = Date.now()
  await secondary.refresh()
  const ended = await Promise.all(orders.map((order) => one.api.finished(order)))
  const issued = ended.filter(({ phase }) => phase === 'issued').length
  const answered = one.pebble.validations().map(({ at }) => at.getTime() - refreshed)
  const first = Math.min(...answered) / 1000
  const named = looks.filter(({ said }) => said !== '').length
  const isTold = named === looks.length && !listed.includes(false)
  return {
    ok: lacked && early === 0 && first >= 0 && issued === ORDERS && isTold,
    figures: {
      ...{ orders: ORDERS, issued, challenges: answered.length, answeredEarly: early },
      ...{ firstAnsweredAfter_s: first.toFixed(2), looks: looks.length, namedTheLateServer: named },
      eventsWithBothServers: listed.filter(Boolean).length,
    },
    table: table(looks),
  }
}

const namesOfOrders = Array.from({ length: ORDERS }, (_, n) => [`n${n}.${ZONE}`, `*.n${n}.${ZONE}`])

function start(primary: Primary, secondary: KnotSecondary): Promise<OneProcess> {
  const { address, key } = primary
  const zone = {
    ...{ zone: ZONE, provider: 'rfc2136', server: address },
    ...{ keyName: key.name, keyAlgorithm: key.algorithm, keySecret: key.secret },
    servers: [address, secondary.address],
  }
  return startOneProcess({
    pebbleEnv: { PEBBLE_VA_NOSLEEP: '1' },
    elsewhere: { zones: [zone], dnsServer: address },
  })
}

/** What `order show` says every few seconds until the secondary is as late as it shall be, of one order after another. */
async function lookMeanwhile(
  one: OneProcess,
  orders: readonly OrderId[],
  { address }: KnotSecondary,
) {
  const looks: { s: number; said: string }[] = []
  for (let s = LOOK_EVERY_S; s < LATE_S; s += LOOK_EVERY_S) {
    await sleep(LOOK_EVERY_S * 1000)
    const order = orders[looks.length % orders.length] ?? ''
    const shown = await orderShow(one, order)
    const said = shown.split('\n').find((line) => line.includes(`${address} answers`)) ?? ''
    looks.push({ s, said: said.trim().replace(/\s+/g, ' ').replaceAll(address, 'SECONDARY') })
  }
  await sleep(LOOK_EVERY_S * 1000)
  return looks
}

async function orderShow({ folder, env, service }: OneProcess, order: string): Promise<string> {
  const port = new URL(service.url).port
  const cli = runCli(['order', 'show', order], folder, { ...env, CERTWIRE_HTTP_PORT: port })
  await cli.exit
  return cli.stdout + cli.stderr
}

/** Whether the order's last event of waiting says of each server whether it holds the records. */
async function listsBoth(
  { api }: OneProcess,
  order: OrderId,
  servers: Readonly<Record<string, boolean>>,
): Promise<boolean> {
  const waiting = (await api.events(order)).filter(({ type }) => type === 'challenge.pending')
  const { servers: seen = [] } = ChallengePending.schema.parse(waiting.at(-1)?.data)
  const holding = Object.fromEntries(seen.map(({ server, holds }) => [server, holds]))
  return isDeepStrictEqual(holding, servers)
}
