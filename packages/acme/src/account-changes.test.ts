import { afterEach, beforeEach, expect, test } from 'vitest'
import { failureOf, problem, type Stage, signal, stage } from './test-stage.ts'

let is: Stage
beforeEach(async () => {
  is = await stage()
})
afterEach(() => is.close())

const contact = ['mailto:a@b.example']

test('an account is asked for with a POST-as-GET', async () => {
  expect(await is.acme.account(signal)).toEqual({
    ...{ url: `${is.origin}/account/1`, status: 'valid', contact: [] },
    orders: `${is.origin}/account/1/orders`,
  })
  expect(is.ca.asked.at(-1)).toMatchObject({ path: '/account/1', payload: null })
})

test('an update says only what changes', async () => {
  expect(await is.acme.updateAccount({ contact }, signal)).toMatchObject({ contact })
  await is.acme.updateAccount({ termsOfServiceAgreed: true }, signal)

  expect(is.ca.asked.slice(-2).map(({ payload }) => payload)).toEqual([
    { contact },
    { termsOfServiceAgreed: true },
  ])
})

test('a deactivation says what has become of the account', async () => {
  is.answer('/account/1', (r) => r.end(JSON.stringify({ status: 'deactivated' })))

  expect(await is.acme.deactivateAccount(signal)).toMatchObject({ status: 'deactivated' })
  expect(is.ca.asked.at(-1)?.payload).toEqual({ status: 'deactivated' })
})

test('a CA that wants new terms agreed to says where they are', async () => {
  const link = '<https://ca.example/terms/2>;rel="terms-of-service", </help>;rel=help'
  is.answer('/account/1', (r) => r.writeHead(403, { link }).end(problem('userActionRequired')))

  expect(await failureOf(is.acme.account(signal))).toMatchObject({
    ...{ code: 'ERR_ACME_USER_ACTION_REQUIRED', help: `${is.origin}/help` },
    termsOfService: 'https://ca.example/terms/2',
  })
})

test('a CA that takes no such signature says which it takes', async () => {
  const body = { ...JSON.parse(problem('badSignatureAlgorithm')), algorithms: ['RS256', 'ES256'] }
  is.answer('/account/1', (r) => r.writeHead(400).end(JSON.stringify(body)))

  expect(await failureOf(is.acme.account(signal))).toMatchObject({
    algorithms: ['RS256', 'ES256'],
  })
})
