import { Readable } from 'node:stream'
import type { Route53Client } from '@aws-sdk/client-route-53'
import { malformed } from './error.ts'

/** A page of 300 sets has a fraction of it. */
const LARGEST_BODY = 8 * 1024 * 1024

/** Ends every answer that is longer than anybody would read: the rest is never received. */
export function capBodies({ middlewareStack }: Route53Client): void {
  middlewareStack.add(
    (next) => async (args) => {
      const result = await next(args)
      const response: { body?: unknown } = Object(result.response)
      if (response.body instanceof Readable) response.body = Readable.from(capped(response.body))
      return result
    },
    // Nothing is nearer to the connection: the others read what this one lets through.
    { name: 'capBodies', step: 'deserialize', priority: 'low' },
  )
}

async function* capped(body: Readable) {
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size > LARGEST_BODY) throw malformed('a call', 'with more than 8 MiB')
    yield chunk
  }
}
