import { HttpProblem } from '@certwire/runtime'
import type { SourceKind } from '../source.ts'
import type { Incoming } from './incoming.ts'

const FORM = 'application/x-www-form-urlencoded'

/** The body as JSON, whose form of a query or of a form is an object of text. */
export function readBody(webhook: Incoming, { bodies }: Pick<SourceKind, 'bodies'>): unknown {
  const [type = ''] = (webhook.header('content-type') ?? '').split(';')
  const isForm = webhook.isQuery || type.trim().toLowerCase() === FORM
  if (isForm && bodies.includes('form'))
    return Object.fromEntries(new URLSearchParams(webhook.raw.toString()))
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(webhook.raw))
  } catch {
    const remedy = 'Send JSON in UTF-8.'
    throw new HttpProblem(400, 'ERR_WEBHOOK_BODY', 'The body cannot be read.', remedy)
  }
}
