import type { OutgoingHttpHeaders, ServerResponse } from 'node:http'
import type { SandboxCaReply } from './control.ts'

export function send(response: ServerResponse, { status, headers, body }: SandboxCaReply): void {
  const length = status === 204 ? {} : { 'content-length': Buffer.byteLength(body) }
  const all: OutgoingHttpHeaders = { ...length }
  for (const [name, value] of Object.entries(headers)) {
    all[name] = typeof value === 'string' ? value : [...value]
  }
  response.writeHead(status, all)
  response.end(body)
}
