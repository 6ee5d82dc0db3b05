/** The DER of a PEM block in base64, in lines of 64 characters: RFC 7468 §2. */
export function toPem(label: string, der: Uint8Array): string {
  const base64 = Buffer.from(der).toString('base64')
  const lines = base64.match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]{1,40})-----([A-Za-z0-9+/=\s]*)-----END \1-----/g

export interface PemBlock {
  readonly label: string
  readonly der: Buffer
}

/**
 * The blocks of a text, or undefined if there is anything else in it than blocks, white space (which a byte-order mark
 * is as well) and any kind of line end. Base64 has to be padded and without stray bits. Takes linear time.
 */
export function readPem(text: string): PemBlock[] | undefined {
  if (/\S/.test(text.replaceAll(BLOCK, ''))) return undefined
  const blocks: PemBlock[] = []
  for (const [, label = '', body = ''] of text.matchAll(BLOCK)) {
    const base64 = body.replaceAll(/\s/g, '')
    const der = Buffer.from(base64, 'base64')
    if (der.toString('base64') !== base64) return undefined
    blocks.push({ label, der })
  }
  return blocks
}

/** Whether somebody put a private key where none belongs, of whatever format. */
export const holdsPrivateKey = (text: string): boolean => text.includes('PRIVATE KEY-----')
