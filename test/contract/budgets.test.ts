import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const root = new URL('../../', import.meta.url).pathname
const files = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.mjs'],
  { cwd: root },
)
  .toString()
  .trim()
  .split('\n')
const lengths = files
  .map((file) => ({ file, lines: readFileSync(`${root}${file}`, 'utf8').split('\n').length - 1 }))
  .sort((a, b) => a.lines - b.lines)

test('no file has more than 200 lines', () => {
  expect(lengths.filter(({ lines }) => lines > 200)).toEqual([])
})

test('the median of the sources is under 80 lines', () => {
  const sources = lengths.filter(({ file }) => !/\.(test|suite)\.ts$/.test(file))

  expect(sources[Math.floor(sources.length / 2)]?.lines).toBeLessThan(80)
})
