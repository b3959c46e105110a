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
`;
