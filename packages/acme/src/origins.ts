import { CaError } from './ca-error.ts'

/** Says no to every URL that is not https at the directory's origin or at one that is configured. */
export type UrlGuard = (url: string) => URL

/** What a CA answers is text from outside: it must not send us to somebody else's server. */
export function urlGuard(directory: string, origins: readonly string[]): UrlGuard {
  const allowed = new Set([directory, ...origins].map((url) => new URL(url).origin))
  return (text) => {
    const url = URL.canParse(text) ? new URL(text) : undefined
    const fits = url?.protocol === 'https:' && url.username === '' && url.password === ''
    if (url && fits && allowed.has(url.origin)) return url
    throw new CaError(
      'ERR_CA_URL_FOREIGN',
      `The CA named a URL outside of ${[...allowed].join(', ')}. If it is the CA's own, add its origin to "origins" of the issuer.`,
    )
  }
}
