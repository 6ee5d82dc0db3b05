import { expect, onTestFinished, test } from 'vitest'
import type { Platform } from './platform.ts'
import { service } from './service.ts'
import { running, stage, worker } from './test-stage.ts'

test('a connect that fails undoes what was started before it', async () => {
  const { platform } = await stage()
  const { solver, seen } = worker(async () => {})
  const broken = service({
    name: 'broken',
    handlers: [],
    connect: async () => {
      throw Object.assign(new Error('no such zone'), { code: 'ERR_TEST' })
    },
  })

  await expect(running([solver, broken], platform)).rejects.toMatchObject({ code: 'ERR_TEST' })

  expect(seen).toEqual(['closed'])
})

test('a subscription that fails undoes its own service', async () => {
  const { platform, bus } = await stage()
  const { solver, seen } = worker(async () => {})
  await bus.close()

  await expect(running([solver], platform)).rejects.toMatchObject({ code: 'ERR_BUS_CLOSED' })

  expect(seen).toEqual(['closed'])
})

test('a port that is taken undoes everything', async () => {
  const { platform } = await stage()
  const first = await running([], platform)
  onTestFinished(() => first.close())
  const { solver, seen } = worker(async () => {})
  const http = { host: '127.0.0.1', port: Number(new URL(first.url).port) }
  const taken = { ...platform, config: { ...platform.config, http } }

  await expect(running([solver], taken)).rejects.toMatchObject({ code: 'EADDRINUSE' })

  expect(seen).toEqual(['closed'])
})

test('a job begins when every service is there', async () => {
  const { platform } = await stage()
  const done: string[] = []
  const say = (what: string) => async () => void done.push(what)
  const early = service({
    ...{ name: 'early', handlers: [], connect: say('early is there') },
    jobs: [{ name: 'speak', everyMs: 60_000, run: say('early speaks') }],
  })
  const late = service({ name: 'late', handlers: [], connect: say('late is there') })

  const { close } = await running([early, late], platform)
  await close()

  expect(done).toEqual(['early is there', 'late is there', 'early speaks'])
})

test('start and end are logged, and every line of a service names it', async () => {
  const { platform, lines } = await stage()
  const chatty = service({
    name: 'chatty',
    connect: async ({ log }: Platform) => void log.info('hello'),
    handlers: [],
  })

  const { close } = await running([chatty], platform)
  await close()

  expect(lines.map(({ msg, service: of }) => [msg, of])).toEqual([
    ['hello', 'chatty'],
    ...[
      ['up', undefined],
      ['draining', undefined],
      ['drained', undefined],
    ],
  ])
})
