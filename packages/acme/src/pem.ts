/** The one block of a PEM text as RFC 8555 §7.4 sends it: base64url of its DER. */
export function pemToDer(pem: string): string {
  const body = pem.replaceAll(/-----[^-]+-----|\s/g, '')
  return Buffer.from(body, 'base64').toString('base64url')
}
