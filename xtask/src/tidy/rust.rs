//! Rules about the shape of Rust code, read from its syntax tree.

use super::{Finding, Source};
use std::path::Path;
use syn::spanned::Spanned;
use syn::visit::Visit;

/// The most lines of a function, signature and closing brace included.
const MOST_LINES: usize = 70;
/// The most parameters besides `self`.
const MOST_PARAMETERS: usize = 5;

/// All of them.
pub fn check(source: &Source<'_>) -> Vec<Finding> {
    let file = match syn::parse_file(source.text) {
        Ok(file) => file,
        Err(error) => {
            let line = error.span().start().line;
            return vec![source.finding(line, format!("does not parse: {error}"), "Make it compile.")];
        }
    };
    let mut visitor = Shape { source, in_test: source.is_test(), findings: opening(source, &file) };
    visitor.visit_file(&file);
    visitor.findings
}

/// A crate opens with what it is for.
fn opening(source: &Source<'_>, file: &syn::File) -> Vec<Finding> {
    let is_crate = source.path.ends_with(Path::new("src/lib.rs")) || source.path.ends_with(Path::new("src/main.rs"));
    if !is_crate || file.attrs.iter().any(|attribute| attribute.path().is_ident("doc")) {
        return Vec::new();
    }
    vec![source.finding(1, "the crate does not open with `//!`", "Say its purpose, invariants and an example.")]
}

/// Whether attributes make an item test code.
pub fn is_test(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let last = attribute.path().segments.last().map(|segment| segment.ident.to_string());
        let cfg_test = attribute.path().is_ident("cfg")
            && attribute.meta.require_list().is_ok_and(|list| list.tokens.to_string().contains("test"));
        last.as_deref() == Some("test") || cfg_test
    })
}

struct Shape<'a> {
    source: &'a Source<'a>,
    in_test: bool,
    findings: Vec<Finding>,
}

impl Shape<'_> {
    fn function(&mut self, signature: &syn::Signature, whole: proc_macro2::Span, in_test: bool) {
        let (first, last) = (signature.span().start().line, whole.end().line);
        let lines = last.saturating_sub(first) + 1;
        let name = &signature.ident;
        if lines > MOST_LINES {
            let what = format!("`{name}` has {lines} lines, at most {MOST_LINES}");
            self.findings.push(self.source.finding(first, what, "Split it into steps that have names."));
        }
        let is_typed = |input: &&syn::FnArg| matches!(input, syn::FnArg::Typed(_));
        let parameters = signature.inputs.iter().filter(is_typed).count();
        if parameters > MOST_PARAMETERS && !in_test {
            let what = format!("`{name}` takes {parameters} parameters, at most {MOST_PARAMETERS}");
            self.findings.push(self.source.finding(first, what, "Put those that belong together into a struct."));
        }
    }

    /// Visits what lies inside an item, knowing whether it is test code.
    fn inside(&mut self, attributes: &[syn::Attribute], visit: impl FnOnce(&mut Self)) {
        let outer = self.in_test;
        self.in_test = outer || is_test(attributes);
        visit(self);
        self.in_test = outer;
    }
}

impl<'ast> Visit<'ast> for Shape<'_> {
    fn visit_item_mod(&mut self, item: &'ast syn::ItemMod) {
        self.inside(&item.attrs, |visitor| syn::visit::visit_item_mod(visitor, item));
    }

    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.inside(&item.attrs, |visitor| {
            visitor.function(&item.sig, item.block.span(), visitor.in_test);
            syn::visit::visit_item_fn(visitor, item);
        });
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        self.inside(&item.attrs, |visitor| {
            visitor.function(&item.sig, item.block.span(), visitor.in_test);
            syn::visit::visit_impl_item_fn(visitor, item);
        });
    }

    fn visit_trait_item_fn(&mut self, item: &'ast syn::TraitItemFn) {
        self.inside(&item.attrs, |visitor| {
            let whole = item.default.as_ref().map_or_else(|| item.sig.span(), Spanned::span);
            visitor.function(&item.sig, whole, visitor.in_test);
            syn::visit::visit_trait_item_fn(visitor, item);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::findings_of;

    #[test]
    fn a_long_function_is_found_where_it_begins() {
        let text = format!("\nfn long() {{\n{}}}\n", "\n".repeat(69));
        assert_eq!(findings_of("a.rs", &text, check), ["2: `long` has 71 lines, at most 70"]);
        let text = format!("\nfn fits() {{\n{}}}\n", "\n".repeat(68));
        assert!(findings_of("a.rs", &text, check).is_empty());
    }

    #[test]
    fn long_methods_count_too() {
        let text = format!("impl A {{ fn long(&self) {{\n{}}} }}\n", "\n".repeat(75));
        assert_eq!(findings_of("a.rs", &text, check).len(), 1);
        let text = format!("trait A {{ fn long(&self) {{\n{}}} }}\n", "\n".repeat(75));
        assert_eq!(findings_of("a.rs", &text, check).len(), 1);
    }

    #[test]
    fn more_than_five_parameters_are_found_but_self_is_free() {
        let six = "fn six(a: u8, b: u8, c: u8, d: u8, e: u8, f: u8) {}";
        assert_eq!(findings_of("a.rs", six, check), ["1: `six` takes 6 parameters, at most 5"]);
        let method = "impl A { fn five(&self, a: u8, b: u8, c: u8, d: u8, e: u8) {} }";
        assert!(findings_of("a.rs", method, check).is_empty());
        assert!(findings_of("a.rs", &format!("#[cfg(test)] mod tests {{ {six} }}"), check).is_empty());
        assert!(findings_of("tests/a.rs", six, check).is_empty());
    }

    #[test]
    fn a_crate_without_an_opening_is_found() {
        assert_eq!(findings_of("x/src/lib.rs", "fn a() {}", check).len(), 1);
        assert!(findings_of("x/src/lib.rs", "#![allow(dead_code)]\n//! Purpose.\nfn a() {}", check).is_empty());
        assert!(findings_of("x/src/other.rs", "fn a() {}", check).is_empty());
    }

    #[test]
    fn what_does_not_parse_is_found() {
        assert_eq!(findings_of("a.rs", "fn {", check).len(), 1);
    }
}
