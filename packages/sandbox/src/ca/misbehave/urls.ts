import type { SandboxCaScript } from '../control.ts'
import { altered } from './answers.ts'

/** Where a client of the CA has nothing to look for, by what is wrong with it. */
export const hostileUrls = {
  'another host': 'https://elsewhere.example/order/1',
  'another port': 'https://127.0.0.1:1/order/1',
  'plain http': 'http://127.0.0.1/order/1',
  'cloud metadata': 'http://169.254.169.254/latest/meta-data/',
  'private address': 'https://10.0.0.1/order/1',
  'loopback in IPv6': 'https://[::1]/order/1',
  'mapped address': 'https://[::ffff:169.254.169.254]/',
  'decimal address': 'https://2130706433/order/1',
  credentials: 'https://user:secret@elsewhere.example/',
  'host in credentials': 'https://127.0.0.1@elsewhere.example/',
  file: 'file:///etc/passwd',
  script: 'javascript:alert(1)',
  data: 'data:application/json,{}',
  'a relative path': '/order/1',
  'a broken one': 'https://[',
  'line break': 'https://elsewhere.example/\r\nHost: other',
  empty: '',
  'no text': '\u0000',
} as const

type UrlField =
  | 'authorizations'
  | 'finalize'
  | 'certificate'
  | 'challenge'
  | 'location'
  | 'directory'

/** The CA does what it is asked, and then leads astray. What a header cannot carry is left out of `location`. */
export function urls(url: string, ...fields: UrlField[]): SandboxCaScript {
  return altered(
    (body) => (fields.length > 0 && isObject(body) ? led(body, url, fields) : undefined),
    (headers) => {
      const isFit = fields.includes('location') && /^[\x20-\x7e]*$/.test(url)
      return isFit ? { ...headers, location: url } : headers
    },
  )
}

type Body = Readonly<Record<string, unknown>>

function led(body: Body, url: string, fields: readonly UrlField[]): Body {
  const has = (field: UrlField) => fields.includes(field)
  return {
    ...body,
    ...(has('authorizations') && { authorizations: [url] }),
    ...(has('finalize') && { finalize: url }),
    ...(has('certificate') && { certificate: url }),
    ...(has('challenge') && { url, ...challengesAt(body, url) }),
    ...(has('directory') && everyUrl(body, url)),
  }
}

/** An authorization has its challenges, a challenge is one. */
function challengesAt({ challenges }: Body, url: string): object {
  return Array.isArray(challenges)
    ? { challenges: challenges.map((each) => ({ ...each, url })) }
    : {}
}

function everyUrl(body: Body, url: string): Body {
  const texts = Object.entries(body).filter(([, value]) => typeof value === 'string')
  return Object.fromEntries(texts.map(([name]) => [name, url]))
}

function isObject(value: unknown): value is Body {
  return typeof value === 'object' && value !== null
}
