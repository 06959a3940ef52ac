//! 835: one payment of a payer with its decisions.

use super::decide::{Decision, LineDecision};
use super::{Kind, Stamp, Written, end, money, unwritable};
use crate::practice::Payer;
use billing::Result;
use x12::{Field, InterchangeWriter, SetHeader};

/// A claim with what was decided.
#[derive(Debug, Clone)]
pub(crate) struct Settled {
    /// CLP01.
    pub patient_control_number: String,
    /// CLP07.
    pub payer_claim_control_number: String,
    /// CLP08.
    pub place_of_service: String,
    /// CLP09.
    pub frequency: &'static str,
    pub last_name: String,
    pub first_name: String,
    pub member_id: String,
    pub decision: Decision,
}

/// An amount at provider level (PLB): code, reference, cents; positive takes money from the provider.
pub(crate) type ProviderLevel = (&'static str, String, i64);

/// One payment.
pub(crate) struct Advice<'a> {
    pub payer: &'a Payer,
    /// NPI of the billing provider.
    pub payee: &'a str,
    /// TRN02.
    pub trace: String,
    pub claims: &'a [Settled],
    pub provider_level: &'a [ProviderLevel],
}

impl Advice<'_> {
    // BPR02 = Σ CLP04 − Σ PLB.
    fn payment(&self) -> i64 {
        let paid: i64 = self.claims.iter().map(|claim| claim.decision.paid()).sum();
        paid - self.provider_level.iter().map(|(_, _, cents)| cents).sum::<i64>()
    }
}

/// Writes the file.
pub(crate) fn write(advice: &Advice<'_>, stamp: Stamp) -> Result<Vec<u8>> {
    write_advice(advice, stamp).map_err(|error| unwritable(&error))
}

fn write_advice(advice: &Advice<'_>, stamp: Stamp) -> Written<Vec<u8>> {
    let kind = Kind { functional_id: "HP", version: "005010X221A1" };
    let mut writer = stamp.begin(kind, "LARKSPURVALLEY")?;
    writer.begin_set(&SetHeader { id: "835", control_number: "0001", guide: None })?;
    head(&mut writer, advice, stamp)?;
    for claim in advice.claims {
        write_claim(&mut writer, claim, advice.payer, stamp)?;
    }
    if !advice.provider_level.is_empty() {
        let year_end = format!("{}1231", stamp.day.year());
        let mut fields: Vec<Field<'_>> = vec![advice.payee.into(), year_end.into()];
        for (code, reference, cents) in advice.provider_level {
            fields.push(Field::composite([*code, reference.as_str()]));
            fields.push(money(*cents).into());
        }
        writer.segment("PLB", &fields)?;
    }
    writer.end_set()?;
    end(writer)
}

fn head(writer: &mut InterchangeWriter, advice: &Advice<'_>, stamp: Stamp) -> Written<()> {
    let (day, payment) = (stamp.d8(), advice.payment());
    // An invented company id that begins with 1, as a tax id would.
    let digits: String = advice.payer.payer_id.chars().filter(char::is_ascii_digit).collect();
    let originator = format!("1999{digits:0>6}");
    let blank = || Field::EMPTY;
    let mut transfer: Vec<Field<'_>> = if payment == 0 {
        vec!["H".into(), "0".into(), "C".into(), "NON".into()]
    } else {
        let account = ["CCP", "01", "999999992", "DA", "123456", originator.as_str()];
        let mut fields: Vec<Field<'_>> = vec!["I".into(), money(payment).into(), "C".into(), "ACH".into()];
        fields.extend(account.into_iter().map(|text| Field::from(text.to_owned())));
        fields.extend([blank(), "01".into(), "999988880".into(), "DA".into(), "98765".into()]);
        fields
    };
    transfer.resize_with(15, blank);
    transfer.push(day.as_str().into());
    writer.segment("BPR", &transfer)?;
    writer.segment("TRN", &["1".into(), advice.trace.as_str().into(), originator.as_str().into()])?;
    writer.segment("DTM", &["405".into(), day.as_str().into()])?;
    writer.segment("N1", &["PR".into(), advice.payer.name.to_uppercase().into()])?;
    writer.segment("N3", &["1 PAYER WAY".into()])?;
    writer.segment("N4", &["DENVER".into(), "CO".into(), "802021234".into()])?;
    writer.segment("REF", &["2U".into(), advice.payer.payer_id.into()])?;
    writer.segment("PER", &["BL".into(), "EDI HELP".into(), "TE".into(), "3035550199".into()])?;
    writer.segment("N1", &["PE".into(), "LARKSPUR VALLEY MEDICAL GROUP".into(), "XX".into(), advice.payee.into()])?;
    writer.segment("REF", &["TJ".into(), "001234567".into()])?;
    writer.segment("LX", &["1".into()])
}

fn write_claim(writer: &mut InterchangeWriter, claim: &Settled, payer: &Payer, stamp: Stamp) -> Written<()> {
    let decision = &claim.decision;
    let share = decision.patient_share();
    let filing =
        if payer.filing_indicator == "BL" || payer.filing_indicator == "CI" { "12" } else { payer.filing_indicator };
    writer.segment(
        "CLP",
        &[
            claim.patient_control_number.as_str().into(),
            decision.status.into(),
            money(decision.charge()).into(),
            money(decision.paid()).into(),
            if share == 0 { Field::EMPTY } else { money(share).into() },
            filing.into(),
            claim.payer_claim_control_number.as_str().into(),
            claim.place_of_service.as_str().into(),
            claim.frequency.into(),
        ],
    )?;
    let blank = Field::EMPTY;
    let patient = [
        "QC".into(),
        "1".into(),
        claim.last_name.as_str().into(),
        claim.first_name.as_str().into(),
        blank.clone(),
        blank.clone(),
        blank.clone(),
        "MI".into(),
        claim.member_id.as_str().into(),
    ];
    writer.segment("NM1", &patient)?;
    if !decision.forwarded_to.is_empty() {
        let next = crate::practice::PAYERS.iter().find(|payer| payer.name == decision.forwarded_to);
        let id = next.map_or("", |payer| payer.payer_id);
        let name = [
            "TT".into(),
            "2".into(),
            decision.forwarded_to.to_uppercase().into(),
            blank.clone(),
            blank.clone(),
            blank.clone(),
            blank,
            "PI".into(),
            id.into(),
        ];
        writer.segment("NM1", &name)?;
    }
    writer.segment("DTM", &["050".into(), stamp.d8().into()])?;
    if decision.interest > 0 {
        writer.segment("AMT", &["I".into(), money(decision.interest).into()])?;
    }
    decision.lines.iter().try_for_each(|line| write_line(writer, line))
}

fn procedure<'a>(code: &'a str, modifiers: &'a [String]) -> Field<'a> {
    Field::composite(["HC", code].into_iter().chain(modifiers.iter().map(String::as_str)))
}

fn write_line(writer: &mut InterchangeWriter, line: &LineDecision) -> Written<()> {
    let mut service: Vec<Field<'_>> = vec![
        procedure(&line.code, &line.modifiers),
        money(line.charge).into(),
        money(line.paid()).into(),
        Field::EMPTY,
        line.units.as_str().into(),
    ];
    if let Some(billed) = &line.billed {
        service.push(procedure(&line.code, billed));
    }
    writer.segment("SVC", &service)?;
    if !line.day.is_empty() {
        writer.segment("DTM", &["472".into(), line.day.as_str().into()])?;
    }
    for group in ["CO", "PR", "OA"] {
        let mut fields: Vec<Field<'_>> = vec![group.into()];
        for (_, carc, cents) in line.cuts.iter().filter(|(of, _, _)| *of == group) {
            fields.extend([(*carc).into(), money(*cents).into(), Field::EMPTY]);
        }
        if fields.len() > 1 {
            writer.segment("CAS", &fields)?;
        }
    }
    if !line.control_number.is_empty() {
        writer.segment("REF", &["6R".into(), line.control_number.as_str().into()])?;
    }
    if !line.remark.is_empty() {
        writer.segment("LQ", &["HE".into(), line.remark.into()])?;
    }
    Ok(())
}
