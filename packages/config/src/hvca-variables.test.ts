import { randomBytes } from 'node:crypto'
import { startSandboxHvca } from '@certwire/sandbox'
import { describe, expect, test } from 'vitest'
import { load, wrong } from './test-folder.ts'

const stub = await startSandboxHvca()
await stub.close()
const { apiKey, apiSecret, clientCertificatePem, clientKeyPem } = stub

const env = {
  ...{ GLOBALSIGN_API_KEY: apiKey, GLOBALSIGN_API_SECRET: apiSecret },
  ...{ GLOBALSIGN_CLIENT_CERTIFICATE: clientCertificatePem, GLOBALSIGN_CLIENT_KEY: clientKeyPem },
}
const eab = { kid: 'kid-1', hmacKey: randomBytes(32).toString('base64url') }
const atlas = { extends: 'globalsign-atlas', eab, contact: ['mailto:ops@example.com'] }
const { extends: _, ...named } = atlas
const yaml = (defaultIssuer: string, issuers: object) => JSON.stringify({ defaultIssuer, issuers })

describe('GLOBALSIGN_…', () => {
  test.each([
    ['globalsign-atlas', { 'globalsign-atlas': named }, 'globalsign-atlas'],
    ['team', { team: atlas, other: atlas }, 'team'],
    ['letsencrypt', { letsencrypt: {}, team: atlas }, 'team'],
    ['own', { own: { directory: 'https://apac.example/directory' } }, 'own'],
  ])('with %s as default issuer and %j belong to %s', async (name, issuers, expected) => {
    const config = await load({ yaml: yaml(name, issuers), env })

    const { hvca } = config.issuers[expected] ?? {}
    expect(hvca).toMatchObject({ url: 'https://emea.api.hvca.globalsign.com:8443/v2' })
    expect([hvca?.apiKey.reveal(), hvca?.apiSecret.reveal()]).toEqual([apiKey, apiSecret])
    const all = Object.values(config.issuers).filter((issuer) => issuer.hvca !== undefined)
    expect(all.length).toBe(1)
  })

  test.each([
    ['letsencrypt', { letsencrypt: {} }],
    ['letsencrypt', { letsencrypt: {}, a: atlas, b: atlas }],
    ['sandbox', {}],
  ])('with %s as default issuer and %j belong to nobody', async (name, issuers) => {
    expect(await wrong({ yaml: yaml(name, issuers), env })).toEqual([
      'GLOBALSIGN_API_KEY ERR_CONFIG_ISSUER',
    ])
  })

  test.each(Object.keys(env))('are not whole without %s', async (missing) => {
    const others = Object.fromEntries(Object.entries(env).filter(([key]) => key !== missing))

    expect(await wrong({ yaml: yaml('team', { team: atlas }), env: others })).toEqual([
      `${missing} ERR_CONFIG_MISSING`,
    ])
  })

  test('may be in files, or in the configuration', async () => {
    const hvca = { clientCertificate: { file: 'cert' }, clientKey: { file: 'key' } }
    const config = await load({
      yaml: yaml('team', { team: { ...atlas, hvca } }),
      env: { GLOBALSIGN_API_KEY: apiKey, GLOBALSIGN_API_SECRET_FILE: 'secret' },
      files: { cert: clientCertificatePem, key: clientKeyPem, secret: apiSecret },
    })

    expect(config.issuers.team?.hvca?.apiSecret.reveal()).toBe(apiSecret)
  })
})

describe('the client’s key', () => {
  const given = (hvca: object) => {
    const all = { apiKey, apiSecret, clientCertificate: clientCertificatePem, ...hvca }
    return wrong({ yaml: yaml('team', { team: { ...atlas, hvca: all } }) })
  }

  test('is that of its certificate', async () => {
    const other = await startSandboxHvca()
    await other.close()

    expect(await given({ clientKey: clientKeyPem })).toEqual([])
    expect(await given({ clientKey: other.clientKeyPem })).toEqual([
      'issuers.team.hvca.clientKey ERR_CONFIG_HVCA_KEY',
    ])
  })

  test('is one', async () => {
    expect(await given({ clientKey: 'none' })).toEqual([
      'issuers.team.hvca.clientKey ERR_CONFIG_HVCA_KEY',
    ])
  })
})
