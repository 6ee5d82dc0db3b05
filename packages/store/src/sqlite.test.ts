import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe } from 'vitest'
import { sqliteStore } from './sqlite.ts'
import { storeSuite } from './store.suite.ts'

const folder = await mkdtemp(join(tmpdir(), 'certwire-store-'))
afterAll(() => rm(folder, { recursive: true }))

describe('sqlite in a file', () => {
  storeSuite(() => sqliteStore({ file: join(folder, 'suite.db') }))
})

describe('sqlite in memory', () => {
  storeSuite(() => sqliteStore({ file: ':memory:' }))
})
