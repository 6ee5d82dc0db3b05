import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { Webhook } from 'standardwebhooks'
import { seeded } from '../support/random.ts'
import { type Call, type Caller, dawdle, openCaller } from '../support/webhooks/call.ts'
import { type Desk, openDesk, ZONE } from '../support/webhooks/desk.ts'
import { forgeries } from '../support/webhooks/forgeries.ts'
import { keys, proxy, type SenderName, senders } from '../support/webhooks/senders.ts'
import { openSubscriber, type Subscriber } from '../support/webhooks/subscriber.ts'
import { type Measured, proof } from './proof.ts'
import { table } from './table.ts'

const EACH_FORGERY = 5
const GOOD = 1000
const ORDERS = 3
const CROWD = 1700
const COLLECTIONS = ['orders', 'certificates', 'events', 'webhook_receipts', 'webhook_deliveries']

export const webhooks = proof({
  name: 'webhooks',
  claim: `200 forged or stale webhooks of 40 kinds: none accepted, nothing stored or said changes; ${GOOD} good ones in a burst, a third of them sent twice at once and once more later, are each heard once by readers of the bus, and not again after a restart; what npm standardwebhooks signs is taken, and it verifies all that is sent.`,
  run: async ({ seed, say }) => {
    await using opened = new AsyncDisposableStack()
    const subscriber = opened.adopt(await openSubscriber(), (one) => one.close())
    const desk = opened.adopt(await openDesk(configOf(subscriber)), (one) => one.close())
    const caller = opened.adopt(
      openCaller(() => desk.url),
      (one) => one.close(),
    )
    const random = seeded(seed)
    await issueSome(desk, subscriber)
    say('forgeries')
    const forged = await forge(desk, caller, random)
    say('a burst of good ones')
    const good = await burst(desk, caller, random)
    say('after a restart')
    const replayed = await replay(desk, caller, good.calls)
    const [crowd, slow] = await Promise.all([flood(caller), dawdle(desk.url)])
    return measured({ forged, good, replayed, crowd, slow, subscriber })
  },
})

const configOf = (subscriber: Subscriber) => ({
  listen: { port: 0 },
  trustedProxies: [proxy],
  sources: Object.fromEntries(
    Object.entries(senders).map(([name, { source }]) => [name, source] as const),
  ),
  subscribers: [subscriber.config],
})

/** Something that could be changed; and the subscriber hears of it, at the second try of the first. */
async function issueSome({ api }: Desk, { verified }: Subscriber): Promise<void> {
  const names = Array.from({ length: ORDERS }, (_, n) => [`n${n}.${ZONE}`])
  const orders = await Promise.all(names.map((one) => api.request(one)))
  await Promise.all(orders.map((order) => api.finished(order)))
  await api.post('/webhooks/test', {})
  const isTold = () =>
    verified.size === ORDERS + 1 && [...verified.values()].some(({ times }) => times === 2)
  while (!isTold()) await sleep(50)
  // The last answer is kept.
  await sleep(1000)
}

async function forge(desk: Desk, { send }: Caller, random: () => number) {
  const before = stateOf(desk)
  const rows = []
  for (const { what, of, forge: forged, also = [], isForLibrary } of forgeries) {
    const statuses: number[] = []
    let agreed = 0
    for (let n = 0; n < EACH_FORGERY; n += 1) {
      const id = idOf(random)
      const now = new Date()
      const call = forged({ call: senders[of].genuine(id, bodyOf(id), now), id, now })
      if (isForLibrary && !libraryTakes(call)) agreed += 1
      statuses.push(await send(call))
    }
    const expected = statuses.every((status) => [401, ...also].includes(status))
    const answers = [...new Set(statuses)].join(' ')
    rows.push({ of, what, n: statuses.length, answers, expected, isForLibrary, agreed, statuses })
  }
  const accepted = rows.flatMap(({ statuses }) => statuses).filter(isAccepted).length
  return { rows, accepted, changed: changes(before, stateOf(desk)) }
}

const isAccepted = (status: number) => status >= 200 && status < 300

function libraryTakes({ body, headers }: Call): boolean {
  try {
    new Webhook(keys.secret).verify(body, headers as Record<string, string>)
    return true
  } catch {
    return false
  }
}

/** Everything that is kept, and how much was said. */
const stateOf = ({ documents, published }: Desk) => ({
  ...Object.fromEntries(COLLECTIONS.map((name) => [name, documents(name).join('\n')])),
  published: String(published.length),
})

const changes = (before: Record<string, string>, after: Record<string, string>): number =>
  Object.keys(before).filter((key) => before[key] !== after[key]).length

/** Half of them by the reference library, the others by all other senders in turn. */
async function burst(desk: Desk, { send }: Caller, random: () => number) {
  const others = Object.keys(senders).filter((name) => name !== 'standard') as SenderName[]
  const calls = Array.from({ length: GOOD }, (_, n) => {
    const name = n % 2 === 0 ? 'standard' : (others[(n >> 1) % others.length] ?? 'standard')
    const id = idOf(random)
    return senders[name].genuine(id, bodyOf(id), new Date())
  })
  const third = calls.filter((_, n) => n % 3 === 0)
  const begin = performance.now()
  const first = await Promise.all([...calls, ...third].map(send))
  const seconds = (performance.now() - begin) / 1000
  const later = await Promise.all(third.map(send))
  const answered = [...first, ...later]
  return {
    ...{ calls, seconds, sent: answered.length, accepted: answered.filter(isAccepted).length },
    timeline: await kept(desk),
    receipts: desk.documents('webhook_receipts').length,
    ...{ heard: desk.heard.length, different: new Set(desk.heard).size },
  }
}

/** How many of them people can look up; the last may be on their way. */
async function kept({ documents }: Desk): Promise<number> {
  const count = () => documents('events').filter((one) => one.includes('"webhook.received"')).length
  for (let waited = 0; waited < 5000 && count() < GOOD; waited += 100) await sleep(100)
  return count()
}

async function replay(desk: Desk, { send }: Caller, calls: readonly Call[]) {
  const before = desk.published.length
  await desk.restart()
  const answers = await Promise.all(calls.map(send))
  return { sent: answers.length, said: desk.published.length - before }
}

/** More than an address may send, by somebody who has no secret. */
async function flood({ send }: Caller): Promise<number> {
  const call = { ...senders.standard.genuine('msg_x', '{}', new Date(0)), from: '127.0.0.77' }
  const answers = await Promise.all(Array.from({ length: CROWD }, () => send(call)))
  return answers.filter((status) => status === 429).length
}

const idOf = (random: () => number) => `msg_${Math.floor(random() * 2 ** 48).toString(36)}`
const bodyOf = (id: string) => JSON.stringify({ type: 'issued', id, timestamp: '2026-11-24' })

const manifest = new URL('../node_modules/standardwebhooks/package.json', import.meta.url)

interface All {
  readonly forged: Awaited<ReturnType<typeof forge>>
  readonly good: Awaited<ReturnType<typeof burst>>
  readonly replayed: Awaited<ReturnType<typeof replay>>
  readonly crowd: number
  readonly slow: number
  readonly subscriber: Subscriber
}

async function measured({
  forged,
  good,
  replayed,
  crowd,
  slow,
  subscriber,
}: All): Promise<Measured> {
  const { version } = JSON.parse(await readFile(manifest, 'utf8'))
  const { rows } = forged
  const n = rows.reduce((sum, row) => sum + row.n, 0)
  const forLibrary = rows.filter(({ isForLibrary }) => isForLibrary)
  const agreed = forLibrary.reduce((sum, row) => sum + row.agreed, 0)
  const told = [...subscriber.verified.values()]
  const figures = {
    standardwebhooks: version,
    ...{ n, kinds: rows.length, accepted: forged.accepted, stateChanges: forged.changed },
    unexpected: rows.filter(({ expected }) => !expected).length,
    libraryAgrees: `${agreed}/${forLibrary.length * EACH_FORGERY}`,
    ...{ good: GOOD, sent: good.sent, answered2xx: good.accepted, heard: good.heard },
    ...{ receipts: good.receipts, inTimeline: good.timeline, burst_s: good.seconds.toFixed(2) },
    ...{ replayed: replayed.sent, saidAfterRestart: replayed.said, limited: crowd },
    slowCutAfter_s: slow.toFixed(1),
    ...{ verifiedByLibrary: told.length, refusedByLibrary: subscriber.refused },
  }
  const isRefused = forged.accepted + forged.changed + figures.unexpected === 0
  const isAgreed = agreed === forLibrary.length * EACH_FORGERY && subscriber.refused === 0
  const isOnce = [good.heard, good.different, good.receipts, good.timeline].every((m) => m === GOOD)
  return {
    ok:
      [n === 200, isRefused, isAgreed, isOnce, good.accepted === good.sent].every(Boolean) &&
      [replayed.said === 0, crowd > 0, slow < 15, told.length === ORDERS + 1].every(Boolean),
    figures,
    table: table(rows.map(({ of, what, n: times, answers }) => ({ of, what, n: times, answers }))),
  }
}
