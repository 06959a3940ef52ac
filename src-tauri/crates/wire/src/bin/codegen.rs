//! Writes `ui/src/lib/wire/generated.ts`. Run from the top of the repository: `cargo run -p wire --bin codegen`.

fn main() -> std::io::Result<()> {
    let top = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..");
    std::fs::write(top.join(wire::TYPESCRIPT_PATH), wire::to_typescript())
}
