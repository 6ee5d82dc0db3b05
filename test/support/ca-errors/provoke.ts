import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import type { OrderId, OrderView, Problem } from '@certwire/contracts'
import type { SandboxCaCall } from '@certwire/sandbox'
import { type Stage, stage, ZONE } from '../stage.ts'
import { anAccount, type Provocation } from './provocation.ts'

/** What came of a provocation: by the CA's journal, and by what people see of the order. */
export interface Seen {
  /** From the first call of the order on, without those for nonces and the directory. */
  readonly calls: readonly SandboxCaCall[]
  readonly order: OrderView
  /** The first that was shown of it; nothing where it was mended at once. */
  readonly shown: Problem | undefined
  /** Whether an event says the same. */
  readonly isInEvent: boolean
  readonly ledger: Stage['ca']['ledger']
  /** How another order at the issuer ended right after, and how many calls it made. */
  readonly next?: { readonly phase: string; readonly calls: number }
  /** What was asked in the day after that. */
  readonly callsLater?: number
}

const LAST = ['issued', 'failed', 'cancelled', 'revoked']
const LONGEST_MS = 30_000
const DAY_MS = 86_400_000
/** Longer than the sweep takes to notice that the time of something has come. */
const SWEPT_MS = 700

/** One order, in simulated time, through all services in this process. */
export async function provoke({
  ca = {},
  before = anAccount,
  arrange,
  revokes,
}: Provocation): Promise<Seen> {
  const on = await stage({ ca, isCalm: true })
  try {
    const more = await before(on)
    const begin = on.ca.calls.length
    arrange(on)
    const id = await ask(on, { names: [`a.${ZONE}`], ...more })
    const ended = await passUntil(on, id, LAST)
    const { order, shown } = revokes ? await revoke(on, id) : ended
    const calls = on.ca.calls.slice(begin).filter(isOfOrder)
    const events = await on.events(id)
    return {
      ...{ calls, order, shown, ledger: on.ca.ledger },
      isInEvent: events.some(({ data }) => isDeepStrictEqual(problemIn(data), shown)),
      ...(order.phase === 'failed' && (await afterwards(on))),
    }
  } finally {
    await on.close()
  }
}

const isOfOrder = ({ operation }: SandboxCaCall) =>
  operation !== 'newNonce' && operation !== 'directory'

const problemIn = (data: unknown) => (data as { readonly problem?: Problem }).problem

async function ask(on: Stage, request: object): Promise<OrderId> {
  const { status, body } = await on.post('/requests', request)
  if (status !== 202) throw new Error(`POST /requests says ${status}: ${JSON.stringify(body)}`)
  return (body as { orderId: OrderId }).orderId
}

/** Puts the clock forward to whatever the order waits for, until it is in one of these phases. */
async function passUntil(on: Stage, id: OrderId, phases: readonly string[]) {
  let shown: Problem | undefined
  for (const giveUpAt = performance.now() + LONGEST_MS; ; await sleep(15)) {
    const order = await on.order(id)
    shown ??= order.problem
    if (phases.includes(order.phase)) return { order, shown }
    if (performance.now() > giveUpAt)
      throw new Error(`still ${order.phase}: ${JSON.stringify(order)}`)
    if (isAsleep(order)) on.clock.pass(msUntil(on, order))
  }
}

const ANSWERS = [
  'order.deferred',
  'authorization.pending',
  'order.processing',
  'revocation.deferred',
]

/** Nothing is under way: the CA has answered, and what there was in the zone is gone. */
function isAsleep({ phase, records, history }: OrderView): boolean {
  const last = history.findLast(({ type }) => type !== 'challenge.cleaned-up')?.type ?? ''
  return (
    ANSWERS.includes(last) ||
    (phase === 'placing' &&
      records.length === 0 &&
      last !== 'clock.due' &&
      last !== 'cert.requested')
  )
}

const msUntil = ({ clock }: Stage, { waitingFor }: OrderView): number =>
  Math.max(0, Date.parse(waitingFor?.until ?? '') - clock().getTime()) || 0

async function revoke(on: Stage, id: OrderId) {
  const { certificate } = await on.order(id)
  await on.post(`/certificates/${certificate?.certificateId}/revoke`, { reason: 'superseded' })
  await on.until(id, ({ history }) => history.some(({ type }) => type === 'cert.revoked'))
  return passUntil(on, id, ['revoked', 'issued'])
}

/** The next order at the same issuer, and then a day in which nothing is left to ask. */
async function afterwards(on: Stage): Promise<Pick<Seen, 'next' | 'callsLater'>> {
  const begin = on.ca.calls.length
  const { phase } = (await passUntil(on, await ask(on, { names: [`b.${ZONE}`] }), LAST)).order
  const end = on.ca.calls.length
  const calls = on.ca.calls.slice(begin).filter(isOfOrder).length
  on.clock.pass(DAY_MS)
  await sleep(SWEPT_MS)
  return { next: { phase, calls }, callsLater: on.ca.calls.slice(end).filter(isOfOrder).length }
}
