import { X509Certificate } from 'node:crypto'
import { hasCredentials } from '@certwire/dns'
import { Secret } from '@certwire/secrets'
import { z } from 'zod'

export const Name = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'must be lower-case letters, digits and hyphens')

/** Text that is never printed. In YAML also `{ file: path }`, in the environment also `X_FILE`. */
export const secretText = (isFine: (text: string) => boolean, message: string) =>
  z
    .string()
    .refine(isFine, message)
    .transform((text) => Secret.of(text))
    .meta({ secret: true })

export const SecretText = secretText((text) => text !== '', 'must not be empty')

const PEM = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

function areCertificates(text: string): boolean {
  const blocks = text.match(PEM) ?? []
  return blocks.length > 0 && blocks.every(isCertificate)
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0
  } catch {
    return false
  }
}

/** One or more certificates. In YAML also `{ file: path }`. */
export const CertificatesPem = z
  .string()
  .refine(areCertificates, 'must be certificates in PEM')
  .meta({ file: true })

/** Without credentials, since it stands in messages and in the printed configuration. */
export const HttpsUrl = z
  .url({ protocol: /^https$/, error: 'must be an https URL' })
  .refine((text) => !hasCredentials(text), 'must not hold a user name or password')

/** RFC 8555 §7.3: one address, without header fields. */
export const Contact = z
  .string()
  .regex(/^mailto:[^\s@,?]+@[^\s@,?]+$/, 'must be as in mailto:ops@example.com')

export const isNatsUrl = (text: string): boolean =>
  text.split(',').every((part) => {
    const address = part.trim()
    const url = URL.parse(address.includes('://') ? address : `nats://${address}`)
    return url !== null && url.hostname !== '' && ['nats:', 'tls:'].includes(url.protocol)
  })

/** It may name several hosts, which no URL can. */
export const isMongodbUri = (text: string): boolean => /^mongodb(\+srv)?:\/\/[^\s/?]+/.test(text)
