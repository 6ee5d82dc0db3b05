import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { readOrCreateToken, tokenFileOf } from './token-file.ts'

async function folder() {
  const path = await mkdtemp(join(tmpdir(), 'certwire-cli-'))
  onTestFinished(() => rm(path, { recursive: true }))
  return path
}

test('a token is made once, for its owner alone', async () => {
  const dataDir = await folder()

  const tokens = [await readOrCreateToken(dataDir), await readOrCreateToken(dataDir)]

  expect(new Set(tokens.map((token) => token.reveal())).size).toBe(1)
  expect((await stat(tokenFileOf(dataDir))).mode & 0o777).toBe(0o600)
  expect(await readdir(dataDir)).toEqual(['api-token'])
})

test('one that is there is taken', async () => {
  const dataDir = await folder()
  await writeFile(tokenFileOf(dataDir), 'mine\n')

  expect((await readOrCreateToken(dataDir)).reveal()).toBe('mine')
})
