import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import type { OrderId, OrderView } from '@certwire/contracts'
import { runCli } from '../cli-process.ts'
import { ZONE } from '../stage.ts'
import { type HostileGround, issuerOf } from './ground.ts'
import type { Payload } from './payload.ts'

/** What became of one order at the hostile CA. */
export interface Ordeal {
  readonly phase: string
  /** What people are told. */
  readonly code: string
  readonly heard: number
  /** The slowest answer of the API meanwhile. */
  readonly slowestMs: number
  /** Resident memory at its most. */
  readonly peakMiB: number
  /** Whether the API and the command line show nothing but text. */
  readonly isPlain: boolean
}

const LAST = ['issued', 'failed', 'cancelled']
const LONGEST_MS = 20_000
/** The client's patience with one answer is 45 s. */
const LONGEST_SLOW_MS = 70_000
const LOOK_MS = 100

/** One order, from its request until it has ended, or waits and says why. */
export async function ordeal(on: HostileGround, n: number, payload: Payload): Promise<Ordeal> {
  const said = on.say(payload)
  const order = await request(on, n)
  const giveUpAt = performance.now() + (payload.isSlow ? LONGEST_SLOW_MS : LONGEST_MS)
  let [view, slowestMs, peakMiB] = [await on.api.order(order), 0, 0]
  while (!isTold(view) && performance.now() < giveUpAt) {
    await sleep(LOOK_MS)
    const begin = performance.now()
    view = await on.api.order(order)
    slowestMs = Math.max(slowestMs, performance.now() - begin)
    peakMiB = Math.max(peakMiB, await residentMiB(on.pid))
  }
  const heard = payload.script ? said() : Number(isTold(view))
  on.say()
  if (!LAST.includes(view.phase)) await on.api.post(`/orders/${order}/cancel`, {})
  const { phase, problem } = view
  const isPlain = await showsPlainText(on, order, view)
  const code = problem?.code ?? ''
  return { phase, code, heard, slowestMs: Math.round(slowestMs), peakMiB, isPlain }
}

export async function request(on: HostileGround, n: number): Promise<OrderId> {
  const data = { names: [`n${n}.${ZONE}`], issuer: issuerOf(n) }
  const { status, body } = await on.api.post('/requests', data)
  if (status !== 202) throw new Error(`POST /requests says ${status}: ${JSON.stringify(body)}`)
  return (body as { orderId: OrderId }).orderId
}

/** An order that is not there yet has no phase. */
const isTold = ({ phase, problem }: OrderView): boolean =>
  LAST.includes(phase) || problem !== undefined

export async function residentMiB(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Math.round(Number(status.match(/^VmRSS:\s+(\d+)/m)?.[1]) / 1024)
}

// What a terminal, a log or a reader's eye takes for more than text; a line of the command line's own has its end.
const NOT_TEXT = /[\p{Cc}\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/u

async function showsPlainText(on: HostileGround, order: OrderId, view: OrderView) {
  const cli = runCli(['order', 'show', order], on.folder, on.env)
  await cli.exit
  const shown = (cli.stdout + cli.stderr).replaceAll('\n', '')
  return shown !== '' && !NOT_TEXT.test(shown) && !stringsIn(view).some((one) => NOT_TEXT.test(one))
}

const stringsIn = (value: unknown): string[] =>
  typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(stringsIn)
    : [String(value)]

/** Lines of the log that are not one JSON object, or have more than text in them. */
export async function brokenLines(log: string): Promise<number> {
  const lines = (await readFile(log, 'utf8')).split('\n').filter((line) => line !== '')
  return lines.filter((line) => NOT_TEXT.test(line) || !isObject(line)).length
}

function isObject(line: string): boolean {
  try {
    return typeof JSON.parse(line) === 'object'
  } catch {
    return false
  }
}
