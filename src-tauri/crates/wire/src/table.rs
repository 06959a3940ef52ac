//! The table of commands.

/// Hands every command to the macro named `$with`: documentation, kind, name, request, response.
///
/// `desk` commands run against the open desk, off the window's thread, one at a time: they may read, decide and write. While a
/// job has the desk they wait a little and then answer `busy`. `aside` commands run beside them and beside each other: they
/// read, or write what only this page writes. `dialog` commands wait for the person at a dialog of the system. `shell` commands
/// are about the window itself. The gate's own two commands are not here: its page has no TypeScript and sends bytes.
#[macro_export]
macro_rules! for_each_command {
    ($with:ident) => {
        $with! {
            // The frame.

            /// Who is at the desk, and what the frame shows.
            aside describe_session(DescribeSessionRequest) -> SessionView;
            /// The person's own settings.
            aside read_preferences(ReadPreferencesRequest) -> PreferencesView;
            /// Saves the person's own settings.
            desk save_preferences(PreferencesView) -> Saved;
            /// A day as people type it.
            aside read_date(ReadDateRequest) -> ReadDateResponse;
            /// An amount as people type it.
            aside read_amount(ReadAmountRequest) -> ReadAmountResponse;

            // Patients: list, file, notes, documents, drafts.

            /// Patients by name, birth date, account number, phone or member id.
            aside find_patients(FindPatientsRequest) -> FindPatientsResponse;
            /// A patient's file; the read is journaled before it is answered.
            aside show_patient(ShowPatientRequest) -> PatientFile;
            /// The form of a patient.
            aside read_patient_form(ReadPatientFormRequest) -> PatientFields;
            /// Registers a patient, or changes one.
            desk save_patient(SavePatientRequest) -> Saved;
            /// Who on file may be the patient that is being typed.
            aside find_duplicates(FindDuplicatesRequest) -> FindDuplicatesResponse;
            /// The form of a policy.
            aside read_coverage_form(ReadCoverageFormRequest) -> CoverageFields;
            /// Enters a policy, or changes one.
            desk save_coverage(SaveCoverageRequest) -> Saved;
            /// Says that a policy ends.
            desk end_coverage(EndCoverageRequest) -> Saved;
            /// Takes the last change of a patient or a policy back.
            desk undo_last(UndoLastRequest) -> UndoLastResponse;
            /// The ledger of a patient, by service line.
            aside read_ledger(ReadLedgerRequest) -> ReadLedgerResponse;
            /// The notes of a patient.
            aside list_notes(ListNotesRequest) -> ListNotesResponse;
            /// About whom a new note would be, and which kinds the person may write.
            aside describe_note(DescribeNoteRequest) -> DescribeNoteResponse;
            /// Adds a note.
            desk add_note(AddNoteRequest) -> Saved;
            /// Writes a note anew; what it said stays in it.
            desk amend_note(AmendNoteRequest) -> Saved;
            /// The documents of a patient.
            aside list_documents(ListDocumentsRequest) -> ListDocumentsResponse;
            /// Keeps a file that was chosen or dropped.
            desk attach_document(AttachDocumentRequest) -> Saved;
            /// Opens a document; an image can then be seen once.
            aside open_document(OpenDocumentRequest) -> OpenDocumentResponse;
            /// Takes a document out of the list, or brings it back.
            desk remove_document(RemoveDocumentRequest) -> RemoveDocumentResponse;
            /// Who opened or changed a patient's file.
            aside read_access(ReadAccessRequest) -> ReadAccessResponse;
            /// The patients of a day.
            aside list_day(ListDayRequest) -> ListDayResponse;
            /// Keeps what was typed into a form, sealed, for its writer alone; durable when it is answered.
            aside save_draft(SaveDraftRequest) -> SaveDraftResponse;
            /// The draft of a form, where the person has one.
            aside read_draft(ReadDraftRequest) -> ReadDraftResponse;
            /// Drops the draft of a form.
            aside discard_draft(DiscardDraftRequest) -> DiscardDraftResponse;
            /// The person's drafts, newest first.
            aside list_drafts(ListDraftsRequest) -> ListDraftsResponse;

            // Charges: the claim editor, scrub results, encounters to code.

            /// The visits that no claim was made of, the longest waiting first.
            aside list_encounters(ListEncountersRequest) -> ListEncountersResponse;
            /// Opens a visit that waits to be coded.
            desk open_encounter(OpenEncounterRequest) -> Saved;
            /// Asks a visit's provider; the visit waits for the answer.
            desk ask_provider(AskProviderRequest) -> Saved;
            /// Writes down what the provider answered.
            desk answer_query(AnswerQueryRequest) -> Saved;
            /// A new charge form with its defaults.
            aside start_visit(StartVisitRequest) -> VisitSheet;
            /// The form of a claim or a visit; the read is journaled before it is answered.
            aside open_visit(OpenVisitRequest) -> VisitSheet;
            /// The patient's last visit as a new form of today.
            aside copy_last_visit(CopyLastVisitRequest) -> CopyLastVisitResponse;
            /// Saves the form as a draft.
            desk save_visit(SaveVisitRequest) -> VisitOutcome;
            /// Saves the form, scrubs it and, without a stop, puts the claim forward.
            desk mark_ready(MarkReadyRequest) -> VisitOutcome;
            /// Judges the form while it is typed; writes nothing.
            aside check_visit(CheckVisitRequest) -> VisitCheck;
            /// Codes by part of one, or by words of their text.
            aside find_codes(FindCodesRequest) -> FindCodesResponse;
            /// What the last scrub found of every claim that was not sent yet.
            aside list_scrub_results(ListScrubResultsRequest) -> ScrubResults;
            /// Takes a warning upon oneself, with a reason.
            desk override_finding(OverrideFindingRequest) -> Saved;
            /// Mends a claim by the fix that its finding offers.
            desk apply_fix(ApplyFixRequest) -> ScrubbedClaim;
            /// Begins a corrected version of a sent claim.
            desk correct_claim(CorrectClaimRequest) -> ClaimStepTaken;
            /// Takes back a claim: here, or by a void version where a payer has decided.
            desk void_claim(VoidClaimRequest) -> ClaimStepTaken;
            /// Releases the claim of a visit to be sent.
            desk approve_visit(ApproveVisitRequest) -> ClaimStepTaken;

            // Claims: queue, batches, files, jobs.

            /// A tab of the claim queue with the totals of all tabs; the listing is journaled.
            aside list_claim_queue(ListClaimQueueRequest) -> ListClaimQueueResponse;
            /// What claims come to.
            aside total_claims(TotalClaimsRequest) -> ClaimTotalsView;
            /// Takes a step with claims: approve, withdraw, hold, release, correct, void.
            desk move_claims(MoveClaimsRequest) -> MoveClaimsResponse;
            /// One claim; the read is journaled.
            aside show_claim(ShowClaimRequest) -> ClaimFileView;
            /// The newest interchanges, and how far each has come.
            aside list_batches(ListBatchesRequest) -> ListBatchesResponse;
            /// One interchange with its claims; the read is journaled.
            aside show_batch(ShowBatchRequest) -> BatchFileView;
            /// An interchange as text; the read is journaled.
            aside read_interchange(ReadInterchangeRequest) -> ReadInterchangeResponse;

            /// Opens the system's dialog for files.
            dialog pick_files(PickFilesRequest) -> FilesView;
            /// Waits for files that are dropped onto the window.
            dialog dropped_files(DroppedFilesRequest) -> DroppedFilesResponse;
            /// Forgets files that are not wanted after all.
            shell forget_files(ForgetFilesRequest) -> ForgetFilesResponse;
            /// Starts long work.
            aside start_job(StartJobRequest) -> StartJobResponse;
            /// How far long work has come, and what came of it.
            shell describe_job(DescribeJobRequest) -> JobView;
            /// Stops long work at the next safe place.
            shell cancel_job(CancelJobRequest) -> JobView;
            /// Writes the waiting interchanges into a folder of the person's choice.
            dialog hand_over_batches(HandOverBatchesRequest) -> HandOverBatchesResponse;

            // Remittances.

            /// Every remittance, newest first.
            aside list_remittances(ListRemittancesRequest) -> ListRemittancesResponse;
            /// A remittance: what it did, or what posting it would do. The read is journaled.
            aside open_remittance(OpenRemittanceRequest) -> RemittanceView;
            /// Claims that a claim payment may be about.
            aside find_claim_candidates(FindClaimCandidatesRequest) -> FindClaimCandidatesResponse;
            /// Decides about a claim payment; nothing is posted.
            desk decide_claim_payment(DecideClaimPaymentRequest) -> RemittanceView;
            /// Posts a remittance.
            desk post_remittance(PostRemittanceRequest) -> RemittanceView;
            /// Undoes a posted remittance by reversing entries.
            desk undo_remittance(UndoRemittanceRequest) -> RemittanceView;
            /// Tells on which day the bank credited a payment.
            desk record_deposit(RecordDepositRequest) -> Saved;

            // Worklist and denials.

            /// Queues with their counts, and the rows of one; journaled before it is answered.
            aside open_worklist(OpenWorklistRequest) -> WorklistView;
            /// Who may have rows.
            aside list_work_people(ListWorkPeopleRequest) -> ListWorkPeopleResponse;
            /// Puts rows aside until a day.
            desk snooze_work(SnoozeWorkRequest) -> WorkedView;
            /// Gives rows to a person.
            desk assign_work(AssignWorkRequest) -> WorkedView;
            /// Ends rows, saying what was done.
            desk finish_work(FinishWorkRequest) -> WorkedView;
            /// Takes a person's last step on rows back.
            desk undo_work(UndoWorkRequest) -> WorkedView;
            /// A denied or rejected claim; the read is journaled before it is answered.
            aside open_denial(OpenDenialRequest) -> DenialView;
            /// Corrects, appeals, bills on, gives to the patient, asks for a write-off, or waits.
            desk act_on_denial(ActOnDenialRequest) -> ActedView;
            /// Approves or returns a write-off that somebody else asked for.
            desk decide_write_off(DecideWriteOffRequest) -> DecidedView;

            // Office: payers, providers, fees, users.

            /// The payers.
            aside list_payers(ListPayersRequest) -> ListPayersResponse;
            /// Adds or changes a payer.
            desk save_payer(SavePayerRequest) -> Saved;
            /// The providers, billing providers and facilities.
            aside list_providers(ListProvidersRequest) -> ListProvidersResponse;
            /// Adds or changes a provider.
            desk save_provider(SaveProviderRequest) -> Saved;
            /// Adds or changes a billing provider.
            desk save_billing_provider(SaveBillingProviderRequest) -> Saved;
            /// Adds or changes a facility.
            desk save_facility(SaveFacilityRequest) -> Saved;
            /// Charges, or expected allowed amounts, with their days.
            aside list_prices(ListPricesRequest) -> ListPricesResponse;
            /// Publishes prices from a day on.
            desk publish_prices(PublishPricesRequest) -> PublishAnswer;
            /// Takes published prices back.
            desk withdraw_prices(WithdrawPricesRequest) -> WithdrawPricesResponse;
            /// What another system's table looks like, and which column is which.
            aside glance_csv(GlanceCsvRequest) -> CsvGlanceView;
            /// The people of the practice; the listing is journaled.
            aside list_users(ListUsersRequest) -> ListUsersResponse;
            /// Enrols a person.
            desk add_user(AddUserRequest) -> Saved;
            /// Hands an enrolled person the keys of the role.
            desk approve_user(ApproveUserRequest) -> Saved;
            /// Takes a person's keys away.
            desk disable_user(DisableUserRequest) -> Saved;
            /// Gives the person at the desk a new passphrase.
            desk change_passphrase(ChangePassphraseRequest) -> Saved;

            // The window.

            /// Restarts or reads the idle clock.
            shell keep_awake(KeepAwakeRequest) -> LockClock;
            /// Locks: keys zeroed, store closed, page destroyed.
            shell lock_desk(LockDeskRequest) -> LockDeskResponse;
        }
    };
}

macro_rules! names {
    ($($(#[doc = $doc:literal])* $kind:ident $name:ident($request:ident) -> $response:ident;)*) => {
        /// The names of all commands of the desk page, in the order of the table.
        pub const COMMANDS: &[&str] = &[$(stringify!($name)),*];
    };
}
for_each_command!(names);

/// The commands of the desk page that take raw bytes instead of JSON, so that no passphrase becomes part of a request.
pub const RAW_COMMANDS: &[&str] = &["entrust_secret"];
