import { PropagationPolicy } from '@certwire/dns'
import { z } from 'zod'
import { CertificatesPem, Contact, HttpsUrl, Name, SecretText } from './text.ts'

const Eab = z.strictObject({
  kid: z.string().min(1).max(1000).meta({ file: true }).describe('The id of the MAC key.'),
  hmacKey: SecretText.describe('The MAC key in base64url, as the CA gives it.'),
})

/** One CA with our account there, as it is written. What its directory needs is checked apart from it. */
export const Issuer = z.strictObject({
  extends: Name.optional().describe('The built-in issuer whose directory and needs this one has.'),
  directory: HttpsUrl.optional().describe('The URL of the CA’s ACME directory.'),
  contact: z.array(Contact).max(10).optional().describe('Whom the CA may write to.'),
  eab: Eab.optional().describe('External Account Binding, where the CA wants it.'),
  accountKey: SecretText.optional().describe(
    'An account key to use instead of one that we make: PEM, RSA of at least 2048 bits, P-256 or P-384.',
  ),
  origins: z
    .array(HttpsUrl)
    .max(20)
    .optional()
    .describe('Other origins that the CA’s answers may point to.'),
  tlsCa: CertificatesPem.optional().describe(
    'Whom to trust for the CA’s own HTTPS, where it is not publicly trusted.',
  ),
  trustedRoots: CertificatesPem.optional().describe(
    'The roots of which an issued chain must end in one. Without them the chain’s end is not checked.',
  ),
  propagation: PropagationPolicy.optional().describe(
    'How many name servers of a zone must have the records before the CA is told to look: `all`, which it is unless given, or `quorum`, more than half of them.',
  ),
})
export type ParsedIssuer = z.infer<typeof Issuer>
