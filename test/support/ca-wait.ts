import { setTimeout as sleep } from 'node:timers/promises'
import type { Config } from '@certwire/config'
import type { OrderId } from '@certwire/contracts'
import type { SandboxCa, SandboxCaCall } from '@certwire/sandbox'
import { Secret } from '@certwire/secrets'
import { seeded } from './random.ts'
import { type Stage, stage, ZONE } from './stage.ts'

type RetryAfter = Parameters<SandboxCa['setRetryAfter']>[1]

/** A manner in which a CA makes an order wait. */
export interface WaitForm {
  readonly name: string
  /** What it says of the pause, told how many seconds are left. */
  readonly retryAfter: (leftS: number) => RetryAfter
  readonly processingHours: number
  /** Before that its challenge is `processing` for so long, with an error that decides nothing. */
  readonly validatingHours?: number
  /** Its platform calls when it has issued. */
  readonly calls?: boolean
}

export interface Waited {
  readonly isIssued: boolean
  readonly polls: number
  readonly early: number
  readonly longestPauseS: number
  /** By how much the order ended after the CA had the certificate, in simulated time. */
  readonly afterTheCaS: number
  /** The same in real time, of an order whose CA calls. */
  readonly afterTheCallMs?: number
}

const HOUR_MS = 3_600_000
const undecided = { type: 'dns', detail: 'no answer yet, the CA looks again' } as const

/** One order at a slow CA in simulated time, while all services are stopped and started again `restarts` times. */
export async function waitAtTheCa(form: WaitForm, restarts: number, seed: number): Promise<Waited> {
  const { processingHours, validatingHours = 0 } = form
  const on = await stage({ store: 'file', isCalm: true, adapt, ca: { keptCalls: 100_000 } })
  try {
    on.ca.processingFor(processingHours * HOUR_MS)
    if (validatingHours > 0) on.ca.validatingFor(validatingHours * HOUR_MS, undecided)
    announce(on.ca, form, Number.POSITIVE_INFINITY)
    const random = seeded(seed)
    const begin = on.clock().getTime()
    const whole = (processingHours + validatingHours) * HOUR_MS
    const stops = Array.from({ length: restarts }, () => begin + random() * whole)
    const order = await on.request([`slow.${ZONE}`])
    const afterTheCallMs = await pass(on, form, order, stops.toSorted())
    return { ...measured(on, form), ...(afterTheCallMs !== undefined && { afterTheCallMs }) }
  } finally {
    await on.close()
  }
}

/** Puts the clock forward from one thing that is due to the next until the order has ended. */
async function pass(on: Stage, form: WaitForm, order: OrderId, stops: number[]) {
  for (;;) {
    const due = await asleepUntil(on, order)
    if (due === undefined) return undefined
    const done = doneAt(on, form) ?? Number.POSITIVE_INFINITY
    const next = Math.min(due, stops[0] ?? due, form.calls ? done : due)
    announce(on.ca, form, (done - next) / 1000)
    on.clock.pass(Math.max(next - on.clock().getTime(), 0))
    if (form.calls && next === done) return call(on, order)
    if (next !== stops[0]) continue
    stops.shift()
    await on.restart()
  }
}

function announce(ca: SandboxCa, form: WaitForm, leftS: number): void {
  const left = Number.isFinite(leftS) ? Math.max(0, Math.ceil(leftS)) : form.processingHours * 3600
  for (const operation of ['order', 'finalize'] as const)
    ca.setRetryAfter(operation, form.retryAfter(left))
}

const ANSWERS = ['order.processing', 'authorization.pending']
/** Longer than anything takes that is under way: it was lost. */
const LOST_MS = 3000

/** When the order is looked at again; nothing once it has ended. Waits for what is under way. */
async function asleepUntil(on: Stage, order: OrderId): Promise<number | undefined> {
  for (const giveUpAt = performance.now() + LOST_MS; ; await sleep(10)) {
    const { phase, waitingFor, history } = await on.order(order)
    if (phase === 'issued' || phase === 'failed') return undefined
    const until = Date.parse(waitingFor?.until ?? '')
    const isAnswered = ANSWERS.includes(history.at(-1)?.type ?? '')
    const isAhead = until > on.clock().getTime()
    if (isAhead && (isAnswered || performance.now() > giveUpAt)) return until
  }
}

/** From when on the CA gives the certificate; nothing as long as it has no CSR. */
function doneAt({ ca }: Stage, { processingHours }: WaitForm): number | undefined {
  const finalized = ca.calls.find(({ operation }) => operation === 'finalize')
  return finalized && finalized.at.getTime() + processingHours * HOUR_MS
}

const TOKEN = 'the-token-of-the-platform'

/** The CA's platform may call, and says nothing of which order it means. */
const adapt = (config: Config): Config => ({
  ...config,
  webhooks: {
    ...config.webhooks,
    listen: { host: '127.0.0.1', port: 0 },
    sources: {
      platform: {
        ...{ kind: 'atlas', issuer: 'sandbox', unsigned: false, map: {} },
        verify: [{ by: 'bearer', secrets: [Secret.of(TOKEN)] }],
      },
    },
  },
})

/** The CA's platform says that something has happened; resolves with how long it then takes. */
async function call(on: Stage, order: OrderId): Promise<number> {
  const begin = performance.now()
  const { status } = await fetch(`${on.publicUrl()}/webhooks/platform`, {
    method: 'POST',
    headers: { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' },
    body: '{"event":"certificate issued"}',
  })
  if (status >= 300) throw new Error(`the webhook was answered with ${status}`)
  await on.reached(order, 'issued')
  return Math.round(performance.now() - begin)
}

/** By the CA's own journal. */
function measured(on: Stage, form: WaitForm): Omit<Waited, 'afterTheCallMs'> {
  const polls = on.ca.calls.filter(({ operation }) => operation === 'order')
  const pauses = polls.slice(1).map(({ at }, n) => at.getTime() - (polls[n]?.at.getTime() ?? 0))
  const collected = on.ca.calls.find(({ operation }) => operation === 'certificate')
  const afterMs = (collected?.at.getTime() ?? Number.NaN) - (doneAt(on, form) ?? Number.NaN)
  return {
    isIssued: on.ca.ledger.issued.length === 1 && collected !== undefined,
    polls: polls.length,
    early: polls.filter((poll, n) => isEarly(poll, polls[n - 1])).length - (form.calls ? 1 : 0),
    longestPauseS: Math.round(Math.max(...pauses) / 1000),
    afterTheCaS: Math.round(afterMs / 100) / 10,
  }
}

/** The most that a CA is believed, so that an order is not parked for ever. */
const DAY_MS = 24 * HOUR_MS

/** Before the Retry-After of the answer before. The one poll that the platform asks for is early, and meant to be. */
function isEarly({ at }: SandboxCaCall, before: SandboxCaCall | undefined): boolean {
  const asked = before?.retryAfter ?? ''
  const pauseMs = /^\d+$/.test(asked)
    ? Number(asked) * 1000
    : Date.parse(asked) - (before?.at.getTime() ?? 0)
  return at.getTime() - (before?.at.getTime() ?? 0) < Math.min(pauseMs || 0, DAY_MS)
}
