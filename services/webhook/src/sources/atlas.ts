import type { SourceKind } from '../source.ts'

/** GlobalSign Atlas. It documents no webhook, so how its calls prove themselves and what is in them is configured. */
export const atlas: SourceKind = {
  verify: [],
  map: {},
  methods: ['POST'],
  bodies: ['json', 'form'],
}
