import { Agent } from 'node:https'
import { describe, expect, onTestFinished, test } from 'vitest'
import { send } from '../ca/test-https.ts'
import { hvcaRefusal, type SandboxHvcaOptions, startSandboxHvca } from './start.ts'

const json = { 'content-type': 'application/json;charset=utf-8' }
const then = new Date('2026-12-24T12:00:00Z')

async function stage(options: SandboxHvcaOptions = {}) {
  let now = new Date('2026-11-24T12:00:00Z').getTime()
  const stub = await startSandboxHvca({ ...options, clock: () => new Date(now) })
  const { tlsCaPem: ca, clientCertificatePem: cert, clientKeyPem: key } = stub
  const agent = new Agent({ ca, cert, key })
  onTestFinished(async () => {
    agent.destroy()
    await stub.close()
  })
  const body = JSON.stringify({ api_key: stub.apiKey, api_secret: stub.apiSecret })
  const login = (given = body, headers: Record<string, string> = json) =>
    send(agent, 'POST', `${stub.endpoint}/login`, { body: given, headers })
  const token = async () => `Bearer ${(await login()).body.access_token}`
  const get = async (path: string, authorization?: string) =>
    send(agent, 'GET', `${stub.endpoint}${path}`, {
      headers: { authorization: authorization ?? (await token()) },
    })
  const pass = (ms: number) => {
    now += ms
  }
  return { stub, login, token, get, pass }
}

test('without a client certificate nothing is answered', async () => {
  const { stub } = await stage()
  const stranger = new Agent({ ca: stub.tlsCaPem })

  await expect(send(stranger, 'GET', `${stub.endpoint}/quotas/issuance`)).rejects.toThrow()
  expect(stub.calls).toEqual([])
})

describe('a login', () => {
  test.each([
    [json, '{"api_key":"0123456789abcdef","api_secret":"no"}', 401],
    [json, 'null', 401],
    [json, '{', 400],
    [{ 'content-type': 'application/json' }, '{}', 415],
  ])('with %j and %s is refused with %i', async (headers, body, status) => {
    const { login } = await stage()

    expect((await login(body, headers)).status).toBe(status)
  })

  test('is good for ten minutes', async () => {
    const { get, token, pass } = await stage()
    const bearer = await token()
    const first = await get('/quotas/issuance', bearer)
    pass(10 * 60_000)

    expect(first).toMatchObject({ status: 200, body: { value: 1000 } })
    expect((await get('/quotas/issuance', bearer)).status).toBe(401)
  })
})

test('a list has pages, whose headers tell how many and where to go on', async () => {
  const claims = [1, 2, 3].map((n) => ({ domain: `d${n}.example`, status: 'VERIFIED' as const }))
  const { get } = await stage({ account: { claims }, largestPage: 2 })

  const first = await get('/claims/domains?status=VERIFIED&per_page=100')
  const second = await get('/claims/domains?status=VERIFIED&page=2')

  expect(first.body.map(({ domain }: { domain: string }) => domain)).toEqual([
    ...['d1.example.', 'd2.example.'],
  ])
  expect(first.headers['total-count']).toBe('3')
  expect(first.headers.links).toContain('page=2>; rel="next"')
  expect(second.body.length).toBe(1)
})

test('what was issued is asked for by its span', async () => {
  const issued = [{ serial: '0A', notBefore: then, notAfter: then }]
  const { get } = await stage({ account: { issued } })
  const at = then.getTime() / 1000

  expect((await get(`/stats/issued?from=${at}&to=${at}`)).body).toEqual([
    { serial_number: '0A', not_before: at, not_after: at },
  ])
  expect((await get(`/stats/issued?from=${at + 1}`)).body).toEqual([])
})

test.each([
  ['/claims/domains', 422],
  ['/claims/domains?status=VERIFIED&page=x', 422],
  ['/stats/issued?from=now', 422],
  ['/constructor', 404],
])('%s is refused with %i', async (path, status) => {
  const { get } = await stage()

  expect(await get(path)).toMatchObject({ status, body: { errors: {} } })
})

test('a test answers in its place, and sees every call', async () => {
  const { stub, get } = await stage()
  stub.answerNext(hvcaRefusal(429, { 'retry-after': '7' }), { operation: 'GET /quotas/issuance' })

  const answer = await get('/quotas/issuance')

  expect([answer.status, answer.headers['retry-after']]).toEqual([429, '7'])
  expect(stub.calls.map(({ operation, outcome }) => `${operation} ${outcome}`)).toEqual([
    ...['POST /login ok', 'GET /quotas/issuance scripted'],
  ])
})
