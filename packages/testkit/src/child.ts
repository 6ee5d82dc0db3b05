import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'

const TRIES = 500

/** Starts a program and resolves when `answers` no longer throws; rejects when it ends first or never answers. */
export async function startChild(
  command: string,
  args: readonly string[],
  options: SpawnOptions,
  answers: () => Promise<unknown>,
): Promise<ChildProcess> {
  const child = spawn(command, args, options)
  const failed = once(child, 'error').then(([error]) => Promise.reject(error))
  await Promise.race([failed, untilItAnswers(command, child, answers)])
  return child
}

async function untilItAnswers(
  command: string,
  child: ChildProcess,
  answers: () => Promise<unknown>,
) {
  let last: unknown
  for (let tries = 0; tries < TRIES && child.exitCode === null; tries += 1) {
    try {
      await answers()
      return
    } catch (error) {
      last = error
      await pause(20)
    }
  }
  await endChild(child)
  throw new Error(`${command} did not answer (exit code ${child.exitCode})`, { cause: last })
}

/** Sends the signal and resolves when the process is gone. */
export async function endChild(
  child: ChildProcess | undefined,
  signal: NodeJS.Signals = 'SIGKILL',
) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill(signal)
  await gone
}

/** A port of 127.0.0.1 that nobody listened on a moment ago. */
export async function freePort(): Promise<number> {
  const listener = createServer().listen(0, '127.0.0.1')
  await once(listener, 'listening')
  const address = listener.address()
  listener.close()
  await once(listener, 'close')
  return typeof address === 'object' && address ? address.port : 0
}
