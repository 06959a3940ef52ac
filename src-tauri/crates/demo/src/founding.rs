//! The store with its practice and its six users.

use crate::users::of_role;
use crate::{DemoOptions, calendar};
use billing::{BillingError, Result, check_practice, found_practice};
use records::RUNS;
use values::{Role, Timestamp};
use vault::{KdfSetting, NewMember, NewPerson, NewPractice, Occasion, Passphrase, UnlockOptions, Vault};

/// The practice's name.
pub(crate) const PRACTICE_NAME: &str = "Larkspur Valley Medical Group";
/// Its time zone.
pub(crate) const TIME_ZONE: &str = "America/Denver";

fn options_at(at: Timestamp) -> UnlockOptions<'static> {
    UnlockOptions { runs: RUNS, ..UnlockOptions::new(vault::Timestamp(at.millis())) }
}

/// Makes the store and gives it back unlocked by the biller.
pub(crate) fn found(dir: &std::path::Path, options: &DemoOptions<'_>) -> Result<Vault> {
    let [administrator, supervisor] = [Role::Administrator, Role::Supervisor].map(of_role);
    let phrases = [administrator, supervisor].map(|user| Passphrase::new(user.passphrase));
    let [administrator_phrase, supervisor_phrase] = &phrases;
    let new = NewPractice {
        practice_name: PRACTICE_NAME,
        administrator: NewPerson { name: administrator.name, passphrase: administrator_phrase },
        supervisor: NewPerson { name: supervisor.name, passphrase: supervisor_phrase },
        kdf: KdfSetting::Floor,
        single_person: false,
    };
    let created = Vault::create(dir, new, &options_at(calendar::at(options.as_of.plus_days(-371), 8)))
        .map_err(BillingError::from)?;
    let practice = check_practice(&crate::practice::practice_file(options.as_of)?, TIME_ZONE)?.as_demo();
    let founded = calendar::at(options.as_of.plus_days(-371), 8);
    found_practice(&created.vault, practice, founded)?;
    enrol_others(&created.vault, founded)?;
    drop(created);
    let biller = of_role(Role::Biller);
    Vault::unlock(dir, biller.name, &Passphrase::new(biller.passphrase), &options_at(options.now))
        .map_err(BillingError::from)
}

fn enrol_others(vault: &Vault, now: Timestamp) -> Result<()> {
    let administrator = of_role(Role::Administrator);
    let second =
        vault.second(administrator.name, &Passphrase::new(administrator.passphrase)).map_err(BillingError::from)?;
    for role in [Role::Biller, Role::Coder, Role::FrontDesk, Role::Auditor] {
        let user = of_role(role);
        let passphrase = Passphrase::new(user.passphrase);
        let member = NewMember { name: user.name, role, passphrase: &passphrase, practice_name: PRACTICE_NAME };
        let on = Occasion { at: vault::Timestamp(now.millis()), purpose: "" };
        // Keys of the auditor are sealed by a supervisor and an administrator together.
        let signer = (role == Role::Auditor).then_some(&second);
        vault.enrol(member, signer, on).map_err(BillingError::from)?;
    }
    Ok(())
}
