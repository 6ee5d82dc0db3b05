import { cpus } from 'node:os'
import {
  allInOne,
  type Cost,
  type Load,
  plainScript,
  separateProcesses,
} from '../bench/contenders.ts'
import { proof } from './proof.ts'
import { table } from './table.ts'

const crowd: Load = { count: 200, atOnce: 32, warmUp: 100 }
const single: Load = { count: 10, atOnce: 1, warmUp: 3 }
/** A user who looks closer lets the script look again after 50 ms, and not after acme-client's 5 s. */
const POLL_MS = 50
const CPU_MS = 25

export const bench = proof({
  name: 'bench',
  claim:
    '200 certificates from Pebble, 32 at a time, after 100 to warm up: all in one is as fast as a plain acme-client script, separate processes reach 0.8 of it, all in one costs at most 25 ms of CPU each; a single order takes at most 1.25 times as long.',
  run: async ({ say }) => {
    say(`${cpus().length} x ${cpus()[0]?.model}, PEBBLE_VA_NOSLEEP=1, names of one, P-256`)
    const script = await plainScript(crowd, POLL_MS)
    const one = await allInOne(crowd)
    const many = await separateProcesses(crowd)
    const alone = await plainScript(single, POLL_MS)
    const oneAlone = await allInOne(single)
    const [b, c] = [script.seconds / one.seconds, script.seconds / many.seconds]
    const cpu = cpuMs(one)
    const idle = oneAlone.seconds / alone.seconds
    return {
      ok: b >= 1 && c >= 0.8 && cpu <= CPU_MS && idle <= 1.25,
      figures: {
        ...{ n: crowd.count, allInOne: b.toFixed(2), separate: c.toFixed(2) },
        ...{ cpuMs: cpu.toFixed(1), single: idle.toFixed(2) },
      },
      table: table([
        row('plain script', script, alone, script, alone),
        row('all in one', one, oneAlone, script, alone),
        row('separate processes', many, undefined, script, alone),
      ]),
    }
  },
})

const cpuMs = ({ cpuSeconds }: Cost) => (cpuSeconds * 1000) / crowd.count

function row(name: string, cost: Cost, alone: Cost | undefined, script: Cost, scriptAlone: Cost) {
  return {
    contender: name,
    'certificates/s': (crowd.count / cost.seconds).toFixed(1),
    'x script': (script.seconds / cost.seconds).toFixed(2),
    'CPU ms each': cpuMs(cost).toFixed(1),
    'single, ms': alone ? ((alone.seconds * 1000) / single.count).toFixed(0) : '',
    'x script, single': alone ? (alone.seconds / scriptAlone.seconds).toFixed(2) : '',
  }
}
