import type { SourceKind } from '../source.ts'

/** Anybody else, such as a script beside a CA. */
export const generic: SourceKind = {
  verify: [],
  map: {
    ...{ order: '/data/order', orderUrl: '/data/orderUrl', names: '/data/names', kind: '/type' },
  },
  ...{ methods: ['POST'], bodies: ['json', 'form'] },
}
