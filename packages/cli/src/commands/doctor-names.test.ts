import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DnsQueryError, type Query, query } from '@certwire/dns'
import { startSandboxHvca } from '@certwire/sandbox'
import { expect, onTestFinished, test } from 'vitest'
import { stage } from '../test-stage.ts'

/** No resolver answers; the servers of this machine do. */
const offline: Query = (server, question, options, signal) =>
  options.recursionDesired
    ? Promise.reject(new DnsQueryError('ERR_DNS_TIMEOUT', 'no answer within 2 s'))
    : query(server, question, options, signal)

async function doctor(names: readonly string[], config?: object) {
  const folder = await mkdtemp(join(tmpdir(), 'certwire-cli-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const file = join(folder, 'certwire.yaml')
  await writeFile(file, JSON.stringify({ dataDir: folder, ...config }))
  const { run } = stage({ env: { CERTWIRE_CONFIG: file }, query: offline })
  const { code, stdout, stderr } = await run('doctor', 'names', ...names)
  return { code, stderr, lines: stdout.split('\n').map((line) => line.split(/ {2,}/)) }
}

test('a fresh checkout with its sandbox is healthy', async () => {
  const { code, lines, stderr } = await doctor(['a.example.test', '*.a.example.test'])

  expect([code, stderr]).toEqual([0, ''])
  expect(lines.slice(1, -1).map(([name, check, level]) => [name, check, level])).toEqual([
    ...['zone', 'delegation', 'cname', 'dnssec', 'txt'].map((one) => ['a.example.test', one, 'ok']),
    ...[
      ['a.example.test', 'caa', 'ok'],
      ['*.a.example.test', 'caa', 'ok'],
    ],
    ['a.example.test', 'write', 'ok'],
  ])
})

test('a failure is the end of a script, and says what to do', async () => {
  const { code, lines, stderr } = await doctor(['www.example.org'])

  const zone = lines.find(([, check]) => check === 'zone')
  expect([code, zone?.slice(2, 4)]).toEqual([1, ['failure', 'ERR_DNS_ZONE_NOT_CONFIGURED']])
  expect(zone?.at(-1)).toMatch(/^Add the zone to dns\.zones/)
  expect(stderr).toMatch(/^error: ERR_DOCTOR_FAILURES: One thing keeps a certificate/m)
})

test('a CA that cannot be asked is a finding, and the names are looked at all the same', async () => {
  const issuers = { ca: { directory: 'https://127.0.0.1:1/directory' } }
  const { lines } = await doctor(['www.example.org'], { defaultIssuer: 'ca', issuers })

  expect(lines.slice(1, 3).map(([name, check, level]) => [name, check, level])).toEqual([
    ['ca', 'ca', 'warning'],
    ['www.example.org', 'zone', 'failure'],
  ])
})

test.each([
  [90, 'ok'],
  [9, 'warning'],
])('a name that is claimed at the CA for %i days needs no zone: %s', async (days, expected) => {
  const expiresAt = new Date(Date.now() + days * 86_400_000)
  const claims = [{ domain: 'example.org', status: 'VERIFIED' as const, expiresAt }]
  const stub = await startSandboxHvca({ account: { claims } })
  onTestFinished(() => stub.close())
  const hvca = {
    ...{ url: stub.endpoint, apiKey: stub.apiKey, apiSecret: stub.apiSecret },
    ...{ clientCertificate: stub.clientCertificatePem, clientKey: stub.clientKeyPem },
    tlsCa: stub.tlsCaPem,
  }
  const issuers = { ca: { directory: 'https://127.0.0.1:1/directory', hvca } }

  const { lines } = await doctor(['www.example.org'], { defaultIssuer: 'ca', issuers })

  expect(lines.slice(1, -1).map(([name, check, level]) => [name, check, level])).toEqual([
    ['ca', 'ca', 'warning'],
    ['www.example.org', 'claim', expected],
    ['www.example.org', 'caa', 'warning'],
  ])
})

test.each([
  ['a name that is none', ['a..example.test'], 'ERR_USAGE'],
  ['an issuer that is none', ['a.example.test', '--issuer', 'nobody'], 'ERR_ISSUER_UNKNOWN'],
])('%s is told before anything is looked at', async (_what, args, code) => {
  const ended = await doctor(args)

  expect([ended.code, ended.stderr]).toEqual([2, expect.stringContaining(`error: ${code}: `)])
})
