//! The committed TypeScript is what the types say; `CLAIMKEEP_CODEGEN=1` (`cargo xtask codegen`) writes it.

use std::path::PathBuf;

fn made() -> [(&'static str, String); 2] {
    [(wire::TYPESCRIPT_PATH, wire::to_typescript()), (wire::CAPABILITY_PATH, wire::to_capability())]
}

#[test]
fn typescript_bindings() {
    for (path, wanted) in made() {
        let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../..").join(path);
        if std::env::var_os("CLAIMKEEP_CODEGEN").is_some() {
            assert!(std::fs::write(&file, &wanted).is_ok(), "{path} cannot be written");
        }
        let committed = std::fs::read_to_string(&file).unwrap_or_default();
        assert!(committed == wanted, "{path} differs from the types: run `cargo xtask codegen`");
    }
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
