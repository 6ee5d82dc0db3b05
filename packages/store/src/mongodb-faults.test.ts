import { type MongoDouble, startMongoDouble } from '@certwire/testkit'
import { describe, expect, type TestContext, test, vi } from 'vitest'
import { mongodbStore } from './mongodb.ts'
import { type Job, jobs } from './suite/jobs.ts'

const UNAVAILABLE = { code: 'ERR_STORE_UNAVAILABLE' }

/** A double and stores on it, all closed when the test ends. */
async function given({ onTestFinished }: TestContext) {
  const double = await startMongoDouble()
  onTestFinished(() => double.close())
  const connect = async (more = '', operationTimeoutMs = 10_000) => {
    const store = await mongodbStore({
      // The driver looks at a server that it lost at most every half a second, unless told.
      uri: `${double.uri}&heartbeatFrequencyMS=50&minHeartbeatFrequencyMS=10${more}`,
      appName: 'certwire-test',
      serverSelectionTimeoutMs: 300,
      operationTimeoutMs,
    })
    onTestFinished(() => store.close())
    return store
  }
  const open = async (more?: string, operationTimeoutMs?: number) =>
    (await connect(more, operationTimeoutMs)).open<Job>(jobs)
  return { double, connect, open }
}

/** Resolves once so many commands of that name have come in. */
async function received(double: MongoDouble, name: string, times: number) {
  const count = () => double.commands.filter((command) => command === name).length
  await vi.waitUntil(() => count() === times, { interval: 5 })
}

describe.concurrent('a write whose answer is lost', () => {
  const losses = [
    { kind: 'drop', when: 'after', times: 1 },
    // The driver itself repeats a write once: the second loss is ours to resolve.
    { kind: 'drop', when: 'after', times: 2 },
    { kind: 'drop', when: 'before', times: 2 },
    { kind: 'not-primary', times: 1 },
    { kind: 'not-primary', times: 2 },
    { kind: 'write-concern-timeout', times: 1 },
    { kind: 'stepped-down', times: 1 },
    { kind: 'stepped-down', times: 2 },
  ] as const

  test.for(losses)('is an insert all the same: %o', async (fault, context) => {
    const { double, open } = await given(context)
    const collection = await open()
    double.fail({ command: 'insert', ...fault })

    await collection.insert({ _id: 'a', version: 1, key: 'k' })

    expect(await collection.get('a')).toEqual({ _id: 'a', version: 1, key: 'k' })
  })

  test.for(losses)('is a replace all the same: %o', async (fault, context) => {
    const { double, open } = await given(context)
    const collection = await open()
    await collection.insert({ _id: 'a', version: 1 })
    double.fail({ command: 'update', ...fault })

    const isReplaced = await collection.replace({ _id: 'a', version: 2, owner: 'me' })

    expect(isReplaced).toBe(true)
    expect(await collection.get('a')).toEqual({ _id: 'a', version: 2, owner: 'me' })
  })

  test('loses to somebody who came first', async (context) => {
    const { double, open } = await given(context)
    const [mine, others] = [await open(), await open()]
    await mine.insert({ _id: 'a', version: 1 })
    double.fail({ command: 'update', kind: 'drop', when: 'before', times: 2 })
    // Mine looks before it tries again, and that gives the other one time.
    double.fail({ command: 'find', kind: 'late', delayMs: 200 })
    const losing = mine.replace({ _id: 'a', version: 2, owner: 'me' })
    await received(double, 'update', 2)

    const first = others.replace({ _id: 'a', version: 2, owner: 'other' })

    expect(await Promise.all([losing, first])).toEqual([false, true])
  })

  test('rejects once a later version hides what became of it', async (context) => {
    const { double, open } = await given(context)
    const [mine, others] = [await open('&socketTimeoutMS=200&retryWrites=false'), await open()]
    await mine.insert({ _id: 'a', version: 1 })
    double.fail({ command: 'update', kind: 'late', delayMs: 5000 })
    const unknowable = mine.replace({ _id: 'a', version: 2 })
    await received(double, 'update', 1)

    await others.replace({ _id: 'a', version: 3 })

    await expect(unknowable).rejects.toMatchObject(UNAVAILABLE)
  })

  test('is a duplicate only if the document is somebody else’s', async (context) => {
    const { double, open } = await given(context)
    const collection = await open()
    await collection.insert({ _id: 'a', version: 1 })
    double.fail({ command: 'insert', kind: 'drop', when: 'before', times: 2 })

    const second = collection.insert({ _id: 'a', version: 1 })

    await expect(second).rejects.toMatchObject({ code: 'ERR_STORE_DUPLICATE', index: '_id' })
  })
})

describe.concurrent('a server that is late', () => {
  test.for([
    ['a socket', '&socketTimeoutMS=150', 10_000],
    ['the operation', '', 200],
  ] as const)('is not waited for beyond the timeout of %s', async (timeout, context) => {
    const { double, open } = await given(context)
    const [, more, operationTimeoutMs] = timeout
    const collection = await open(more, operationTimeoutMs)
    double.fail({ command: 'find', kind: 'late', delayMs: 5000, times: 9 })
    const asked = performance.now()

    await expect(collection.get('a')).rejects.toMatchObject(UNAVAILABLE)

    expect(performance.now() - asked).toBeLessThan(3000)
  })

  test('whose effect comes late, too, still applies a write once', async (context) => {
    const { double, open } = await given(context)
    const collection = await open('&socketTimeoutMS=150')
    await collection.insert({ _id: 'a', version: 1 })
    double.fail({ command: 'update', kind: 'late', delayMs: 400, effect: 'late' })

    const isReplaced = await collection.replace({ _id: 'a', version: 2 })

    expect(isReplaced).toBe(true)
    expect((await collection.get('a'))?.version).toBe(2)
  })
})

describe.concurrent('a server that is away', () => {
  test('makes the store not ready, with the reason, until it is back', async (context) => {
    const { double, connect } = await given(context)
    const store = await connect()
    await store.ready()
    await double.refuse()
    const asked = performance.now()

    await expect(store.ready()).rejects.toMatchObject(UNAVAILABLE)
    await expect(store.ready()).rejects.toThrow('ECONNREFUSED')

    expect(performance.now() - asked).toBeLessThan(2500)
    await double.accept()
    await store.ready()
  })

  test('does not keep a store from being made, and used later', async (context) => {
    const { double, connect } = await given(context)
    await double.refuse()
    const store = await connect()
    await expect(store.open(jobs)).rejects.toMatchObject(UNAVAILABLE)

    await double.accept()

    const collection = await store.open(jobs)
    await collection.insert({ _id: 'late', version: 1 })
  })

  test('a store that was closed says so', async (context) => {
    const { connect } = await given(context)
    const store = await connect()
    const collection = await store.open(jobs)

    await store.close()

    await expect(collection.get('a')).rejects.toMatchObject({ code: 'ERR_STORE_CLOSED' })
    await expect(store.ready()).rejects.toMatchObject({ code: 'ERR_STORE_CLOSED' })
  })
})
