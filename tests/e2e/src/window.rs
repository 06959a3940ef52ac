//! The window on a screen of its own: Xvfb, WebKitWebDriver, the program.

use crate::driver::Driver;
use crate::practice::{Person, Practice, path, program};
use crate::processes::{children_named, is_running};
use anyhow::{Context, Result, bail, ensure};
use std::io::{BufRead, BufReader};
use std::net::TcpListener;
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// Light or dark, as the system says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Theme {
    /// Dark text on light.
    Light,
    /// Light text on dark.
    Dark,
}

impl Theme {
    /// The word in file names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    fn gtk(self) -> &'static str {
        match self {
            Theme::Light => "Adwaita",
            Theme::Dark => "Adwaita:dark",
        }
    }
}

/// What the window is opened with.
#[derive(Debug, Clone)]
pub struct Setting {
    /// The store's folder.
    pub store: PathBuf,
    /// Light or dark.
    pub theme: Theme,
    /// Idle seconds until it locks, where not the default.
    pub idle_lock: Option<u32>,
}

impl Setting {
    /// A practice, light, with the default lock.
    #[must_use]
    pub fn of(practice: &Practice) -> Setting {
        Setting { store: practice.store(), theme: Theme::Light, idle_lock: None }
    }
}

/// A running window, at the gate when it is new. Everything ends when it is dropped.
pub struct Window {
    driver: Driver,
    opened_in: Duration,
    web_driver: Child,
    screen: Child,
    display: String,
}

impl Window {
    /// Opens the window and waits until the gate is ready.
    ///
    /// # Errors
    /// When a program is missing or the gate does not come.
    pub fn open(setting: &Setting) -> Result<Window> {
        let (screen, display) = start_screen()?;
        let (web_driver, port) = start_driver(&display, setting.theme)?;
        let program = program("CLAIMKEEP_DESKTOP", "claimkeep-desktop")?;
        let mut arguments = vec!["--store".to_owned(), path(&setting.store).to_owned()];
        arguments.extend(setting.idle_lock.iter().flat_map(|seconds| ["--idle-lock".to_owned(), seconds.to_string()]));
        let started = Instant::now();
        let driver = Driver::start(port, path(&program), &arguments)?;
        driver.wait_ready()?;
        Ok(Window { driver, opened_in: started.elapsed(), web_driver, screen, display })
    }

    /// The page.
    #[must_use]
    pub fn driver(&self) -> &Driver {
        &self.driver
    }

    /// From the start of the process until the gate took keys, the driver's own part included.
    #[must_use]
    pub fn opened_in(&self) -> Duration {
        self.opened_in
    }

    /// The X display that it is on.
    #[must_use]
    pub fn display(&self) -> &str {
        &self.display
    }

    /// The processes that hold pages.
    #[must_use]
    pub fn web_processes(&self) -> Vec<u32> {
        children_named(self.web_driver.id(), "WebKitWebProces")
    }

    /// Kills the program at once (SIGKILL), as a power cut would: nothing of it gets to say a last word. The driver goes with it;
    /// what is asked of it then, or was being asked, fails.
    ///
    /// # Errors
    /// When it is not there or stays.
    pub fn kill(&self) -> Result<()> {
        // The kernel keeps 15 bytes of a name.
        let program = children_named(self.web_driver.id(), "claimkeep-deskt");
        let [pid] = program[..] else { bail!("{} programs run", program.len()) };
        // The program first: it must not learn that its driver is gone.
        for each in [pid, self.web_driver.id()] {
            let killed = Command::new("kill").args(["-KILL", &each.to_string()]).status()?;
            ensure!(killed.success(), "the program cannot be killed");
        }
        let until = Instant::now() + Duration::from_secs(10);
        while is_running(pid) {
            ensure!(Instant::now() < until, "the program survives its kill");
            std::thread::sleep(Duration::from_millis(10));
        }
        Ok(())
    }

    /// At the gate: chooses a person with ↓, types the passphrase, presses Enter.
    ///
    /// # Errors
    /// When the person is not there.
    pub fn try_unlock(&self, person: &Person, passphrase: &str) -> Result<()> {
        let name = serde_json::to_string(&person.name)?;
        let chosen = format!("return document.querySelector('[aria-selected=true] b')?.textContent === {name}");
        for _ in 0..20 {
            if self.driver.run(&chosen)? == true {
                break;
            }
            self.driver.press("Down")?;
        }
        ensure!(self.driver.run(&chosen)? == true, "{} is not on the gate", person.name);
        self.driver.type_text(passphrase)?;
        let typed = format!("return document.querySelector('#pass').value === {}", serde_json::to_string(passphrase)?);
        self.driver.wait_for(&typed)?;
        self.driver.press("Enter")
    }

    /// Locks by key and waits for the gate.
    ///
    /// # Errors
    /// When the gate does not come.
    pub fn lock(&self) -> Result<()> {
        let desk = self.driver.page()?;
        // The page may be gone before the driver has let the keys up.
        let _ = self.driver.press("Ctrl+Shift+l");
        self.driver.follow(&desk)?;
        // The driver may hold on to the chord that its page went away under.
        self.driver.release()?;
        self.driver.press("Ctrl")?;
        self.driver.press("Shift")
    }

    /// Unlocks as a person and waits for the desk.
    ///
    /// # Errors
    /// When the desk does not come.
    pub fn unlock(&self, person: &Person) -> Result<()> {
        let gate = self.driver.page()?;
        self.try_unlock(person, &person.passphrase)?;
        self.driver.follow(&gate)?;
        Ok(())
    }
}

impl Drop for Window {
    fn drop(&mut self) {
        self.driver.end();
        for child in [&mut self.web_driver, &mut self.screen] {
            let _ = child.kill();
            let _ = child.wait();
        }
    }
}

fn start_screen() -> Result<(Child, String)> {
    let mut screen = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1920x1080x24", "-nolisten", "tcp"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .context("Xvfb is not installed")?;
    let mut number = String::new();
    BufReader::new(screen.stdout.take().context("Xvfb tells nothing")?).read_line(&mut number)?;
    ensure!(!number.trim().is_empty(), "Xvfb gives no screen");
    Ok((screen, format!(":{}", number.trim())))
}

fn start_driver(display: &str, theme: Theme) -> Result<(Child, u16)> {
    let port = TcpListener::bind("127.0.0.1:0")?.local_addr()?.port();
    let child = Command::new("WebKitWebDriver")
        .arg(format!("--port={port}"))
        .env("DISPLAY", display)
        .env("GTK_THEME", theme.gtk())
        .env("GDK_BACKEND", "x11")
        .env("LANG", "C.UTF-8")
        .env("LANGUAGE", "en_US")
        .env("TAURI_WEBVIEW_AUTOMATION", "true")
        .env_remove("CLAIMKEEP_STORE")
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("WebKitWebDriver is not installed")?;
    let until = Instant::now() + Duration::from_secs(10);
    while std::net::TcpStream::connect(("127.0.0.1", port)).is_err() {
        ensure!(Instant::now() < until, "WebKitWebDriver does not listen");
        std::thread::sleep(Duration::from_millis(20));
    }
    Ok((child, port))
}
