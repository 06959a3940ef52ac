//! Short words for the codes of acknowledgments. Own words; the code itself always stands beside them.

/// The word of a code in a list; empty when the list has it not.
fn word(list: &[(&str, &'static str)], code: &str) -> &'static str {
    list.iter().find(|(known, _)| *known == code).map_or("", |(_, word)| word)
}

/// TA105.
pub(super) fn interchange_note(code: &str) -> &'static str {
    word(
        &[
            ("000", "no error"),
            ("001", "control numbers of ISA and IEA differ"),
            ("002", "standard unknown"),
            ("003", "version not supported"),
            ("004", "segment terminator invalid"),
            ("005", "sender qualifier invalid"),
            ("006", "sender id invalid"),
            ("007", "receiver qualifier invalid"),
            ("008", "receiver id invalid"),
            ("009", "receiver unknown"),
            ("010", "authorization qualifier invalid"),
            ("011", "authorization invalid"),
            ("012", "security qualifier invalid"),
            ("013", "security information invalid"),
            ("014", "date invalid"),
            ("015", "time invalid"),
            ("016", "repetition separator or standards id invalid"),
            ("017", "version id invalid"),
            ("018", "control number invalid"),
            ("019", "acknowledgment request invalid"),
            ("020", "test indicator invalid"),
            ("021", "number of groups invalid"),
            ("022", "control structure invalid"),
            ("023", "file ends too early"),
            ("024", "content invalid"),
            ("025", "control number was used before"),
            ("026", "element separator invalid"),
            ("027", "component separator invalid"),
            ("028", "delivery date invalid"),
            ("029", "delivery time invalid"),
            ("030", "delivery time code invalid"),
            ("031", "grade of service invalid"),
        ],
        code,
    )
}

/// IK304 or AK304.
pub(super) fn segment_error(code: &str) -> &'static str {
    word(
        &[
            ("1", "segment not recognized"),
            ("2", "segment not expected"),
            ("3", "required segment missing"),
            ("4", "loop occurs too often"),
            ("5", "segment occurs too often"),
            ("6", "segment not in the set"),
            ("7", "segment out of order"),
            ("8", "elements in error"),
            ("I4", "segment not used by the guide"),
            ("I6", "segment missing that another one requires"),
            ("I7", "loop occurs too seldom"),
            ("I8", "segment occurs too seldom"),
            ("I9", "segment that another one forbids"),
        ],
        code,
    )
}

/// IK403 or AK403.
pub(super) fn element_error(code: &str) -> &'static str {
    word(
        &[
            ("1", "required element missing"),
            ("2", "element missing that another one requires"),
            ("3", "too many elements"),
            ("4", "too short"),
            ("5", "too long"),
            ("6", "character not allowed"),
            ("7", "not in the code list"),
            ("8", "date invalid"),
            ("9", "time invalid"),
            ("10", "element that another one forbids"),
            ("12", "too many repetitions"),
            ("13", "too many components"),
            ("I6", "code not used by the guide"),
            ("I9", "element missing that the guide requires here"),
            ("I10", "element not used by the guide"),
            ("I11", "occurs too seldom"),
            ("I12", "does not match the pattern"),
            ("I13", "element that the guide forbids here"),
        ],
        code,
    )
}

/// IK501, AK501 or AK901.
pub(super) fn set_outcome(code: &str) -> &'static str {
    word(
        &[
            ("A", "accepted"),
            ("E", "accepted, errors were noted"),
            ("P", "accepted in part"),
            ("R", "rejected"),
            ("M", "rejected, authentication failed"),
            ("W", "rejected, security check failed"),
            ("X", "rejected, could not be decrypted"),
        ],
        code,
    )
}

/// IK502 to IK506.
pub(super) fn set_error(code: &str) -> &'static str {
    word(
        &[
            ("1", "set not supported"),
            ("2", "SE missing"),
            ("3", "control numbers of ST and SE differ"),
            ("4", "number of segments wrong"),
            ("5", "segments in error"),
            ("6", "set id missing or invalid"),
            ("7", "set control number missing or invalid"),
            ("18", "guide not supported"),
            ("19", "control number was used before"),
            ("23", "control number not unique in its group"),
            ("I5", "breaks the guide"),
            ("I6", "guide version not supported"),
        ],
        code,
    )
}

/// AK905 to AK909.
pub(super) fn group_error(code: &str) -> &'static str {
    word(
        &[
            ("1", "group not supported"),
            ("2", "group version not supported"),
            ("3", "GE missing"),
            ("4", "control numbers of GS and GE differ"),
            ("5", "number of sets wrong"),
            ("6", "control number invalid"),
            ("19", "control number was used before"),
        ],
        code,
    )
}

/// `category:status:entity` in words.
pub(super) fn claim_status(category: &str, status: &str, entity: &str) -> String {
    let whose = match self::entity(entity) {
        "" if entity.is_empty() => String::new(),
        "" => format!(" (entity {entity})"),
        word => format!(" ({word})"),
    };
    let what = match self::status(status) {
        "" => format!("status {status}"),
        word => word.to_owned(),
    };
    match self::category(category) {
        "" => format!("{what}{whose}"),
        word => format!("{word}: {what}{whose}"),
    }
}

fn category(code: &str) -> &'static str {
    word(
        &[
            ("A0", "forwarded"),
            ("A1", "received"),
            ("A2", "accepted into adjudication"),
            ("A3", "returned as unprocessable"),
            ("A4", "not found"),
            ("A5", "accepted and split"),
            ("A6", "rejected for missing information"),
            ("A7", "rejected for invalid information"),
            ("A8", "rejected for fields that disagree"),
        ],
        code,
    )
}

fn entity(code: &str) -> &'static str {
    word(
        &[
            ("03", "dependent"),
            ("1P", "provider"),
            ("36", "employer"),
            ("40", "receiver"),
            ("41", "submitter"),
            ("71", "attending provider"),
            ("77", "service facility"),
            ("82", "rendering provider"),
            ("85", "billing provider"),
            ("87", "pay-to provider"),
            ("AY", "clearinghouse"),
            ("DK", "ordering provider"),
            ("DN", "referring provider"),
            ("DQ", "supervising provider"),
            ("GB", "other insured"),
            ("IL", "subscriber"),
            ("P3", "primary care provider"),
            ("PR", "payer"),
            ("QC", "patient"),
            ("TT", "payer it was transferred to"),
        ],
        code,
    )
}

fn status(code: &str) -> &'static str {
    word(STATUS, code)
}

/// The claim status codes that claims meet before adjudication.
const STATUS: &[(&str, &str)] = &[
    ("16", "forwarded"),
    ("17", "forwarded by a third party"),
    ("19", "receipt confirmed"),
    ("20", "accepted for processing"),
    ("21", "missing or invalid information"),
    ("23", "returned"),
    ("24", "not approved to submit electronically"),
    ("25", "not approved"),
    ("26", "not found"),
    ("27", "policy cancelled"),
    ("29", "subscriber and policy number do not match"),
    ("30", "subscriber and member id do not match"),
    ("31", "subscriber and policy holder's name do not match"),
    ("32", "subscriber and policy number not found"),
    ("33", "subscriber and member id not found"),
    ("34", "subscriber and policy holder's name not found"),
    ("35", "claim not found"),
    ("54", "duplicate of a processed claim or line"),
    ("78", "duplicate of a claim or line that waits"),
    ("85", "not licensed or not allowed to bill this"),
    ("86", "diagnosis does not fit the patient's sex"),
    ("88", "not eligible for benefits on the service dates"),
    ("90", "not eligible for medical benefits on the service dates"),
    ("91", "not eligible or approved on the service dates"),
    ("96", "no agreement with this provider"),
    ("97", "eligibility not found"),
    ("116", "sent to the wrong payer"),
    ("117", "signature on file needed"),
    ("121", "more service lines than the payer takes"),
    ("122", "missing or invalid data"),
    ("123", "additional information needed"),
    ("124", "name, address, phone or id"),
    ("125", "name"),
    ("126", "address"),
    ("127", "phone number"),
    ("128", "tax id"),
    ("145", "taxonomy code"),
    ("153", "id number"),
    ("156", "relationship to the subscriber"),
    ("157", "sex"),
    ("158", "birth date"),
    ("159", "date of death"),
    ("164", "member or contract number"),
    ("165", "employer's name"),
    ("171", "other insurance"),
    ("178", "charges"),
    ("187", "dates of service"),
    ("188", "statement dates"),
    ("189", "admission date"),
    ("249", "place of service"),
    ("252", "authorization number"),
    ("254", "principal diagnosis code"),
    ("255", "diagnosis code"),
    ("286", "other payer's explanation of benefits"),
    ("400", "claim does not balance"),
    ("448", "codes that may not be billed together"),
    ("453", "procedure modifiers"),
    ("454", "procedure code"),
    ("455", "revenue code"),
    ("464", "payer's claim control number"),
    ("476", "units of service"),
    ("477", "diagnosis pointer"),
    ("478", "patient control number"),
    ("479", "other payer's id"),
    ("481", "format of the submission"),
    ("488", "diagnosis for the service"),
    ("496", "submitter not approved for this provider"),
    ("500", "ZIP code"),
    ("501", "state"),
    ("502", "city"),
    ("503", "street address"),
    ("504", "last name"),
    ("505", "first name"),
    ("507", "HCPCS code"),
    ("511", "invalid character"),
    ("512", "invalid length"),
    ("516", "adjudication or payment date"),
    ("535", "claim frequency code"),
    ("562", "NPI"),
    ("718", "not filed in time"),
    ("732", "does not follow billing rules"),
    ("745", "qualifier of an id"),
];
