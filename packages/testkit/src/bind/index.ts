export { startBindResolver } from './resolver.ts'
export { findBind, startBind } from './start.ts'
