import { z } from 'zod'

/** What may be a subject token: text from outside never becomes one. */
const TOKEN = /^[A-Za-z0-9_-]{1,64}$/

const id = (prefix: string) => z.string().regex(new RegExp(`^${prefix}_[A-Za-z0-9_-]{1,60}$`))

export const OrderId = id('ord').brand('OrderId').meta({ id: 'OrderId' })
export type OrderId = z.infer<typeof OrderId>

/** What a message carries that is about no order alone. */
export const NO_ORDER: OrderId = OrderId.parse('ord_none')

/** A certificate is named by the SHA-256 fingerprint of its leaf: `crt_<64 hex digits>` would be too long, 40 suffice. */
export const CertificateId = id('crt').brand('CertificateId').meta({ id: 'CertificateId' })
export type CertificateId = z.infer<typeof CertificateId>

export const TenantId = z.string().regex(TOKEN).brand('TenantId').meta({ id: 'TenantId' })
export type TenantId = z.infer<typeof TenantId>
/** Whose everything is that names no tenant. */
export const DEFAULT_TENANT: TenantId = TenantId.parse('default')

/** Lower-case A-labels without a trailing dot; a wildcard has its `*.` in front. RFC 5890, RFC 8555 §7.1.3. */
export const DnsName = z
  .string()
  .max(255)
  .regex(/^(\*\.)?[a-z0-9-]{1,63}(\.[a-z0-9-]{1,63})*$/)
  .brand('DnsName')
  .meta({ id: 'DnsName' })
export type DnsName = z.infer<typeof DnsName>

/** RFC 8738 §3: IPv4 in dotted decimal, IPv6 as RFC 5952 writes it. */
const IpAddress = z
  .string()
  .max(45)
  .regex(/^(\d{1,3}(\.\d{1,3}){3}|[0-9a-f]{0,4}(:[0-9a-f]{0,4}){2,7})$/)
  .brand('IpAddress')
  .meta({ id: 'IpAddress' })

/** What a certificate is for: RFC 8555 §7.1.3. */
export const Identifier = z.union([DnsName, IpAddress]).meta({ id: 'Identifier' })
export type Identifier = z.infer<typeof Identifier>

/** An address needs and has no DNS; it is one of those that could also be read as a name. */
export const isAddress = (identifier: string): boolean => IpAddress.safeParse(identifier).success

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

/** RFC 8555 §8.4: the digest of a key authorization; draft-ietf-acme-dns-persist: an issuer and an account of ours there. */
const CHALLENGE_VALUE =
  /^([A-Za-z0-9_-]{43}|[a-z0-9.-]{1,253}; accounturi=https:\/\/[!#-:<-[\]-~]{1,240}(; policy=wildcard)?)$/

/** A TXT record as it has to stand in the zone: the name that the CA looks at, and what it wants to find there. */
export const ChallengeRecord = z
  .object({ name: z.string().min(1).max(255), value: z.string().max(255).regex(CHALLENGE_VALUE) })
  .meta({ id: 'ChallengeRecord' })
export type ChallengeRecord = z.infer<typeof ChallengeRecord>

/** Whether a record stays when its order is over, for the orders to come: that of dns-persist-01. */
export const isLasting = ({ name }: Pick<ChallengeRecord, 'name'>): boolean =>
  name.startsWith('_validation-persist.')
