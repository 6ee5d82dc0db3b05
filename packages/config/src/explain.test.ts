import { providers } from '@certwire/dns'
import { expect, test } from 'vitest'
import { load } from './test-folder.ts'

const zone = { zone: 'example.com', provider: 'http-request', endpoint: 'https://dns.example.com' }
const inZone = (change: object) => ({ dns: { zones: [{ ...zone, ...change }] } })

const vendors = Object.keys(providers).join(', ')

test.each([
  [{ htp: {} }, 'htp: is no key; did you mean "http"?'],
  [{ HTTP: {} }, 'HTTP: is no key; did you mean "http"?'],
  [{ http: { prt: 1 } }, 'http.prt: is no key; did you mean "port"?'],
  [{ log: { verbosity: 1 } }, 'log.verbosity: is no key; known: level'],
  [
    { issuers: { a: { directoy: 'x' } } },
    'issuers.a.directoy: is no key; did you mean "directory"?',
  ],
  [
    { issuers: { a: { eab: { hmac: 'x' } } } },
    'issuers.a.eab.hmac: is no key; did you mean "hmacKey"?',
  ],
  [inZone({ pasword: 'x' }), 'dns.zones[0].pasword: is no key; did you mean "password"?'],
  [
    inZone({ provider: 'httprequest' }),
    `dns.zones[0].provider: must be one of ${vendors}; did you mean "http-request"?`,
  ],
  [inZone({ provider: undefined }), 'dns.zones[0].provider: is missing'],
  [inZone({ provider: 5 }), `dns.zones[0].provider: must be one of ${vendors}`],
  [inZone({ password: 1234 }), 'dns.zones[0].password: must be text: put it in quotes'],
  [inZone({ zone: 'example com' }), 'dns.zones[0].zone: is not the name of a zone'],
  [
    inZone({ servers: ['ns1.example.com'] }),
    'dns.zones[0].servers[0]: is not a DNS server: write 192.0.2.1:53 or [2001:db8::1]:53',
  ],
  [{ http: null }, 'http: is empty: give it a value, or remove it'],
  [{ kek: null }, 'kek: is empty: give it a value, or remove it'],
  [{ kek: '' }, 'kek: must not be empty'],
  [{ kek: {} }, 'kek: must be text or { file: path }'],
  [{ dataDir: {} }, 'dataDir: must be text'],
  [{ dataDir: { file: 'x' } }, 'dataDir: must be text'],
  [{ http: [] }, 'http: must be a mapping of keys'],
  [{ issuers: [] }, 'issuers: must be a mapping of keys'],
  [{ dns: { zones: {} } }, 'dns.zones: must be a list'],
  [{ http: { port: '80' } }, 'http.port: must be a whole number'],
  [{ http: { port: true } }, 'http.port: must be a whole number'],
  [{ http: { port: 1.5 } }, 'http.port: must be a whole number'],
  [
    { http: { host: 'http://127.0.0.1' } },
    'http.host: must be an address or a host name, without a scheme or port',
  ],
  [{ http: { token: 'short' } }, 'http.token: must be at least 16 characters without spaces'],
  [{ issuers: { Atlas: {} } }, 'issuers.Atlas: must be lower-case letters, digits and hyphens'],
  [
    { bus: { url: 'http://nats' } },
    'bus.url: must be nats://host:4222 or tls://host:4222; several with commas between them',
  ],
  [{ store: { uri: 'localhost' } }, 'store.uri: must begin with mongodb:// or mongodb+srv://'],
])('%j: %s', async (tree, line) => {
  const error = await load({ yaml: JSON.stringify(tree) }).catch((refused: Error) => refused)

  expect(String(error)).toContain(`\n  ${line}`)
})

test('a key with control characters is shown without them', async () => {
  const yaml = JSON.stringify({ [`\u001b[31m${'x'.repeat(200)}`]: 1 })

  const error = await load({ yaml }).catch((refused: Error) => refused)

  expect(String(error)).toMatch(/\n {2}\?\[31mx{95}: is no key; known: /)
})
