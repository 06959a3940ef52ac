//! The practice's year, month by month: visits come in, claims go out, answers and money come back.

use crate::calendar::{at, send_days};
use crate::dice::Dice;
use crate::payer::{self, Mail, Source, Stamp, Verdict};
use crate::people::{Patient, coverages_csv, patients_csv};
use crate::remits::{Pending, Remits};
use crate::visits::{Visit, encounters_csv};
use crate::{DemoOptions, practice};
use billing::{
    BillingError, ClaimFilter, CsvKind, CsvOptions, Desk, Progress, Result, Watch, approve_claims, assign_work,
    bill_next_payer, correct_claims, create_batches, hand_over_batches, import_acknowledgment, import_csv, list_claims,
    list_work, queued_files, scrub_claims,
};
use claims::{ClaimState, ProfessionalClaim};
use codes::CodeBook;
use std::collections::HashMap;
use values::{ClaimId, Date, PayerSequence, WorkItemId};
use vault::{Vault, VaultError};

/// Patients in one import.
const ROWS_AT_ONCE: usize = 4000;
/// Of a thousand claims, so many are refused by the clearinghouse, and of the rest by the payer.
#[derive(Debug, Clone, Copy)]
struct Chances {
    by_clearinghouse: u64,
    by_payer: u64,
}

const REFUSED: Chances = Chances { by_clearinghouse: 10, by_payer: 32 };
const REFUSED_BY_CLEARINGHOUSE: Chances = Chances { by_clearinghouse: 1000, by_payer: 0 };
const REFUSED_BY_PAYER: Chances = Chances { by_clearinghouse: 0, by_payer: 1000 };
const REFUSALS: [&str; 5] = ["A7:164:IL", "A7:500:85", "A3:21", "A6:158", "A3:116"];

/// Passes a wish to stop on, but not what single actions tell of their progress.
struct Quiet<'w>(&'w dyn Watch);

impl Watch for Quiet<'_> {
    fn progress(&self, _: &str, _: Progress) {}
    fn is_cancelled(&self) -> bool {
        self.0.is_cancelled()
    }
}

/// What the year is made of.
pub(crate) struct Story<'a> {
    pub vault: &'a Vault,
    pub codes: &'a CodeBook,
    pub options: &'a DemoOptions<'a>,
    pub patients: &'a [Patient],
    pub visits: &'a [Visit],
}

/// The year under way.
pub(crate) struct Year<'a> {
    story: &'a Story<'a>,
    quiet: Quiet<'a>,
    /// Claims by the number that they were scrubbed under.
    numbers: HashMap<String, ClaimId>,
    /// Position of the first visit that was not entered yet.
    entered: usize,
    /// Visits of the last round whose slip someone will put right.
    slips: Vec<&'a Visit>,
    rejected: Vec<ClaimId>,
    remits: Remits<'a>,
    last_control_number: u32,
    last_claim_number: u64,
}

impl<'a> Year<'a> {
    pub(crate) fn new(story: &'a Story<'a>) -> Year<'a> {
        Year {
            story,
            quiet: Quiet(story.options.watch),
            numbers: HashMap::new(),
            entered: 0,
            slips: Vec::new(),
            rejected: Vec::new(),
            remits: Remits::new(story.options, story.patients),
            last_control_number: 700_000_000,
            last_claim_number: 0,
        }
    }

    /// Lets the year pass.
    pub(crate) fn pass(mut self) -> Result<()> {
        self.register()?;
        let as_of = self.story.options.as_of;
        let days = send_days(as_of);
        for (round, day) in days.into_iter().enumerate() {
            self.tell()?;
            self.pay_before(day)?;
            let is_last = round + 1 == days.len();
            self.round(
                day,
                if is_last {
                    Recent::Last
                } else if round + 2 == days.len() {
                    Recent::New
                } else {
                    Recent::Old
                },
            )?;
        }
        self.pay_before(as_of)?;
        self.last_days(as_of)?;
        self.tell()
    }

    fn tell(&self) -> Result<()> {
        let number = |count: usize| u64::try_from(count).unwrap_or(u64::MAX);
        let watch = self.story.options.watch;
        watch.progress("visits", Progress { done: number(self.entered), total: number(self.story.visits.len()) });
        if watch.is_cancelled() { Err(BillingError::from(VaultError::Cancelled)) } else { Ok(()) }
    }

    /// The biller's desk at an hour. A desk does not outlive the action, so that the day is always right.
    fn desk<'d>(&'d self, day: Date, hour: i32) -> Result<Desk<'d>> {
        Ok(Desk::open(self.story.vault, self.story.codes, at(day, hour))?.watched_by(&self.quiet))
    }

    fn register(&self) -> Result<()> {
        let as_of = self.story.options.as_of;
        let desk = self.desk(as_of.plus_days(-370), 9)?;
        for some in self.story.patients.chunks(ROWS_AT_ONCE) {
            import_csv(&desk, CsvKind::Patients, &patients_csv(some)?, CsvOptions::default())?;
            import_csv(&desk, CsvKind::Coverages, &coverages_csv(some, as_of)?, CsvOptions::default())?;
        }
        Ok(())
    }

    // Money that comes before a day is posted before that day's work begins.
    fn pay_before(&mut self, day: Date) -> Result<()> {
        while let Some((on, payer_id, claims)) = self.remits.next_before(day) {
            self.last_control_number += 1;
            let stamp = Stamp { day: on, control_number: self.last_control_number };
            let desk = Desk::open(self.story.vault, self.story.codes, at(on, 14))?.watched_by(&self.quiet);
            self.remits.post(&desk, stamp, (payer_id, claims))?;
        }
        Ok(())
    }

    /// One round of sending: what came back is worked first, then the visits since the last round go out.
    fn round(&mut self, day: Date, recent: Recent) -> Result<()> {
        self.work_what_came_back(day)?;
        if recent == Recent::Old {
            self.mend_slips(day)?;
        }
        let since = self.entered;
        self.enter_before(day, 9)?;
        self.slips = self.visits(since..self.entered).filter(|visit| visit.slip.is_some()).collect();
        let clean = self.scrub_drafts(day)?;
        approve_claims(&self.desk(day, 11)?, &clean)?;
        let desk = self.desk(day, 12)?;
        create_batches(&desk, None)?;
        let files = queued_files(&desk)?;
        let ids: Vec<_> = files.iter().map(|file| file.batch_id).collect();
        hand_over_batches(&desk, &ids)?;
        drop(desk);
        let mut mails = files.iter().map(|file| payer::read(&file.bytes)).collect::<Result<Vec<Mail>>>()?;
        drop(files);
        // The smallest files of the last round show what can happen to a file.
        mails.sort_by_key(|mail| mail.claims().count());
        for (place, mail) in mails.into_iter().enumerate() {
            self.answer(day, mail, if recent == Recent::Last { Fate::of(place) } else { Fate::Answered }, recent)?;
        }
        Ok(())
    }

    fn visits(&self, range: std::ops::Range<usize>) -> impl Iterator<Item = &'a Visit> + use<'a> {
        self.story.visits.get(range).unwrap_or_default().iter()
    }

    fn work_what_came_back(&mut self, day: Date) -> Result<()> {
        let desk = self.desk(day, 8)?;
        let corrected: Vec<ClaimId> =
            self.rejected.iter().copied().chain(self.remits.correctable.iter().copied()).collect();
        let followed: Vec<ClaimId> = self.remits.has_next_payer.clone();
        if !corrected.is_empty() {
            correct_claims(&desk, &corrected)?;
        }
        if !followed.is_empty() {
            bill_next_payer(&desk, &followed)?;
        }
        drop(desk);
        self.rejected.clear();
        self.remits.correctable.clear();
        self.remits.has_next_payer.clear();
        Ok(())
    }

    fn mend_slips(&mut self, day: Date) -> Result<()> {
        let slips = std::mem::take(&mut self.slips);
        if slips.is_empty() {
            return Ok(());
        }
        let csv = encounters_csv(&slips, self.story.patients, false)?;
        let options = CsvOptions { update: true, ..CsvOptions::default() };
        import_csv(&self.desk(day, 8)?, CsvKind::Encounters, &csv, options).map(drop)
    }

    fn enter_before(&mut self, day: Date, hour: i32) -> Result<()> {
        let since = self.entered;
        let new: Vec<&Visit> =
            self.visits(since..self.story.visits.len()).take_while(|visit| visit.day < day).collect();
        self.entered += new.len();
        // An office enters visits as they come; a file for each few thousand keeps a commit small.
        for some in new.chunks(ROWS_AT_ONCE) {
            let csv = encounters_csv(some, self.story.patients, true)?;
            import_csv(&self.desk(day, hour)?, CsvKind::Encounters, &csv, CsvOptions::default())?;
        }
        Ok(())
    }

    // Tells which are clean.
    fn scrub_drafts(&mut self, day: Date) -> Result<Vec<ClaimId>> {
        let desk = self.desk(day, 10)?;
        let (_, drafts) =
            list_claims(&desk, &ClaimFilter { state: Some(ClaimState::Draft), ..ClaimFilter::default() })?;
        let ids: Vec<ClaimId> = drafts.iter().filter_map(|row| ClaimId::parse(&row.claim_id).ok()).collect();
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let report = scrub_claims(&desk, &ids)?;
        drop(desk);
        let mut clean = Vec::new();
        for scrubbed in report.claims {
            let Ok(id) = ClaimId::parse(&scrubbed.claim_id) else { continue };
            if let Some(number) = scrubbed.patient_control_number.open() {
                self.numbers.insert(number, id);
            }
            if scrubbed.outcome == "clean" {
                clean.push(id);
            }
        }
        Ok(clean)
    }

    fn answer(&mut self, day: Date, mail: Mail, fate: Fate, recent: Recent) -> Result<()> {
        let is_taken = fate != Fate::Refused;
        if fate == Fate::Silent {
            return Ok(());
        }
        // A TA1 comes where it is asked for, or where something is wrong; the newest files show one.
        if recent == Recent::Last {
            let taken = payer::interchange_answer(&mail, self.stamp(day));
            import_acknowledgment(&self.desk(day, 13)?, &taken)?;
        }
        let stamp = self.stamp(day);
        let syntax = payer::implementation(&mail, stamp, is_taken)?;
        import_acknowledgment(&self.desk(day, 13)?, &syntax)?;
        match fate {
            Fate::Silent | Fate::Refused | Fate::SyntaxOnly => Ok(()),
            Fate::AtClearinghouse => {
                let all = |claim: &ProfessionalClaim| Some(Verdict::Accepted(claim.patient_control_number.to_string()));
                self.status(day, &mail, (Source::Clearinghouse, &all))
            }
            Fate::Answered => self.answer_claims(day, mail, recent),
        }
    }

    fn stamp(&mut self, day: Date) -> Stamp {
        self.last_control_number += 1;
        Stamp { day, control_number: self.last_control_number }
    }

    fn status(
        &mut self,
        day: Date,
        mail: &Mail,
        (source, verdict): (Source, &dyn Fn(&ProfessionalClaim) -> Said),
    ) -> Result<()> {
        let stamp = self.stamp(day);
        let Some(file) = payer::claim_status(mail, stamp, source, verdict)? else { return Ok(()) };
        let hour = if source == Source::Clearinghouse { 15 } else { 17 };
        import_acknowledgment(&self.desk(day, hour)?, &file).map(drop)
    }

    // The clearinghouse tells what it refuses; the payer answers for the rest, and pays it later.
    fn answer_claims(&mut self, day: Date, mail: Mail, recent: Recent) -> Result<()> {
        let mut judged: HashMap<String, Judged> = HashMap::new();
        // The two refusals that a recent file of some size has at least.
        let mut sure = [REFUSED_BY_CLEARINGHOUSE, REFUSED_BY_PAYER].into_iter();
        let shows = recent != Recent::Old && mail.claims().nth(2).is_some();
        for claim in mail.claims() {
            self.last_claim_number += 1;
            let chances = if shows && is_first(claim) { sure.next() } else { None };
            let judgement = judge(self.story.options.seed, claim, chances.unwrap_or(REFUSED), self.last_claim_number);
            judged.insert(claim.patient_control_number.to_string(), judgement);
        }
        let of = |claim: &ProfessionalClaim| judged.get(claim.patient_control_number.as_str());
        let refused = |claim: &ProfessionalClaim| match of(claim)? {
            Judged::RefusedByClearinghouse(code) => Some(Verdict::Rejected(code)),
            Judged::RefusedByPayer(_) | Judged::Accepted(_) => None,
        };
        self.status(day, &mail, (Source::Clearinghouse, &refused))?;
        let answered = |claim: &ProfessionalClaim| match of(claim)? {
            Judged::RefusedByClearinghouse(_) => None,
            Judged::RefusedByPayer(code) => Some(Verdict::Rejected(code)),
            Judged::Accepted(number) => Some(Verdict::Accepted(number.clone())),
        };
        self.status(day, &mail, (Source::Payer, &answered))?;
        for claim in mail.into_claims() {
            let id = self.numbers.get(claim.patient_control_number.as_str()).copied();
            match (judged.remove(claim.patient_control_number.as_str()), id) {
                (Some(Judged::Accepted(number)), Some(claim_id)) => {
                    self.remits.expect(day, Pending { claim, claim_id, payer_claim_control_number: number });
                }
                (Some(Judged::RefusedByClearinghouse(_) | Judged::RefusedByPayer(_)), Some(id)) => {
                    self.rejected.push(id)
                }
                (Some(_), None) | (None, _) => {}
            }
        }
        Ok(())
    }

    /// The days since the last round: some claims are ready to go, some are not even looked at.
    fn last_days(&mut self, as_of: Date) -> Result<()> {
        let day = as_of.plus_days(-3);
        self.enter_before(day, 9)?;
        let clean = self.scrub_drafts(day)?;
        let kept_back = |id: &ClaimId| Dice::new(self.story.options.seed, "kept back", &id.to_string()).happens(400);
        let approved: Vec<ClaimId> =
            clean.iter().enumerate().filter(|(place, id)| *place != 1 && !kept_back(id)).map(|(_, id)| *id).collect();
        approve_claims(&self.desk(day, 11)?, &approved)?;
        let yesterday = as_of.plus_days(-1);
        self.enter_before(as_of, 18)?;
        let desk = self.desk(yesterday, 19)?;
        let work = list_work(&desk, None)?;
        let ids: Vec<WorkItemId> =
            work.iter().step_by(3).filter_map(|row| WorkItemId::parse(&row.work_item_id).ok()).collect();
        assign_work(&desk, &ids, &desk.user_name())?;
        crate::waiting::open_visits(&desk)
    }
}

/// How new a round is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Recent {
    Old,
    New,
    Last,
}

/// What becomes of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    /// Nobody has answered yet.
    Silent,
    /// Its syntax was refused.
    Refused,
    /// Its syntax was accepted, no more is known.
    SyntaxOnly,
    /// The clearinghouse has it.
    AtClearinghouse,
    /// The payer answered for each claim.
    Answered,
}

impl Fate {
    fn of(place: usize) -> Fate {
        match place {
            0 => Fate::Silent,
            1 => Fate::Refused,
            2 => Fate::SyntaxOnly,
            3 => Fate::AtClearinghouse,
            _ => Fate::Answered,
        }
    }
}

type Said = Option<Verdict>;

enum Judged {
    RefusedByClearinghouse(&'static str),
    RefusedByPayer(&'static str),
    Accepted(String),
}

fn is_first(claim: &ProfessionalClaim) -> bool {
    claim.patient_control_number.as_str().ends_with("-1") && claim.parties.coverage.sequence == PayerSequence::Primary
}

fn judge(seed: u64, claim: &ProfessionalClaim, chances: Chances, number: u64) -> Judged {
    let mut dice = Dice::new(seed, "acknowledged", claim.patient_control_number.as_str());
    let code = dice.pick(&REFUSALS).copied().unwrap_or("A3:21");
    let is_first = is_first(claim);
    if is_first && dice.happens(chances.by_clearinghouse) {
        Judged::RefusedByClearinghouse(code)
    } else if is_first && dice.happens(chances.by_payer) {
        Judged::RefusedByPayer(code)
    } else {
        let payer = practice::payer(&claim.parties.payer.id).map_or("DMO", |payer| payer.payer_id);
        Judged::Accepted(format!("{payer}{number:09}"))
    }
}
