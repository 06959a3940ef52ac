export { call, CallError } from "./call";
export { isDamaged, isOpen, isSealed } from "./field";
export type * from "./generated";
