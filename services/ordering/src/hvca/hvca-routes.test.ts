import { CertificateId, DnsName } from '@certwire/contracts'
import { type CertificateDocument, certificates as definition } from '@certwire/documents'
import { hvcaRefusal } from '@certwire/sandbox'
import { sqliteStore } from '@certwire/store'
import fastify from 'fastify'
import { describe, expect, onTestFinished, test } from 'vitest'
import { mark, orderId } from '../test-stage.ts'
import { hvcaRoutes } from './hvca-routes.ts'
import { hvcaStage, inDays } from './test-hvca.ts'

async function stage() {
  const on = await hvcaStage({ account: { quota: 9, revoked: 1 } })
  const store = await sqliteStore({ file: ':memory:' })
  onTestFinished(() => store.close())
  const certificates = await store.open(definition)
  const app = fastify()
  const issuers = { names: ['atlas', 'other'] }
  hvcaRoutes(app, { hvca: on.accounts, issuers, certificates, clock: on.clock })
  const get = async (path: string) => {
    const answer = await app.inject(`/issuers/${path}`)
    return { status: answer.statusCode, body: answer.json() }
  }
  return { ...on, certificates, get }
}

/** What is kept here, and the same as the CA has it. */
const kept = (serial: string, days: number, issuer = 'atlas'): CertificateDocument => {
  const certificateId = CertificateId.parse(`crt_${serial}`)
  const [notBefore, notAfter] = [inDays(days).toISOString(), inDays(days + 90).toISOString()]
  return {
    ...{ _id: certificateId, version: 1, tenantId: mark.tenantId, orderId, issuer, chain: 'PEM' },
    names: [DnsName.parse('a.example')],
    facts: { certificateId, serial, subject: '', issuerName: '', notBefore, notAfter },
    ...{ notAfter, createdAt: inDays(days).toISOString() },
  }
}
const issued = (serial: string, days: number) => ({
  ...{ serial, notBefore: inDays(days), notAfter: inDays(days + 90) },
})

test('the account is shown as it is at this moment', async () => {
  const { get, stub } = await stage()
  stub.account.claims.push({ domain: 'a.example', status: 'VERIFIED', expiresAt: inDays(9) })
  await get('atlas/hvca')
  stub.account.quota = 8

  expect(await get('atlas/hvca')).toEqual({
    status: 200,
    body: {
      ...{ issuer: 'atlas', quota: 8, issued: 0, revoked: 1, isWhole: true },
      claims: [{ domain: 'a.example', status: 'VERIFIED', expiresAt: inDays(9).toISOString() }],
    },
  })
})

describe('an account is not shown', () => {
  test.each([
    ['nobody/hvca', 404, 'ERR_ISSUER_UNKNOWN'],
    ['constructor/hvca', 404, 'ERR_ISSUER_UNKNOWN'],
    ['other/hvca', 404, 'ERR_ISSUER_HVCA'],
    ['atlas/hvca/reconciliation?from=now', 400, 'ERR_HTTP_INVALID'],
    ['atlas/hvca/reconciliation?from=2099-01-01T00:00:00Z', 400, 'ERR_HTTP_INVALID'],
    ['atlas/hvca/reconciliation?since=now', 400, 'ERR_HTTP_INVALID'],
  ])('%s: %i %s', async (path, status, code) => {
    const { get } = await stage()

    expect(await get(path)).toMatchObject({ status, body: { code } })
  })

  test.each([
    [503, 503, 'ERR_HVCA_BUSY'],
    [403, 502, 'ERR_HVCA_AUTH'],
  ])('when HVCA says %i: %i %s', async (said, status, code) => {
    const { get, stub } = await stage()
    stub.answerNext(hvcaRefusal(said), { times: 9 })

    expect(await get('atlas/hvca')).toMatchObject({ status, body: { code } })
  })
})

describe('reconciliation', () => {
  test('tells what only one side has, by serial number', async () => {
    const { get, stub, certificates } = await stage()
    stub.account.issued.push(issued('0A1', -2), issued('B2', -3), issued('C3', -99))
    for (const one of [kept('A1', -2), kept('D4', -1), kept('E5', -1, 'other')])
      await certificates.insert(one)

    const { body } = await get('atlas/hvca/reconciliation')

    expect(body).toMatchObject({ from: inDays(-30).toISOString(), to: inDays(0).toISOString() })
    expect(body).toMatchObject({ both: 1, isWhole: true })
    expect(body.onlyThere.map(({ serial }: { serial: string }) => serial)).toEqual(['B2'])
    expect(body.onlyHere).toEqual([
      {
        ...{ serial: 'D4', certificateId: 'crt_D4', orderId, names: ['a.example'] },
        notBefore: inDays(-1).toISOString(),
      },
    ])
  })

  test('does not miss what lies across an end of its span', async () => {
    const { get, stub, certificates } = await stage()
    stub.account.issued.push(issued('A1', -2.01), issued('B2', -5))
    await certificates.insert({ ...kept('A1', -1.99), createdAt: inDays(-1).toISOString() })
    await certificates.insert({ ...kept('B2', -5), createdAt: inDays(-4).toISOString() })

    const span = `from=${inDays(-5).toISOString()}&to=${inDays(-2).toISOString()}`
    const { body } = await get(`atlas/hvca/reconciliation?${span}`)

    expect(body).toMatchObject({ both: 1, onlyThere: [], onlyHere: [] })
  })

  test('reads more than a page, also where many were kept in one moment', async () => {
    const { get, stub, certificates } = await stage()
    const serials = Array.from({ length: 1201 }, (_, index) => (0x1000 + index).toString(16))
    for (const serial of serials) {
      stub.account.issued.push(issued(serial.toUpperCase(), -1))
      await certificates.insert(kept(serial, -1))
    }

    const { body } = await get('atlas/hvca/reconciliation')

    expect(body).toMatchObject({ both: 1201, onlyThere: [], onlyHere: [], isWhole: true })
  })
})
