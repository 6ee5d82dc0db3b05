import { globSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, test } from 'vitest'
import { doors, mayKnow, mayUse } from './architecture.ts'

const root = new URL('../../', import.meta.url).pathname

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

const parts = globSync('{packages,services}/*/package.json', { cwd: root }).map((file) => {
  const manifest: Manifest = JSON.parse(readFileSync(`${root}${file}`, 'utf8'))
  const names = (of: Manifest['dependencies']) => Object.keys(of ?? {})
  return {
    place: dirname(file),
    ours: names(manifest.dependencies).flatMap((name) => ownName(name) ?? []),
    oursInTests: names(manifest.devDependencies).flatMap((name) => ownName(name) ?? []),
    foreign: names(manifest.dependencies).filter((name) => ownName(name) === undefined),
    all: [...names(manifest.dependencies), ...names(manifest.devDependencies)],
  }
})

function ownName(dependency: string): string | undefined {
  return dependency.startsWith('@certwire/') ? dependency.slice('@certwire/'.length) : undefined
}

test('every package and service is in the table, and no other', () => {
  expect(parts.map(({ place }) => place).sort()).toEqual(Object.keys(mayKnow).sort())
})

test.each(parts)('$place knows only whom it may know', ({ place, ours }) => {
  expect(ours.filter((name) => !mayKnow[place]?.includes(name))).toEqual([])
})

test.each(parts)('$place has no more than sandbox and testkit for its tests', (part) => {
  expect(part.oursInTests.filter((name) => !['sandbox', 'testkit'].includes(name))).toEqual([])
})

test.each(parts)('$place takes foreign libraries through their doors', ({ place, all }) => {
  expect(all.filter((name) => doors[name]?.includes(place) === false)).toEqual([])
})

test.each(parts)('$place has the foreign libraries of its list', ({ place, foreign }) => {
  expect(foreign.filter((name) => !mayUse[place]?.includes(name))).toEqual([])
})
