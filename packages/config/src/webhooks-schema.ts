import { hasCredentials } from '@certwire/dns'
import { z } from 'zod'
import { Port } from './port.ts'
import { CertificatesPem, Name, SecretText, secretText } from './text.ts'
import { ByAddress, isSharedKey, VerifyWebhook } from './verify-schema.ts'

const JsonPointer = z
  .string()
  .max(500)
  .regex(/^(\/([^~/]|~[01])*)+$/, 'must be a JSON pointer (RFC 6901), as in /data/id')

const map = {
  order: JsonPointer.optional().describe('Where its body has the id of our order, `ord_…`.'),
  orderUrl: JsonPointer.optional().describe('Where it has the URL of the CA’s order.'),
  names: JsonPointer.optional().describe('Where it has a DNS name, or a list of them.'),
  kind: JsonPointer.optional().describe('Where it says what has happened.'),
  id: JsonPointer.optional().describe(
    'Where it has its own id, by which a repetition is known. Without one it is the digest of its body.',
  ),
}

const Source = z.strictObject({
  kind: z
    .enum(['atlas', 'digicert', 'generic', 'sectigo'])
    .describe('Whose platform it is. Only `digicert` and `sectigo` have a `verify` of their own.'),
  issuer: Name.describe('The issuer whose waiting orders are looked at.'),
  verify: z
    .array(VerifyWebhook)
    .max(10)
    .optional()
    .describe('What it has to pass, all of it, instead of what its kind has.'),
  unsigned: z
    .boolean()
    .default(false)
    .describe('Takes what anybody sends: `true` where `verify` has nothing at all.'),
  map: z.strictObject(map).prefault({}),
})

const Subscriber = z.strictObject({
  url: z
    .url({ protocol: /^https?$/, error: 'must be an https URL' })
    .max(2000)
    .refine((text) => !hasCredentials(text), 'must not hold a user name or password')
    .describe('Where it listens: https, and no private address, unless `allowPrivate`.'),
  secrets: z
    .array(secretText(isSharedKey, 'must be whsec_ and 24 to 64 bytes in base64'))
    .min(1)
    .max(5)
    .describe('What we sign with, `whsec_…`; with several, each signs.'),
  events: z
    .array(z.enum(['cert.issued', 'cert.failed', 'cert.expiring']))
    .min(1)
    .default(['cert.issued', 'cert.failed', 'cert.expiring'])
    .describe('What it is told.'),
  tenants: z.array(z.string().max(64)).optional().describe('Of whom; without it, of all.'),
  allowPrivate: z
    .boolean()
    .default(false)
    .describe('It may be at a private address, and without TLS.'),
})

const tls = {
  certificate: CertificatesPem.describe('The certificate with its chain.'),
  key: SecretText.describe('Its key, in PEM.'),
  clientCa: CertificatesPem.optional().describe('Who vouches for senders, for `by: mtls`.'),
}

const listen = {
  host: z
    .string()
    .regex(/^[A-Za-z0-9.:-]+$/, 'must be an address or a host name, without a scheme or port')
    .default('127.0.0.1')
    .describe('The address that webhooks are received at, under `/webhooks/<name>`.'),
  port: Port.default(8556).describe('Its port; 0 takes a free one.'),
  tls: z.strictObject(tls).optional(),
}

/** What CAs' platforms may tell us, and whom we tell. */
export const webhooks = {
  listen: z.strictObject(listen).prefault({}),
  trustedProxies: z
    .array(ByAddress)
    .max(100)
    .default([])
    .describe('Who stands in front of it: only their `X-Forwarded-For` counts.'),
  sources: z.record(Name, Source).default({}).describe('Who may send us webhooks.'),
  subscribers: z.array(Subscriber).max(100).default([]).describe('Who is sent webhooks by us.'),
}
