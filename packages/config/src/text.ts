import { Secret } from '@certwire/secrets'
import { z } from 'zod'

/** Text that is never printed. In YAML also `{ file: path }`. */
export const SecretText = z
  .string()
  .min(1, 'must not be empty')
  .meta({ secret: true })
  .transform((text) => Secret.of(text))

const PEM = /^-----BEGIN CERTIFICATE-----$/m

/** One or more certificates. In YAML also `{ file: path }`. */
export const CertificatesPem = z
  .string()
  .regex(PEM, 'must be certificates in PEM, or { file: path } of such a file')

export const HttpsUrl = z.url({ protocol: /^https$/, error: 'must be an https URL' })
