/** Ops is where people and scripts look and ask: the HTTP API, the event stream, the dead letters. */
export { ops } from './service.ts'
