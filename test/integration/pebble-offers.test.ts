import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type ChallengeType, loadConfig } from '@certwire/config'
import { type SandboxDns, startSandboxDns } from '@certwire/sandbox'
import { type Pebble, startPebble } from '@certwire/testkit'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { testApi } from '../support/api.ts'
import { openServices } from '../support/open-services.ts'
import { onPebbles } from '../support/pebble.ts'
import { wiretap } from '../support/wiretap.ts'

const ZONE = 'example.test'
/** Each test has its own, for old Pebbles do not read what one of them left behind: it may be too long for UDP. */
const namesOf = (label: string) => [`${label}.${ZONE}`, `*.${label}.${ZONE}`]

onPebbles('all services at Pebble', (binary) => {
  let dns: SandboxDns
  let pebble: Pebble

  beforeAll(async () => {
    dns = await startSandboxDns({ zones: [ZONE] })
    pebble = await startPebble({
      ...{ binary, dnsServer: dns.address, caaIdentities: ['pebble.example'] },
      env: { PEBBLE_VA_NOSLEEP: '1', PEBBLE_AUTHZREUSE: '0', PEBBLE_ALTERNATE_ROOTS: '1' },
    })
  })
  afterAll(async () => {
    await Promise.all([pebble.close(), dns.close()])
  })

  /** An account of its own, that proves names in this way. */
  async function services(...challenges: ChallengeType[]) {
    const dataDir = await mkdtemp(join(tmpdir(), 'certwire-pebble-'))
    const config = await loadConfig({ env: { CERTWIRE_DATA_DIR: dataDir }, cwd: dataDir })
    const issuer = {
      ...{ name: 'pebble', contact: [], origins: [], propagation: 'all' as const, challenges },
      ...{ directory: pebble.directoryUrl, tlsCa: pebble.tlsCaPem },
    }
    const asked = { endpoint: dns.http.url, servers: [dns.address] }
    const running = await openServices({
      ...{ tap: wiretap(), file: ':memory:', token: 'token', isCalm: true },
      ...{ clock: () => new Date(), random: Math.random },
      config: {
        ...{ ...config, defaultIssuer: 'pebble', issuers: { pebble: issuer } },
        http: { ...config.http, port: 0 },
        dns: {
          ...{ ...config.dns, resolvers: [dns.address] },
          zones: [{ zone: ZONE, provider: 'sandbox', ...asked }],
        },
      },
    })
    onTestFinished(async () => {
      await running.close()
      await rm(dataDir, { recursive: true, force: true })
    })
    return testApi(running.url, 'token')
  }

  test.each<[ChallengeType, RegExp]>([
    ['dns-01', /^_acme-challenge\./],
    ['dns-account-01', /^(_[a-z2-7]{16}\.)?_acme-challenge\./],
    ['dns-persist-01', /^(_validation-persist|_acme-challenge)\./],
  ])('names are proved by %s where it is offered', async (type, name) => {
    const api = await services(type, 'dns-01')
    const before = dns.journal.length

    const order = await api.finished(await api.request(namesOf(type)))

    expect([order.phase, order.problem]).toEqual(['issued', undefined])
    for (const change of dns.journal.slice(before)) expect(change.name).toMatch(name)
  })

  test.each(['account', 'certificate'])('the key of the %s revokes', async (key) => {
    const api = await services('dns-01')
    const orderId = await api.request(namesOf(key))
    const { certificate } = await api.finished(orderId)
    const path = `/certificates/${certificate?.certificateId}`

    await api.post(`${path}/revoke`, { reason: 'superseded', key })

    await expect.poll(() => api.get(path)).toMatchObject({ revoked: { reason: 'superseded' } })
    await expect.poll(() => api.order(orderId)).toMatchObject({ phase: 'revoked' })
  })
})
