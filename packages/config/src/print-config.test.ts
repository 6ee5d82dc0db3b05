import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { printConfig } from './print-config.ts'
import { load } from './test-folder.ts'

const secret = randomBytes(32).toString('base64url')
const accountKey = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
  ...{ type: 'pkcs8', format: 'pem' },
})

async function printed(env: Record<string, string>, more: object = {}): Promise<string> {
  const config = await load({
    yaml: JSON.stringify({ defaultIssuer: 'letsencrypt', kek: secret, ...more }),
    env,
  })
  return JSON.stringify(printConfig(config))
}

test('no secret is printed, wherever it is', async () => {
  const endpoint = `https://dns.example.com/?key=${secret}`
  const zone = { zone: 'a.example', provider: 'http-request', endpoint, password: secret }
  const own = { directory: `https://ca.example/?k=${secret}`, eab: { kid: 'k', hmacKey: secret } }

  const text = await printed(
    {
      CERTWIRE_API_TOKEN: secret,
      NATS_URL: `nats://${secret}@n`,
      MONGODB_URI: `mongodb://u:${secret}@m`,
    },
    { issuers: { own: { ...own, accountKey } }, dns: { zones: [zone] } },
  )

  expect(text).not.toContain(secret)
  expect(text).not.toContain('PRIVATE KEY')
  expect(text.match(/\[secret\]/g)).toHaveLength(9)
})

test.each([
  ['nats://n1:4222,nats://n2:4222', 'nats://n1:4222,nats://n2:4222'],
  ['nats://user:pass@n1,tls://token@n2', 'nats://[secret]@n1,tls://[secret]@n2'],
  ['user:pass@n1', '[secret]@n1'],
])('of the bus %s the servers are seen', async (url, shown) => {
  expect(await printed({ NATS_URL: url })).toContain(`"url":"${shown}"`)
})

test.each([
  ['mongodb://m1,m2/certwire', 'mongodb://m1,m2/certwire'],
  ['mongodb://u:p%40ss@m1,m2/c?authSource=admin', 'mongodb://[secret]@m1,m2/c?[secret]'],
  ['mongodb+srv://u:p@ss/w?rd@m/c', 'mongodb+srv://[secret]@m/c'],
])('of the store %s the servers are seen', async (uri, shown) => {
  expect(await printed({ MONGODB_URI: uri })).toContain(`"uri":"${shown}"`)
})

test('what is no secret is printed as it counts', async () => {
  const contact = ['mailto:ops@example.com']

  const text = await printed({}, { issuers: { letsencrypt: { contact } } })

  expect(text).toContain('"contact":["mailto:ops@example.com"]')
  expect(text).toContain('"directory":"https://acme-v02.api.letsencrypt.org/directory"')
})
