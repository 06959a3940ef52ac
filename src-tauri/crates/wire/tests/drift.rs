//! The committed TypeScript is what the types say.

#[test]
fn generated_typescript_is_current() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../..").join(wire::TYPESCRIPT_PATH);
    let committed = std::fs::read_to_string(path).unwrap_or_default();
    assert!(committed == wire::to_typescript(), "{} differs from the types: run `cargo xtask codegen`", wire::TYPESCRIPT_PATH);
}

#[test]
fn cents_cross_only_in_keys_that_say_so() {
    for line in wire::to_typescript().lines().filter(|line| line.contains(": Cents") || line.contains("Field<Cents>")) {
        for field in line.split(',').filter(|field| field.contains("Cents")) {
            let key = field.split(':').next().unwrap_or_default().trim_end();
            assert!(key.ends_with("_cents"), "{key}");
        }
    }
}
