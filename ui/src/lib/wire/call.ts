import { invoke } from "@tauri-apps/api/core";
import type { Commands, ErrorCode, WireError } from "./generated";

/** What a failed command throws: its code, which the messages have words for. */
export class CallError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode) {
    super(code);
    this.code = code;
  }
}

function isWireError(thrown: unknown): thrown is WireError {
  return typeof thrown === "object" && thrown !== null && "code" in thrown;
}

/** Calls a command of the table. The only way from the page to Rust. */
export async function call<Name extends keyof Commands>(
  name: Name,
  request: Commands[Name]["request"],
): Promise<Commands[Name]["response"]> {
  try {
    return await invoke<Commands[Name]["response"]>(name, { request });
  } catch (thrown) {
    throw new CallError(isWireError(thrown) ? thrown.code : "io");
  }
}
