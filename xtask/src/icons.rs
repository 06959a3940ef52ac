//! Renders `icons/icon.svg` into the sizes and containers that the bundles of each system want.

use crate::project::root;
use crate::run::run;
use crate::setup::{Purpose, packages};
use anyhow::{Context, Result};
use std::path::Path;

/// Pictures as files: name and edge in pixels.
const PICTURES: &[(&str, u32)] =
    &[("32x32.png", 32), ("64x64.png", 64), ("128x128.png", 128), ("128x128@2x.png", 256), ("icon.png", 512)];
/// Edges inside `icon.ico`.
const ICO: &[u32] = &[16, 24, 32, 48, 64, 256];
/// Type codes and edges inside `icon.icns`.
const ICNS: &[(&[u8; 4], u32)] =
    &[(b"icp4", 16), (b"icp5", 32), (b"icp6", 64), (b"ic07", 128), (b"ic08", 256), (b"ic09", 512), (b"ic10", 1024)];
/// At or below this edge the simplified drawing is used: details would blur.
const SMALL: u32 = 32;

/// The command `icons`.
///
/// # Errors
/// When a picture cannot be rendered or written.
pub fn icons(_arguments: &[String]) -> Result<()> {
    packages(&[Purpose::Icons])?;
    let folder = root().join("icons");
    for (name, edge) in PICTURES {
        std::fs::write(folder.join(name), render(&folder, *edge)?)?;
    }
    let pictures = ICO.iter().map(|edge| Ok((*edge, render(&folder, *edge)?))).collect::<Result<Vec<_>>>()?;
    std::fs::write(folder.join("icon.ico"), ico(&pictures)?)?;
    let pictures = ICNS.iter().map(|(code, edge)| Ok((*code, render(&folder, *edge)?))).collect::<Result<Vec<_>>>()?;
    std::fs::write(folder.join("icon.icns"), icns(&pictures)?)?;
    println!("icons written");
    Ok(())
}

fn render(folder: &Path, edge: u32) -> Result<Vec<u8>> {
    let source = folder.join(if edge <= SMALL { "icon-small.svg" } else { "icon.svg" });
    let picture = folder.join(".rendered.png");
    let edge = edge.to_string();
    run("rsvg-convert")
        .quiet()
        .args(["--width", &edge, "--height", &edge, "--output"])
        .args([&picture, &source])
        .done()?;
    let bytes = std::fs::read(&picture).with_context(|| format!("no picture of {}", source.display()))?;
    std::fs::remove_file(&picture)?;
    Ok(bytes)
}

/// Windows' container: a directory of pictures, each a whole PNG.
fn ico(pictures: &[(u32, Vec<u8>)]) -> Result<Vec<u8>> {
    let count = u16::try_from(pictures.len())?;
    let mut file = Vec::from([0, 0, 1, 0]);
    file.extend(count.to_le_bytes());
    let mut offset = 6 + 16 * u32::from(count);
    for (edge, bytes) in pictures {
        // An edge of 256 is written as 0.
        let edge = u8::try_from(*edge).unwrap_or(0);
        let length = u32::try_from(bytes.len())?;
        file.extend([edge, edge, 0, 0, 1, 0, 32, 0]);
        file.extend(length.to_le_bytes());
        file.extend(offset.to_le_bytes());
        offset += length;
    }
    pictures.iter().for_each(|(_, bytes)| file.extend(bytes));
    Ok(file)
}

/// macOS' container: a length, then pictures, each with a type code and its length.
fn icns(pictures: &[(&[u8; 4], Vec<u8>)]) -> Result<Vec<u8>> {
    let mut body = Vec::new();
    for (code, bytes) in pictures {
        body.extend(*code);
        body.extend(u32::try_from(bytes.len() + 8)?.to_be_bytes());
        body.extend(bytes);
    }
    let mut file = Vec::from(*b"icns");
    file.extend(u32::try_from(body.len() + 8)?.to_be_bytes());
    file.extend(body);
    Ok(file)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ico_directory_points_at_its_pictures() {
        let file = ico(&[(16, vec![1, 2, 3]), (256, vec![4, 5])]).unwrap();
        assert_eq!(file[..6], [0, 0, 1, 0, 2, 0]);
        let offset = u32::from_le_bytes(file[34..38].try_into().unwrap());
        assert_eq!(file[22], 0, "256 is written as 0");
        assert_eq!(file[usize::try_from(offset).unwrap()..], [4, 5]);
    }

    #[test]
    fn an_icns_file_says_its_own_length() {
        let file = icns(&[(b"ic07", vec![9; 10])]).unwrap();
        assert_eq!(file[4..8], u32::try_from(file.len()).unwrap().to_be_bytes());
    }
}
