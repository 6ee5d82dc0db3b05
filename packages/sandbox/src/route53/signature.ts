import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { IncomingHttpHeaders } from 'node:http'

export interface SignedRequest {
  readonly method: string
  readonly url: URL
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

const AUTHORIZATION =
  /Credential=[^/]+\/(?<date>\d{8})\/(?<region>[\w-]+)\/(?<service>\w+)\/aws4_request, ?SignedHeaders=(?<signed>[\w;-]+), ?Signature=(?<signature>[0-9a-f]{64})$/

/** AWS Signature Version 4 in its header. Its age is nobody's business here. */
export function isSignedWith(secret: string, request: SignedRequest): boolean {
  const { date, region, service, signed, signature } =
    AUTHORIZATION.exec(request.headers.authorization ?? '')?.groups ?? {}
  if (!date || !region || !service || !signed || !signature) return false
  const scope = `${date}/${region}/${service}/aws4_request`
  const time = request.headers['x-amz-date']
  const text = ['AWS4-HMAC-SHA256', time, scope, sha256(canonical(request, signed))].join('\n')
  const key = [date, region, service, 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`)
  return timingSafeEqual(hmac(key, text), Buffer.from(signature, 'hex'))
}

function canonical({ method, url, headers, body }: SignedRequest, signed: string): string {
  const query = [...url.searchParams].map(([name, value]) => `${encoded(name)}=${encoded(value)}`)
  const lines = signed.split(';').map((name) => `${name}:${headerText(headers[name])}\n`)
  const path = url.pathname.split('/').map(encoded).join('/')
  return [method, path, query.toSorted().join('&'), lines.join(''), signed, sha256(body)].join('\n')
}

const headerText = (header: string | string[] | undefined): string =>
  String(header ?? '')
    .trim()
    .replace(/ +/g, ' ')
/** RFC 3986: all but the unreserved characters. */
const encoded = (text: string): string =>
  encodeURIComponent(text).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  )
const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex')
const hmac = (key: string | Buffer, text: string): Buffer =>
  createHmac('sha256', key).update(text).digest()
