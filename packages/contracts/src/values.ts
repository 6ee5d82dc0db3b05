import { z } from 'zod'

/** What may be a subject token: text from outside never becomes one. */
const TOKEN = /^[A-Za-z0-9_-]{1,64}$/

const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{1,60}$`))

export const OrderId = id('ord').brand('OrderId').meta({ id: 'OrderId' })
export type OrderId = z.infer<typeof OrderId>

/** A certificate is named by the SHA-256 fingerprint of its leaf: `crt_<64 hex digits>` would be too long, 40 suffice. */
export const CertificateId = id('crt').brand('CertificateId').meta({ id: 'CertificateId' })
export type CertificateId = z.infer<typeof CertificateId>

export const TenantId = z.string().regex(TOKEN).brand('TenantId').meta({ id: 'TenantId' })
export type TenantId = z.infer<typeof TenantId>

/** Lower-case A-labels without a trailing dot; a wildcard has its `*.` in front. RFC 5890, RFC 8555 §7.1.3. */
export const DnsName = z
  .string()
  .max(255)
  .regex(/^(\*\.)?[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/)
  .brand('DnsName')
  .meta({ id: 'DnsName' })
export type DnsName = z.infer<typeof DnsName>

/** Names a configured issuer: a directory, an account and, where the CA wants one, an EAB. */
export const IssuerName = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
  .meta({ id: 'IssuerName' })

export const KeyType = z
  .enum(['p256', 'p384', 'rsa2048', 'rsa3072', 'rsa4096'])
  .meta({ id: 'KeyType' })
export type KeyType = z.infer<typeof KeyType>

/** RFC 3339 in UTC with milliseconds, so that text order is time order. */
export const Instant = z.iso.datetime().meta({ id: 'Instant' })

/** An https URL as the CA gave it. */
export const CaUrl = z.string().max(2048).meta({ id: 'CaUrl' })

/** A TXT record as it has to stand in the zone: the validation domain name (RFC 8555 §8.4) and the digest. */
export const ChallengeRecord = z
  .object({
    name: z.string().min(1).max(255),
    value: z.string().regex(/^[A-Za-z0-9_-]{43}$/),
  })
  .meta({ id: 'ChallengeRecord' })
export type ChallengeRecord = z.infer<typeof ChallengeRecord>
