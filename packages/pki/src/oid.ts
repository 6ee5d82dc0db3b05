import { objectIdentifier } from './write-der.ts'

/** RFC 5280 §4.2.1.12: the purpose of a TLS server's certificate. */
export const SERVER_AUTH = '1.3.6.1.5.5.7.3.1'

/** Object identifiers in DER, by the names that RFC 5280 and RFC 2985 have for them. */
export const oid = {
  commonName: objectIdentifier('2.5.4.3'),
  subjectAltName: objectIdentifier('2.5.29.17'),
  keyUsage: objectIdentifier('2.5.29.15'),
  extKeyUsage: objectIdentifier('2.5.29.37'),
  authorityKeyIdentifier: objectIdentifier('2.5.29.35'),
  serverAuth: objectIdentifier(SERVER_AUTH),
  extensionRequest: objectIdentifier('1.2.840.113549.1.9.14'),
}
