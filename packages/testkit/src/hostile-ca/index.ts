export { type HostileCa, startHostileCa } from './start.ts'
