import type { PolicyText } from './policy-set.js';

/**
 * The rules that hold where a country has not written its own: who may ask, what is answered, what leaves. Illustrative:
 * the mapping of a country's offices to the six roles, and each rule's legal ground, await its lawyers.
 *
 * @see libs/catalogue for purposes, outcomes and their sources
 */
export const defaultPolicies: PolicyText = {
  name: 'default.cedar',
  text: `// CREX: the default rules.
//
// How to read this. A "permit" opens a door, a "forbid" closes it, and one forbid is stronger than all permits.
// What no permit names is refused. "when { ... }" says when a rule applies, "unless { ... }" when it does not.
// @reason is what the other side, or the auditor, is told. @status says how far lawyers have checked the rule.
//
// Purposes: C1 criminal proceedings, C2 police investigation, C3 sentencing or parole, C4 identity check of a detained
// person, C5 immediate threat to public security, E1 certified extract for proceedings, P1 the person's own record,
// P2 work with children or vulnerable people, P3 public employment, P4 firearms permit, P5 migration, P6 adoption or
// guardianship, P7 public contracts.

// ---------------------------------------------------------------------------------------------------------------
// 1. Who of our own people may ask other countries, and for what.
//    The auditor and the operator have no rule here: they ask nothing.

@id("ask-investigator")
@title("The police registry officer asks for investigations, identity checks of detained people and immediate threats")
@source("Purposes C2, C4, C5: police registry, border, head of police")
@status("illustrative")
permit (principal is Official, action == Action::"ask", resource)
when {
  principal.role == Role::"investigator" &&
  [Purpose::"C2", Purpose::"C4", Purpose::"C5"].contains(context.purpose)
};

@id("ask-prosecutor")
@title("The prosecutor asks for criminal proceedings, sentencing and certified extracts")
@source("Purposes C1, C3, E1: prosecutor, court")
@status("illustrative")
permit (principal is Official, action == Action::"ask", resource)
when {
  principal.role == Role::"prosecutor" &&
  [Purpose::"C1", Purpose::"C3", Purpose::"E1"].contains(context.purpose)
};

@id("ask-registrar")
@title("The registrar, as central authority, asks for people themselves and for the offices that may vet them")
@source("Purposes P1 to P5 and P7: central authority, vetting, licensing, migration and procurement bodies")
@status("illustrative")
permit (principal is Official, action == Action::"ask", resource)
when {
  principal.role == Role::"registrar" &&
  [Purpose::"P1", Purpose::"P2", Purpose::"P3", Purpose::"P4", Purpose::"P5", Purpose::"P7"].contains(context.purpose)
};

@id("ask-clerk")
@title("The clerk asks for people themselves, and for the court in adoption and guardianship")
@source("Purposes P1, P6: central authority, court")
@status("illustrative")
permit (principal is Official, action == Action::"ask", resource)
when {
  principal.role == Role::"clerk" &&
  [Purpose::"P1", Purpose::"P6"].contains(context.purpose)
};

// ---------------------------------------------------------------------------------------------------------------
// 2. Which questions of other countries we answer: every purpose of the list, under the conditions of part 3.

@id("answer-members")
@title("Every member may ask us for every purpose of the list")
@source("Purpose list of the Alliance")
@status("illustrative")
permit (principal is Country, action == Action::"answer", resource)
when {
  [
    Purpose::"C1", Purpose::"C2", Purpose::"C3", Purpose::"C4", Purpose::"C5", Purpose::"E1",
    Purpose::"P1", Purpose::"P2", Purpose::"P3", Purpose::"P4", Purpose::"P5", Purpose::"P6", Purpose::"P7"
  ].contains(context.purpose)
};

// ---------------------------------------------------------------------------------------------------------------
// 3. Conditions for every question, ours and theirs.

@id("needs-legal-basis")
@title("A question names the treaty or law it relies on")
@source("Purpose binding: no legal basis, no answer")
@status("illustrative")
@reason("LEGAL_BASIS")
forbid (principal, action in [Action::"ask", Action::"answer"], resource)
when { context.legalBasis == "" };

@id("needs-case")
@title("A question names a case or file")
@source("Purpose binding: no case, no answer")
@status("illustrative")
@reason("LEGAL_BASIS")
forbid (principal, action in [Action::"ask", Action::"answer"], resource)
unless { context.hasCase };

@id("flash-only-for-detention-and-danger")
@title("FLASH (one hour) is for proceedings with a detained person, identity checks and immediate threats")
@source("Urgency classes: C1, C4, C5")
@status("illustrative")
@reason("DISPROPORTIONATE")
forbid (principal, action in [Action::"ask", Action::"answer"], resource)
when { context.urgency == Urgency::"FLASH" }
unless { [Purpose::"C1", Purpose::"C4", Purpose::"C5"].contains(context.purpose) };

@id("urgent-only-for-criminal-matters")
@title("URGENT (48 hours) is for proceedings, investigations, identity checks and immediate threats")
@source("Urgency classes: C1, C2, C4, C5")
@status("illustrative")
@reason("DISPROPORTIONATE")
forbid (principal, action in [Action::"ask", Action::"answer"], resource)
when { context.urgency == Urgency::"URGENT" }
unless { [Purpose::"C1", Purpose::"C2", Purpose::"C4", Purpose::"C5"].contains(context.purpose) };

@id("no-question-to-oneself")
@title("The own register is asked at home, not through the exchange")
@source("Exchange is between two countries")
@status("illustrative")
@reason("PURPOSE")
forbid (principal is Official, action == Action::"ask", resource)
when { principal.country == resource.country };

@id("no-answer-to-oneself")
@title("A question that claims to come from ourselves is not answered")
@source("Exchange is between two countries")
@status("illustrative")
@reason("PURPOSE")
forbid (principal is Country, action == Action::"answer", resource)
when { principal == resource.country };

// ---------------------------------------------------------------------------------------------------------------
// 4. Which convictions leave. The door is open for every purpose; what follows closes it.

@id("disclose-for-listed-purposes")
@title("Convictions may leave for every purpose of the list")
@source("Purpose list of the Alliance")
@status("illustrative")
permit (principal is Country, action == Action::"disclose", resource)
when {
  [
    Purpose::"C1", Purpose::"C2", Purpose::"C3", Purpose::"C4", Purpose::"C5", Purpose::"E1",
    Purpose::"P1", Purpose::"P2", Purpose::"P3", Purpose::"P4", Purpose::"P5", Purpose::"P6", Purpose::"P7"
  ].contains(context.purpose)
};

@id("nothing-while-proceedings-last")
@title("What is not final stays at home: pending cases and judgments under appeal")
@source("Presumption of innocence, American Convention on Human Rights art. 8(2)")
@status("unverified")
@reason("ONGOING_PROCEEDINGS")
forbid (principal, action == Action::"disclose", resource)
when { [RecordKind::"NON_FINAL", RecordKind::"PENDING_CASE"].contains(resource.recordKind) };

@id("no-police-entries-acquittals-administrative")
@title("Police entries, acquittals and administrative decisions are not convictions and stay at home")
@source("Default disclosure is final convictions only")
@status("illustrative")
@reason("RECORD_KIND")
forbid (principal, action == Action::"disclose", resource)
when { [RecordKind::"POLICE_ENTRY", RecordKind::"ACQUITTAL", RecordKind::"ADMINISTRATIVE"].contains(resource.recordKind) };

@id("minors-only-courts-and-children")
@title("Convictions for acts committed as a minor leave only for courts and for work with children; unknown counts as minor")
@source("Convention on the Rights of the Child art. 40(2)(b)(vii)")
@status("unverified")
@reason("MINOR")
forbid (principal, action == Action::"disclose", resource)
unless {
  resource.minorAtOffence == YesNoUnknown::"N" ||
  [Purpose::"C1", Purpose::"C3", Purpose::"P2"].contains(context.purpose)
};

@id("criminal-purposes-only-if-transmittable")
@title("For criminal matters a conviction leaves only if it is marked as transmittable for them; unknown counts as no")
@source("Transmission flag of the convicting country")
@status("illustrative")
@reason("TRANSMISSION")
forbid (principal, action == Action::"disclose", resource)
when {
  [Purpose::"C1", Purpose::"C2", Purpose::"C3", Purpose::"C4", Purpose::"C5", Purpose::"E1"].contains(context.purpose)
}
unless { resource.transmittableCriminal == YesNoUnknown::"Y" };

@id("other-purposes-only-if-transmittable")
@title("For all else a conviction leaves only if it is marked as transmittable for that; unknown counts as no")
@source("Transmission flag of the convicting country")
@status("illustrative")
@reason("TRANSMISSION")
forbid (principal, action == Action::"disclose", resource)
unless {
  [Purpose::"C1", Purpose::"C2", Purpose::"C3", Purpose::"C4", Purpose::"C5", Purpose::"E1"].contains(context.purpose) ||
  resource.transmittableOther == YesNoUnknown::"Y"
};

@id("not-after-retention")
@title("After the last day of its retention a conviction stays at home, whatever the purpose")
@source("Retention and rehabilitation law of the register's country")
@status("illustrative")
@reason("RETENTION")
forbid (principal, action == Action::"disclose", resource)
when { resource.retentionEnded };

@id("foreign-convictions-only-for-criminal-matters")
@title("A conviction of a third country is passed on for criminal matters only; for the rest that country is asked")
@source("The convicting country is the master of its record")
@status("illustrative")
@reason("TRANSMISSION")
forbid (principal, action == Action::"disclose", resource)
when { resource.foreign }
unless {
  [Purpose::"C1", Purpose::"C2", Purpose::"C3", Purpose::"C4", Purpose::"C5", Purpose::"E1"].contains(context.purpose)
};

// ---------------------------------------------------------------------------------------------------------------
// 5. Which parts of such a conviction leave.

@id("parts-for-every-purpose")
@title("Who the person is, and that there is a conviction: when, by which court")
@source("A hit must be attributable to the right person")
@status("illustrative")
permit (principal is Country, action == Action::"discloseField", resource)
when { [FieldGroup::"identity", FieldGroup::"core"].contains(context.field) };

// C4 asks "is there anything?", P7 "is there a prohibition?": neither learns the offences.
@id("parts-for-a-full-record")
@title("File number, offences, sanctions and later decisions leave for all purposes but identity checks and public contracts")
@source("Returns column of the purpose list")
@status("illustrative")
permit (principal is Country, action == Action::"discloseField", resource)
when {
  [FieldGroup::"file", FieldGroup::"offences", FieldGroup::"sanctions", FieldGroup::"decisions"].contains(context.field) &&
  [
    Purpose::"C1", Purpose::"C2", Purpose::"C3", Purpose::"C5", Purpose::"E1",
    Purpose::"P1", Purpose::"P2", Purpose::"P3", Purpose::"P4", Purpose::"P5", Purpose::"P6"
  ].contains(context.purpose)
};

@id("parts-for-public-contracts")
@title("For public contracts the sanctions (prohibitions) and what became of them leave")
@source("Returns column of the purpose list, P7")
@status("illustrative")
permit (principal is Country, action == Action::"discloseField", resource)
when {
  [FieldGroup::"sanctions", FieldGroup::"decisions"].contains(context.field) &&
  context.purpose == Purpose::"P7"
};
`,
};
