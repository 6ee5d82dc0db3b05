/** The DER of a PEM block in base64, in lines of 64 characters: RFC 7468 §2. */
export function toPem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\s]*)-----END \1-----/g

export interface PemBlock {
  readonly label: string
  readonly der: Buffer
}

/** The blocks of a text, and whether there is anything else in it but white space and a byte-order mark. */
export function readPem(text: string): { blocks: PemBlock[]; rest: boolean } {
  const blocks = [...text.matchAll(BLOCK)].map(([, label = '', body = '']) => ({
    label,
    der: Buffer.from(body, 'base64'),
  }))
  return { blocks, rest: /[^\s\uFEFF]/.test(text.replaceAll(BLOCK, '')) }
}
