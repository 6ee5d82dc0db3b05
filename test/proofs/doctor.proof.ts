import { brokenSetups, healthySetup } from '../support/doctor/broken-setups.ts'
import { layDoctorGround } from '../support/doctor/ground.ts'
import { runDoctor } from '../support/doctor/run-doctor.ts'
import { proof } from './proof.ts'
import { table } from './table.ts'

type Setup = (typeof brokenSetups)[number]

export const doctor = proof({
  name: 'doctor',
  claim:
    'certwire doctor names says of 20 broken set-ups, each with servers of its own, what is wrong with it and nothing else, and passes a healthy one.',
  run: async () => {
    const rows = []
    for (const setup of [...brokenSetups, healthySetup]) rows.push(await examined(setup))
    const healthy = rows.pop()
    const named = rows.filter(({ right }) => right === 'yes').length
    const slowest = Math.max(...rows.map(({ seconds }) => Number(seconds)))
    return {
      ok: named === brokenSetups.length && brokenSetups.length === 20 && healthy?.right === 'yes',
      figures: {
        ...{ n: brokenSetups.length, named, healthy: healthy?.said ?? '' },
        ...{ healthy_s: healthy?.seconds ?? '', slowest_s: slowest.toFixed(2) },
      },
      table: table([...rows, ...(healthy ? [healthy] : [])]),
    }
  },
})

async function examined({ what, name, zones, make, says }: Setup) {
  await using cleanup = new AsyncDisposableStack()
  const ground = cleanup.adopt(await layDoctorGround(), (one) => one.close())
  make?.(ground)
  const begin = performance.now()
  const { code, findings } = await runDoctor(ground, name, zones(ground))
  const seconds = ((performance.now() - begin) / 1000).toFixed(2)
  const said = findings.flatMap((one) =>
    one.level === 'ok' ? [] : [`${one.level} ${one.check} ${one.code}`],
  )
  const isRight = said.toSorted().join() === says.toSorted().join()
  const exit = says.some((one) => one.startsWith('failure')) ? 1 : 0
  const [first = 'all is well'] = said.toSorted((a, b) => says.indexOf(a) - says.indexOf(b))
  const saw = findings.find((one) => `${one.level} ${one.check}` === first.replace(/ \w+$/, ''))
  return {
    ...{ 'what is wrong': what, said: first, right: isRight && code === exit ? 'yes' : 'no' },
    ...{ seconds, saw: inAnyRun(saw?.saw ?? '') },
  }
}

/** Without what differs from run to run. */
const inAnyRun = (saw: string): string =>
  saw
    .replaceAll(/:\d{4,5}\b/g, ':PORT')
    .replaceAll(/account\/[0-9a-f]{10,}/g, 'account/ID')
    .replaceAll('|', '\\|')
