import { expect, test } from 'vitest'
import { stage } from '../test-stage.ts'

const id = 'dead.ordering_cert-requested.CERT_REQUESTS-1-7'
const letter = {
  ...{ id, service: 'ordering', subject: 'cert.requested', body: '\u001b[2J{', attempts: 1 },
  ...{ code: 'ERR_MESSAGE_NOT_JSON', reason: 'The message is not JSON.' },
  at: '2026-11-24T12:00:00.000Z',
}

test('dead letters are listed with their codes', async () => {
  const { run } = stage({ answers: { 'GET /dead?limit=50': { letters: [letter] } } })

  expect((await run('dead', 'list')).stdout).toMatch(/ordering .* ERR_MESSAGE_NOT_JSON/)
})

test('one is shown with its reason and what it was about', async () => {
  const { run } = stage({ answers: { [`GET /dead/${id}`]: letter } })

  const { stdout } = await run('dead', 'show', id)

  expect(stdout).toMatch(/^reason +The message is not JSON\.$/m)
  expect(stdout).toMatch(/^body +·\[2J\{$/m)
})

test('one is sent again; its id is a path and nothing more', async () => {
  const odd = 'dead/../orders?x'
  const { run } = stage({
    answers: { [`POST /dead/${encodeURIComponent(odd)}/requeue`]: { id: odd } },
  })

  expect(await run('dead', 'requeue', odd)).toMatchObject({ code: 0, stdout: `Requeued  ${odd}\n` })
})
