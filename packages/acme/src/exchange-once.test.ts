import type { ServerResponse } from 'node:http'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { failureOf, problem, signal, stage } from './test-stage.ts'

/** What a CA may do to one request. */
const moods: Record<string, (response: ServerResponse) => unknown> = {
  badNonce: (response) => response.writeHead(400).end(problem('badNonce')),
  rateLimited: (response) => response.writeHead(429, { 'retry-after': '1' }).end(),
  serverInternal: (response) => response.writeHead(500).end('<h1>no</h1>'),
  'hang up': (response) => response.destroy(),
  'half an answer': (response) => {
    response.writeHead(201, { 'content-length': '99' }).write('{')
    response.socket?.end()
  },
  nonsense: (response) => response.writeHead(201).end('<html>'),
  redirect: (response) => response.writeHead(308, { location: '/new-order' }).end(),
}

test('whatever the CA does, no signed request is sent twice, and no nonce is', async () => {
  const is = await stage()
  const some = fc.array(fc.constantFrom('well', ...Object.keys(moods)), { maxLength: 12 })

  await fc.assert(
    fc.asyncProperty(some, async (days) => {
      const left = [...days]
      is.ca.misbehave(({ method }, response) => {
        const mood = method === 'POST' ? moods[left.shift() ?? 'well'] : undefined
        mood?.(response)
        return mood !== undefined
      })
      const order = () => failureOf(is.acme.newOrder(['a.example'], signal))
      await Promise.all([order(), order(), order()])
    }),
    { numRuns: 25 },
  )

  const posts = is.ca.asked.filter(({ method }) => method === 'POST')
  const nonces = posts.map(({ protected: header }) => header?.nonce)
  expect(new Set(posts.map(({ signature }) => signature)).size).toBe(posts.length)
  expect(new Set(nonces).size).toBe(posts.length)
  await is.close()
})
