//! The levels above a claim: billing provider (2000A), subscriber and payer (2000B), patient (2000C); and the parties.

use claims::{BillingProvider, ClaimParties, CoverageStatement, Dependent, EntityType, Party, RawSegment, Subscriber};
use values::{Address, Date, FilingIndicator, PayerSequence, Relationship, Sex};
use x12::{Code, Finding, Segment};

use crate::source::{ASK, Notes, Read, at, is, loops, raw, raw_from, text};

/// What 2000B says.
#[derive(Debug, Clone)]
struct SubscriberLevel {
    coverage: CoverageStatement,
    subscriber: Subscriber,
    payer: Party,
}

/// The open levels, each read once for all claims below it; one that cannot be read takes its claims with it.
#[derive(Debug, Default)]
pub(super) struct Context {
    billing: Option<Read<BillingProvider>>,
    subscriber: Option<Read<SubscriberLevel>>,
    dependent: Option<Read<Dependent>>,
}

impl Context {
    /// Opens the level of an HL.
    pub(super) fn level(&mut self, block: &[Segment<'_>], notes: &mut Notes) {
        let Some(hl) = block.first().copied() else { return };
        match text(hl, 3).as_str() {
            "20" => *self = Context { billing: Some(billing(block, notes)), ..Context::default() },
            "22" => {
                self.subscriber = Some(subscriber_level(block, notes));
                self.dependent = None;
            }
            "23" => self.dependent = Some(dependent(block, notes)),
            _ => notes.push(at(hl, 3).doubt("a level of the guide (20, 22, 23)")),
        }
    }

    /// The parties of a claim that begins here.
    pub(super) fn parties(&self, clm: Segment<'_>) -> Read<ClaimParties> {
        let lost = |level: &str| {
            let message = format!("it stands under no {level}");
            Finding::error(Code::BadSegment, clm.position(), message, ASK).at("HL")
        };
        let billing = self.billing.clone().ok_or_else(|| lost("billing provider (HL 20)"))??;
        let level = self.subscriber.clone().ok_or_else(|| lost("subscriber (HL 22)"))??;
        let dependent = self.dependent.clone().transpose()?;
        let SubscriberLevel { coverage, subscriber, payer } = level;
        Ok(ClaimParties { billing, coverage, subscriber, payer, dependent })
    }
}

fn billing(block: &[Segment<'_>], notes: &mut Notes) -> Read<BillingProvider> {
    let (head, parties) = loops(block, &["NM1"]);
    let mut billing = BillingProvider::default();
    let mut taxonomy = String::new();
    for segment in head.iter().skip(1) {
        match taxonomy_of(*segment, "BI").filter(|_| taxonomy.is_empty()) {
            Some(code) => taxonomy = code,
            None => billing.extra.push(raw(*segment)),
        }
    }
    let mut is_named = false;
    for one in parties {
        match entity(one).as_str() {
            "85" if !is_named => {
                is_named = true;
                billing_party(&mut billing, party(one, notes));
            }
            "87" if billing.pay_to.is_none() => billing.pay_to = Some(whole_party(one, notes)),
            "PE" if billing.pay_to_plan.is_none() => billing.pay_to_plan = Some(whole_party(one, notes)),
            _ => billing.party.extra.extend(one.iter().map(|segment| raw(*segment))),
        }
    }
    billing.party.taxonomy = taxonomy;
    if !is_named {
        missing(block, "NM1*85 (billing provider)", notes);
    }
    Ok(billing)
}

fn billing_party(billing: &mut BillingProvider, (party, rest): (Party, Vec<Segment<'_>>)) {
    let mut party = Party { extra: std::mem::take(&mut billing.party.extra), ..party };
    for segment in rest {
        let is_tax = segment.id() == "REF" && (is(segment, 1, "EI") || is(segment, 1, "SY"));
        if is_tax && billing.tax_id.is_empty() {
            billing.tax_id_qualifier = text(segment, 1);
            billing.tax_id = text(segment, 2);
        } else {
            party.extra.push(raw(segment));
        }
    }
    billing.party = party;
}

fn subscriber_level(block: &[Segment<'_>], notes: &mut Notes) -> Read<SubscriberLevel> {
    let (head, parties) = loops(block, &["NM1"]);
    let mut subscriber = Subscriber::default();
    let mut statement = None;
    for segment in head.iter().skip(1) {
        match segment.id() {
            "SBR" if statement.is_none() => statement = Some(coverage(*segment, notes)?),
            _ => subscriber.extra.push(raw(*segment)),
        }
    }
    let mut payer = None;
    let mut is_named = false;
    let mut unknown: Vec<RawSegment> = Vec::new();
    for one in parties {
        match entity(one).as_str() {
            "IL" if !is_named => {
                is_named = true;
                let (party, rest) = party(one, notes);
                subscriber.party = party;
                let person = demographics(rest)?;
                (subscriber.birth_date, subscriber.sex) = (person.birth_date, person.sex);
                subscriber.party.extra = person.extra;
            }
            "PR" if payer.is_none() => payer = Some(whole_party(one, notes)),
            _ => unknown.extend(one.iter().map(|segment| raw(*segment))),
        }
    }
    for (is_there, what) in [(is_named, "NM1*IL (subscriber)"), (payer.is_some(), "NM1*PR (payer)")] {
        if !is_there {
            missing(block, what, notes);
        }
    }
    let mut payer = payer.unwrap_or_default();
    payer.extra.extend(unknown);
    let coverage = statement.ok_or_else(|| lacking(block, "SBR"))?;
    Ok(SubscriberLevel { coverage, subscriber, payer })
}

fn dependent(block: &[Segment<'_>], notes: &mut Notes) -> Read<Dependent> {
    let (head, parties) = loops(block, &["NM1"]);
    let pat = head.iter().find(|segment| segment.id() == "PAT").copied().ok_or_else(|| lacking(block, "PAT"))?;
    let relationship =
        at(pat, 1).needed(Relationship::parse, "a relationship code (01, 19, 20, 21, 39, 40, 53, G8)")?;
    let mut dependent = Dependent {
        party: Party::default(),
        relationship,
        patient_information: raw_from(pat, 2),
        birth_date: None,
        sex: None,
    };
    let mut unknown: Vec<RawSegment> = Vec::new();
    let mut is_named = false;
    for one in parties {
        if entity(one) == "QC" && !is_named {
            is_named = true;
            let (party, rest) = party(one, notes);
            let person = demographics(rest)?;
            (dependent.birth_date, dependent.sex) = (person.birth_date, person.sex);
            dependent.party = Party { extra: person.extra, ..party };
        } else {
            unknown.extend(one.iter().map(|segment| raw(*segment)));
        }
    }
    dependent.party.extra.extend(unknown);
    if !is_named {
        missing(block, "NM1*QC (patient)", notes);
    }
    Ok(dependent)
}

fn lacking(block: &[Segment<'_>], what: &str) -> Finding {
    let position = block.first().map_or(1, Segment::position);
    let message = format!("{what} is missing below the HL at segment {position}");
    Finding::error(Code::BadSegment, position, message, ASK).at(what.get(..3).unwrap_or(what).to_owned())
}

fn missing(block: &[Segment<'_>], what: &str, notes: &mut Notes) {
    notes.push(Finding { severity: x12::Severity::Warning, ..lacking(block, what) });
}

/// What SBR says, of 2000B and of 2320.
pub(super) fn coverage(sbr: Segment<'_>, notes: &mut Notes) -> Read<CoverageStatement> {
    notes.unused(sbr, &[6, 7, 8]);
    Ok(CoverageStatement {
        sequence: at(sbr, 1).needed(PayerSequence::parse, "a payer's turn (P, S, T, A to H, U)")?,
        relationship: at(sbr, 2)
            .read(Relationship::parse, "a relationship code (01, 18, 19, 20, 21, 39, 40, 53, G8)")?,
        group_number: text(sbr, 3),
        plan_name: text(sbr, 4),
        medicare_secondary_reason: text(sbr, 5),
        filing_indicator: at(sbr, 9).read(FilingIndicator::parse, "a claim filing indicator")?,
    })
}

struct Demographics {
    birth_date: Option<Date>,
    sex: Option<Sex>,
    extra: Vec<RawSegment>,
}

fn demographics(rest: Vec<Segment<'_>>) -> Read<Demographics> {
    let mut person = Demographics { birth_date: None, sex: None, extra: Vec::new() };
    for segment in rest {
        let is_plain = segment.id() == "DMG" && segment.elements().skip(3).all(|element| element.is_empty());
        if is_plain && person.birth_date.is_none() && person.sex.is_none() {
            person.birth_date = at(segment, 2).date()?;
            person.sex = at(segment, 3).read(Sex::parse, "F, M or U")?;
        } else {
            person.extra.push(raw(segment));
        }
    }
    Ok(person)
}

/// NM101 of a loop that begins with NM1.
pub(super) fn entity(segments: &[Segment<'_>]) -> String {
    segments.first().map(|nm1| text(*nm1, 1)).unwrap_or_default()
}

/// A loop's party with every other segment of it kept.
pub(super) fn whole_party(segments: &[Segment<'_>], notes: &mut Notes) -> Party {
    let (party, rest) = party(segments, notes);
    Party { extra: rest.into_iter().map(raw).collect(), ..party }
}

/// A loop's party, and its segments that are neither name, address nor taxonomy.
pub(super) fn party<'p>(segments: &[Segment<'p>], notes: &mut Notes) -> (Party, Vec<Segment<'p>>) {
    let mut party = Party::default();
    let mut rest = Vec::new();
    let mut address = Address::default();
    let (mut has_street, mut has_city) = (false, false);
    for (index, segment) in segments.iter().copied().enumerate() {
        match segment.id() {
            "NM1" if index == 0 => name(&mut party, segment, notes),
            "N3" if !has_street => {
                has_street = true;
                (address.line1, address.line2) = (text(segment, 1), text(segment, 2));
            }
            "N4" if !has_city => {
                has_city = true;
                city(&mut address, segment, notes);
            }
            _ => match taxonomy_of(segment, "PE").filter(|_| party.taxonomy.is_empty()) {
                Some(code) => party.taxonomy = code,
                None => rest.push(segment),
            },
        }
    }
    party.address = Some(address).filter(|address| *address != Address::default());
    (party, rest)
}

fn name(party: &mut Party, nm1: Segment<'_>, notes: &mut Notes) {
    notes.unused(nm1, &[6, 10, 11, 12]);
    party.entity = if is(nm1, 2, "2") { EntityType::Organization } else { EntityType::Person };
    party.last_name = text(nm1, 3);
    party.first_name = text(nm1, 4);
    party.middle_name = text(nm1, 5);
    party.suffix = text(nm1, 7);
    party.id_qualifier = text(nm1, 8);
    party.id = text(nm1, 9);
}

fn city(address: &mut Address, n4: Segment<'_>, notes: &mut Notes) {
    notes.unused(n4, &[5, 6, 7]);
    address.city = text(n4, 1);
    address.state = text(n4, 2);
    address.zip = text(n4, 3);
    address.country = text(n4, 4);
}

/// The code of a PRV that says a taxonomy and nothing else.
fn taxonomy_of(segment: Segment<'_>, role: &str) -> Option<String> {
    let is_plain = segment.id() == "PRV"
        && is(segment, 1, role)
        && is(segment, 2, "PXC")
        && !at(segment, 3).is_empty()
        && segment.elements().skip(3).all(|element| element.is_empty());
    is_plain.then(|| text(segment, 3))
}
