/** What a question must bring and may want, and who may act alone. */
export const conditions = `// ---------------------------------------------------------------------------------------------------------------
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

@id("needs-accused-offence")
@title("Proceedings and investigations name the offence that the person is accused of")
@source("Purpose list of the Alliance, C1 and C2: what the question must carry")
@status("illustrative")
@reason("PURPOSE")
forbid (principal, action in [Action::"ask", Action::"answer"], resource)
when { [Purpose::"C1", Purpose::"C2"].contains(context.purpose) }
unless { context.evidence.contains(Evidence::"ACCUSED_OFFENCE") };

@id("needs-written-reason")
@title("An identity check and an immediate threat need a written reason")
@source("Purpose list of the Alliance, C4 and C5: what the question must carry")
@status("illustrative")
@reason("PURPOSE")
forbid (principal, action in [Action::"ask", Action::"answer"], resource)
when { [Purpose::"C4", Purpose::"C5"].contains(context.purpose) }
unless { context.evidence.contains(Evidence::"REASON") };

@id("needs-place")
@title("An identity check says where the person is held")
@source("Purpose list of the Alliance, C4: what the question must carry")
@status("illustrative")
@reason("PURPOSE")
forbid (principal, action in [Action::"ask", Action::"answer"], resource)
when { context.purpose == Purpose::"C4" }
unless { context.evidence.contains(Evidence::"PLACE") };

@id("needs-court")
@title("A certified extract names the court that it is for")
@source("Purpose list of the Alliance, E1: what the question must carry")
@status("illustrative")
@reason("PURPOSE")
forbid (principal, action in [Action::"ask", Action::"answer"], resource)
when { context.purpose == Purpose::"E1" }
unless { context.evidence.contains(Evidence::"COURT") };

@id("needs-identity-proof")
@title("Who asks for their own record has proved who they are")
@source("Purpose list of the Alliance, P1: what the question must carry")
@status("illustrative")
@reason("PURPOSE")
forbid (principal, action in [Action::"ask", Action::"answer"], resource)
when { context.purpose == Purpose::"P1" }
unless { context.evidence.contains(Evidence::"IDENTITY_PROOF") };

@id("needs-consent")
@title("The own record, work with children, public employment, adoption and public contracts need the person's consent")
@source("Purpose list of the Alliance, P1 to P3, P6, P7: what the question must carry")
@status("illustrative")
@reason("PURPOSE")
forbid (principal, action in [Action::"ask", Action::"answer"], resource)
when { [Purpose::"P1", Purpose::"P2", Purpose::"P3", Purpose::"P6", Purpose::"P7"].contains(context.purpose) }
unless { context.evidence.contains(Evidence::"CONSENT") };

@id("needs-consent-or-law")
@title("Migration needs the person's consent or a provision of the asking country's law")
@source("Purpose list of the Alliance, P5: what the question must carry")
@status("illustrative")
@reason("PURPOSE")
forbid (principal, action in [Action::"ask", Action::"answer"], resource)
when { context.purpose == Purpose::"P5" }
unless { context.evidence.containsAny([Evidence::"CONSENT", Evidence::"LAW"]) };

@id("needs-position")
@title("Work with children or vulnerable people: the question says which work")
@source("Purpose list of the Alliance, P2: what the question must carry")
@status("illustrative")
@reason("PURPOSE")
forbid (principal, action in [Action::"ask", Action::"answer"], resource)
when { context.purpose == Purpose::"P2" }
unless { context.evidence.contains(Evidence::"POSITION") };

@id("needs-national-law")
@title("Public employment and security clearance name the provision that demands the check")
@source("Purpose list of the Alliance, P3: what the question must carry")
@status("illustrative")
@reason("LEGAL_BASIS")
forbid (principal, action in [Action::"ask", Action::"answer"], resource)
when { context.purpose == Purpose::"P3" }
unless { context.evidence.contains(Evidence::"LAW") };

@id("identity-check-asks-for-a-hit")
@title("An identity check asks whether there is anything; what there is needs an investigation")
@source("Purpose list of the Alliance, C4: hit or no hit, then C2")
@status("illustrative")
@reason("PURPOSE")
forbid (principal, action in [Action::"ask", Action::"answer"], resource)
when { context.purpose == Purpose::"C4" }
unless { context.hitOnly };

@id("task-force-of-the-list")
@title("A question for a task force is asked while that task force runs, by a member of it, for one of its purposes")
@source("List of task forces, signed by this country")
@status("illustrative")
@reason("PURPOSE")
forbid (principal, action in [Action::"ask", Action::"answer"], resource)
when { context.taskForce != "" }
unless { context.taskForceRuns };

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
// Who may act alone: everybody, unless a country's own text wants a second person.

@id("one-person-may-ask")
@title("One official alone may send a question")
@source("Alliance default; a country may demand a second person")
@status("illustrative")
permit (principal is Official, action == Action::"askAlone", resource);

@id("answers-leave-by-themselves")
@title("An answer with records leaves without a second person who confirms it")
@source("Alliance default; a country may demand a second person")
@status("illustrative")
permit (principal is Country, action == Action::"releaseAlone", resource);

@id("refusals-leave-by-themselves")
@title("A refusal leaves without a person who confirms it")
@source("Alliance default; a country may demand a person, above all where the refusing rule is unverified")
@status("illustrative")
permit (principal is Country, action == Action::"refuseAlone", resource);

`;
