import { invoke } from "@tauri-apps/api/core";
import type { Commands, EntrustedView, ErrorCode, WireError } from "./generated";

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

/** Hands passphrases over as bytes, each with its length before it, and gives the token that a request names them by. The
 * bytes are wiped here as soon as they were handed over. */
export async function entrust(...texts: readonly string[]): Promise<string> {
  const parts = texts.map((text) => new TextEncoder().encode(text.normalize("NFKC")));
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + 2 + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set([part.length >> 8, part.length & 255], at);
    bytes.set(part, at + 2);
    at += 2 + part.length;
    part.fill(0);
  }
  try {
    return (await invoke<EntrustedView>("entrust_secret", bytes)).token;
  } catch (thrown) {
    throw new CallError(isWireError(thrown) ? thrown.code : "io");
  } finally {
    bytes.fill(0);
  }
}
