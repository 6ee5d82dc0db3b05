import { type MongodbServer, startMongodbServer } from '@certwire/testkit'
import { afterAll, beforeAll, describe } from 'vitest'
import { mongodbStore } from './mongodb.ts'
import { storeSuite } from './store.suite.ts'

describe('mongodb', () => {
  let server: MongodbServer
  beforeAll(async () => {
    server = await startMongodbServer()
  }, 120_000)
  afterAll(() => server.stop())

  storeSuite(() => mongodbStore({ uri: server.uri, appName: 'certwire-test' }))
})
