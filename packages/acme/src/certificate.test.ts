import { generateKeyPairSync } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { publicJwk } from './jwk.ts'
import { revokeByCertificateKey } from './load.ts'
import { failureOf, now, problem, type Stage, signal, stage } from './test-stage.ts'

let is: Stage
beforeEach(async () => {
  is = await stage()
})
afterEach(() => is.close())

const PEM = '-----BEGIN CERTIFICATE-----\nMA==\n-----END CERTIFICATE-----\n'
const download = () => is.acme.certificate(`${is.origin}/cert/1`, signal)

test('a chain is asked for by its media type, and comes with its alternates', async () => {
  expect(await download()).toEqual({ chain: PEM, alternates: [`${is.origin}/cert/1/1`] })
  expect(is.ca.asked.at(-1)).toMatchObject({
    ...{ headers: { accept: 'application/pem-certificate-chain' }, payload: null },
  })
})

test('alternates are read however they are written, and only where we may go', async () => {
  const link = [
    '</cert/1/1>; rel=alternate; title="a;b", </cert/1/2>;title=x;REL="up alternate"',
    '<https://evil.example/>;rel="alternate"',
    '<https://[>;rel="alternate"',
    '</up>;rel="up"',
    'nonsense;rel="alternate"',
    '</cert/1/3>',
  ]
  is.answer('/cert/1', (response) => response.writeHead(200, { link }).end(PEM))

  expect((await download()).alternates).toEqual([`${is.origin}/cert/1/1`, `${is.origin}/cert/1/2`])
})

test.each(['', '<html>', '{}', '-----BEGIN CERTIFICATE-----', PEM.replaceAll('CERT', 'NOCERT')])(
  'an answer without a certificate is malformed: %j',
  async (body) => {
    is.answer('/cert/1', (response) => response.end(body))

    expect(await failureOf(download())).toMatchObject({
      ...{ code: 'ERR_CA_MALFORMED', outcomeUnknown: false },
    })
  },
)

describe('revoking', () => {
  test('sends the first certificate, and the reason if there is one', async () => {
    const other = PEM.replace('MA==', 'MQ==')
    await is.acme.revoke(PEM + other, signal)
    await is.acme.revoke(other + PEM, signal, { reason: 4 })

    const payloads = is.ca.asked.filter(({ path }) => path === '/revoke').map((a) => a.payload)
    expect(payloads).toEqual([{ certificate: 'MA' }, { certificate: 'MQ', reason: 4 }])
  })

  test('may be signed by the certificate’s own key, without any account', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const { directory, tlsCa } = is.ca
    const ca = { directory, tlsCa, userAgent: 'x', clock: () => now }

    await revokeByCertificateKey(ca, PEM, privateKey, 1, signal)

    const { protected: header, payload } = is.ca.asked.at(-1) ?? {}
    expect(header).toMatchObject({ jwk: publicJwk(privateKey) })
    expect(header).not.toHaveProperty('kid')
    expect(payload).toEqual({ certificate: 'MA', reason: 1 })
    expect(is.ca.paths('POST')).toEqual(['/revoke'])
  })

  test('what is revoked already succeeds', async () => {
    is.answer('/revoke', (r) => r.writeHead(400).end(problem('alreadyRevoked')))

    expect(await is.acme.revoke(PEM, signal)).toBeUndefined()
  })

  test('may be refused', async () => {
    is.answer('/revoke', (r) => r.writeHead(400).end(problem('badRevocationReason')))

    expect(await failureOf(is.acme.revoke(PEM, signal, { reason: 99 }))).toMatchObject({
      code: 'ERR_ACME_BAD_REVOCATION_REASON',
    })
  })
})
