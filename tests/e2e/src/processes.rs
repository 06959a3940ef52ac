//! What runs: to see that a web process is really gone.

use std::fs;

/// Whether a process is there and not only waiting to be collected.
#[must_use]
pub fn is_running(pid: u32) -> bool {
    stat(pid).is_some_and(|stat| stat.state != 'Z')
}

/// Descendants of a process with this name.
#[must_use]
pub fn children_named(ancestor: u32, name: &str) -> Vec<u32> {
    let all: Vec<Stat> = fs::read_dir("/proc")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| stat(entry.file_name().to_str()?.parse().ok()?))
        .collect();
    let parent_of = |pid: u32| all.iter().find(|stat| stat.pid == pid).map(|stat| stat.parent);
    let descends =
        |stat: &&Stat| std::iter::successors(parent_of(stat.pid), |pid| parent_of(*pid)).any(|pid| pid == ancestor);
    all.iter().filter(|stat| stat.state != 'Z' && stat.name == name).filter(descends).map(|stat| stat.pid).collect()
}

struct Stat {
    pid: u32,
    name: String,
    state: char,
    parent: u32,
}

// `/proc/PID/stat`: pid (name) state parent …; the name is cut at 15 bytes.
fn stat(pid: u32) -> Option<Stat> {
    let line = fs::read_to_string(format!("/proc/{pid}/stat")).ok()?;
    let (head, tail) = line.rsplit_once(") ")?;
    let (_, name) = head.split_once('(')?;
    let mut words = tail.split(' ');
    let state = words.next()?.chars().next()?;
    Some(Stat { pid, name: name.to_owned(), state, parent: words.next()?.parse().ok()? })
}
