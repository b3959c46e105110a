/** Who asks, and what is answered. */
export const whoAsksAndAnswers = `// CREX: the default rules.
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

`;
