/** The first block of this kind in a PEM text as RFC 8555 §7.4 and §7.6 send it: base64url of its DER. */
export function pemToDer(pem: string, label: 'CERTIFICATE' | 'CERTIFICATE REQUEST'): string {
  const block = new RegExp(`-----BEGIN (?:NEW )?${label}-----([A-Za-z0-9+/=\\s]+)-----END `)
  const body = pem.match(block)?.[1]
  if (body === undefined) throw new TypeError(`This is no ${label} in PEM.`)
  return Buffer.from(body, 'base64').toString('base64url')
}
