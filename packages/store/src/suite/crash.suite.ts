import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { sqliteStore } from '../sqlite.ts'
import { jobs } from './jobs.ts'

const child = fileURLToPath(new URL('../sqlite/crash-child.ts', import.meta.url))

/** One file, and one process after the other that saves to it and is killed so long after its first save. */
export function crashSuite(delaysMs: readonly number[]) {
  test('no save that has resolved is lost when the process is killed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'certwire-crash-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const file = join(folder, 'crash.db')
    const printed: string[] = []

    for (const [round, delayMs] of delaysMs.entries()) {
      printed.push(...(await saveUntilKilled(file, round, delayMs)))
    }

    const store = await sqliteStore({ file })
    const collection = await store.open(jobs)
    const kept = await Promise.all(printed.map((id) => collection.get(id)))
    await store.close()
    expect(printed.length).toBeGreaterThan(delaysMs.length)
    expect(printed.filter((_, at) => kept[at] === undefined)).toEqual([])
  })
}

/** The ids that the child printed before `kill -9`. */
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
