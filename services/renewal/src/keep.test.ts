import { expect, test } from 'vitest'
import { keep, reconciler } from './keep.ts'
import { certificateOf, dayText, issuedEvent, renewalOf, stage } from './test-stage.ts'

test('a certificate that is issued is looked after, once', async () => {
  const { deps } = await stage()
  const event = issuedEvent(certificateOf('1'))

  await Promise.all([keep(event, deps), keep(event, deps)])

  expect(await deps.renewals.find('due', { limit: 9 })).toEqual([renewalOf(certificateOf('1'))])
})

test('one whose event was lost is found, what has expired is not', async () => {
  const { deps, issue, state } = await stage()
  for (const id of ['1', '2']) await issue(certificateOf(id))
  await issue(certificateOf('old', 5))
  await keep(issuedEvent(certificateOf('1')), deps)
  state.day = 6

  await reconciler(deps, deps.certificates)()

  const found = await deps.renewals.find('expiry', { limit: 9 })
  expect(found.map(({ _id, createdAt }) => [_id, createdAt])).toEqual([
    ['crt_1', dayText(0)],
    ['crt_2', dayText(6)],
  ])
})

test('a walk goes on page by page, past a crowd that expires at one instant, and rests at its end', async () => {
  const { deps, state } = await stage()
  for (let n = 0; n < 1001; n += 1) await deps.certificates.insert(certificateOf(`${n}`))
  const walk = reconciler(deps, deps.certificates)
  const count = async () => (await deps.renewals.find('expiry', { limit: 5000 })).length

  const counts: number[] = []
  for (let page = 0; page < 3; page += 1) {
    await walk()
    counts.push(await count())
  }
  await deps.certificates.insert(certificateOf('late'))
  await walk()
  counts.push(await count())
  state.day = 0.3
  for (let page = 0; page < 3; page += 1) await walk()

  expect([...counts, await count()]).toEqual([500, 1000, 1001, 1001, 1002])
})
