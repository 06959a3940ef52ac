use crate::stage::{desk, refused, saved, store, unlock};
use billing::{
    AddressForm, BillingProviderForm, ErrorCode, FacilityForm, PayerForm, Problem, ProviderForm,
    list_billing_providers, list_facilities, list_payers, list_providers, save_billing_provider, save_facility,
    save_payer, save_provider,
};
use fixtures::npi;
use values::Role;

fn address() -> AddressForm {
    AddressForm {
        line1: "9 Payer Way".into(),
        line2: String::new(),
        city: "Denver".into(),
        state: "co".into(),
        zip: "80202-1234".into(),
    }
}

fn payer() -> PayerForm {
    PayerForm {
        name: "Summit Vale HMO".into(),
        payer_id: "SVH77".into(),
        filing_indicator: "hm".into(),
        timely_filing_days: "180".into(),
        address: address(),
        ..PayerForm::default()
    }
}

fn billing_provider() -> BillingProviderForm {
    BillingProviderForm {
        name: "Larch Road North".into(),
        npi: npi(111_111_111),
        tin: "84-0001235".into(),
        taxonomy: "261QP2300X".into(),
        address: address(),
        is_default: true,
        ..BillingProviderForm::default()
    }
}

#[test]
fn supervisor_and_administrator_change_what_everybody_reads() {
    let store = store();
    for role in Role::ALL {
        let vault = unlock(&store, role);
        let desk = desk(&vault);
        assert!(!list_payers(&desk).unwrap().is_empty(), "{role}");
        assert!(!list_billing_providers(&desk).unwrap().is_empty(), "{role}");
        let before = vault.journal_head().0;
        let outcomes = [
            save_payer(&desk, &PayerForm { payer_id: format!("ID{role}"), ..payer() }).map(drop),
            save_provider(&desk, &ProviderForm::default()).map(drop),
            save_facility(&desk, &FacilityForm::default()).map(drop),
            save_billing_provider(&desk, &BillingProviderForm::default()).map(drop),
        ];
        let may = matches!(role, Role::Supervisor | Role::Administrator);
        for outcome in outcomes {
            assert_eq!(outcome.map_err(|error| error.code), if may { Ok(()) } else { Err(ErrorCode::NotPermitted) });
        }
        // One entry for the payer that was saved; a refused form leaves none.
        assert_eq!(vault.journal_head().0 - before, u64::from(may), "{role}");
    }
}

#[test]
fn a_payer_is_added_changed_and_found_once() {
    let store = store();
    let vault = unlock(&store, Role::Administrator);
    let desk = desk(&vault);
    let id = saved(save_payer(&desk, &payer()).unwrap());
    let changed = PayerForm { id: Some(id), appeal_days: "60".into(), address: AddressForm::default(), ..payer() };
    assert_eq!(saved(save_payer(&desk, &changed).unwrap()), id);
    let payers = list_payers(&desk).unwrap();
    assert_eq!(payers.len(), 2);
    let (_, kept) = &payers[1];
    assert_eq!((kept.appeal_days, kept.timely_filing_days, kept.address.clone()), (Some(60), Some(180), None));
    assert_eq!(kept.filing_indicator.as_ref().map(|code| code.as_str()), Some("HM"));
    let same = PayerForm { payer_id: " svh77 ".into(), ..payer() };
    assert_eq!(refused(save_payer(&desk, &same).unwrap()), [("payer_id".to_owned(), Problem::Taken)]);
}

#[test]
fn a_payer_is_of_a_kind_that_its_claims_can_tell() {
    let store = store();
    let vault = unlock(&store, Role::Supervisor);
    let unknown = PayerForm { filing_indicator: " ".into(), ..payer() };
    let problems = refused(save_payer(&desk(&vault), &unknown).unwrap());
    assert_eq!(problems, [("filing_indicator".to_owned(), Problem::Required)]);
}

#[test]
fn every_field_of_a_payer_that_is_wrong_is_named() {
    let store = store();
    let vault = unlock(&store, Role::Supervisor);
    let form = PayerForm {
        id: None,
        name: "x".repeat(61),
        payer_id: " ".into(),
        filing_indicator: "CIX".into(),
        timely_filing_days: "many".into(),
        appeal_days: "70000".into(),
        address: AddressForm { state: "Colorado".into(), zip: "8020".into(), ..AddressForm::default() },
    };
    let problems = refused(save_payer(&desk(&vault), &form).unwrap());
    let named: Vec<_> = problems.iter().map(|(field, problem)| (field.as_str(), *problem)).collect();
    assert_eq!(
        named,
        [
            ("name", Problem::TooLong),
            ("payer_id", Problem::Required),
            ("filing_indicator", Problem::BadShape),
            ("timely_filing_days", Problem::NotANumber),
            ("appeal_days", Problem::NotANumber),
            ("line1", Problem::Required),
            ("city", Problem::Required),
            ("state", Problem::BadShape),
            ("zip", Problem::BadShape),
        ]
    );
}

#[test]
fn a_provider_has_a_right_npi_of_his_own() {
    let store = store();
    let vault = unlock(&store, Role::Supervisor);
    let desk = desk(&vault);
    let form = ProviderForm { npi: npi(187_654_321), last_name: "Okafor".into(), ..ProviderForm::default() };
    let id = saved(save_provider(&desk, &form).unwrap());
    assert_eq!(refused(save_provider(&desk, &form).unwrap()), [("npi".to_owned(), Problem::Taken)]);
    let renamed = ProviderForm { id: Some(id), first_name: "Mira".into(), ..form.clone() };
    saved(save_provider(&desk, &renamed).unwrap());
    assert_eq!(list_providers(&desk).unwrap()[0].1.first_name, "Mira");
    let wrong = ProviderForm { npi: "1234567890".into(), ..form };
    assert_eq!(refused(save_provider(&desk, &wrong).unwrap()), [("npi".to_owned(), Problem::BadNpi)]);
}

#[test]
fn a_billing_provider_becomes_the_default_in_the_same_entry() {
    let store = store();
    let vault = unlock(&store, Role::Administrator);
    let before = vault.journal_head().0;
    let id = saved(save_billing_provider(&desk(&vault), &billing_provider()).unwrap());
    assert_eq!(vault.journal_head().0, before + 1);
    let desk = desk(&vault);
    assert_eq!(desk.practice().default_billing_provider, id);
    assert_eq!(list_billing_providers(&desk).unwrap()[1].1.address.state, "CO");
    let homeless = BillingProviderForm { npi: npi(122_222_222), address: AddressForm::default(), ..billing_provider() };
    assert_eq!(refused(save_billing_provider(&desk, &homeless).unwrap()).len(), 4);
}

#[test]
fn a_facility_without_an_npi_is_known_by_its_name() {
    let store = store();
    let vault = unlock(&store, Role::Supervisor);
    let desk = desk(&vault);
    let form = FacilityForm { name: "Larch Surgery".into(), address: address(), ..FacilityForm::default() };
    saved(save_facility(&desk, &form).unwrap());
    let again = FacilityForm { name: "LARCH SURGERY".into(), ..form };
    assert_eq!(refused(save_facility(&desk, &again).unwrap()), [("name".to_owned(), Problem::Taken)]);
    assert_eq!(list_facilities(&desk).unwrap().len(), 1);
}
