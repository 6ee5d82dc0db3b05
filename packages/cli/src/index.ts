/** The certwire command. As a library it composes services into a process, for tests that seat several together. */
export { cli } from './cli.ts'
export { up } from './compose/up.ts'
export { printTo } from './print.ts'
