//! As much of WebDriver (W3C) as the tests need, over one socket per request.

use anyhow::{Context, Result, bail};
use serde_json::{Value, json};
use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

/// How long something on a page may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(15);

/// A session with the window.
pub struct Driver {
    port: u16,
    session: String,
}

impl Driver {
    /// Starts a program and holds its window.
    ///
    /// # Errors
    /// When the driver refuses.
    pub fn start(port: u16, program: &str, arguments: &[String]) -> Result<Driver> {
        let options = json!({ "binary": program, "args": arguments });
        let wanted = json!({ "capabilities": { "alwaysMatch": { "webkitgtk:browserOptions": options } } });
        let answer = send(port, "POST", "/session", &wanted)?;
        let session = answer.get("sessionId").and_then(Value::as_str).context("no session")?.to_owned();
        Ok(Driver { port, session })
    }

    fn ask(&self, method: &str, path: &str, body: &Value) -> Result<Value> {
        send(self.port, method, &format!("/session/{}{path}", self.session), body)
    }

    /// The handles of all pages.
    ///
    /// # Errors
    /// When the driver refuses.
    pub fn pages(&self) -> Result<Vec<String>> {
        let answer = self.ask("GET", "/window/handles", &Value::Null)?;
        Ok(answer.as_array().into_iter().flatten().filter_map(|page| page.as_str().map(str::to_owned)).collect())
    }

    /// The handle of the page that is held.
    ///
    /// # Errors
    /// When it is gone.
    pub fn page(&self) -> Result<String> {
        Ok(self.ask("GET", "/window", &Value::Null)?.as_str().unwrap_or_default().to_owned())
    }

    /// Waits until one page other than `old` is there, holds it, and waits until it is ready.
    ///
    /// # Errors
    /// When none comes.
    pub fn follow(&self, old: &str) -> Result<String> {
        let new = self.wait("another page", || Ok(self.pages()?.into_iter().find(|page| page != old)))?;
        self.ask("POST", "/window", &json!({ "handle": new }))?;
        self.wait_ready()?;
        Ok(new)
    }

    /// Waits until the page says that it is ready.
    ///
    /// # Errors
    /// When it never does.
    pub fn wait_ready(&self) -> Result<()> {
        self.wait_for("return document.documentElement.dataset.ready === 'true'")
    }

    /// Runs a script in the page and gives what it returns.
    ///
    /// # Errors
    /// When it throws.
    pub fn run(&self, script: &str) -> Result<Value> {
        self.ask("POST", "/execute/sync", &json!({ "script": script, "args": [] }))
    }

    /// Runs a script that calls its last argument when it is done.
    ///
    /// # Errors
    /// When it throws or never calls.
    pub fn run_async(&self, script: &str) -> Result<Value> {
        self.ask("POST", "/execute/async", &json!({ "script": script, "args": [] }))
    }

    /// Waits until a script returns true.
    ///
    /// # Errors
    /// When it never does; names the script and what the page shows.
    pub fn wait_for(&self, script: &str) -> Result<()> {
        self.wait(script, || Ok((self.run(script)? == Value::Bool(true)).then_some(())))
    }

    /// Waits until the page shows a text.
    ///
    /// # Errors
    /// When it never does.
    pub fn wait_text(&self, text: &str) -> Result<()> {
        self.wait(text, || Ok(self.text()?.contains(text).then_some(())))
    }

    /// All text that the page shows, blanks folded.
    ///
    /// # Errors
    /// When the page is gone.
    pub fn text(&self) -> Result<String> {
        let text = self.run("return document.body.innerText")?;
        Ok(text.as_str().unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" "))
    }

    /// Presses a chord: `F3`, `Ctrl+Shift+l`, `a`.
    ///
    /// # Errors
    /// When the page is gone.
    pub fn press(&self, chord: &str) -> Result<()> {
        let keys: Vec<String> = chord.split('+').map(code).collect();
        let down = keys.iter().map(|key| json!({ "type": "keyDown", "value": key }));
        let up = keys.iter().rev().map(|key| json!({ "type": "keyUp", "value": key }));
        self.act(down.chain(up).collect())
    }

    /// Types a text, key by key.
    ///
    /// # Errors
    /// When the page is gone.
    pub fn type_text(&self, text: &str) -> Result<()> {
        let key = |kind: &str, letter: char| json!({ "type": kind, "value": letter.to_string() });
        self.act(text.chars().flat_map(|letter| [key("keyDown", letter), key("keyUp", letter)]).collect())
    }

    /// Lets up every key that is still held, as after a page that went away under a chord.
    ///
    /// # Errors
    /// When the page is gone.
    pub fn release(&self) -> Result<()> {
        self.ask("DELETE", "/actions", &Value::Null)?;
        Ok(())
    }

    fn act(&self, actions: Vec<Value>) -> Result<()> {
        let keyboard = json!({ "type": "key", "id": "keyboard", "actions": actions });
        self.ask("POST", "/actions", &json!({ "actions": [keyboard] }))?;
        Ok(())
    }

    /// Makes the window this large, in pixels.
    ///
    /// # Errors
    /// When the driver refuses.
    pub fn resize(&self, (width, height): (u32, u32)) -> Result<()> {
        self.ask("POST", "/window/rect", &json!({ "x": 0, "y": 0, "width": width, "height": height }))?;
        self.wait_for(&format!("return innerWidth === {width} && innerHeight === {height}"))
    }

    /// A picture of the page (PNG).
    ///
    /// # Errors
    /// When the page is gone.
    pub fn picture(&self) -> Result<Vec<u8>> {
        let answer = self.ask("GET", "/screenshot", &Value::Null)?;
        Ok(decode_base64(answer.as_str().unwrap_or_default()))
    }

    /// Ends the session and with it the program.
    pub fn end(&self) {
        let _ = self.ask("DELETE", "", &Value::Null);
    }

    /// Looks again and again until there is something.
    ///
    /// # Errors
    /// When patience ends; names what was waited for, with the last error.
    pub fn wait<T>(&self, what: &str, mut look: impl FnMut() -> Result<Option<T>>) -> Result<T> {
        let until = Instant::now() + PATIENCE;
        loop {
            let seen = look();
            if let Ok(Some(found)) = seen {
                return Ok(found);
            }
            if Instant::now() > until {
                let shown = self.text().unwrap_or_default();
                bail!("waited for: {what}\nthe page shows: {shown}\nlast error: {:?}", seen.err());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
    }
}

/// WebDriver's code points of keys without a letter.
fn code(key: &str) -> String {
    let point = match key {
        "Ctrl" => '\u{e009}',
        "Shift" => '\u{e008}',
        "Alt" => '\u{e00a}',
        "Enter" => '\u{e007}',
        "Tab" => '\u{e004}',
        "Esc" => '\u{e00c}',
        "PageUp" => '\u{e00e}',
        "PageDown" => '\u{e00f}',
        "End" => '\u{e010}',
        "Home" => '\u{e011}',
        "Left" => '\u{e012}',
        "Up" => '\u{e013}',
        "Right" => '\u{e014}',
        "Down" => '\u{e015}',
        "Delete" => '\u{e017}',
        "Backspace" => '\u{e003}',
        "F1" => '\u{e031}',
        "F2" => '\u{e032}',
        "F3" => '\u{e033}',
        "F4" => '\u{e034}',
        "F5" => '\u{e035}',
        "F6" => '\u{e036}',
        letter => return letter.to_owned(),
    };
    point.to_string()
}

fn send(port: u16, method: &str, path: &str, body: &Value) -> Result<Value> {
    let body = if body.is_null() { String::new() } else { body.to_string() };
    let mut socket = TcpStream::connect(("127.0.0.1", port))?;
    socket.set_read_timeout(Some(Duration::from_secs(60)))?;
    write!(
        socket,
        "{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{body}",
        body.len()
    )?;
    let mut answer = Vec::new();
    socket.read_to_end(&mut answer)?;
    let answer = String::from_utf8_lossy(&answer);
    let (_, content) = answer.split_once("\r\n\r\n").context("no answer of the driver")?;
    let value: Value = serde_json::from_str(content).with_context(|| format!("{method} {path}"))?;
    let value = value.get("value").cloned().unwrap_or(Value::Null);
    match value.get("error").and_then(Value::as_str) {
        Some(error) => {
            bail!("{method} {path}: {error}: {}", value.get("message").and_then(Value::as_str).unwrap_or_default())
        }
        None => Ok(value),
    }
}

fn decode_base64(text: &str) -> Vec<u8> {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bytes, mut bits, mut held) = (Vec::new(), 0_u32, 0_u32);
    for value in text.bytes().filter_map(|letter| LETTERS.iter().position(|known| *known == letter)) {
        bits = (bits << 6) | u32::try_from(value).unwrap_or_default();
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from((bits >> held) & 0xff).unwrap_or_default());
        }
    }
    bytes
}

#[cfg(test)]
mod tests {
    #[test]
    fn base64_is_decoded() {
        assert_eq!(super::decode_base64("Y2xhaW1rZWVw"), b"claimkeep");
        assert_eq!(super::decode_base64("Y2xhaW0="), b"claim");
        assert_eq!(super::decode_base64("//79\n"), [0xff, 0xfe, 0xfd]);
    }
}
