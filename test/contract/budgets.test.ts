import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url).pathname
const listing = ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.mjs']
const files = execFileSync('git', listing, { cwd: root, encoding: 'utf8' })
  .trim()
  .split('\n')
  // Git lists a file that was deleted as long as that is not committed.
  .filter((file) => existsSync(`${root}${file}`) && !isGenerated(file))
const lengths = files
  .map((file) => ({ file, lines: readFileSync(`${root}${file}`, 'utf8').split('\n').length - 1 }))
  .sort((a, b) => a.lines - b.lines)

function isGenerated(file: string): boolean {
  return file === 'packages/contracts/src/messages/index.ts' || file.endsWith('.gen.ts')
}

test('no file has more than 200 lines', () => {
  expect(lengths.filter(({ lines }) => lines > 200)).toEqual([])
})

test('the median of the sources is under 80 lines', () => {
  const sources = lengths.filter(({ file }) => !/\.(test|suite)\.ts$/.test(file))

  expect(sources.length).toBeGreaterThan(100)
  expect(sources[Math.floor(sources.length / 2)]?.lines).toBeLessThan(80)
})
