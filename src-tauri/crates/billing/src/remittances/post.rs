//! Posts one remittance into a unit: claim by claim, with what stands aside and what a person must look at.

use super::places::put_places;
use super::placing::{Finder, Part, Placing};
use crate::books::Books;
use crate::claim::{advance, settle_void};
use crate::desk::Desk;
use crate::error::Result;
use crate::reference::Reference;
use crate::work_list::{OpenItems, open_item};
use claims::{ClaimEvent, ClaimOutcome};
use codes::CodeBook;
use records::{
    ClaimFinancial, LedgerPageCell, MatchedBy, PaymentChoice, Placement, RemittanceException, RemittanceRecord,
    RemittanceState, Unit, WorkItemCell,
};
use remittance::{
    Aside, BalanceReport, ClaimOnFile, ClaimPayment, Context, Denial, Exception, ExceptionKind, Proposal, ReasonClass,
    RemittanceAdvice, RemittanceSubject, balance, interest_exceptions, propose_lines, provider_level_postings,
    unapplied_posting,
};
use std::collections::BTreeMap;
use values::{Carc, ClaimId, Date, Money, PayerId, RemittanceId, WorkItemId};
use work::{WorkItem, WorkKind};

/// Exceptions are kept up to this many; the count says how many there are.
const EXCEPTIONS_KEPT: usize = 400;
/// Exceptions beyond this many of one remittance make no work items of their own.
const ITEMS_MADE: usize = 200;
/// Days to work on a denial where the payer's profile has no appeal days.
const DENIAL_DAYS: u16 = 90;

/// Posts remittances with what they share read once.
pub(super) struct Poster<'d, 'v> {
    finder: Finder<'d, 'v>,
    books: Books,
    items: OpenItems,
    file_sha256: String,
    /// What became of each claim payment of the last remittance, where somebody asked for it. Then it is a rehearsal.
    seen: Option<Vec<SeenPayment>>,
}

/// What posting does, or would do, with one claim payment.
pub(super) struct SeenPayment {
    pub(super) fate: Fate,
    pub(super) parts: Vec<SeenPart>,
}

/// Why a claim payment stands aside, or that it does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    NoMatch,
    SeveralMatch,
    Detached,
    OutOfBalance,
    /// The transaction is out of balance: nothing of it is posted.
    Held,
    Placed,
}

impl Fate {
    /// Whether its money stands aside although nobody decided so.
    pub(super) const fn is_undecided(self) -> bool {
        matches!(self, Fate::NoMatch | Fate::SeveralMatch | Fate::OutOfBalance | Fate::Held)
    }
}

/// The claim that a payment, or a part of it, is about.
pub(super) struct SeenPart {
    pub(super) claim: ClaimOnFile,
    pub(super) by: MatchedBy,
    /// Positions of the payment's lines that are about this claim, with our line of each.
    pub(super) lines: Vec<(usize, Option<u16>)>,
    /// What is posted; `None` where it was not tried.
    pub(super) result: Option<std::result::Result<Proposal, Aside>>,
}

struct Posted {
    matched: u64,
    posted: Money,
    unposted: Money,
    denied_claims: u64,
    undecided: u64,
    placements: Vec<Placement>,
    exceptions: Vec<Exception>,
}

impl Posted {
    fn aside(&mut self, payment: &ClaimPayment, why: Option<Exception>, is_undecided: bool) {
        self.unposted += payment.paid;
        self.exceptions.extend(why);
        self.undecided += u64::from(is_undecided);
    }
}

/// The remittance that is posted, with what people decided about it.
#[derive(Clone, Copy)]
pub(super) struct Subject<'a> {
    pub(super) id: RemittanceId,
    pub(super) advice: &'a RemittanceAdvice,
    pub(super) choices: &'a BTreeMap<u32, PaymentChoice>,
}

impl<'d, 'v> Poster<'d, 'v> {
    pub(super) fn new(desk: &'d Desk<'v>, file_sha256: &str) -> Result<Poster<'d, 'v>> {
        Ok(Poster {
            finder: Finder { desk, reference: Reference::load(desk.vault())? },
            books: Books::default(),
            items: OpenItems::load(desk)?,
            file_sha256: file_sha256.to_owned(),
            seen: None,
        })
    }

    /// One that says what becomes of each claim payment and makes no work items; its unit is not to be committed.
    pub(super) fn rehearsal(desk: &'d Desk<'v>, file_sha256: &str) -> Result<Poster<'d, 'v>> {
        Ok(Poster { seen: Some(Vec::new()), ..Poster::new(desk, file_sha256)? })
    }

    /// What became of each claim payment of the last remittance.
    pub(super) fn into_seen(self) -> Vec<SeenPayment> {
        self.seen.unwrap_or_default()
    }

    pub(super) fn finish(self, unit: &mut Unit<'v>) -> Result<()> {
        self.books.finish(unit).map(drop)
    }

    /// Posts a remittance, or holds it whole where it does not balance as a transaction.
    pub(super) fn post(&mut self, unit: &mut Unit<'v>, subject: Subject<'_>) -> Result<RemittanceRecord> {
        let Subject { id, advice, .. } = subject;
        let judged = balance(advice);
        let mut record = self.unposted(subject, &judged);
        let mut exceptions = judged.exceptions();
        if judged.transaction.is_some() {
            record.matched = self.hold(unit, subject)?;
            record.undecided = record.claims;
            self.tell(unit, id, &mut record, exceptions)?;
            return Ok(record);
        }
        let payer_id = record.payer_id;
        let aside = judged.claims_aside();
        let posted = self.post_claims(unit, payer_id, subject, &|at| aside.contains(&at))?;
        let whole = RemittanceSubject { remittance_id: id, payer_id, posted_on: self.finder.desk.today() };
        let mut apart = provider_level_postings(advice, &whole);
        apart.extend(unapplied_posting(posted.unposted, &whole));
        self.books.post_apart(unit, &apart)?;
        exceptions.extend(posted.exceptions);
        exceptions.extend(interest_exceptions(advice));
        record.matched = posted.matched;
        record.posted = posted.posted;
        record.unposted = posted.unposted;
        record.denied_claims = posted.denied_claims;
        record.undecided = posted.undecided;
        record.state = RemittanceState::Posted;
        if self.seen.is_none() {
            record.placement_pages = put_places(unit, posted.placements)?;
        }
        // A page belongs to one remittance, so that an undo reads no other's postings.
        record.pages = std::mem::take(&mut self.books).finish(unit)?;
        self.tell(unit, id, &mut record, exceptions)?;
        Ok(record)
    }

    fn unposted(&self, Subject { advice, choices, .. }: Subject<'_>, judged: &BalanceReport) -> RemittanceRecord {
        let totals = advice.totals();
        RemittanceRecord {
            payer_id: self.payer(advice),
            payer_name: advice.payer_name.clone(),
            trace: advice.trace.clone(),
            date: advice.date,
            payment: advice.payment,
            claims: totals.claims,
            service_lines: totals.service_lines,
            matched: 0,
            posted: Money::ZERO,
            unposted: totals.paid,
            provider_adjustment: totals.provider_adjustment,
            is_balanced: judged.is_balanced(),
            denied_claims: 0,
            exceptions: Vec::new(),
            exception_count: 0,
            state: RemittanceState::Held,
            posted_on: self.finder.desk.today(),
            pages: Vec::new(),
            paid_claims: Vec::new(),
            file_sha256: self.file_sha256.clone(),
            choices: choices.clone(),
            placement_pages: Vec::new(),
            undecided: 0,
            work_items: Vec::new(),
            deposit: None,
        }
    }

    fn payer(&self, advice: &RemittanceAdvice) -> Option<PayerId> {
        let by_id = advice.payer_ids.iter().find_map(|id| self.finder.reference.payer(id));
        by_id.or_else(|| {
            let same = |name: &str| name.eq_ignore_ascii_case(advice.payer_name.trim());
            self.finder.reference.payers.iter().find(|(_, payer)| same(&payer.name)).map(|(id, _)| id)
        })
    }

    fn hold(&mut self, unit: &Unit<'v>, subject: Subject<'_>) -> Result<u64> {
        let mut matched = 0;
        for (at, payment) in subject.advice.claims.iter().enumerate() {
            let placing = self.place(unit, subject, (at, payment))?;
            matched += u64::from(matches!(placing, Placing::Claims(_)));
            self.see(Fate::Held, || untried(placing));
        }
        Ok(matched)
    }

    fn place<'a>(
        &self,
        unit: &Unit<'v>,
        subject: Subject<'_>,
        (at, payment): (usize, &'a ClaimPayment),
    ) -> Result<Placing<'a>> {
        let choice = u32::try_from(at).ok().and_then(|at| subject.choices.get(&at));
        self.finder.place(unit, &subject.advice.payer_ids, (payment, choice))
    }

    fn see(&mut self, fate: Fate, parts: impl FnOnce() -> Vec<SeenPart>) {
        if let Some(seen) = &mut self.seen {
            seen.push(SeenPayment { fate, parts: parts() });
        }
    }

    fn post_claims(
        &mut self,
        unit: &mut Unit<'v>,
        payer_id: Option<PayerId>,
        subject: Subject<'_>,
        is_aside: &dyn Fn(usize) -> bool,
    ) -> Result<Posted> {
        let mut posted = Posted {
            matched: 0,
            posted: Money::ZERO,
            unposted: Money::ZERO,
            denied_claims: 0,
            undecided: 0,
            placements: Vec::new(),
            exceptions: Vec::new(),
        };
        for (at, payment) in subject.advice.claims.iter().enumerate() {
            self.finder.desk.step("claim payments", at, subject.advice.claims.len())?;
            let placing = self.place(unit, subject, (at, payment))?;
            let fate = match &placing {
                Placing::Nothing => Fate::NoMatch,
                Placing::Several => Fate::SeveralMatch,
                Placing::Detached => Fate::Detached,
                Placing::Claims(_) if is_aside(at) => Fate::OutOfBalance,
                Placing::Claims(_) => Fate::Placed,
            };
            posted.matched += u64::from(matches!(placing, Placing::Claims(_)));
            match (fate, placing) {
                (Fate::Placed, Placing::Claims(parts)) => {
                    let parts =
                        self.post_parts(unit, (subject.id, payer_id), (subject.advice, at, parts), &mut posted)?;
                    self.see(fate, || parts);
                }
                (_, placing) => {
                    posted.aside(payment, aside_exception(fate, payment), fate.is_undecided());
                    self.see(fate, || untried(placing));
                }
            }
        }
        Ok(posted)
    }

    fn post_parts(
        &mut self,
        unit: &mut Unit<'v>,
        subject: (RemittanceId, Option<PayerId>),
        (advice, at, parts): (&RemittanceAdvice, usize, Vec<Part<'_>>),
        posted: &mut Posted,
    ) -> Result<Vec<SeenPart>> {
        let mut seen = Vec::new();
        for part in parts {
            let result = self.post_claim(unit, subject, advice, &part)?;
            match &result {
                Ok(proposal) => {
                    let position = u32::try_from(at).unwrap_or(u32::MAX);
                    posted.placements.push(Placement { position, claim: part.claim.claim_id, by: part.by });
                    posted.posted += part.payment.paid;
                    posted.denied_claims +=
                        u64::from(!proposal.denials.is_empty() && !proposal.denied_lines.is_empty());
                    posted.exceptions.extend(proposal.exceptions.iter().cloned());
                }
                Err(aside) => {
                    let why = aside.exception(&part.payment);
                    let is_undecided = why.is_some();
                    posted.aside(&part.payment, why, is_undecided);
                }
            }
            if self.seen.is_some() {
                seen.push(SeenPart { result: Some(result), ..untried_part(part) });
            }
        }
        Ok(seen)
    }

    fn post_claim(
        &mut self,
        unit: &mut Unit<'v>,
        (remittance_id, payer_id): (RemittanceId, Option<PayerId>),
        advice: &RemittanceAdvice,
        part: &Part<'_>,
    ) -> Result<std::result::Result<Proposal, Aside>> {
        let desk = self.finder.desk;
        let id = part.claim.claim_id;
        let mut claim: ClaimFinancial = unit.need(id)?;
        let reasons = reasons_of(desk.codes());
        let context = Context {
            remittance_id,
            payer_id,
            posted_on: desk.today(),
            adjudicated_on: advice.date,
            reasons: &reasons,
            state: claim.account.state,
            outcomes: &claim.account.outcomes,
            balance: &claim.balance,
        };
        let mut proposal = match propose_lines(&part.payment, &part.claim, &part.lines, &context) {
            Ok(proposal) => proposal,
            Err(aside) => return Ok(Err(aside)),
        };
        settle_void(unit, (id, &claim), remittance_id, &mut proposal)?;
        let before = claim.account.state;
        let outcomes = proposal.superseded.clone().into_iter().chain(std::iter::once(proposal.outcome.clone()));
        claim.account.outcomes.extend(outcomes.map(|outcome| ClaimOutcome { state_before: before, ..outcome }));
        self.books.post(unit, &mut claim, &proposal.postings)?;
        let what = format!("{remittance_id}: {}", reason_of(&proposal.denials));
        // Money is posted whatever the claim's state was; where the state may not move (a new version is begun), it stays.
        let _ = advance(desk, &mut claim, ClaimEvent::Adjudicated(proposal.state), what.trim_end_matches(": "));
        self.work(unit, id, &claim, &proposal)?;
        unit.put(id, &claim)?;
        Ok(Ok(proposal))
    }

    /// A denial is on the worklist as long as a line stands denied.
    fn work(&mut self, unit: &mut Unit<'v>, id: ClaimId, claim: &ClaimFinancial, proposal: &Proposal) -> Result<()> {
        self.items.close(self.finder.desk, unit, id, "answered by a remittance")?;
        let denied = proposal.denials.iter().map(|denial| denial.amount).sum::<Money>();
        if proposal.denials.is_empty() {
            return Ok(());
        }
        let item =
            WorkItem::new(WorkKind::Denial, self.words(&proposal.denials), denied, self.denial_due(unit, id, claim)?);
        open_item(self.finder.desk, unit, Some(id), item).map(drop)
    }

    fn denial_due(&self, unit: &Unit<'v>, id: ClaimId, claim: &ClaimFinancial) -> Result<Option<Date>> {
        let coverage: records::ClaimCoverage = unit.need(id)?;
        let days = coverage
            .payer_id
            .and_then(|payer| self.finder.reference.payers.get(payer))
            .and_then(|payer| payer.appeal_days);
        let decided = claim.account.newest_outcome().map(|outcome| outcome.adjudicated_on);
        Ok(decided.map(|day| day.plus_days(i32::from(days.unwrap_or(DENIAL_DAYS)))))
    }

    fn words(&self, denials: &[Denial]) -> String {
        let word = |denial: &Denial| {
            let label = self
                .finder
                .desk
                .codes()
                .carc(denial.carc.as_str())
                .map(|carc| carc.label.as_str())
                .unwrap_or("unknown reason");
            let line = denial.line.map(|line| format!("line {line}: ")).unwrap_or_default();
            let remarks: Vec<&str> = denial.remarks.iter().map(values::Rarc::as_str).collect();
            let remarks = if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join(" ")) };
            format!("{line}{}-{} {label}{remarks}", denial.group, denial.carc)
        };
        denials.iter().map(word).collect::<Vec<_>>().join("; ")
    }

    fn tell(
        &self,
        unit: &mut Unit<'v>,
        id: RemittanceId,
        record: &mut RemittanceRecord,
        exceptions: Vec<Exception>,
    ) -> Result<()> {
        record.exception_count = u64::try_from(exceptions.len()).unwrap_or(u64::MAX);
        let made = if self.seen.is_some() { 0 } else { ITEMS_MADE };
        for exception in exceptions.iter().filter(|exception| needs_a_person(exception.kind)).take(made) {
            let reason =
                format!("{} {}, segment {}: {}", record.payer_name, record.trace, exception.segment, exception.message);
            let amount = exception.difference.unwrap_or(Money::ZERO).abs();
            let item = WorkItem::new(WorkKind::RemittanceException, reason, amount, None);
            let about =
                WorkItemCell { remittance_id: Some(id), ..WorkItemCell::new(item, None, self.finder.desk.now()) };
            let item: WorkItemId = unit.allocate();
            unit.put(item, &about)?;
            record.work_items.push(item);
        }
        record.exceptions = exceptions.into_iter().take(EXCEPTIONS_KEPT).map(kept).collect();
        Ok(())
    }
}

fn untried(placing: Placing<'_>) -> Vec<SeenPart> {
    match placing {
        Placing::Claims(parts) => parts.into_iter().map(untried_part).collect(),
        Placing::Nothing | Placing::Several | Placing::Detached => Vec::new(),
    }
}

fn untried_part(part: Part<'_>) -> SeenPart {
    let lines = part.at.into_iter().zip(part.lines).collect();
    SeenPart { claim: part.claim, by: part.by, lines, result: None }
}

fn needs_a_person(kind: ExceptionKind) -> bool {
    match kind {
        ExceptionKind::UnknownCode | ExceptionKind::InterestOrPenalty => false,
        ExceptionKind::UnmatchedClaim
        | ExceptionKind::LineOutOfBalance
        | ExceptionKind::ClaimOutOfBalance
        | ExceptionKind::TransactionOutOfBalance
        | ExceptionKind::ReversalWithoutOriginal
        | ExceptionKind::AmountMismatch
        | ExceptionKind::DuplicateClaim => true,
    }
}

fn kept(exception: Exception) -> RemittanceException {
    RemittanceException {
        kind: exception.kind.name().to_owned(),
        segment: exception.segment,
        patient_control_number: exception.patient_control_number,
        difference: exception.difference,
        message: exception.message,
    }
}

/// What is told of a payment that stands aside before it was tried; one out of balance was told already.
fn aside_exception(fate: Fate, payment: &ClaimPayment) -> Option<Exception> {
    let message = match fate {
        Fate::NoMatch | Fate::SeveralMatch => "no claim of ours fits: its payment stands as unapplied cash",
        Fate::Detached => "kept out of the posting: its payment stands as unapplied cash",
        Fate::OutOfBalance | Fate::Held | Fate::Placed => return None,
    };
    Some(Exception {
        kind: ExceptionKind::UnmatchedClaim,
        segment: payment.segment,
        patient_control_number: payment.patient_control_number.clone(),
        difference: Some(payment.paid),
        message: message.to_owned(),
    })
}

fn reason_of(denials: &[Denial]) -> String {
    let mut codes: Vec<String> = denials.iter().map(|denial| format!("{}-{}", denial.group, denial.carc)).collect();
    codes.dedup();
    codes.join(" ")
}

/// What a reason code means, by the shipped table.
pub(crate) fn reasons_of(codes: &CodeBook) -> impl Fn(&Carc) -> Option<ReasonClass> + '_ {
    |carc| codes.carc(carc.as_str()).and_then(|row| ReasonClass::from_remedy(row.remedy.name()))
}

/// The postings of a remittance's pages.
///
/// # Errors
/// What the store refuses.
pub(super) fn postings_of(unit: &Unit<'_>, record: &RemittanceRecord) -> Result<Vec<ledger::Posting>> {
    let mut postings = Vec::new();
    for page in &record.pages {
        let LedgerPageCell(page) = unit.need(*page)?;
        postings.extend(page.postings);
    }
    Ok(postings)
}
