import type { DeadLetter } from '@certwire/contracts'
import { expect, test } from 'vitest'
import { stage } from '../test-stage.ts'

const letter: DeadLetter = {
  ...{ id: 'dead.ordering_cert-requested.7-7', service: 'ordering', subject: 'cert.requested' },
  ...{ body: '{', code: 'ERR_MESSAGE_NOT_JSON', reason: 'The message is not JSON.', attempts: 1 },
  at: '2026-11-24T12:00:00.000Z',
}
const path = `/dead/${letter.id}`

/** The service after these letters have arrived. */
async function having(...letters: DeadLetter[]) {
  const at = await stage()
  for (const one of letters) await at.hand('ops_dead', JSON.stringify(one))
  return at
}

test('a letter is listed and shown, once however often it arrives', async () => {
  const { get } = await having(letter, letter)

  expect((await get('/dead')).body).toEqual({ letters: [letter] })
  expect((await get(path)).body).toEqual(letter)
})

test('pages lead through all letters, the newest first', async () => {
  const ids = ['a', 'b', 'c', 'd', 'e']
  const { get } = await having(...ids.map((id) => ({ ...letter, id })))

  const first = await get('/dead?limit=3')
  const second = await get(`/dead?limit=3&before=${first.body.next}`)

  expect(
    [first, second].map(({ body }) => (body.letters as DeadLetter[]).map(({ id }) => id)),
  ).toEqual([
    ['e', 'd', 'c'],
    ['b', 'a'],
  ])
})

test('what is requeued is sent as it was, under a new id, and leaves the list', async () => {
  const { post, get, published } = await having(letter)

  const answer = await post(`${path}/requeue`)

  expect(answer.status).toBe(202)
  expect(published).toEqual([{ subject: 'cert.requested', id: `${letter.id}.requeued`, body: '{' }])
  expect((await get('/dead')).body).toEqual({ letters: [] })
})

test('whoever requeues twice at once sends once', async () => {
  const { post, published } = await having(letter)

  await Promise.all([post(`${path}/requeue`), post(`${path}/requeue`)])

  expect(new Set(published.map(({ id }) => id)).size).toBe(1)
})

test('a bus that is away leaves the letter where it is', async () => {
  const { post, get, state } = await having(letter)
  state.away = true

  expect((await post(`${path}/requeue`)).status).toBe(503)
  expect((await get(path)).status).toBe(200)
})

test.each([
  ['only the beginning of a message', { ...letter, truncated: true as const }],
  ['a subject that is not ours', { ...letter, subject: '$JS.API.STREAM.DELETE.CERT_EVENTS' }],
  ['a subject with a wildcard', { ...letter, subject: 'cert.requested.*' }],
])('%s is not requeued', async (_, given) => {
  const { post, published } = await having(given)

  const answer = await post(`${path}/requeue`)

  expect(answer).toMatchObject({ status: 409, body: { code: 'ERR_DEAD_UNSENDABLE' } })
  expect(published).toEqual([])
})

test.each(['/dead/none', '/dead?before=none'])('%s is a problem', async (unknown) => {
  const { get } = await having()

  expect(await get(unknown)).toMatchObject({ status: 404, body: { code: 'ERR_DEAD_UNKNOWN' } })
})
