/** Which convictions leave, and which parts of them. */
export const whatLeaves = `// ---------------------------------------------------------------------------------------------------------------
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

@id("rehabilitated-only-for-courts")
@title("After rehabilitation or amnesty a conviction leaves only for proceedings, sentencing and extracts for a court")
@source("Purpose list of the Alliance: full history for C1, C3, E1; rehabilitation law of the register's country")
@status("illustrative")
@reason("RETENTION")
forbid (principal, action == Action::"disclose", resource)
when { resource.rehabilitated }
unless { [Purpose::"C1", Purpose::"C3", Purpose::"E1"].contains(context.purpose) };

@id("spent-not-for-employment-and-migration")
@title("Ten years and the length of the sentence after the judgment, a conviction stays away from employment and migration")
@source("Purpose list of the Alliance: P3 and P5 return unspent convictions; the term is made up, each country has its own")
@status("illustrative")
@reason("RETENTION")
forbid (principal, action == Action::"disclose", resource)
when {
  [Purpose::"P3", Purpose::"P5"].contains(context.purpose) &&
  resource.yearsSinceFinal * 12 >= 120 + resource.sentenceMonths
};

// ICCS: homicide, serious assault, threat, abduction, slavery, trafficking, negligence in care, harassment, mutilation,
// all sexual acts, drug trafficking, sexual standards. Sanctions: parental authority, guardianship, activity, minors.
@id("relevant-for-work-with-children")
@title("For work with children or vulnerable people only what bears on them leaves: violence, sexual acts, trafficking, neglect")
@source("Purpose list of the Alliance, P2; ICCS codes of the Alliance's fields on children and trafficking, and more")
@status("illustrative")
@reason("DISPROPORTIONATE")
forbid (principal, action == Action::"disclose", resource)
when { context.purpose == Purpose::"P2" }
unless {
  resource.offences.containsAny([
    "0101", "0102", "020111", "02012", "0202", "0203", "0204", "02061", "0208", "02191", "03", "06012", "0802"
  ]) ||
  resource.sanctions.containsAny(["3009", "3011", "3013", "3014"])
};

// ICCS: homicide, assault and threat, liberty, slavery, trafficking, coercion, harassment, sexual acts, robbery, drug
// trafficking, smuggling of migrants, weapons, State security, organised crime, terrorism. Sanctions: contact, weapons, hunting, psychiatry.
@id("relevant-for-firearms")
@title("For a firearms permit only what bears on it leaves: violence, weapons, organised crime")
@source("Purpose list of the Alliance, P4; ICCS codes of the Alliance's field on organised crime, and more")
@status("illustrative")
@reason("DISPROPORTIONATE")
forbid (principal, action == Action::"disclose", resource)
when { context.purpose == Purpose::"P4" }
unless {
  resource.offences.containsAny([
    "01", "0201", "0202", "0203", "0204", "0205", "0208", "03", "04", "06012", "08051", "0901", "0904", "0905", "0906"
  ]) ||
  resource.sanctions.containsAny(["2005", "3016", "3017", "7001"])
};

@id("prohibitions-for-public-contracts")
@title("For public contracts only convictions with a prohibition that bears on them leave")
@source("Purpose list of the Alliance, P7: relevant prohibitions")
@status("illustrative")
@reason("DISPROPORTIONATE")
forbid (principal, action == Action::"disclose", resource)
when { context.purpose == Purpose::"P7" }
unless { resource.sanctions.containsAny(["3001", "3002", "3004", "3005", "3013"]) };

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

@id("each-sanction")
@title("Where sanctions leave, each of them does")
@source("Returns column of the purpose list")
@status("illustrative")
permit (principal is Country, action == Action::"discloseSanction", resource);

@id("only-prohibitions-for-public-contracts")
@title("For public contracts no other sanction leaves than the prohibitions that bear on them")
@source("Purpose list of the Alliance, P7: relevant prohibitions")
@status("illustrative")
@reason("DISPROPORTIONATE")
forbid (principal, action == Action::"discloseSanction", resource)
when { context.purpose == Purpose::"P7" }
unless { context.sanction.containsAny(["3001", "3002", "3004", "3005", "3013"]) };
`;
