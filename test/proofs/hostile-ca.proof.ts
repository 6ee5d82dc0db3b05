import { spawnSync } from 'node:child_process'
import { isAbsolute, relative } from 'node:path'
import { foundInControl } from '../support/hostile-ca/control.ts'
import { type HostileGround, layHostileGround } from '../support/hostile-ca/ground.ts'
import { brokenLines, ordeal, request, residentMiB } from '../support/hostile-ca/ordeal.ts'
import { payloads } from '../support/hostile-ca/payloads.ts'
import { linesOf, readTrace } from '../support/hostile-ca/traced.ts'
import { type Measured, proof } from './proof.ts'
import { table } from './table.ts'

/** Of the first order, which proves that the set-up is sound, and of the last, which proves that it still is. */
const HONEST = 2
const ROOM_MIB = 256
const LONGEST_ANSWER_MS = 2000

export const hostileCa = proof({
  name: 'hostile-ca',
  claim: `A CA that answers with ${payloads.length} hostile payloads, in every text and URL: by strace the process sends nothing elsewhere, starts no process and writes no file outside of its data folder (a control that does all of it is found); it stays up, answers within 2 s, in bounded memory, and shows and logs nothing but text.`,
  run: async ({ say }) => {
    if (spawnSync('strace', ['-V']).status === 0) return measured(say)
    say('strace is not on the PATH')
    return { ok: false, figures: { payloads: 0 } }
  },
})

async function measured(say: (line: string) => void): Promise<Measured> {
  const control = await foundInControl()
  const on = await layHostileGround(payloads.length + HONEST)
  try {
    const before = await isIssued(on, payloads.length)
    const [quietMiB, from] = [await residentMiB(on.pid), await linesOf(on.trace)]
    const rows = []
    for (const [n, payload] of payloads.entries()) {
      const { phase, code, heard, slowestMs, peakMiB, isPlain } = await ordeal(on, n, payload)
      const { what, where } = payload
      const right = heard > 0 && isPlain && slowestMs < LONGEST_ANSWER_MS ? 'yes' : 'no'
      rows.push({ what, where, heard, order: phase, code, ms: slowestMs, MiB: peakMiB, right })
      say(`${right} ${what} in ${where}: ${phase} ${code}`)
    }
    const after = await isIssued(on, payloads.length + 1)
    const seen = await outside(on, from)
    const peakMiB = Math.max(...rows.map(({ MiB }) => MiB))
    const right = rows.filter((row) => row.right === 'yes').length
    const brokenLogLines = await brokenLines(on.log)
    for (const [what, all] of Object.entries(seen)) for (const one of all) say(`${what}: ${one}`)
    const counts = Object.fromEntries(Object.entries(seen).map(([what, all]) => [what, all.length]))
    return {
      ok:
        control === 4 &&
        before &&
        after &&
        right === rows.length &&
        brokenLogLines === 0 &&
        Object.values(counts).every((count) => count === 0) &&
        peakMiB < quietMiB + ROOM_MIB,
      figures: {
        ...{ payloads: rows.length, right, ...counts, control: `${control}/4`, brokenLogLines },
        ...{ rss_quiet_MiB: quietMiB, rss_peak_MiB: peakMiB, honestOrderAfterwards: after ? 1 : 0 },
      },
      table: table(rows),
    }
  } finally {
    await on.close()
  }
}

async function isIssued(on: HostileGround, n: number): Promise<boolean> {
  on.say()
  const { phase } = await on.api.finished(await request(on, n), AbortSignal.timeout(60_000))
  return phase === 'issued'
}

/** What the process did where it has nothing to look for. */
async function outside({ trace, folder, allowed }: HostileGround, from: number) {
  const seen = await readTrace(trace, folder, from)
  const isOutside = (path: string) => {
    const inside = relative(folder, path)
    return inside.startsWith('..') || isAbsolute(inside)
  }
  return {
    socketsElsewhere: seen.addresses.filter((address) => !allowed.includes(address)),
    processesStarted: seen.processes,
    filesWrittenOutside: seen.written.filter(isOutside).filter((path) => !isDevice(path)),
    filesReadOutside: seen.read.filter(isOutside).filter((path) => !isDevice(path)),
  }
}

/** Node asks for the number of processors, and writes into nothing. */
const isDevice = (path: string) => path.startsWith('/dev/null') || path.startsWith('/sys/devices/')
