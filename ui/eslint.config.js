import js from "@eslint/js";
import globals from "globals";
import svelte from "eslint-plugin-svelte";
import ts from "typescript-eslint";
import svelteConfig from "./svelte.config.js";

/** What a folder may not import: arrows point from `app` to `screens` to `lib`, never back, never sideways. */
const borders = [
  { files: ["src/lib/**"], patterns: [{ regex: "(^|/)(app|screens)/", message: "lib knows neither screens nor the frame." }] },
  { files: ["src/lib/format/**"], patterns: [{ regex: "/(kit|wire)", message: "format knows only messages." }] },
  {
    files: ["src/screens/**"],
    patterns: [
      { regex: "(^|/)app/", message: "A screen does not know the frame." },
      { regex: "^\\.\\./\\.\\./(?!\\.\\.)", message: "A screen does not know another screen." },
    ],
  },
  { files: ["src/messages/**"], patterns: [{ regex: "(^|/)(app|screens|kit)/", message: "Messages know only the wire types." }] },
];

const tauri = { regex: "^@tauri-apps/", message: "Only lib/wire talks to Rust." };

export default ts.config(
  { ignores: ["dist/", "node_modules/", "src/lib/wire/generated.ts"] },
  js.configs.recommended,
  ...ts.configs.strict,
  ...svelte.configs.recommended,
  { languageOptions: { globals: { ...globals.browser } } },
  { files: ["**/*.svelte", "**/*.svelte.ts"], languageOptions: { parserOptions: { parser: ts.parser, extraFileExtensions: [".svelte"], svelteConfig } } },
  {
    rules: {
      "svelte/no-at-html-tags": "error",
      "svelte/require-each-key": "error",
      "no-restricted-properties": ["error", { property: "innerHTML", message: "No markup out of text." }],
      "no-restricted-globals": ["error", "localStorage", "sessionStorage", "indexedDB", "fetch", "XMLHttpRequest"],
      "no-restricted-imports": ["error", { patterns: [tauri] }],
      "no-console": "error",
      "max-lines": ["error", 400],
      "max-lines-per-function": ["error", 70],
      "max-params": ["error", 5],
    },
  },
  ...borders.map(({ files, patterns }) => ({ files, rules: { "no-restricted-imports": ["error", { patterns: [tauri, ...patterns] }] } })),
  { files: ["src/lib/wire/**"], rules: { "no-restricted-imports": "off" } },
  { files: ["**/*.test.ts"], rules: { "max-lines-per-function": "off", "no-restricted-properties": "off" } },
  { files: ["public/gate/*.js", "public/setup/*.js"], languageOptions: { sourceType: "script", globals: { GATE_MESSAGES: "readonly", SETUP_MESSAGES: "readonly" } }, rules: { "no-redeclare": "off", "no-unused-vars": "off", "@typescript-eslint/no-unused-vars": "off", "max-lines-per-function": "off" } },
  { files: ["*.config.*", "tests/**"], languageOptions: { globals: { ...globals.node } } },
);
