import { ZoneConfig } from '@certwire/dns'
import { z } from 'zod'
import { CertificatesPem, HttpsUrl, SecretText } from './text.ts'

const Port = z.coerce.number('must be a port').int().min(0).max(65_535)
const Name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and hyphens')
const ServerAddress = z
  .string()
  .regex(
    /^(\d{1,3}(\.\d{1,3}){3}|\[[0-9a-fA-F:]+\]):\d{1,5}$/,
    'must be address:port, as in 192.0.2.1:53',
  )
const Contact = z.string().regex(/^mailto:[^\s@]+@[^\s@]+$/, 'must be as in mailto:ops@example.com')

const Issuer = z.strictObject({
  /** A built-in issuer whose directory and needs this one has. */
  extends: Name.optional(),
  directory: HttpsUrl.optional(),
  contact: z.array(Contact).max(10).optional(),
  eab: z.strictObject({ kid: z.string().min(1), hmacKey: SecretText }).optional(),
  /** PEM of an account key to use instead of one of ours. */
  accountKey: SecretText.optional(),
  /** Other origins that the CA's answers may point to. */
  origins: z.array(HttpsUrl).max(20).optional(),
  /** Whom to trust for the CA's own HTTPS, where it is not publicly trusted. */
  tlsCa: CertificatesPem.optional(),
  /** The roots of which an issued chain must end in one. */
  trustedRoots: CertificatesPem.optional(),
})

/** What certwire.yaml may say, with its defaults. The environment is laid over it before it is checked. */
export const Schema = z.strictObject({
  dataDir: z.string().min(1).default('.certwire'),
  bus: z.strictObject({ url: SecretText.optional() }).prefault({}),
  store: z.strictObject({ uri: SecretText.optional() }).prefault({}),
  kek: SecretText.optional(),
  http: z
    .strictObject({
      host: z.string().min(1).default('127.0.0.1'),
      port: Port.default(8555),
      token: SecretText.optional(),
    })
    .prefault({}),
  log: z
    .strictObject({
      level: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
    })
    .prefault({}),
  defaultIssuer: Name.default('sandbox'),
  issuers: z.record(Name, Issuer).default({}),
  dns: z
    .strictObject({
      resolvers: z.array(ServerAddress).max(10).default([]),
      zones: z.array(ZoneConfig).max(10_000).default([]),
    })
    .prefault({}),
  sandbox: z
    .strictObject({
      caPort: Port.default(14_043),
      dnsPort: Port.default(15_353),
      zones: z.array(z.string().min(1)).default(['example.test']),
    })
    .prefault({}),
})

export type Parsed = z.infer<typeof Schema>
export type ParsedIssuer = z.infer<typeof Issuer>
