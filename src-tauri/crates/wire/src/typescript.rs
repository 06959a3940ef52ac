//! TypeScript out of the table and the types.

use crate::*;
use std::any::TypeId;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use ts_rs::{Config, TS, TypeVisitor};

/// Where the generated file lies, from the top of the repository.
pub const TYPESCRIPT_PATH: &str = "ui/src/lib/wire/generated.ts";

/// Where the permissions of the desk page lie, from the top of the repository.
pub const CAPABILITY_PATH: &str = "src-tauri/capabilities/desk.json";

/// Collects the declaration of every type that can be reached.
struct Declarations {
    config: Config,
    seen: BTreeSet<TypeId>,
    declared: BTreeMap<String, String>,
}

impl TypeVisitor for Declarations {
    fn visit<T: TS + 'static + ?Sized>(&mut self) {
        if !self.seen.insert(TypeId::of::<T>()) {
            return;
        }
        T::visit_generics(self);
        T::visit_dependencies(self);
        if T::output_path().is_none() {
            return;
        }
        let docs = T::docs().unwrap_or_default();
        self.declared.insert(T::ident(&self.config), format!("{docs}export {}\n", T::decl(&self.config)));
    }
}

macro_rules! map_entries {
    ($($(#[doc = $doc:literal])* $kind:ident $name:ident($request:ident) -> $response:ident;)*) => {
        fn map_entries(declarations: &mut Declarations) -> String {
            let mut entries = String::new();
            $(
                declarations.visit::<$request>();
                declarations.visit::<$response>();
                for line in [$($doc),*] {
                    entries.push_str(&format!("  /** {} */\n", line.trim()));
                }
                entries.push_str(&format!(
                    "  {}: {{ request: {}; response: {} }};\n",
                    stringify!($name),
                    stringify!($request),
                    stringify!($response),
                ));
            )*
            entries
        }
    };
}
for_each_command!(map_entries);

/// The whole of `generated.ts`: every type that a command reaches, in alphabetical order, and the map of commands.
#[must_use]
pub fn to_typescript() -> String {
    let mut declarations = Declarations {
        config: Config::new().with_large_int("number"),
        seen: BTreeSet::new(),
        declared: BTreeMap::new(),
    };
    let entries = map_entries(&mut declarations);
    declarations.visit::<WireError>();
    declarations.visit::<EntrustedView>();
    declarations.visit::<Saved>();
    let mut text = String::from("// Made by `cargo xtask codegen` out of the crate `wire`. Do not edit.\n\n");
    for declaration in declarations.declared.values() {
        text.push_str(&on_one_line(declaration));
        text.push('\n');
    }
    let _ = write!(text, "/** Every command of the desk page. */\nexport interface Commands {{\n{entries}}}\n");
    text
}

/// Each comment on one line: lines that all look alike (`/**`, ` */`) mislead merges of branches that both add types.
fn on_one_line(declaration: &str) -> String {
    declaration.replace("/**\n * ", "/** ").replace("\n */\n", " */\n").replace("\n * ", " ").replace("\n *\n", " ")
}

/// The whole of `desk.json`: the desk page may call the commands of the table and nothing else.
#[must_use]
pub fn to_capability() -> String {
    let permissions: Vec<String> =
        COMMANDS.iter().chain(RAW_COMMANDS).map(|name| format!("    \"allow-{}\"", name.replace('_', "-"))).collect();
    let head = "{\n  \"identifier\": \"desk\",\n  \"description\": \"The desk of an unlocked user: the commands of the \
                table, no plugin, no window or event access.\",\n  \"local\": true,\n  \"webviews\": [\"desk\"],\n  \
                \"permissions\": [\n";
    format!("{head}{}\n  ]\n}}\n", permissions.join(",\n"))
}
