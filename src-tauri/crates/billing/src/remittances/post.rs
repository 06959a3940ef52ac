//! Posts one remittance into a unit: claim by claim, with what stands aside and what a person must look at.

use super::on_file::candidates;
use crate::books::Books;
use crate::claim::advance;
use crate::desk::Desk;
use crate::error::Result;
use crate::reference::Reference;
use crate::work_list::{OpenItems, open_item};
use claims::{ClaimEvent, ClaimOutcome};
use codes::CodeBook;
use records::{ClaimFinancial, LedgerPageCell, RemittanceException, RemittanceRecord, RemittanceState, Unit};
use remittance::{
    Aside, ClaimOnFile, ClaimPayment, Context, Denial, Exception, ExceptionKind, Proposal, ReasonClass,
    RemittanceAdvice, RemittanceSubject, balance, interest_exceptions, match_claim, propose, provider_level_postings,
    unapplied_posting,
};
use std::collections::BTreeSet;
use values::{Carc, ClaimId, Date, Money, PayerId, RemittanceId};
use work::{WorkItem, WorkKind};

/// Exceptions are kept up to this many; the count says how many there are.
const EXCEPTIONS_KEPT: usize = 400;
/// Exceptions beyond this many of one remittance make no work items of their own.
const ITEMS_MADE: usize = 200;
/// Days to work on a denial where the payer's profile has no appeal days.
const DENIAL_DAYS: u16 = 90;

/// Posts remittances with what they share read once.
pub(super) struct Poster<'d, 'v> {
    desk: &'d Desk<'v>,
    reference: Reference,
    books: Books,
    items: OpenItems,
    file_sha256: String,
}

struct Posted {
    matched: u64,
    posted: Money,
    unposted: Money,
    denied_claims: u64,
    claims: BTreeSet<ClaimId>,
    exceptions: Vec<Exception>,
}

impl<'d, 'v> Poster<'d, 'v> {
    pub(super) fn new(desk: &'d Desk<'v>, file_sha256: &str) -> Result<Poster<'d, 'v>> {
        Ok(Poster {
            desk,
            reference: Reference::load(desk.vault())?,
            books: Books::default(),
            items: OpenItems::load(desk)?,
            file_sha256: file_sha256.to_owned(),
        })
    }

    pub(super) fn finish(self, unit: &mut Unit<'v>) -> Result<()> {
        self.books.finish(unit).map(drop)
    }

    /// Posts a remittance, or holds it whole where it does not balance as a transaction.
    pub(super) fn post(
        &mut self,
        unit: &mut Unit<'v>,
        id: RemittanceId,
        advice: &RemittanceAdvice,
    ) -> Result<RemittanceRecord> {
        let judged = balance(advice);
        let payer_id = self.payer(advice);
        let totals = advice.totals();
        let mut record = RemittanceRecord {
            payer_id,
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
            posted_on: self.desk.today(),
            pages: Vec::new(),
            paid_claims: Vec::new(),
            file_sha256: self.file_sha256.clone(),
        };
        let mut exceptions = judged.exceptions();
        if judged.transaction.is_some() {
            record.matched = self.count_matched(unit, advice)?;
            self.tell(unit, &mut record, exceptions)?;
            return Ok(record);
        }
        let aside = judged.claims_aside();
        let posted = self.post_claims(unit, (id, payer_id), advice, &|at| aside.contains(&at))?;
        let subject = RemittanceSubject { remittance_id: id, payer_id, posted_on: self.desk.today() };
        let mut apart = provider_level_postings(advice, &subject);
        apart.extend(unapplied_posting(posted.unposted, &subject));
        self.books.post_apart(unit, &apart)?;
        exceptions.extend(posted.exceptions);
        exceptions.extend(interest_exceptions(advice));
        record.matched = posted.matched;
        record.posted = posted.posted;
        record.unposted = posted.unposted;
        record.denied_claims = posted.denied_claims;
        record.state = RemittanceState::Posted;
        record.paid_claims = posted.claims.into_iter().collect();
        // A page belongs to one remittance, so that an undo reads no other's postings.
        record.pages = std::mem::take(&mut self.books).finish(unit)?;
        self.tell(unit, &mut record, exceptions)?;
        Ok(record)
    }

    fn payer(&self, advice: &RemittanceAdvice) -> Option<PayerId> {
        let by_id = advice.payer_ids.iter().find_map(|id| self.reference.payer(id));
        by_id.or_else(|| {
            let same = |name: &str| name.eq_ignore_ascii_case(advice.payer_name.trim());
            self.reference.payers.iter().find(|(_, payer)| same(&payer.name)).map(|(id, _)| id)
        })
    }

    fn count_matched(&self, unit: &Unit<'v>, advice: &RemittanceAdvice) -> Result<u64> {
        let mut matched = 0;
        for payment in &advice.claims {
            matched += u64::from(self.find(unit, advice, payment)?.is_some());
        }
        Ok(matched)
    }

    fn find(&self, unit: &Unit<'v>, advice: &RemittanceAdvice, payment: &ClaimPayment) -> Result<Option<ClaimOnFile>> {
        let found = candidates(self.desk, unit, &self.reference, payment)?;
        let position = match_claim(payment, &advice.payer_ids, &found).position();
        Ok(position.and_then(|at| found.into_iter().nth(at)))
    }

    fn post_claims(
        &mut self,
        unit: &mut Unit<'v>,
        subject: (RemittanceId, Option<PayerId>),
        advice: &RemittanceAdvice,
        is_aside: &dyn Fn(usize) -> bool,
    ) -> Result<Posted> {
        let mut posted = Posted {
            matched: 0,
            posted: Money::ZERO,
            unposted: Money::ZERO,
            denied_claims: 0,
            claims: BTreeSet::new(),
            exceptions: Vec::new(),
        };
        for (at, payment) in advice.claims.iter().enumerate() {
            self.desk.step("claim payments", at, advice.claims.len())?;
            let Some(claim) = self.find(unit, advice, payment)? else {
                posted.exceptions.push(unmatched(payment));
                posted.unposted += payment.paid;
                continue;
            };
            posted.matched += 1;
            if is_aside(at) {
                posted.unposted += payment.paid;
                continue;
            }
            let id = claim.claim_id;
            match self.post_claim(unit, subject, (advice, payment), claim)? {
                Ok(proposal) => {
                    posted.claims.insert(id);
                    posted.posted += payment.paid;
                    posted.denied_claims +=
                        u64::from(!proposal.denials.is_empty() && !proposal.denied_lines.is_empty());
                    posted.exceptions.extend(proposal.exceptions);
                }
                Err(aside) => {
                    posted.exceptions.extend(aside.exception(payment));
                    posted.unposted += payment.paid;
                }
            }
        }
        Ok(posted)
    }

    fn post_claim(
        &mut self,
        unit: &mut Unit<'v>,
        (remittance_id, payer_id): (RemittanceId, Option<PayerId>),
        (advice, payment): (&RemittanceAdvice, &ClaimPayment),
        found: ClaimOnFile,
    ) -> Result<std::result::Result<Proposal, Aside>> {
        let id = found.claim_id;
        let mut claim: ClaimFinancial = unit.need(id)?;
        let reasons = reasons_of(self.desk.codes());
        let context = Context {
            remittance_id,
            payer_id,
            posted_on: self.desk.today(),
            adjudicated_on: advice.date,
            reasons: &reasons,
            state: claim.account.state,
            outcomes: &claim.account.outcomes,
            balance: &claim.balance,
        };
        let proposal = match propose(payment, &found, &context) {
            Ok(proposal) => proposal,
            Err(aside) => return Ok(Err(aside)),
        };
        let before = claim.account.state;
        let outcomes = proposal.superseded.clone().into_iter().chain(std::iter::once(proposal.outcome.clone()));
        claim.account.outcomes.extend(outcomes.map(|outcome| ClaimOutcome { state_before: before, ..outcome }));
        self.books.post(unit, &mut claim, &proposal.postings)?;
        let what = format!("{remittance_id}: {}", reason_of(&proposal.denials));
        // Money is posted whatever the claim's state was; where the state may not move (a new version is begun), it stays.
        let _ = advance(self.desk, &mut claim, ClaimEvent::Adjudicated(proposal.state), what.trim_end_matches(": "));
        self.work(unit, id, &claim, &proposal)?;
        unit.put(id, &claim)?;
        Ok(Ok(proposal))
    }

    /// A denial is on the worklist as long as a line stands denied.
    fn work(&mut self, unit: &mut Unit<'v>, id: ClaimId, claim: &ClaimFinancial, proposal: &Proposal) -> Result<()> {
        self.items.close(self.desk, unit, id, "answered by a remittance")?;
        let denied = proposal.denials.iter().map(|denial| denial.amount).sum::<Money>();
        if proposal.denials.is_empty() {
            return Ok(());
        }
        let item =
            WorkItem::new(WorkKind::Denial, self.words(&proposal.denials), denied, self.denial_due(unit, id, claim)?);
        open_item(self.desk, unit, Some(id), item)
    }

    fn denial_due(&self, unit: &Unit<'v>, id: ClaimId, claim: &ClaimFinancial) -> Result<Option<Date>> {
        let coverage: records::ClaimCoverage = unit.need(id)?;
        let days =
            coverage.payer_id.and_then(|payer| self.reference.payers.get(payer)).and_then(|payer| payer.appeal_days);
        let decided = claim.account.newest_outcome().map(|outcome| outcome.adjudicated_on);
        Ok(decided.map(|day| day.plus_days(i32::from(days.unwrap_or(DENIAL_DAYS)))))
    }

    fn words(&self, denials: &[Denial]) -> String {
        let word = |denial: &Denial| {
            let label = self
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

    fn tell(&self, unit: &mut Unit<'v>, record: &mut RemittanceRecord, exceptions: Vec<Exception>) -> Result<()> {
        record.exception_count = u64::try_from(exceptions.len()).unwrap_or(u64::MAX);
        for exception in exceptions.iter().filter(|exception| needs_a_person(exception.kind)).take(ITEMS_MADE) {
            let reason =
                format!("{} {}, segment {}: {}", record.payer_name, record.trace, exception.segment, exception.message);
            let amount = exception.difference.unwrap_or(Money::ZERO).abs();
            open_item(self.desk, unit, None, WorkItem::new(WorkKind::RemittanceException, reason, amount, None))?;
        }
        record.exceptions = exceptions.into_iter().take(EXCEPTIONS_KEPT).map(kept).collect();
        Ok(())
    }
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

fn unmatched(payment: &ClaimPayment) -> Exception {
    Exception {
        kind: ExceptionKind::UnmatchedClaim,
        segment: payment.segment,
        patient_control_number: payment.patient_control_number.clone(),
        difference: Some(payment.paid),
        message: "no claim of ours fits: its payment stands as unapplied cash".to_owned(),
    }
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
