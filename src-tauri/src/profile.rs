//! The folder that the webviews are given for what they write: nothing of ours (the pages use no storage, and a test forbids
//! it), made for one run, in memory where the system has such a place, gone when the program ends.
//!
//! An ephemeral profile would be simpler, but the second webview of a run gets no pages from it on Linux.

use std::path::{Path, PathBuf};

/// The profile folder of this run.
pub struct Profile {
    folder: PathBuf,
}

impl Profile {
    /// Names the folder of this process, under the run-time folder of the person (in memory) or the temporary folder, and
    /// makes it anew.
    ///
    /// # Errors
    /// When it cannot be made.
    pub fn make(runtime_folder: Option<PathBuf>) -> std::io::Result<Profile> {
        let parent = runtime_folder.filter(|folder| folder.is_dir()).unwrap_or_else(std::env::temp_dir);
        let folder = parent.join(format!("claimkeep-desktop-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        // Fails where somebody else made it in between: never use a folder that is not ours.
        std::fs::create_dir(&folder)?;
        Ok(Profile { folder })
    }

    /// The folder.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Removes it.
    pub fn remove(&self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_folder_is_made_for_the_run_and_removed_with_it() {
        let parent = tempfile::tempdir().unwrap();
        let profile = Profile::make(Some(parent.path().to_owned())).unwrap();
        assert!(profile.folder().starts_with(parent.path()) && profile.folder().is_dir());
        std::fs::write(profile.folder().join("cookies"), "x").unwrap();
        profile.remove();
        assert!(!profile.folder().exists());
    }
}
