import type { SourceKind } from '../source.ts'

/**
 * Sectigo's issuance push: a GET with the status, or a POST with the certificate, of which nothing is used. It comes from one
 * address, and has basic authentication where that was agreed: then `verify` has both.
 */
export const sectigo: SourceKind = {
  verify: [{ by: 'source-range', ranges: ['91.199.212.132'] }],
  map: { kind: '/eventType' },
  methods: ['GET', 'POST'],
  bodies: ['json', 'form'],
}
