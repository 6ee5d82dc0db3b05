import { expect, test } from 'vitest'
import { createPublicHttp } from './http-public.ts'
import { createLog } from './log.ts'
import { service } from './service.ts'
import { running, stage } from './test-stage.ts'

const app = () =>
  createPublicHttp(createLog('silent'), undefined, [
    (open) => {
      open.post('/raw', async ({ body }) => Buffer.from(body as Buffer).toString('hex'))
    },
  ])

test.each([
  ['application/json', '{'],
  ['text/plain', 'text'],
  ['application/x-www-form-urlencoded', 'a=b'],
  ['', '\u0000é'],
])('a body of type "%s" is the bytes that were sent', async (type, payload) => {
  const headers = type === '' ? {} : { 'content-type': type }

  const answer = await app().inject({ method: 'POST', url: '/raw', headers, payload })

  expect(answer.body).toBe(Buffer.from(payload).toString('hex'))
})

test.each([
  ['GET', '/livez', 404, 'ERR_HTTP_NOT_FOUND'],
  ['GET', '/api/v1/orders', 404, 'ERR_HTTP_NOT_FOUND'],
  ['HEAD', '/raw', 404, undefined],
  ['PUT', '/raw', 404, 'ERR_HTTP_NOT_FOUND'],
] as const)('%s %s is not there', async (method, url, status, code) => {
  const answer = await app().inject({ method, url })

  expect(answer.statusCode).toBe(status)
  expect(answer.body === '' ? undefined : answer.json().code).toBe(code)
})

test('a body above 256 KiB is refused', async () => {
  const payload = Buffer.alloc(256 * 1024 + 1)

  expect(await app().inject({ method: 'POST', url: '/raw', payload })).toMatchObject({
    statusCode: 413,
  })
})

const open = service({
  ...{ name: 'open', handlers: [], connect: async () => ({ answer: 'hello' }) },
  publicRoutes: (strangers, { answer }) => void strangers.get('/hello', () => answer),
})

test('strangers have a listener of their own, which ends with the others', async () => {
  const { platform } = await stage()
  const webhooks = { listen: { host: '127.0.0.1', port: 0 }, sources: { ca: {} } }
  const config = { ...platform.config, webhooks } as unknown as typeof platform.config

  const { url, publicUrl, close } = await running([open], { ...platform, config })

  expect(await (await fetch(`${publicUrl}/hello`)).text()).toBe('hello')
  expect((await fetch(`${url}/hello`)).status).toBe(404)
  await close()
  await expect(fetch(`${publicUrl}/hello`)).rejects.toThrow()
})

test('where no stranger is known there is none', async () => {
  const { platform } = await stage()
  const webhooks = { listen: { host: '127.0.0.1', port: 0 }, sources: {} }
  const config = { ...platform.config, webhooks } as unknown as typeof platform.config

  const { publicUrl, close } = await running([open], { ...platform, config })
  await close()

  expect(publicUrl).toBeUndefined()
})
