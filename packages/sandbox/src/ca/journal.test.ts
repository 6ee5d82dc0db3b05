import { expect, test } from 'vitest'
import { createJournal } from './journal.ts'
import { certified, placeOrder, testSandbox } from './test-sandbox.ts'

test('every call is in the journal, with what it was about and what became of it', async () => {
  await using sandbox = await testSandbox()
  const client = await sandbox.registered()
  await certified(sandbox, client, 'example.test')
  const refused = await client.post(client.url('newOrder'), {})
  const words = sandbox.ca.calls.map(({ operation, status }) => `${operation} ${status}`)
  expect(words).toEqual([
    ...['directory 200', 'newNonce 200', 'newAccount 201', 'newOrder 201', 'authorization 200'],
    ...['challenge 200', 'finalize 200', 'certificate 200', 'newOrder 400'],
  ])
  expect(sandbox.ca.calls[2]).toMatchObject({ operation: 'newAccount', account: client.kid })
  expect(sandbox.ca.calls.at(-1)).toEqual({
    ...{ at: expect.any(Date), operation: 'newOrder', url: client.url('newOrder') },
    ...{ account: client.kid, outcome: 'answered', status: refused.status, problem: 'malformed' },
  })
})

test('a call before the Retry-After of its resource is early, one after it is not', async () => {
  let now = new Date('2027-01-01T00:00:00Z')
  await using sandbox = await testSandbox({ clock: () => now })
  const client = await sandbox.registered()
  sandbox.ca.validatingFor(10_000)
  const { url, body } = await placeOrder(client, 'example.test')
  const [challenge] = (await client.post(body.authorizations[0])).body.challenges
  await client.post(challenge.url, {})
  await client.post(url)
  for (const ms of [9_999, 1_000]) {
    now = new Date(now.getTime() + ms)
    await client.post(url)
  }
  const polls = sandbox.ca.calls.filter((each) => each.url === url)
  expect(polls.map(({ early }) => early)).toEqual([undefined, true, undefined])
  expect(polls[0]).toMatchObject({ retryAfter: '10' })
})

const call = (url: string, account?: string) => ({
  ...({ operation: 'order', url, account, address: '127.0.0.1' } as const),
})

test('what one account is told concerns no other', () => {
  const journal = createJournal(10, () => new Date(0))
  journal.answered(journal.open(call('a', 'one')), '', { status: 200, retryAfter: '60' })
  expect(journal.open(call('a', 'other')).early).toBeUndefined()
  expect(journal.open(call('a', 'one')).early).toBe(true)
})

test('the reply to a finalization tells when to look at the order', () => {
  const journal = createJournal(10, () => new Date(0))
  const answer = { status: 200, retryAfter: '60', location: 'order' }
  journal.answered(journal.open(call('finalize', 'one')), '', answer)
  expect(journal.open(call('order', 'one')).early).toBe(true)
})

test('it keeps the latest calls and does not grow for ever', () => {
  const journal = createJournal(10, () => new Date(0))
  for (let at = 0; at < 1000; at++) journal.open(call(`${at}`))
  expect(journal.calls.length).toBeLessThanOrEqual(20)
  expect(journal.calls.slice(-10).map(({ url }) => url)).toEqual([
    ...Array.from({ length: 10 }, (_, at) => `${990 + at}`),
  ])
})
