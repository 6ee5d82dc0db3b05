import { BlockList, isIP } from 'node:net'
import { z } from 'zod'
import { secretText } from './text.ts'

const isRange = (text: string): boolean => {
  const [, address = '', bits = ''] = /^([0-9a-fA-F.:]+)(?:\/(\d{1,3}))?$/.exec(text) ?? []
  const family = isIP(address)
  return family !== 0 && Number(bits) <= (family === 4 ? 32 : 128)
}

/** An address or a range of them, `192.0.2.0/24`. */
export const ByAddress = z.string().refine(isRange, 'must be an address or a range, 192.0.2.0/24')

/** Addresses and ranges as a list that can be asked. */
export function rangesOf(ranges: readonly string[]): BlockList {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', bits] = range.split('/')
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
    list.addSubnet(address, bits === undefined ? (family === 'ipv6' ? 128 : 32) : +bits, family)
  }
  return list
}

const Header = z
  .string()
  .max(100)
  .regex(/^[A-Za-z0-9-]+$/, 'must be the name of a header')
  .transform((name) => name.toLowerCase())

const secrets = (isFine: (text: string) => boolean, message: string) =>
  z
    .array(secretText(isFine, message))
    .min(1)
    .max(5)
    .describe(
      'What the sender has: `whsec_…` or, for v1a, `whpk_…`; the key of `hmac`; `user:password` of `basic`; the token of `bearer`. Any of several counts.',
    )

const bytesOf = (text: string, prefix: string): number =>
  new RegExp(`^${prefix}[A-Za-z0-9+/]+={0,2}$`).test(text)
    ? Buffer.from(text.slice(prefix.length), 'base64').length
    : 0

/** Standard Webhooks: `whsec_` and a key of 24 to 64 bytes in base64. */
export function isSharedKey(text: string): boolean {
  const bytes = bytesOf(text, 'whsec_')
  return bytes >= 24 && bytes <= 64
}

const isStandardSecret = (text: string) => isSharedKey(text) || bytesOf(text, 'whpk_') === 32

const StandardWebhooks = z.strictObject({
  by: z.literal('standard-webhooks').describe('What is looked at.'),
  secrets: secrets(isStandardSecret, 'must be whsec_… (24 to 64 bytes) or whpk_… (32 bytes)'),
})

const Hmac = z.strictObject({
  by: z.literal('hmac'),
  secrets: secrets((text) => text.length >= 16, 'must be at least 16 characters'),
  header: Header.describe(
    'Of `hmac`, the header with the HMAC-SHA256 of the body; of `mtls`, the one in which a trusted proxy gives the subject: without it, `mtls` looks at the connection itself.',
  ),
  encoding: z.enum(['hex', 'base64']).default('hex').describe('Of `hmac`: how it is written.'),
  prefix: z
    .string()
    .max(50)
    .default('')
    .describe('Of `hmac`: what stands before it, as in `sha256=`.'),
  timestampHeader: Header.optional().describe(
    'Of `hmac`: the header with the time in Unix seconds, which is then signed before the body, `time.body`, and may be 300 seconds off.',
  ),
})

const Basic = z.strictObject({
  by: z.literal('basic'),
  secrets: secrets(
    (text) => /^[^:]+:.{8,}$/s.test(text),
    'must be user:password, the password at least 8 characters',
  ),
})

const Bearer = z.strictObject({
  by: z.literal('bearer'),
  secrets: secrets(
    (text) => /^[\x21-\x7e]{16,}$/.test(text),
    'must be at least 16 characters without spaces',
  ),
})

const Mtls = z.strictObject({
  by: z.literal('mtls'),
  subjects: z
    .array(z.string().min(3).max(1000))
    .min(1)
    .describe('Of `mtls`: subjects of client certificates in the form of RFC 4514, `CN=a,O=b`.'),
  header: Header.optional(),
})

const SourceRange = z.strictObject({
  by: z.literal('source-range'),
  ranges: z
    .array(ByAddress)
    .min(1)
    .max(100)
    .describe('Of `source-range`: the addresses that it may come from.'),
})

/** One thing that a webhook has to pass. */
export const VerifyWebhook = z.discriminatedUnion('by', [
  StandardWebhooks,
  Hmac,
  Basic,
  Bearer,
  Mtls,
  SourceRange,
])
export type VerifyWebhook = z.infer<typeof VerifyWebhook>
