/** The certwire command. As a library it composes services into a process, for tests that seat several together. */
export { up } from './compose/up.ts'
