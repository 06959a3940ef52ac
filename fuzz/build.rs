//! Puts the seeds of each target into its corpus, where libFuzzer looks for them and adds what it finds.

use std::path::Path;

fn main() {
    println!("cargo::rerun-if-changed=seeds");
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for target in std::fs::read_dir(root.join("seeds")).into_iter().flatten().flatten() {
        if !target.path().is_dir() {
            continue;
        }
        let corpus = root.join("corpus").join(target.file_name());
        for seed in std::fs::read_dir(target.path()).into_iter().flatten().flatten() {
            let copied = std::fs::create_dir_all(&corpus)
                .and_then(|()| std::fs::copy(seed.path(), corpus.join(seed.file_name())));
            if let Err(error) = copied {
                println!("cargo::warning=a seed was not copied: {error}");
            }
        }
    }
}
