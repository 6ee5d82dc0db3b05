import type { Problem } from '@certwire/contracts'
import { sqliteStore } from '@certwire/store'
import { expect, test } from 'vitest'
import { now } from '../test-stage.ts'
import { issuerStops } from './stop-documents.ts'
import { connectStops } from './stops.ts'

const problem: Problem = {
  ...{ code: 'ERR_ACME_USER_ACTION_REQUIRED', reason: 'new terms', remedy: 'Agree to them.' },
  ...{ actor: 'operator', retryable: false },
}

async function stage() {
  const store = await sqliteStore({ file: ':memory:' })
  const time = { now }
  const stops = connectStops(await store.open(issuerStops), () => time.now)
  const reason = () => stops.reason('sandbox')
  const pass = (seconds: number) => {
    time.now = new Date(time.now.getTime() + seconds * 1000)
  }
  return { note: (why = problem) => stops.note('sandbox', why), reason, pass }
}

test('nothing stands against an issuer that has refused nobody', async () => {
  const { reason } = await stage()

  expect(await reason()).toBeUndefined()
})

test('for a minute every order hears what the first one met', async () => {
  const { note, reason, pass } = await stage()
  await note()
  pass(59)

  expect(await reason()).toEqual(problem)
})

test('then one sees whether it still holds, and what it meets counts for the next minute', async () => {
  const { note, reason, pass } = await stage()
  await note()
  pass(61)

  expect(await reason()).toBeUndefined()
  await note({ ...problem, reason: 'newer terms' })
  expect(await reason()).toMatchObject({ reason: 'newer terms' })
})

test('orders that are refused together keep it once', async () => {
  const { note, reason } = await stage()
  await Promise.all([note(), note(), note()])

  expect(await reason()).toEqual(problem)
})
