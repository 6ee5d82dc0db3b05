export const commonName = '2.5.4.3'
export const subjectAlternativeName = '2.5.29.17'
/** PKCS #9, the attribute of a CSR that holds the extensions it asks for. */
export const extensionRequest = '1.2.840.113549.1.9.14'
/** RSA and ECDSA with SHA-1, which prove nothing any more. */
export const sha1Signatures = ['1.2.840.113549.1.1.5', '1.2.840.10045.4.1']
