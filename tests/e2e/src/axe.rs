//! axe-core over what is shown.

use crate::Driver;
use anyhow::{Context, Result, ensure};
use std::path::Path;

/// Fails where axe-core finds anything on the page; `name` says which. It looks once what moves has come to rest: a message that
/// still fades in has the contrast of no moment that a person reads.
///
/// # Errors
/// What it finds, or when it is not installed.
pub fn axe_clean(driver: &Driver, name: &str) -> Result<()> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/node_modules/axe-core/axe.min.js");
    let axe = std::fs::read_to_string(file).context("axe-core is not installed: npm ci in ui")?;
    driver.run(&format!("{axe}; window.axe = axe;"))?;
    let found = driver.run_async(
        "const done = arguments[arguments.length - 1]; \
         const ends = (one) => Number.isFinite(one.effect?.getComputedTiming().endTime); \
         const rest = Promise.allSettled(document.getAnimations().filter(ends).map((one) => one.finished)); \
         rest.then(() => axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'] })).then(\
         (result) => done({ passed: result.passes.length, found: result.violations.map((one) => \
         `${one.id}: ${one.nodes.map((node) => node.html + ' ' + node.failureSummary).join(' | ')}`) }), \
         (error) => done({ passed: 0, found: [String(error)] }));",
    )?;
    let problems = found.get("found").and_then(|list| list.as_array()).context("axe told nothing")?;
    ensure!(problems.is_empty(), "{name}: {problems:#?}");
    let passed = found.get("passed").and_then(serde_json::Value::as_u64).unwrap_or_default();
    ensure!(passed > 10, "axe looked at too little of {name}: {passed}");
    Ok(())
}
