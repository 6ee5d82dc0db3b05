import process from 'node:process'
import { afterAll, beforeAll, describe } from 'vitest'
import { mongodbStore } from './mongodb.ts'
import { mongodbServer, type TestServer } from './mongodb-server.ts'
import { storeSuite } from './store.suite.ts'

describe('mongodb', () => {
  let server: TestServer
  beforeAll(async () => {
    // biome-ignore lint/style/noProcessEnv: a test asks its surroundings which server it may use
    server = await mongodbServer(process.env)
    process.stdout.write(`mongodb store: tested against ${server.description}\n`)
  }, 120_000)
  afterAll(() => server.stop())

  storeSuite(() => mongodbStore({ uri: server.uri, appName: 'certwire-test' }))
})
