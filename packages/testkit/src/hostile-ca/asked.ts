import type { IncomingMessage } from 'node:http'

/** One request as it came, with its JWS taken apart. */
export interface Asked {
  readonly method: string
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly protected?: Readonly<Record<string, unknown>>
  /** Null for a POST-as-GET. */
  readonly payload?: unknown
  readonly signature?: string
}

export async function readAsked(request: IncomingMessage): Promise<Asked> {
  const { method = '', url: path = '', headers } = request
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  if (chunks.length === 0) return { method, path, headers }
  const jws = JSON.parse(Buffer.concat(chunks).toString())
  return {
    ...{ method, path, headers, signature: jws.signature },
    protected: decoded(jws.protected),
    payload: decoded(jws.payload),
  }
}

const decoded = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString() || 'null')
