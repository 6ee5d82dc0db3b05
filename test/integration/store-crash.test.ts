import { crashSuite } from '@certwire/store/suite'
import { seeded, seedOf } from '../support/random.ts'

const random = seeded(seedOf('sqlite crash'))

crashSuite(Array.from({ length: 20 }, () => Math.floor(random() * 60)))
