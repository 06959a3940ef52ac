//! Drives the built program: a private folder, its people, and what came back.
#![allow(dead_code, reason = "each test file uses its part")]

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use tempfile::TempDir;

/// A panic's exit code, which must never be seen.
const PANIC: i32 = 101;

/// What one run gave.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    /// The document on stdout.
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("no JSON ({error}): {self:?}"))
    }

    /// The error object on stderr.
    pub fn error(&self) -> Value {
        let object: Value =
            serde_json::from_str(self.err.trim()).unwrap_or_else(|error| panic!("no error object ({error}): {self:?}"));
        let error = object["error"].clone();
        for key in ["code", "message", "remedy"] {
            assert!(error[key].as_str().is_some_and(|text| !text.is_empty()), "no {key}: {self:?}");
        }
        error
    }

    /// Expects an exit code, and gives the run back.
    #[track_caller]
    pub fn expect(self, code: i32) -> Run {
        assert_eq!(self.code, code, "{self:?}");
        self
    }

    /// Expects an exit code and an error code.
    #[track_caller]
    pub fn refused(self, code: i32, name: &str) -> Value {
        let run = self.expect(code);
        let error = run.error();
        assert_eq!(error["code"], name, "{run:?}");
        error
    }
}

pub fn run_of(output: Output) -> Run {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    let run = Run { code: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) };
    assert_ne!(run.code, PANIC, "{run:?}");
    run
}

/// A private folder with a store's place and people's passphrase files.
pub struct Office {
    folder: TempDir,
}

impl Office {
    pub fn new() -> Office {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("home")).unwrap();
        let office = Office { folder };
        office.write("practice.json", PRACTICE);
        office.write("anna", "amber-basin-cedar-delta-71\n");
        office.write("sven", "ember-fjord-grove-harbor-72\r\n");
        office.write("mira", "inlet-jetty-kiosk-ledge-73\n");
        office
    }

    /// With a store, a supervisor `sven`, an administrator `anna` and a biller `mira`.
    pub fn founded() -> Office {
        let office = Office::new();
        office.init(&[]).expect(0);
        office
            .by("sven", &["user", "add", "mira", "--role", "biller", "--new-passphrase-file", &office.at("mira")])
            .expect(0);
        office
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn at(&self, name: &str) -> String {
        self.path(name).to_str().unwrap().to_owned()
    }

    pub fn write(&self, name: &str, text: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), text).unwrap();
        self.at(name)
    }

    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path(name)).unwrap()
    }

    pub fn exists(&self, name: &str) -> bool {
        self.path(name).exists()
    }

    /// A command with a clean environment.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_claimkeep"));
        command.env_clear().env("HOME", self.path("home")).env("PATH", "").current_dir(self.folder.path());
        command.args(arguments).stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        run_of(self.command(arguments).output().unwrap())
    }

    pub fn init(&self, more: &[&str]) -> Run {
        let (store, practice, anna, sven) =
            (self.at("store"), self.at("practice.json"), self.at("anna"), self.at("sven"));
        let mut arguments = vec![
            "--store",
            &store,
            "--json",
            "init",
            "--practice",
            &practice,
            "--admin",
            "anna",
            "--supervisor",
            "sven",
        ];
        arguments.extend(["--admin-passphrase-file", &anna, "--supervisor-passphrase-file", &sven, "--kdf", "floor"]);
        arguments.extend(more);
        self.run(&arguments)
    }

    fn asked(&self, user: &str, arguments: &[&str], json: bool) -> Command {
        let (store, key) = (self.at("store"), self.at(user));
        let mut all = vec!["--store", &store, "--user", user, "--passphrase-file", &key];
        all.extend(json.then_some("--json"));
        all.extend(arguments);
        self.command(&all)
    }

    /// A command of a person, with JSON.
    pub fn by(&self, user: &str, arguments: &[&str]) -> Run {
        run_of(self.asked(user, arguments, true).output().unwrap())
    }

    /// A command of a person, for reading.
    pub fn by_people(&self, user: &str, arguments: &[&str]) -> Run {
        run_of(self.asked(user, arguments, false).output().unwrap())
    }

    /// A command of a person that goes on by itself.
    pub fn start(&self, user: &str, arguments: &[&str]) -> Child {
        self.asked(user, arguments, true).spawn().unwrap()
    }

    pub fn items(&self, user: &str, arguments: &[&str]) -> Vec<Value> {
        let document = self.by(user, arguments).expect(0).json();
        let items = document["items"].as_array().unwrap().clone();
        assert_eq!(document["total"], items.len());
        items
    }
}

/// An 837P of claims for one patient each, numbered from `first`.
pub fn claims_837(path: &Path, first: usize, count: usize) {
    let mut out = std::io::BufWriter::new(std::fs::File::create(path).unwrap());
    let isa =
        "ISA*00*          *00*          *ZZ*OTHER          *ZZ*SIMCH          *260102*1200*^*00501*000000001*0*T*:~";
    let head = [
        "GS*HC*OTHER*SIMCH*20260102*1200*1*X*005010X222A1~ST*837*0001*005010X222A1~BHT*0019*00*1*20260102*1200*CH~",
        "NM1*41*2*OTHER SYSTEM*****46*OTHER~PER*IC*DESK*TE*3035550100~NM1*40*2*SIM*****46*SIMCH~",
        "HL*1**20*1~NM1*85*2*LARCH ROAD FAMILY CLINIC*****XX*1234567893~N3*12 LARCH RD~N4*DENVER*CO*802021234~REF*EI*840001234~",
    ];
    let mut segments = head.iter().map(|part| part.matches('~').count()).sum::<usize>() - 1;
    write!(out, "{isa}{}", head.concat()).unwrap();
    for at in first..first + count {
        let claim = format!(
            "HL*{}*1*22*0~SBR*P*18*******CI~NM1*IL*1*TEST{at}*PAT****MI*M{at:07}~N3*1 OAK ST~N4*DENVER*CO*80202~DMG*D8*19700101*F~\
             NM1*PR*2*PAYER ONE*****PI*PAY01~CLM*PT{at:07}*120***11:B:1*Y*A*Y*Y~HI*ABK:J069~LX*1~SV1*HC:99213*120*UN*1***1~DTP*472*D8*20260101~",
            at - first + 2
        );
        segments += claim.matches('~').count();
        out.write_all(claim.as_bytes()).unwrap();
    }
    write!(out, "SE*{}*0001~GE*1*1~IEA*1*000000001~", segments + 1).unwrap();
}

const PRACTICE: &str = r#"{"name": "LARCH ROAD FAMILY CLINIC", "npi": "1234567893", "tin": "840001234", "taxonomy": "261QP2300X",
 "address": {"line1": "12 LARCH RD", "line2": "", "city": "DENVER", "state": "CO", "zip": "802021234"}, "phone": "3035550100",
 "contact_name": "BILLING OFFICE", "submitter_id": "LARCH01", "receiver": {"name": "SIMULATED", "id": "SIMCH"}, "usage": "T",
 "timezone": "America/Denver",
 "providers": [{"npi": "1245319599", "last_name": "HOLLOWAY", "first_name": "AVERY", "taxonomy": "207Q00000X"}],
 "payers": [{"name": "PAYER ONE", "payer_id": "PAY01", "claim_filing_indicator": "CI", "timely_filing_days": 9999,
   "address": {"line1": "1 PAYER WAY", "line2": "", "city": "DENVER", "state": "CO", "zip": "802031234"}}],
 "fees": [{"code": "99213", "modifier": "", "charge_cents": 12000}]}"#;
