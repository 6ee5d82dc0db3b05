import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { stage } from '../test-stage.ts'

test.each([
  '/api/v1/webhooks/sources',
  '//api/v1/webhooks/sources',
  '/webhooks/../api/v1/webhooks/sources',
  '/webhooks/%2e%2e%2fapi%2fv1%2fwebhooks%2fsources',
  'http://127.0.0.1/api/v1/webhooks/sources',
])('the API is out of reach at %s, for whoever has its token too', async (path) => {
  const { url } = await stage()
  const rest = 'host: a\r\nauthorization: Bearer t0ken\r\nconnection: close\r\n\r\n'

  expect(await statusOf(url, `GET ${path} HTTP/1.1\r\n${rest}`)).toBe(404)
})

test.each([
  ['content-length: 4', 'transfer-encoding: chunked'],
  ['content-length: 4', 'content-length: 5'],
  ['transfer-encoding: xchunked'],
  ['content-length: 4', 'transfer-encoding : chunked'],
])(
  'a request of two lengths (%s, %s) is none, and whatever follows it goes unread',
  async (...two) => {
    const { url, published } = await stage()

    const request = `POST /webhooks/ca HTTP/1.1\r\n${two.join('\r\n')}\r\nhost: a\r\n\r\n0\r\n\r\n`
    expect(await statusOf(url, request)).toBe(400)
    expect(published).toEqual([])
  },
)

/** Says it to the letter, reads until the connection ends, and gives the status of the only answer. */
async function statusOf(url: string, request: string): Promise<number> {
  const { hostname, port } = new URL(url)
  const socket = connect(Number(port), hostname)
  socket.write(request)
  const answers = (await text(socket)).match(/(?<=^HTTP\/1\.1 )\d{3}/gm) ?? []
  expect(answers).toHaveLength(1)
  return Number(answers[0])
}
