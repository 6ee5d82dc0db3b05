import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { sqliteStore } from './sqlite.ts'
import { jobs } from './suite/jobs.ts'

const ROUNDS = 20
const child = fileURLToPath(new URL('./sqlite/crash-child.ts', import.meta.url))

test('no save that has resolved is lost when the process is killed', async (context) => {
  // biome-ignore lint/style/noProcessEnv: how a failure is run again
  const seed = Number(process.env.CERTWIRE_SEED ?? Date.now() % 1_000_000)
  process.stdout.write(`sqlite crash: CERTWIRE_SEED=${seed}\n`)
  const random = randomOf(seed)
  const folder = await mkdtemp(join(tmpdir(), 'certwire-crash-'))
  context.onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'crash.db')
  const printed: string[] = []

  for (let round = 0; round < ROUNDS; round++) {
    printed.push(...(await saveUntilKilled(file, round, Math.floor(random() * 60))))
  }

  const store = await sqliteStore({ file })
  const collection = await store.open(jobs)
  const kept = await Promise.all(printed.map((id) => collection.get(id)))
  await store.close()
  expect(printed.length).toBeGreaterThan(ROUNDS)
  expect(printed.filter((_, at) => kept[at] === undefined)).toEqual([])
}, 60_000)

/** The ids that the child printed before `kill -9`, which comes `delayMs` after the first. */
async function saveUntilKilled(file: string, round: number, delayMs: number) {
  const args = ['--conditions=certwire-source', child, file, String(round)]
  const saving = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
  let [output, errors] = ['', '']
  saving.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text
  })
  saving.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors += text
  })
  saving.stdout.once('data', () => {
    setTimeout(() => saving.kill('SIGKILL'), delayMs)
  })
  await once(saving, 'close')
  expect(errors).toBe('')
  // The last line may be cut short.
  return output.split('\n').slice(0, -1)
}

/** mulberry32 */
function randomOf(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
