import { afterEach, beforeEach, expect, test } from 'vitest'
import { type Stage, signal, stage } from './test-stage.ts'

let is: Stage
beforeEach(async () => {
  is = await stage()
})
afterEach(() => is.close())

test('the orders of an account are those of every page', async () => {
  const path = '/account/1/orders'
  is.ca.misbehave((asked, response) => {
    if (!asked.path.startsWith(path)) return false
    const page = Number(asked.path.slice(path.length + 1) || 0)
    const link = page < 2 ? { link: `<${path}/${page + 1}>;rel="next"` } : {}
    response.writeHead(200, link).end(JSON.stringify({ orders: [`${is.origin}/order/${page}`] }))
    return true
  })

  expect(await is.acme.orders(signal)).toEqual([0, 1, 2].map((at) => `${is.origin}/order/${at}`))
})

test('a list without an end is read so far and no further', async () => {
  is.answer('/account/1/orders', (response) =>
    response
      .writeHead(200, { link: '</account/1/orders>;rel="next"' })
      .end(JSON.stringify({ orders: [`${is.origin}/order/1`] })),
  )

  expect(await is.acme.orders(signal)).toHaveLength(50)
})

test('what is elsewhere is left out', async () => {
  is.answer('/account/1/orders', (response) =>
    response
      .writeHead(200, { link: '<https://evil.example/>;rel="next"' })
      .end(JSON.stringify({ orders: ['https://evil.example/order/1', `${is.origin}/order/1`] })),
  )

  expect(await is.acme.orders(signal)).toEqual([`${is.origin}/order/1`])
})

test.each([undefined, 'https://evil.example/orders'])(
  'a CA that does not list them here has none to give: %s',
  async (orders) => {
    is.answer('/account/1', (r) => r.end(JSON.stringify({ status: 'valid', orders })))

    expect(await is.acme.orders(signal)).toBeUndefined()
  },
)
