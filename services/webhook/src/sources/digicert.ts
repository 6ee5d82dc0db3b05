import type { SourceKind } from '../source.ts'

/**
 * DigiCert CertCentral. Its calls have no signature and come from one range. What they say is not mapped, for they know
 * nothing of the ACME order: whatever waits for the issuer is looked at.
 */
export const digicert: SourceKind = {
  verify: [{ by: 'source-range', ranges: ['216.168.240.0/20'] }],
  ...{ map: {}, methods: ['POST'], bodies: ['json'] },
}
