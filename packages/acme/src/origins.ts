import { CaError } from './ca-error.ts'

/** Where a CA may send us: https at the directory's origin and at those that are configured. What it answers is text from outside. */
export interface Origins {
  /** The URL as it is signed and asked; throws `ERR_CA_URL_FOREIGN`. */
  check(url: string): string
  allows(url: string): boolean
}

export function caOrigins(directory: string, further: readonly string[]): Origins {
  const allowed = new Set([directory, ...further].map(httpsOrigin))
  const find = (text: string) => {
    const url = URL.parse(text)
    const fits = url?.protocol === 'https:' && url.username === '' && url.password === ''
    return url && fits && allowed.has(url.origin) ? url : undefined
  }
  return {
    allows: (url) => find(url) !== undefined,
    check: (text) => {
      const url = find(text)
      if (!url)
        throw new CaError(
          'ERR_CA_URL_FOREIGN',
          `The CA named a URL outside of ${[...allowed].join(', ')}. If it is the CA's own, add its origin to "origins" of the issuer.`,
        )
      // It is not sent, and RFC 8555 §6.4 wants the signed URL to be the one that was asked.
      url.hash = ''
      return url.href
    },
  }
}

function httpsOrigin(text: string): string {
  const url = URL.parse(text)
  if (url?.protocol === 'https:') return url.origin
  throw new CaError(
    'ERR_CA_URL_FOREIGN',
    'The directory and the origins of an issuer have to be URLs that begin with https://.',
  )
}
