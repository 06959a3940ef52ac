//! How long the page's only thread works for a key, and how long until what the key asked for is painted. Measured in the page:
//! a heartbeat over a message channel tells when the thread was busy, an observer when the page changed last, and two animation
//! frames after that it is on the screen.

use crate::Driver;
use anyhow::{Context, Result};
use serde_json::Value;

/// Installs the meter in the page that is held; once for each page.
const INSTALL: &str = r"
if (!window.ckMeter) {
  const meter = { tasks: [], key: 0, changed: 0, painted: 0, open: false };
  const channel = new MessageChannel();
  let beat = performance.now();
  channel.port1.onmessage = () => {
    const now = performance.now();
    const gap = now - beat;
    // The page's clock has steps of a millisecond: a beat alone takes none or one.
    if (meter.open && gap > 1.5) meter.tasks.push({ at: now - meter.key, took: gap });
    beat = now;
    if (meter.open) channel.port2.postMessage(0);
  };
  const paint = (then) => requestAnimationFrame(() => requestAnimationFrame(() => then(performance.now())));
  addEventListener('keydown', () => {
    Object.assign(meter, { tasks: [], key: performance.now(), changed: 0, painted: 0, open: true });
    beat = meter.key;
    channel.port2.postMessage(0);
    paint((at) => { meter.painted = Math.max(meter.painted, at - meter.key); });
  }, true);
  new MutationObserver(() => {
    if (!meter.open) return;
    meter.changed = performance.now() - meter.key;
    paint((at) => { meter.painted = Math.max(meter.painted, at - meter.key); });
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  window.ckMeter = meter;
}";

/// What one key cost, in milliseconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct KeyCost {
    /// Work of the page's thread until what the key asked for was painted, in pieces of two milliseconds and more: what is
    /// shorter the page's own clock cannot tell from none.
    pub work: f64,
    /// The longest piece of it.
    pub longest: f64,
    /// From the key to the last change of the page and two animation frames after.
    pub painted: f64,
}

/// Presses a key (or types a letter) and tells what it cost, once the page has been quiet for `quiet_ms`.
///
/// # Errors
/// When the page is gone.
pub fn measure_key(driver: &Driver, key: &str, quiet_ms: u32) -> Result<KeyCost> {
    driver.run(INSTALL)?;
    driver.run("window.ckMeter.key = 0")?;
    driver.press(key)?;
    let settle = format!(
        "const done = arguments[arguments.length - 1]; const meter = window.ckMeter; \
         const look = () => {{ const since = performance.now() - meter.key; \
           const isQuiet = since - Math.max(meter.changed, meter.painted) >= {quiet_ms}; \
           if (meter.key === 0 || !isQuiet) return setTimeout(look, 20); \
           meter.open = false; const until = Math.max(meter.changed, meter.painted); \
           const took = meter.tasks.filter((task) => task.at <= until).map((task) => task.took); \
           done({{ work: took.reduce((sum, one) => sum + one, 0), longest: Math.max(0, ...took), painted: meter.painted }}); }}; look();"
    );
    let told = driver.run_async(&settle)?;
    let number =
        |name: &str| told.get(name).and_then(Value::as_f64).with_context(|| format!("the meter tells no {name}"));
    Ok(KeyCost { work: number("work")?, longest: number("longest")?, painted: number("painted")? })
}

/// A measure's middle and its 95th of a hundred.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Spread {
    /// p50.
    pub median: f64,
    /// p95.
    pub p95: f64,
}

/// The spread of some measures; `None` of none.
#[must_use]
pub fn spread(measures: &[f64]) -> Option<Spread> {
    let mut sorted = measures.to_vec();
    sorted.sort_by(f64::total_cmp);
    let at = |hundredths: usize| sorted.get((sorted.len().saturating_sub(1) * hundredths).div_ceil(100)).copied();
    Some(Spread { median: at(50)?, p95: at(95)? })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn the_spread_is_that_of_the_sorted_measures() {
        let measures: Vec<f64> = (1..=100).rev().map(f64::from).collect();
        let Spread { median, p95 } = spread(&measures).unwrap();
        assert!((median - 51.0).abs() < 1.1 && (p95 - 96.0).abs() < 1.1, "{median} {p95}");
        assert_eq!(spread(&[]), None);
    }
}
