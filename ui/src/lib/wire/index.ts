export { call, CallError, entrust } from "./call";
export { isDamaged, isOpen, isSealed } from "./field";
export type * from "./generated";
