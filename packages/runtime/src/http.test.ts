import { Secret } from '@certwire/secrets'
import { describe, expect, test } from 'vitest'
import { createHttp } from './http.ts'
import { createLog } from './log.ts'

const well = async () => {}
const away = (why: string) => async () => {
  throw new Error(why)
}

function stage(ready: { bus?: () => Promise<void>; store?: () => Promise<void> } = {}) {
  const logged: string[] = []
  const platform = {
    bus: { ready: ready.bus ?? well },
    store: { ready: ready.store ?? well },
    log: createLog('info', { write: (line) => void logged.push(line) }),
  }
  const app = createHttp(platform as never, Secret.of('t0ken'), [
    (api) => {
      api.post('/echo/:id', async ({ body, params }) => ({ body, params }))
      api.get('/broken', away('the password is hunter2'))
    },
  ])
  const headers = { authorization: 'Bearer t0ken' }
  return { app, headers, logged }
}

describe('health', () => {
  test('a process lives whatever the bus does', async () => {
    const { app } = stage({ bus: away('there is no connection') })

    expect((await app.inject('/livez')).json()).toEqual({ status: 'ok' })
  })

  test('it is ready when bus and store are', async () => {
    const { app } = stage()

    const answer = await app.inject('/readyz')

    expect(answer.statusCode).toBe(200)
    expect(answer.json()).toEqual({ status: 'ok', checks: { bus: 'ok', store: 'ok' } })
  })

  test('what is not ready is told with its reason', async () => {
    const { app } = stage({ bus: away('there is no connection') })

    const answer = await app.inject('/readyz')

    expect(answer.statusCode).toBe(503)
    expect(answer.json()).toEqual({
      status: 'not ready',
      checks: { bus: 'there is no connection', store: 'ok' },
    })
  })
})

describe('the token', () => {
  test.each([
    ['no header', undefined],
    ['another token', 'Bearer t0kem'],
    ['a longer one', 'Bearer t0kent0ken'],
    ['another scheme', 'Basic t0ken'],
    ['nothing after the scheme', 'Bearer '],
  ])('%s is refused', async (_, authorization) => {
    const { app } = stage()

    const answer = await app.inject({
      url: '/api/v1/broken',
      headers: authorization === undefined ? {} : { authorization },
    })

    expect(answer.headers['www-authenticate']).toBe('Bearer')
    expect(answer.json()).toMatchObject({ status: 401, code: 'ERR_HTTP_TOKEN' })
  })

  test('the scheme may be written in any case', async () => {
    const { app } = stage()

    const answer = await app.inject({
      ...{ method: 'POST', url: '/api/v1/echo/1', payload: {} },
      headers: { authorization: 'bearer t0ken' },
    })

    expect(answer.statusCode).toBe(200)
  })
})

describe('an answer that is an error is a problem document', () => {
  const json = { 'content-type': 'application/json' }
  const large = JSON.stringify('x'.repeat(300_000))
  test.each([
    ['an address without anything', { url: '/api/v1/nothing' }, 404, 'ERR_HTTP_NOT_FOUND'],
    ['no JSON', { payload: '{', headers: json }, 400, 'ERR_HTTP_BODY'],
    ['an empty body', { payload: '', headers: json }, 400, 'ERR_HTTP_BODY'],
    ['a prototype key', { payload: '{"__proto__":{}}', headers: json }, 400, 'ERR_HTTP_BODY'],
    [
      'a constructor key',
      { payload: '{"constructor":{"prototype":{}}}', headers: json },
      400,
      'ERR_HTTP_BODY',
    ],
    ['a large body', { payload: large, headers: json }, 413, 'ERR_HTTP_TOO_LARGE'],
    [
      'text',
      { payload: 'x', headers: { 'content-type': 'text/plain' } },
      415,
      'ERR_HTTP_MEDIA_TYPE',
    ],
    ['XML', { payload: 'x', headers: { 'content-type': 'text/xml' } }, 415, 'ERR_HTTP_MEDIA_TYPE'],
    ['a broken address', { url: '/api/v1/echo/%ZZ' }, 400, 'ERR_HTTP_BODY'],
  ])('%s', async (_, request, status, code) => {
    const { app, headers } = stage()

    const answer = await app.inject({
      ...{ method: 'POST', url: '/api/v1/echo/1', ...request },
      headers: { ...headers, ...('headers' in request && request.headers) },
    })

    expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(answer.json()).toMatchObject({ status, code, detail: expect.any(String) })
    expect(answer.json()).toMatchObject({ remedy: expect.any(String), title: expect.any(String) })
  })

  test('what went wrong inside is logged, and not told', async () => {
    const { app, headers, logged } = stage()

    const answer = await app.inject({ url: '/api/v1/broken', headers })

    expect(answer.json()).toMatchObject({ status: 503, code: 'ERR_HTTP_UNAVAILABLE' })
    expect(answer.body).not.toContain('hunter2')
    expect(logged.join()).toContain('hunter2')
  })
})

test('an id in a path may be as long as that of a dead letter', async () => {
  const { app, headers } = stage()
  const id = `dead.${'x'.repeat(280)}`

  const answer = await app.inject({
    ...{ method: 'POST', url: `/api/v1/echo/${encodeURIComponent(id)}`, headers, payload: {} },
  })

  expect(answer.json()).toMatchObject({ params: { id } })
})
