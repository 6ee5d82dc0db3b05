import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, expect, test } from 'vitest'

// A process of its own for each: that is what the lock is between.
const script = `
  import { appendFileSync } from 'node:fs'
  import { withLock } from '${new URL('../../scripts/lock.mjs', import.meta.url)}'
  const [lock, log] = process.argv.slice(1)
  const work = async () => {
    appendFileSync(log, 'in ')
    await new Promise((resolve) => setTimeout(resolve, 50))
    appendFileSync(log, 'out ')
  }
  await withLock(lock, { work, onWait: () => {} })
`
const run = promisify(execFile)
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'certwire-lock-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function contenders(count: number): Promise<string> {
  const log = join(folder, 'log')
  await writeFile(log, '')
  const args = ['--input-type=module', '-e', script, join(folder, 'lock'), log]
  await Promise.all(Array.from({ length: count }, () => run(process.execPath, args)))
  return readFile(log, 'utf8')
}

test('several at once work one after the other, and leave nothing behind', async () => {
  expect(await contenders(3)).toBe('in out in out in out ')
  expect(await readdir(folder)).toEqual(['log'])
})

test('a lock whose owner is dead goes to one of those who wait', async () => {
  const { stdout: pid } = await run(process.execPath, ['-p', 'process.pid'])
  await mkdir(join(folder, 'lock'))
  await writeFile(join(folder, 'lock', `${hostname()}_${pid.trim()}`), '')

  expect(await contenders(3)).toBe('in out in out in out ')
})
