import { AccountKeyError, CaError } from '@certwire/acme'
import { type AccountDesk, aProblem, IssuerError } from '@certwire/issuers'
import fastify from 'fastify'
import { describe, expect, test } from 'vitest'
import { now } from '../test-stage.ts'
import { accountRoutes } from './account-routes.ts'

const view = { issuer: 'ca', state: 'valid' }

/** A desk that answers everything alike, or fails, and writes down what it was asked. */
function stage(failure?: Error) {
  const asked: unknown[] = []
  const answer =
    (operation: string) =>
    async (...given: unknown[]) => {
      asked.push([operation, ...given.filter((one) => !(one instanceof AbortSignal))])
      if (failure) throw failure
      return operation === 'list' || operation === 'eabs' ? [view] : view
    }
  // Every operation of the desk answers like this.
  const accounts = new Proxy({}, { get: (_, name) => answer(String(name)) }) as AccountDesk
  const app = fastify()
  accountRoutes(app, { accounts, clock: () => now, random: () => 0 })
  const post = async (url: string, body?: object) => {
    const payload = body && { payload: body }
    const answered = await app.inject({ method: 'POST', url, ...payload })
    return { status: answered.statusCode, body: answered.json(), headers: answered.headers }
  }
  const get = async (url: string) => (await app.inject(url)).json()
  return { asked, post, get }
}

test('accounts and EABs are listed', async () => {
  const { get } = stage()

  expect(await get('/accounts')).toEqual({ accounts: [view] })
  expect(await get('/accounts/ca')).toEqual(view)
  expect(await get('/eabs')).toEqual({ eabs: [view] })
})

const eab = { issuer: 'ca', kid: 'kid-1', hmacKey: 'MAC', owner: 'team-a' }
test.each([
  ['/accounts/ca', undefined, ['register', 'ca', false]],
  ['/accounts/ca', { anew: true }, ['register', 'ca', true]],
  ['/accounts/ca/rollover', {}, ['rollOver', 'ca']],
  ['/accounts/ca/deactivate', {}, ['deactivate', 'ca']],
  [
    '/accounts/ca/contact',
    { contact: ['mailto:a@b.example'] },
    ['update', 'ca', { contact: ['mailto:a@b.example'], agreeToTerms: false }],
  ],
  ['/accounts/ca/import', { key: 'PEM' }, ['import', 'ca', { key: 'PEM', anew: false }]],
  ['/accounts/ca/export', { format: 'jwk' }, ['export', 'ca', 'jwk']],
  [
    '/eabs',
    eab,
    ['addEab', 'ca', { kid: 'kid-1', hmacKey: 'MAC', owner: 'team-a', reusable: false }],
  ],
  ['/eabs/eab_1/remove', {}, ['removeEab', 'eab_1']],
])('POST %s with %j', async (url, body, call) => {
  const { post, asked } = stage()

  expect(await post(url, body)).toMatchObject({ status: 200, body: view })
  expect(asked).toEqual([call])
})

test('nobody on the way may keep a key', async () => {
  const { post } = stage()

  const { headers } = await post('/accounts/ca/export', {})

  expect(headers['cache-control']).toBe('no-store')
})

test.each([
  ['/accounts/ca/contact', { contact: ['ops@example.com'] }],
  ['/accounts/ca/import', { key: 'PEM', url: 'http://ca.example/account/1' }],
  ['/accounts/ca/rollover', { key: 'PEM' }],
  ['/eabs', { ...eab, expiresAt: 'tomorrow' }],
  ['/eabs', undefined],
])('POST %s with %j is refused', async (url, body) => {
  const { post, asked } = stage()

  expect(await post(url, body)).toMatchObject({ status: 400, body: { code: 'ERR_HTTP_INVALID' } })
  expect(asked).toEqual([])
})

describe('what is against it is said by its code and its status', () => {
  test.each([
    [new IssuerError('ERR_ISSUER_UNKNOWN', 'no'), 404, 'ERR_ISSUER_UNKNOWN'],
    [new IssuerError('ERR_ACCOUNT_BUSY', 'no'), 409, 'ERR_ACCOUNT_BUSY'],
    [new IssuerError('ERR_EAB_USED', 'no'), 409, 'ERR_EAB_USED'],
    [new AccountKeyError('no'), 400, 'ERR_ACCOUNT_KEY'],
    [aProblem('rateLimited', 429), 503, 'ERR_ACME_RATE_LIMITED'],
    [aProblem('invalidContact'), 502, 'ERR_ACME_INVALID_CONTACT'],
    [new CaError('ERR_CA_UNREACHABLE', 'no'), 503, 'ERR_CA_UNREACHABLE'],
    [new CaError('ERR_CA_NO_KEY_CHANGE', 'no'), 502, 'ERR_CA_NO_KEY_CHANGE'],
  ])('%s', async (failure, status, code) => {
    const { post } = stage(failure)

    expect(await post('/accounts/ca')).toMatchObject({ status, body: { code } })
  })
})
