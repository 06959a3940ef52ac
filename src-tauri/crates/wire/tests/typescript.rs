//! The committed TypeScript is what the types say; `CLAIMKEEP_CODEGEN=1` (`cargo xtask codegen`) writes it.

use std::path::PathBuf;

fn generated() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../..").join(wire::TYPESCRIPT_PATH)
}

#[test]
fn typescript_bindings() {
    let wanted = wire::to_typescript();
    if std::env::var_os("CLAIMKEEP_CODEGEN").is_some() {
        assert!(std::fs::write(generated(), &wanted).is_ok(), "{} cannot be written", wire::TYPESCRIPT_PATH);
    }
    let committed = std::fs::read_to_string(generated()).unwrap_or_default();
    assert!(committed == wanted, "{} differs from the types: run `cargo xtask codegen`", wire::TYPESCRIPT_PATH);
}

#[test]
fn cents_cross_only_in_keys_that_say_so() {
    let lines = wire::to_typescript();
    let mut seen = 0;
    for field in lines.lines().filter(|line| line.contains(": Cents") || line.contains("Field<Cents>")) {
        let key = field.split(':').next().unwrap_or_default().trim();
        assert!(key.ends_with("_cents"), "{key}");
        seen += 1;
    }
    assert!(seen > 5);
}
