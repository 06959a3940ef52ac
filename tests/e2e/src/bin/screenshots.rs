//! Pictures of every screen on a demo practice: `CLAIMKEEP_DEMO` is its folder (with `practice` and `demo.json`), else one is
//! made; `CLAIMKEEP_E2E_OUT` is where they go.

use anyhow::Result;
use e2e::{Practice, Theme, take_pictures, tour};
use std::path::Path;

fn main() -> Result<()> {
    let practice = match std::env::var_os("CLAIMKEEP_DEMO") {
        Some(folder) => Practice::at(Path::new(&folder))?,
        None => Practice::make()?,
    };
    for theme in [Theme::Light, Theme::Dark] {
        tour(&practice, theme, &mut |driver, name| take_pictures(driver, theme, name))?;
    }
    Ok(())
}
