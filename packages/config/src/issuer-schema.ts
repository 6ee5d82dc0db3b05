import { PropagationPolicy } from '@certwire/dns'
import { z } from 'zod'
import { Limits } from './limits-schema.ts'
import { CertificatesPem, Contact, HttpsUrl, Name, SecretText } from './text.ts'

const Eab = z.strictObject({
  kid: z.string().min(1).max(1000).meta({ file: true }).describe('The id of the MAC key.'),
  hmacKey: SecretText.describe('The MAC key in base64url, as the CA gives it.'),
})

const Hvca = z.strictObject({
  url: HttpsUrl.default('https://emea.api.hvca.globalsign.com:8443/v2').describe(
    'Where HVCA is, up to and with its version.',
  ),
  apiKey: SecretText.describe('The API key, from the API credentials of the Atlas portal.'),
  apiSecret: SecretText.describe('Its secret.'),
  clientCertificate: CertificatesPem.describe(
    'The mTLS certificate of the Atlas portal, with what it is signed by if that is no root.',
  ),
  clientKey: SecretText.describe('The private key of that certificate in PEM.'),
  tlsCa: CertificatesPem.optional().describe(
    'Whom to trust for HVCA’s own HTTPS, where it is not publicly trusted.',
  ),
})

export const challengeTypes = ['dns-01', 'dns-account-01', 'dns-persist-01'] as const

/** One CA with our account there, as it is written. What its directory needs is checked apart from it. */
export const Issuer = z.strictObject({
  extends: Name.optional().describe('The built-in issuer whose directory and needs this one has.'),
  directory: HttpsUrl.optional().describe('The URL of the CA’s ACME directory.'),
  contact: z.array(Contact).max(10).optional().describe('Whom the CA may write to.'),
  eab: Eab.optional().describe('External Account Binding, where the CA wants it.'),
  hvca: Hvca.optional().describe(
    'GlobalSign’s certificate management API, where claimed domains, quota and issued certificates are read.',
  ),
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
  limits: Limits.optional().describe(
    'What the CA allows, so that orders wait before it has to refuse them: `letsencrypt`, `atlas-guide`, `learned` (only what its Retry-After teaches), or own figures for `accounts`, `orders`, `challenges`, `certificatesPerDomain`, `certificatesPerSet` and `failures`, each as `{ count: 300, hours: 3 }`. Without it that of the built-in issuer, else `learned`.',
  ),
  challenges: z
    .array(z.enum(challengeTypes))
    .min(1)
    .optional()
    .describe(
      'How names are proved, in the order of preference: the first one that the CA offers for a name is taken. `dns-01`, which it is alone unless given; `dns-account-01`, whose record has a name of the account’s own; `dns-persist-01`, whose record stays in the zone.',
    ),
  propagation: PropagationPolicy.optional().describe(
    'How many name servers of a zone must have the records before the CA is told to look: `all`, which it is unless given, or `quorum`, more than half of them.',
  ),
})
export type ParsedIssuer = z.infer<typeof Issuer>
