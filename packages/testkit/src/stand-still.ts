import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'

const TRIES = 1000

/** SIGSTOP reaches the threads of a program one by one, and until then they answer. Resolves when all have stopped. */
export async function standStill(pid: number): Promise<void> {
  process.kill(pid, 'SIGSTOP')
  for (let tries = 0; tries < TRIES; tries += 1) {
    const states = readdirSync(`/proc/${pid}/task`).map((thread) => stateOf(pid, thread))
    if (states.every((state) => state === 'T')) return
    await pause(1)
  }
  throw new Error(`process ${pid} does not stop`)
}

/** The letter after the name, which stands in parentheses and may hold some itself: proc(5). */
function stateOf(pid: number, thread: string) {
  try {
    return /\) (\w) [^)]*$/.exec(readFileSync(`/proc/${pid}/task/${thread}/stat`, 'utf8'))?.[1]
  } catch {
    // It has just ended.
    return undefined
  }
}
