import { crashSuite } from './suite/crash.suite.ts'

// The integration tests do this for longer.
crashSuite([5, 40])
