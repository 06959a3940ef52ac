//! Rules about words: leftovers, paths of one machine, names that say nothing.

use super::scan::{Language, Layers};
use super::{Finding, Source};

/// A word, the kinds of file it is banned in, and the remedy.
struct Banned {
    word: &'static str,
    endings: &'static [&'static str],
    remedy: &'static str,
}

// Written in two halves, so that this file does not break its own rules.
const IN_CODE: &[Banned] = &[
    Banned { word: concat!("to", "do!("), endings: &["rs"], remedy: "Write it, or leave the feature out." },
    Banned { word: concat!("unimple", "mented!("), endings: &["rs"], remedy: "Write it, or leave the feature out." },
    Banned { word: concat!("db", "g!("), endings: &["rs"], remedy: "Remove it." },
    Banned { word: concat!("#[ig", "nore"), endings: &["rs"], remedy: "Make the test pass, or remove it." },
    Banned { word: concat!(".on", "ly("), endings: SCRIPTS, remedy: "Run all tests." },
    Banned { word: concat!("test.sk", "ip"), endings: SCRIPTS, remedy: "Make the test pass, or remove it." },
    Banned { word: concat!("it.sk", "ip"), endings: SCRIPTS, remedy: "Make the test pass, or remove it." },
    Banned { word: concat!("describe.sk", "ip"), endings: SCRIPTS, remedy: "Make the tests pass, or remove them." },
    Banned { word: concat!("{@ht", "ml"), endings: &["svelte"], remedy: "Render text as text." },
];
const IN_COMMENTS: &[&str] = &[concat!("FIX", "ME"), concat!("XX", "X")];
const MACHINE_PATHS: &[&str] =
    &[concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("/tm", "p/")];

const SCRIPTS: &[&str] = &["ts", "js", "mjs", "svelte"];
/// Kinds of file in which a path of one machine is a mistake.
const CODE: &[&str] = &["rs", "ts", "js", "mjs", "svelte", "py", "sh", "toml", "json", "css", "html", ""];

/// Endings of type names that tell nothing of what the type is.
const EMPTY_NAMES: &[&str] = &["Manager", "Util", "Utils", "Helper", "Helpers", "Service", "Services"];
/// Words of the field that begin with Service.
const SERVICE_OF_WHAT: &[&str] = &[
    "Line",
    "Lines",
    "Date",
    "Dates",
    "Facility",
    "Type",
    "Types",
    "Code",
    "Payment",
    "Unit",
    "Units",
    "Location",
    "Period",
    "Place",
    "Identifier",
    "Id",
    "Charge",
    "Level",
    "Item",
];

/// All of them.
pub fn check(source: &Source<'_>) -> Vec<Finding> {
    let language = match source.extension() {
        "rs" => Language::Rust,
        "ts" | "js" | "mjs" | "svelte" => Language::Script,
        _ => return paths(source),
    };
    let layers = Layers::of(source.text, language);
    let mut findings = paths(source);
    findings.extend(leftovers(source, &layers));
    findings.extend(names(source, &layers.code));
    findings
}

fn leftovers(source: &Source<'_>, layers: &Layers) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, line) in layers.code.lines().enumerate() {
        let squeezed: String = line.split_whitespace().collect();
        for banned in IN_CODE.iter().filter(|banned| banned.endings.contains(&source.extension())) {
            if contains_word(&squeezed, banned.word) {
                findings.push(source.finding(index + 1, format!("`{}` in code", banned.word), banned.remedy));
            }
        }
    }
    for (index, line) in layers.comments.lines().enumerate() {
        for word in line.split(|character: char| !character.is_alphanumeric()) {
            if IN_COMMENTS.contains(&word) {
                findings.push(source.finding(index + 1, format!("`{word}` left behind"), "Do it, or file an issue."));
            }
        }
    }
    findings
}

/// Whether `word` stands in `line` and is not the end of a longer identifier.
fn contains_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|head| head.chars().next_back());
        let joined = before.is_some_and(|character| character.is_alphanumeric() || character == '_');
        !(joined && word.starts_with(|first: char| first.is_alphabetic()))
    })
}

/// Absolute paths that exist on one machine only.
fn paths(source: &Source<'_>) -> Vec<Finding> {
    if !CODE.contains(&source.extension()) || source.path.ends_with("LICENSE") {
        return Vec::new();
    }
    // In the screens an address of ours may begin with the name of a screen.
    let routes = source.path.starts_with("ui") && SCRIPTS.contains(&source.extension());
    let mut findings = Vec::new();
    for (index, line) in source.text.lines().enumerate() {
        for path in MACHINE_PATHS.iter().filter(|path| !(routes && **path == MACHINE_PATHS[2])) {
            let absolute = line.match_indices(path).any(|(at, _)| {
                let before = line.get(..at).and_then(|head| head.chars().next_back());
                !before.is_some_and(|c| c.is_alphanumeric() || "_-./@$}#*~".contains(c))
            });
            if absolute {
                let what = format!("`{path}` is a path of one machine");
                findings.push(source.finding(index + 1, what, "Take it from the caller, or use a temporary folder."));
            }
        }
    }
    findings
}

/// Types and files named after nothing.
fn names(source: &Source<'_>, code: &str) -> Vec<Finding> {
    const REMEDY: &str = "Name it for what it is in the field.";
    let mut findings = Vec::new();
    let stem = source.path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    if ["util", "utils", "helper", "helpers", "manager", "managers"].contains(&stem.to_lowercase().as_str()) {
        findings.push(source.finding(1, format!("a file named `{stem}`"), REMEDY));
    }
    for (index, line) in code.lines().enumerate() {
        let mut words = line.split(|character: char| !(character.is_alphanumeric() || character == '_'));
        while let Some(word) = words.next() {
            if !["struct", "enum", "trait", "type", "union", "class", "interface"].contains(&word) {
                continue;
            }
            let Some(name) = words.next().filter(|name| says_nothing(name)) else { continue };
            findings.push(source.finding(index + 1, format!("a type named `{name}`"), REMEDY));
        }
    }
    findings
}

fn says_nothing(name: &str) -> bool {
    let words = camel(name);
    words.iter().enumerate().any(|(index, word)| {
        let next = words.get(index + 1).map(String::as_str);
        let previous = index.checked_sub(1).and_then(|before| words.get(before)).map(String::as_str);
        match word.as_str() {
            "Service" | "Services" => {
                !next.is_some_and(|next| SERVICE_OF_WHAT.contains(&next)) && previous != Some("Of")
            }
            word => EMPTY_NAMES.contains(&word),
        }
    })
}

/// `ServiceLine` → `Service`, `Line`.
fn camel(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    for character in name.chars() {
        match words.last_mut() {
            Some(word) if !character.is_uppercase() => word.push(character),
            _ => words.push(character.to_string()),
        }
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::findings_of;

    #[test]
    fn leftovers_in_code_are_found_and_in_strings_are_not() {
        for banned in IN_CODE {
            let ending = banned.endings[0];
            let file = format!("a.{ending}");
            assert_eq!(findings_of(&file, &format!("a;\n {} x", banned.word), check).len(), 1, "{}", banned.word);
            assert!(findings_of(&file, &format!("let a = \"{}\";", banned.word), check).is_empty());
        }
    }

    #[test]
    fn promises_in_comments_are_found() {
        for word in IN_COMMENTS {
            assert_eq!(findings_of("a.rs", &format!("// {word}: later"), check).len(), 1);
            assert!(findings_of("a.rs", &format!("let a = \"{word}\";"), check).is_empty());
        }
    }

    #[test]
    fn paths_of_one_machine_are_found() {
        for path in MACHINE_PATHS {
            assert_eq!(findings_of("a.rs", &format!("let a = \"{path}x\";"), check).len(), 1, "{path}");
            assert_eq!(findings_of(".ci/run", &format!("cd {path}x"), check).len(), 1, "{path}");
            assert!(findings_of("a.rs", &format!("let a = \"screens{path}x\";"), check).is_empty());
        }
        assert!(findings_of("ui/src/a.ts", &format!("go('{}1')", MACHINE_PATHS[2]), check).is_empty());
    }

    #[test]
    fn names_that_say_nothing_are_found() {
        for name in ["ClaimManager", "DateUtil", "PathHelper", "ClaimService", "ServiceRegistry", "HelperFor"] {
            assert_eq!(findings_of("a.rs", &format!("pub struct {name} {{}}"), check).len(), 1, "{name}");
            assert_eq!(findings_of("a.ts", &format!("export class {name} {{}}"), check).len(), 1, "{name}");
        }
        assert_eq!(findings_of("src/utils.rs", "", check).len(), 1);
    }

    #[test]
    fn words_of_the_field_are_fine() {
        for name in ["ServiceLine", "ServiceDate", "ServiceFacility", "PlaceOfService", "DateOfService", "Utility"] {
            assert!(findings_of("a.rs", &format!("pub struct {name};"), check).is_empty(), "{name}");
        }
    }
}
