//! Which column of another system's file is which of ours, guessed by name.

/// Names that other systems give our columns, folded as [`folded`] does.
const SYNONYMS: &[(&str, &[&str])] = &[
    (
        "account_number",
        &[
            "account",
            "accountno",
            "acct",
            "acctno",
            "acctnumber",
            "patientid",
            "patientno",
            "patientnumber",
            "mrn",
            "chart",
            "chartnumber",
            "chartno",
            "recordnumber",
            "id",
        ],
    ),
    (
        "last_name",
        &["lastname", "last", "surname", "familyname", "patientlastname", "ptlast", "lname", "providerlastname"],
    ),
    ("first_name", &["firstname", "first", "givenname", "patientfirstname", "ptfirst", "fname", "providerfirstname"]),
    ("middle_name", &["middle", "middleinitial", "mi", "mname", "patientmiddlename"]),
    ("birth_date", &["dob", "birthdate", "dateofbirth", "birthday", "patientdob", "birth"]),
    ("deceased_on", &["dateofdeath", "deathdate", "dod", "deceased", "deceaseddate"]),
    ("sex", &["gender", "patientsex", "patientgender", "birthsex"]),
    ("line1", &["address", "address1", "addressline1", "street", "street1", "streetaddress", "patientaddress"]),
    ("line2", &["address2", "addressline2", "street2", "apt", "suite"]),
    ("city", &["town", "patientcity"]),
    ("state", &["st", "province", "patientstate"]),
    ("zip", &["zipcode", "postalcode", "postcode", "patientzip"]),
    ("phone", &["phonenumber", "telephone", "homephone", "mobile", "cell", "cellphone", "tel", "patientphone"]),
    ("email", &["emailaddress", "mail"]),
    ("ssn", &["socialsecuritynumber", "socialsecurity", "socsec", "patientssn"]),
    ("sequence", &["order", "rank", "priority", "level", "insuranceorder", "payersequence", "coverageorder"]),
    (
        "payer_id",
        &[
            "payerid",
            "insuranceid",
            "carrierid",
            "payercode",
            "payer",
            "insurancecode",
            "electronicpayerid",
            "edipayerid",
        ],
    ),
    (
        "member_id",
        &["memberid", "memberno", "subscriberid", "policynumber", "policyid", "insuredid", "policyno", "membernumber"],
    ),
    ("group_number", &["group", "groupno", "groupid"]),
    ("plan_name", &["plan", "planname"]),
    ("subscriber_relationship", &["relationship", "relation", "relationshiptosubscriber"]),
    ("subscriber_last_name", &["insuredlastname", "subscriberlast"]),
    ("subscriber_first_name", &["insuredfirstname", "subscriberfirst"]),
    ("subscriber_birth_date", &["subscriberdob", "insureddob"]),
    ("subscriber_sex", &["subscribergender", "insuredsex"]),
    ("effective_on", &["effectivedate", "effective", "startdate", "from", "begindate", "eff", "effdate", "validfrom"]),
    ("ends_on", &["enddate", "terminationdate", "termdate", "termination", "to", "expires", "validto"]),
    ("name", &["payername", "insurancename", "carrier", "carriername", "insurance", "company"]),
    ("claim_filing_indicator", &["filingindicator", "claimfilingcode", "insurancetype", "payertype"]),
    ("timely_filing_days", &["timelyfiling", "filinglimit", "filingdays", "daystofile"]),
    ("appeal_days", &["appeallimit", "daystoappeal"]),
    ("npi", &["nationalprovideridentifier", "providernpi", "individualnpi", "npinumber"]),
    ("taxonomy", &["taxonomycode", "specialtycode"]),
    ("code", &["cpt", "cptcode", "hcpcs", "procedure", "procedurecode", "proccode", "cpthcpcs", "servicecode"]),
    ("modifier", &["mod", "modifier1", "mod1", "modifiers"]),
    ("charge", &["fee", "price", "amount", "chargeamount", "billedamount", "standardfee", "unitfee"]),
    (
        "allowed",
        &["allowedamount", "expected", "expectedamount", "contractrate", "rate", "allowable", "expectedallowed"],
    ),
];

/// A name without case, blanks and signs.
fn folded(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The place of our column in a header: the name itself first, then its synonyms in their order. A place that `taken` names
/// is not given twice.
pub(super) fn place_of(column: &str, header: &[String], taken: &[usize]) -> Option<usize> {
    let folded_header: Vec<String> = header.iter().map(|name| folded(name)).collect();
    let own = folded(column);
    let listed = SYNONYMS.iter().find(|(name, _)| *name == column).map_or(&[][..], |(_, names)| names);
    std::iter::once(own.as_str()).chain(listed.iter().copied()).find_map(|wanted| {
        folded_header.iter().enumerate().find(|(at, name)| *name == wanted && !taken.contains(at)).map(|(at, _)| at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_known_by_their_name_and_by_what_others_call_them() {
        let header: Vec<String> =
            ["Chart #", "Last", "FIRST NAME", "D.O.B.", "Gender", "Payer"].map(str::to_owned).into();
        let place = |column| place_of(column, &header, &[]);
        assert_eq!(place("account_number"), Some(0));
        assert_eq!(place("last_name"), Some(1));
        assert_eq!(place("first_name"), Some(2));
        assert_eq!(place("birth_date"), Some(3));
        assert_eq!(place("sex"), Some(4));
        assert_eq!((place("zip"), place_of("payer_id", &header, &[5])), (None, None));
    }
}
