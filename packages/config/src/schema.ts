import { ResolverText, ZoneConfig } from '@certwire/dns'
import { z } from 'zod'
import { Issuer } from './issuer-schema.ts'
import { policy } from './policy-schema.ts'
import { Port } from './port.ts'
import { sandbox } from './sandbox-schema.ts'
import { isMongodbUri, isNatsUrl, Name, SecretText, secretText } from './text.ts'
import { webhooks } from './webhooks-schema.ts'

const NatsUrl = secretText(
  isNatsUrl,
  'must be nats://host:4222 or tls://host:4222; several with commas between them',
)
const MongodbUri = secretText(isMongodbUri, 'must begin with mongodb:// or mongodb+srv://')
const Token = secretText(
  (text) => /^[\x21-\x7e]{16,1000}$/.test(text),
  'must be at least 16 characters without spaces',
)
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const

const http = {
  host: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/, 'must be an address or a host name, without a scheme or port')
    .default('127.0.0.1')
    .describe('The address that the HTTP API listens on.'),
  port: Port.default(8555).describe('Its port; 0 takes a free one.'),
  token: Token.optional().describe(
    'What callers send as their bearer token. Without it one is made at the first start, in `api-token` of `dataDir`.',
  ),
}

const dns = {
  resolvers: z
    .array(ResolverText)
    .max(10)
    .default([])
    .describe(
      'Resolvers that find zones and their servers, as `192.0.2.53` or as `https://dns.example.com/dns-query` (RFC 8484). They are asked in this order; without them those of the system.',
    ),
  zones: z.array(ZoneConfig).max(10_000).default([]).describe('The zones that we may write to.'),
  preflight: z
    .enum(['enforce', 'warn', 'off'])
    .default('enforce')
    .describe(
      'What is looked at before an order is placed at the CA: delegation, CNAMEs, CAA, DNSSEC. `enforce` fails the order by what is wrong, or puts it off by what may pass; `warn` only logs it.',
    ),
}

/** What certwire.yaml may say, with its defaults. The environment is laid over it before it is checked. */
export const Schema = z.strictObject({
  dataDir: z
    .string()
    .regex(/^[^\0]+$/, 'must be a path')
    .default('.certwire')
    .describe('The folder of what is kept: the SQLite file, the key-encryption key, the token.'),
  bus: z
    .strictObject({
      url: NatsUrl.optional().describe(
        'The NATS servers. Without it messages stay in the process, which then runs all services.',
      ),
    })
    .prefault({}),
  store: z
    .strictObject({
      uri: MongodbUri.optional().describe(
        'The MongoDB replica set. Without it everything is in a SQLite file, which only one process can have.',
      ),
    })
    .prefault({}),
  kek: SecretText.optional().describe(
    'The key-encryption key: 32 bytes in base64 or hex. Needed with `store.uri`; without it one is made at the first start, in `kek` of `dataDir`.',
  ),
  http: z.strictObject(http).prefault({}),
  log: z
    .strictObject({ level: z.enum(levels).default('info').describe('What is logged, and above.') })
    .prefault({}),
  defaultIssuer: Name.default('sandbox').describe('The issuer of requests that name none.'),
  issuers: z
    .record(Name, Issuer)
    .default({})
    .describe('CAs with our accounts there. A name of a built-in issuer has its directory.'),
  dns: z.strictObject(dns).prefault({}),
  policy: z.strictObject(policy).prefault({}),
  webhooks: z.strictObject(webhooks).prefault({}),
  sandbox: z.strictObject(sandbox).prefault({}),
})

export type Parsed = z.infer<typeof Schema>
