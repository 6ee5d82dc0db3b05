import { accessSync, constants, mkdtempSync, readdirSync, symlinkSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { runToEnd } from '../support/run-to-end.ts'
import { proof } from './proof.ts'

const root = join(import.meta.dirname, '../..')
const servers = /^(nats-server|pebble.*|certbot|lego|mongod|knotd|named)$/

export const gates = proof({
  name: 'gates',
  claim:
    'npm run check takes under 30 s, and npm test is green in under 3 min where no server is installed, saying what it skips.',
  run: async ({ say }) => {
    const PATH = pathWithoutServers()
    try {
      const env = { ...process.env, PATH }
      const check = await runToEnd('npm', ['run', '-s', 'check'], { cwd: root, env })
      say(check.stdout + check.stderr)
      const test = await runToEnd('npm', ['test'], { cwd: root, env })
      say(test.stdout.slice(-1500))
      const skipped = new Set(test.stdout.match(/^skipped: .*$/gm))
      for (const line of skipped) say(line)
      const passed = /Tests .*?(\d+) passed/.exec(plain(test.stdout))?.[1] ?? 0
      return {
        ok: check.code === 0 && test.code === 0 && check.seconds < 30 && test.seconds < 180,
        figures: {
          ...{ check_s: check.seconds.toFixed(1), test_s: test.seconds.toFixed(1), tests: passed },
          servers_skipped: skipped.size,
        },
      }
    } finally {
      await rm(PATH, { recursive: true })
    }
  },
})

/** A folder of links to everything on the PATH that is not one of the servers. */
function pathWithoutServers(): string {
  const folder = mkdtempSync(join(tmpdir(), 'certwire-path-'))
  const taken = new Set<string>()
  for (const from of (process.env.PATH ?? '').split(delimiter))
    for (const name of listed(from)) {
      if (taken.has(name) || servers.test(name) || !isExecutable(join(from, name))) continue
      taken.add(name)
      symlinkSync(join(from, name), join(folder, name))
    }
  return folder
}

function listed(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: colours are what goes.
const plain = (text: string) => text.replaceAll(/\x1b\[[0-9;]*m/g, '')
