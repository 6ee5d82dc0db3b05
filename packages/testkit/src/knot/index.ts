export { findKnot, type KnotSecondary, startKnot, startKnotSecondary } from './start.ts'
