//! 277CA: which claims are accepted into adjudication and which are rejected before it (guide 5.3).

use claims::{Answer, AnswerSubject, ClaimEvent};
use values::Money;
use x12::{Segment, Set};

use super::words;
use crate::source::{at, is, text};

/// The answers of a set: its claims, and the batch or provider levels that have a status of their own.
pub(super) fn answers(set: Set<'_>) -> Vec<Answer> {
    let mut reader = Reader::default();
    for segment in set.segments() {
        reader.take(segment);
    }
    reader.close();
    reader.answers
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Level {
    #[default]
    Source,
    Receiver,
    Provider,
    Patient,
}

/// A place with a status: 2200B, 2200C or 2200D.
#[derive(Default)]
struct Status {
    number: String,
    segment: u32,
    charge: Option<Money>,
    payer_claim_control_number: String,
    codes: Vec<StatusCode>,
    /// Whether a line's status (2220D) is at hand.
    line: bool,
}

impl Status {
    /// Tells the codes of the line at hand which line it is.
    fn end_line(&mut self, number: &str) {
        for code in self.codes.iter_mut().filter(|code| code.awaits_line) {
            code.awaits_line = false;
            code.words.push_str(if number.is_empty() { ", of a line" } else { ", line " });
            code.words.push_str(number);
        }
    }
}

struct StatusCode {
    category: String,
    /// `category:status:entity` as it came.
    code: String,
    /// STC03 of its segment.
    action: String,
    words: String,
    /// It is of a line whose REF*FJ did not come yet.
    awaits_line: bool,
}

impl StatusCode {
    fn is_rejected(&self) -> bool {
        self.category_rejects() || self.action == "U"
    }

    fn category_rejects(&self) -> bool {
        matches!(self.category.as_str(), "A3" | "A6" | "A7" | "A8")
    }

    fn is_accepted(&self) -> bool {
        matches!(self.category.as_str(), "A2" | "A5")
    }

    fn text(&self) -> String {
        let disagree = match self.action.as_str() {
            "U" if !self.category_rejects() => " (its action code U says rejected; taken as rejected)",
            "WQ" if self.category_rejects() => " (its action code WQ says accepted; taken as rejected)",
            _ => "",
        };
        format!("{} {}{disagree}", self.code, self.words).trim().to_owned()
    }
}

#[derive(Default)]
struct Reader {
    is_payer: bool,
    level: Level,
    batch: String,
    provider: Option<String>,
    batch_refusal: Option<String>,
    provider_refusal: Option<String>,
    status: Option<Status>,
    answers: Vec<Answer>,
}

impl Reader {
    fn take(&mut self, segment: Segment<'_>) {
        match segment.id() {
            "HL" => self.open_level(segment),
            "NM1" => self.name(segment),
            "TRN" => self.trace(segment),
            "STC" => self.take_status(segment),
            "SVC" => {
                if let Some(status) = &mut self.status {
                    status.end_line("");
                    status.line = true;
                }
            }
            "REF" => self.reference(segment),
            _ => {}
        }
    }

    fn open_level(&mut self, hl: Segment<'_>) {
        self.close();
        self.level = match text(hl, 3).as_str() {
            "20" => Level::Source,
            "21" => {
                self.batch.clear();
                self.batch_refusal = None;
                Level::Receiver
            }
            "19" => Level::Provider,
            _ => Level::Patient,
        };
        if self.level != Level::Patient {
            self.provider = None;
            self.provider_refusal = None;
        }
        self.status = Some(Status { segment: hl.position(), ..Status::default() });
    }

    fn name(&mut self, nm1: Segment<'_>) {
        match self.level {
            Level::Source => self.is_payer = is(nm1, 1, "PR"),
            Level::Provider if is(nm1, 1, "85") => self.provider = Some(text(nm1, 9)),
            Level::Provider | Level::Receiver | Level::Patient => {}
        }
    }

    fn trace(&mut self, trn: Segment<'_>) {
        if self.level == Level::Source || !is(trn, 1, "2") {
            return;
        }
        // A second claim below one patient.
        if self.status.as_ref().is_some_and(|status| !status.number.is_empty()) {
            self.close();
        }
        if self.level == Level::Receiver {
            self.batch = text(trn, 2);
        }
        let status = self.status.get_or_insert_default();
        (status.number, status.segment) = (text(trn, 2), trn.position());
    }

    fn reference(&mut self, segment: Segment<'_>) {
        let Some(status) = &mut self.status else { return };
        match text(segment, 1).as_str() {
            "1K" => status.payer_claim_control_number = text(segment, 2),
            "FJ" if status.line => status.end_line(&text(segment, 2)),
            _ => {}
        }
    }

    fn take_status(&mut self, stc: Segment<'_>) {
        let is_source = self.level == Level::Source;
        let Some(status) = self.status.as_mut().filter(|_| !is_source) else { return };
        if status.charge.is_none() && !status.line {
            status.charge = at(stc, 4).money().ok().flatten();
        }
        for element in [1, 10, 11] {
            let composite = at(stc, element);
            if composite.is_empty() {
                continue;
            }
            let parts = [1, 2, 3].map(|n| composite.part(n).text());
            let code = parts.join(":").trim_end_matches(':').to_owned();
            let [category, number, entity] = parts;
            let words = words::claim_status(&category, &number, &entity);
            let action = text(stc, 3);
            status.codes.push(StatusCode { category, code, action, words, awaits_line: status.line });
        }
    }

    /// Answers for the status at hand.
    fn close(&mut self) {
        let Some(mut status) = self.status.take() else { return };
        status.end_line("");
        match self.level {
            Level::Source => {}
            Level::Receiver | Level::Provider => self.close_batch(&status),
            Level::Patient => self.close_claim(status),
        }
    }

    fn close_batch(&mut self, status: &Status) {
        if status.codes.is_empty() {
            return;
        }
        let reason = rejection(&status.codes);
        if self.level == Level::Receiver {
            self.batch_refusal.clone_from(&reason);
        } else {
            self.provider_refusal.clone_from(&reason);
        }
        self.answers.push(Answer {
            subject: AnswerSubject::Batch {
                batch_reference: self.batch.clone(),
                billing_provider_id: self.provider.clone(),
            },
            event: reason.as_ref().map(|_| self.rejected()),
            reason: reason.unwrap_or_default(),
            segment: status.segment,
        });
    }

    fn close_claim(&mut self, status: Status) {
        if status.number.is_empty() {
            return;
        }
        let above = self.provider_refusal.clone().or_else(|| self.batch_refusal.clone());
        let refusal = rejection(&status.codes).or_else(|| above.map(|reason| format!("the whole batch: {reason}")));
        let (event, reason) = match refusal {
            Some(reason) => (Some(self.rejected()), reason),
            None if status.codes.iter().any(StatusCode::is_accepted) => (Some(self.accepted()), String::new()),
            // Forwarded, received, not found: the claim waits.
            None => (None, all(&status.codes)),
        };
        self.answers.push(Answer {
            subject: AnswerSubject::Claim {
                patient_control_number: status.number,
                batch_reference: self.batch.clone(),
                charge: status.charge,
                payer_claim_control_number: status.payer_claim_control_number,
            },
            event,
            reason,
            segment: status.segment,
        });
    }

    const fn rejected(&self) -> ClaimEvent {
        if self.is_payer { ClaimEvent::PayerRejected } else { ClaimEvent::ClearinghouseRejected }
    }

    const fn accepted(&self) -> ClaimEvent {
        if self.is_payer { ClaimEvent::PayerAccepted } else { ClaimEvent::ClearinghouseAccepted }
    }
}

/// The rejecting codes in words; `None` when there is none.
fn rejection(codes: &[StatusCode]) -> Option<String> {
    let rejecting: Vec<String> = codes.iter().filter(|code| code.is_rejected()).map(StatusCode::text).collect();
    (!rejecting.is_empty()).then(|| rejecting.join("; "))
}

fn all(codes: &[StatusCode]) -> String {
    codes.iter().map(StatusCode::text).collect::<Vec<_>>().join("; ")
}
