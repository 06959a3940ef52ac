//! The services with the place where they were given.

use crate::subject::{Report, Subject};
use claims::ProviderRole;
use codes::is_cpt_shape;

rule_table! { Consistency;
    "CON-060" Warn [Clinical] facility_named;
    "Services away from office and home name the facility"; "Guide 2310C";
    "Choose the service facility of the visit.";

    "CON-061" Stop [Clinical] hospital_care;
    "Hospital care (99221-99223, 99231-99236, 99238, 99239) is not given in an office or at home"; "CMS Claims Processing Manual 12, 30.6.9";
    "Choose place 21 (22 for observation), or the visit's own code.";

    "CON-062" Stop [Clinical] nursing_facility_care;
    "Nursing facility care (99304-99310, 99315, 99316) is not given in an office or at home"; "CMS Claims Processing Manual 12, 30.6.13";
    "Choose place 31 or 32, or the visit's own code.";

    "CON-063" Warn [Clinical] emergency_care;
    "Emergency department visits (99281-99285) are at place 23"; "CMS Claims Processing Manual 12, 30.6.11";
    "Choose place 23, or the visit's own code.";
}

/// Places that are the practice's own, the patient's, or on the way: no facility is named for them.
const WITHOUT_FACILITY: [&str; 17] =
    ["02", "04", "10", "11", "12", "14", "15", "16", "27", "41", "42", "49", "50", "71", "72", "81", "99"];

fn facility_named(subject: &Subject<'_>, report: &mut Report<'_>) {
    if subject.visit().provider(ProviderRole::Facility).is_some() {
        return;
    }
    let unnamed = subject.lines().filter(|(_, line)| line.provider(ProviderRole::Facility).is_none());
    let mut away = unnamed.filter_map(|(_, line)| subject.place_of(line)).map(|place| place.as_str());
    if let Some(place) = away.find(|place| !WITHOUT_FACILITY.contains(place)) {
        report.add("service facility", said!("Place of service {} has no service facility.", place));
    }
}

/// Lines with a CPT number of these ranges, with their place of service.
fn visits<'s>(subject: &'s Subject<'_>, ranges: &'s [(u32, u32)]) -> impl Iterator<Item = (usize, &'s str, &'s str)> {
    subject.lines().filter_map(move |(number, line)| {
        let code = line.procedure.as_str();
        let value: u32 = Some(code).filter(|code| is_cpt_shape(code))?.parse().ok()?;
        let is_meant = ranges.iter().any(|(first, last)| (*first..=*last).contains(&value));
        is_meant.then_some((number, code, subject.place_of(line)?.as_str()))
    })
}

/// Office, home, telehealth at home, retail clinic, urgent care, independent clinic.
const OFFICE_OR_HOME: [&str; 6] = ["10", "11", "12", "17", "20", "49"];

fn not_in_office(subject: &Subject<'_>, report: &mut Report<'_>, care: (&str, &[(u32, u32)])) {
    for (number, code, place) in visits(subject, care.1).filter(|(_, _, place)| OFFICE_OR_HOME.contains(place)) {
        let message = said!("{} is {}; the place of service is {}.", code, care.0, place);
        report.add(format!("line {number} place of service"), message);
    }
}

fn hospital_care(subject: &Subject<'_>, report: &mut Report<'_>) {
    not_in_office(subject, report, ("hospital care", &[(99_221, 99_223), (99_231, 99_236), (99_238, 99_239)]));
}

fn nursing_facility_care(subject: &Subject<'_>, report: &mut Report<'_>) {
    not_in_office(subject, report, ("nursing facility care", &[(99_304, 99_310), (99_315, 99_316)]));
}

fn emergency_care(subject: &Subject<'_>, report: &mut Report<'_>) {
    for (number, code, place) in visits(subject, &[(99_281, 99_285)]).filter(|(_, _, place)| *place != "23") {
        let message = said!("{} is an emergency department visit; the place of service is {}.", code, place);
        report.add(format!("line {number} place of service"), message);
    }
}
