//! Keys of an unlocked user: in pages of their own, locked into memory where the machine allows it, zero on drop.

use crate::KeyBytes;
use zeroize::Zeroize;

const PAGE: usize = 4096;
const KEYS_PER_PAGE: usize = PAGE / 32;

/// Aligned to a page, so that unlocking one arena never unlocks another's keys.
#[repr(align(4096))]
struct Page([KeyBytes; KEYS_PER_PAGE]);

struct LockedPage {
    /// Declared first: the lock is given back before the memory is.
    lock: Option<region::LockGuard>,
    page: Box<Page>,
}

impl LockedPage {
    fn new() -> LockedPage {
        let page = Box::new(Page([[0; 32]; KEYS_PER_PAGE]));
        // Refused by a low RLIMIT_MEMLOCK: the keys can then reach swap, which `doctor` reports; not an error.
        let lock = region::lock(page.0.as_ptr(), PAGE).ok();
        LockedPage { lock, page }
    }
}

impl Drop for LockedPage {
    fn drop(&mut self) {
        self.page.0.zeroize();
    }
}

/// Names one key of one [`Arena`]; not secret.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Handle(usize);

/// Keys that never move and are zero on drop.
#[derive(Default)]
pub struct Arena {
    pages: Vec<LockedPage>,
    used: usize,
}

impl Arena {
    /// An arena without keys.
    #[must_use]
    pub fn new() -> Arena {
        Arena::default()
    }

    /// Copies a key in.
    pub fn add(&mut self, key: &KeyBytes) -> Handle {
        let at = self.used;
        if at / KEYS_PER_PAGE >= self.pages.len() {
            self.pages.push(LockedPage::new());
        }
        if let Some(place) = self.pages.last_mut().and_then(|page| page.page.0.get_mut(at % KEYS_PER_PAGE)) {
            place.copy_from_slice(key);
        }
        self.used += 1;
        Handle(at)
    }

    /// The key of this handle; `None` for a handle of another, larger arena.
    #[must_use]
    pub fn get(&self, handle: Handle) -> Option<&KeyBytes> {
        if handle.0 >= self.used {
            return None;
        }
        self.pages.get(handle.0 / KEYS_PER_PAGE)?.page.0.get(handle.0 % KEYS_PER_PAGE)
    }

    /// Whether every page is locked into memory.
    #[must_use]
    pub fn locked(&self) -> bool {
        self.pages.iter().all(|page| page.lock.is_some())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stay_where_they_are_put() {
        let mut arena = Arena::new();
        let handles: Vec<Handle> = (0..300u16).map(|n| arena.add(&[u8::try_from(n % 251).unwrap(); 32])).collect();
        for (n, handle) in handles.iter().enumerate() {
            assert_eq!(arena.get(*handle), Some(&[u8::try_from(n % 251).unwrap(); 32]));
        }
        assert_eq!(arena.pages.len(), 3);
        assert!(arena.get(Handle(300)).is_none());
        assert_eq!(arena.pages[0].page.0.as_ptr().addr() % PAGE, 0);
    }
}
