import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EabView } from '@certwire/contracts'
import type { SandboxCa, SandboxCaHook } from '@certwire/sandbox'
import { endChild } from '@certwire/testkit'
import type { EabCrashPoint } from './points.ts'

export interface EabClientInput {
  readonly file: string
  readonly kek: string
  readonly directory: string
  readonly tlsCa: string
  readonly kid: string
  readonly hmacKey: string
  /** How far its clock is ahead: who comes after a crash comes when nobody is waited for any more. */
  readonly laterMs: number
  /** Until it is killed; else it ends by itself, and leaves what it has compiled to those that come after it. */
  readonly stays: boolean
}

export interface EabCrashTrial {
  readonly point: EabCrashPoint
  readonly wasKilled: boolean
  /** The process that came after it has an account with which it can order, and knows that its EAB is used. */
  readonly hasAccount: boolean
  readonly accountUrl: string
}

interface Said {
  readonly accountUrl: string
  readonly order: string
  readonly eab?: EabView
}

const client = join(import.meta.dirname, 'client.ts')
const LATER_MS = 60_000
const PATIENCE_MS = 60_000

/** A CA tells where its call is; whoever lies in wait there kills. */
export interface Ambush {
  readonly hook: SandboxCaHook
  set(point: EabCrashPoint, kill: () => Promise<void>): void
}

export function ambush(random: () => number): Ambush {
  let aim: { point: EabCrashPoint; seen: number; kill: () => Promise<void> } | undefined
  return {
    set: (point, kill) => {
      aim = { point, seen: 0, kill }
    },
    hook: async ({ operation }, phase) => {
      const { at, withinMs } = aim?.point ?? {}
      if (!aim || at?.operation !== operation || at.phase !== phase) return undefined
      aim.seen += 1
      if (aim.seen !== at.time) return undefined
      const { kill } = aim
      aim = undefined
      if (withinMs === undefined) await kill()
      // The CA goes on meanwhile.
      else void sleep(random() * withinMs).then(kill)
      return 'drop'
    },
  }
}

interface On {
  readonly ca: SandboxCa
  readonly trap: Ambush
  readonly hmacKey: string
  readonly random: () => number
  /** For the stores, and for what is compiled. */
  readonly folder: string
}

/** Registers with a single-use EAB, is killed on the way, and registers again. */
export async function eabCrashTrial(
  point: EabCrashPoint,
  kid: string,
  { ca, trap, hmacKey, random, folder }: On,
): Promise<EabCrashTrial> {
  const { directoryUrl: directory, tlsCaPem: tlsCa } = ca
  const kek = randomBytes(32).toString('base64')
  const input = { file: join(folder, `${kid}.db`), kek, directory, tlsCa, kid, hmacKey }
  const wasKilled = await doomed({ ...input, laterMs: 0, stays: true }, point, trap, random)
  const after = { ...input, laterMs: LATER_MS, stays: false }
  const { accountUrl, order, eab } = await survivor(after)
  const isUsed = eab?.state === 'used' && eab.accountUrl === accountUrl
  return { point, wasKilled, accountUrl, hasAccount: isUsed && order === 'pending' }
}

async function doomed(
  input: EabClientInput,
  point: EabCrashPoint,
  trap: Ambush,
  random: () => number,
): Promise<boolean> {
  const child = start(input)
  const killed = Promise.withResolvers<boolean>()
  const kill = async () => {
    await endChild(child)
    killed.resolve(true)
  }
  trap.set(point, kill)
  if (!point.at) {
    await line(child, (said) => said === 'begins')
    await sleep(random() * (point.withinMs ?? 0))
    await kill()
  }
  const cameThrough = sleep(PATIENCE_MS, false, { ref: false })
  const wasKilled = await Promise.race([killed.promise, cameThrough])
  await endChild(child)
  return wasKilled
}

async function survivor(input: EabClientInput): Promise<Said> {
  const child = start(input)
  const gone = once(child, 'exit')
  const said = JSON.parse(await line(child, (one) => one.startsWith('{')))
  await gone
  return said
}

function start(input: EabClientInput): ChildProcess {
  const args = ['--conditions=certwire-source', client, JSON.stringify(input)]
  // biome-ignore lint/style/noProcessEnv: a program needs its PATH.
  const { PATH } = process.env
  return spawn(process.execPath, args, {
    env: { PATH, NODE_COMPILE_CACHE: join(dirname(input.file), 'compiled') },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** The first line like this that it says. */
async function line(child: ChildProcess, isMeant: (said: string) => boolean): Promise<string> {
  if (child.stdout)
    for await (const said of createInterface({ input: child.stdout }))
      if (isMeant(said)) return said
  throw new Error(`the process ended (${child.exitCode ?? child.signalCode}) without a word`)
}
