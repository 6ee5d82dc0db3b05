import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { loadConfig } from './load-config.ts'
import { folderWith, load, wrong } from './test-folder.ts'

describe('without certwire.yaml', () => {
  test('there is the sandbox, a SQLite file in the folder and a listener on loopback', async () => {
    const cwd = await folderWith()

    expect(await loadConfig({ env: {}, cwd })).toMatchObject({
      dataDir: join(cwd, '.certwire'),
      defaultIssuer: 'sandbox',
      issuers: { sandbox: { name: 'sandbox' } },
      http: { host: '127.0.0.1', port: 8555 },
      bus: {},
      store: {},
    })
  })

  test('one that CERTWIRE_CONFIG names has to be there', async () => {
    expect(await wrong({ env: { CERTWIRE_CONFIG: 'other/certwire.yaml' } })).toEqual([
      'certwire.yaml ERR_CONFIG_FILE',
    ])
  })
})

test.each([
  ['empty', ''],
  ['only a comment', '# nothing yet\n'],
  ['only a byte order mark', '\ufeff'],
])('a file that is %s is as good as none', async (_, yaml) => {
  expect(await load({ yaml })).toMatchObject({ defaultIssuer: 'sandbox' })
})

test('a byte order mark before the first key is not part of it', async () => {
  expect(await load({ yaml: '\ufeffhttp:\r\n  port: 1\r\n' })).toMatchObject({ http: { port: 1 } })
})

test('the environment is laid over the file, and the rest of the file stays', async () => {
  const yaml = 'http: { host: "::1", port: 1 }\nlog: { level: warn }'
  const env = { CERTWIRE_HTTP_PORT: '2', CERTWIRE_LOG_LEVEL: 'debug' }

  const config = await load({ yaml, env })

  expect(config).toMatchObject({ http: { host: '::1', port: 2 }, log: { level: 'debug' } })
})

test('everything that is wrong is said at once, each thing once', async () => {
  const yaml = `
dataDirr: x
defaultIssuer: atlas
issuers:
  atlas: { extends: globalsign-atlas, eab: { kid: 5, hmacKey: { file: nowhere } }, contakt: [] }
log: { level: inf }
dns:
  resolvers: [192.0.2.1, 'https://dns.example/dns-query', ns1, 'http://dns.example/dns-query']
  zones:
    - { zone: example.com, provider: sandbix, servers: [ns1] }
    - { zone: Example.com., provider: sandbox, endpoint: 'http://127.0.0.1:1' }
`
  expect((await wrong({ yaml, env: { CERTWIRE_HTTP_PORT: 'web', NATS_URL: '' } })).sort()).toEqual([
    'CERTWIRE_HTTP_PORT ERR_CONFIG_INVALID',
    'NATS_URL ERR_CONFIG_EMPTY',
    'dataDirr ERR_CONFIG_UNKNOWN_KEY',
    'dns.resolvers[2] ERR_CONFIG_INVALID',
    'dns.resolvers[3] ERR_CONFIG_INVALID',
    'dns.zones[0].provider ERR_CONFIG_INVALID',
    'dns.zones[1].zone ERR_CONFIG_TWICE',
    'issuers.atlas.contact ERR_CONFIG_MISSING',
    'issuers.atlas.contakt ERR_CONFIG_UNKNOWN_KEY',
    'issuers.atlas.eab.hmacKey ERR_CONFIG_FILE',
    'issuers.atlas.eab.kid ERR_CONFIG_INVALID',
    'log.level ERR_CONFIG_INVALID',
  ])
})

test('the error says it to a person, line by line, and never a value', async () => {
  const yaml = 'kek: a-secret-that-is-none\nhtp: {}\nissuers: { a: { accountKey: a-secret } }'

  const error = await load({ yaml }).catch((refused: Error) => refused)

  expect(error).toMatchObject({ name: 'ConfigError', code: 'ERR_CONFIG' })
  expect(String(error)).toContain('\n  htp: is no key; did you mean "http"?')
  expect(String(error)).not.toContain('a-secret')
})

test('of very many mistakes a hundred are told', async () => {
  const yaml = Array.from({ length: 150 }, (_, index) => `key${index}: 1`).join('\n')

  const error = await load({ yaml }).catch((refused: Error) => refused)

  expect(String(error).split('\n')).toHaveLength(102)
  expect(String(error)).toContain('and 50 more')
})

test('a data folder that is a file is found before anything starts', async () => {
  expect(await wrong({ yaml: 'dataDir: here', files: { here: '' } })).toEqual([
    'dataDir ERR_CONFIG_INVALID',
  ])
})

test('certwire.yaml that is a folder is told as one', async () => {
  const cwd = await folderWith()
  await mkdir(join(cwd, 'certwire.yaml'))

  await expect(loadConfig({ env: {}, cwd })).rejects.toMatchObject({
    findings: [{ code: 'ERR_CONFIG_FILE', message: 'is a folder, not a file' }],
  })
})
