//! The access policy, as a table over every role, action, relationship and state.

use domain::access::{Action, Actor, Denial, FieldClass, Relationship, decide, may_read_class};
use domain::{OrgId, Role, UserId, VisitState};
use std::fmt::Write;
use uuid::Uuid;

fn actor(role: Role) -> Actor {
    let day = |text: &str| text.parse().expect("a date");
    Actor {
        user: UserId(Uuid::nil()),
        org: OrgId(Uuid::nil()),
        role,
        placement: (role == Role::Student).then(|| (day("2026-04-01"), day("2026-06-26"))),
        today: day("2026-05-12"),
    }
}

/// One line a role, action and relationship: the states it is allowed in, or the reason.
fn table() -> String {
    let mut table = String::new();
    for role in Role::ALL {
        for action in Action::ALL {
            for relationship in Relationship::ALL {
                let decisions =
                    VisitState::ALL.map(|state| (state, decide(&actor(role), action, relationship, state)));
                let allowed: Vec<_> =
                    decisions.iter().filter(|(_, d)| d.is_ok()).map(|(s, _)| s.code()).collect();
                let words = match (allowed.len(), decisions[0].1) {
                    (0, Err(reason)) => format!("no: {reason:?}"),
                    (7, _) => "yes".to_owned(),
                    _ => format!("when {}", allowed.join(", ")),
                };
                writeln!(table, "{} {action:?} {relationship:?}: {words}", role.code()).unwrap();
            }
        }
    }
    table
}

#[test]
fn the_policy_is_the_table_that_was_agreed() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/access-table.txt");
    let table = table();
    if std::env::var_os("THRESHOLD_WRITE_GOLDENS").is_some() {
        std::fs::write(path, &table).unwrap();
    }
    let agreed = std::fs::read_to_string(path).unwrap_or_default();
    for (ours, theirs) in table.lines().zip(agreed.lines()) {
        assert_eq!(ours, theirs, "run with THRESHOLD_WRITE_GOLDENS=1 only when the change is meant");
    }
    assert_eq!(table.lines().count(), agreed.lines().count());
}

#[test]
fn what_belongs_to_another_organisation_does_not_exist() {
    for role in Role::ALL {
        for action in Action::ALL {
            for state in VisitState::ALL {
                let decision = decide(&actor(role), action, Relationship::Elsewhere, state);
                assert_eq!(decision, Err(Denial::NotYours), "{role:?} {action:?}");
            }
        }
    }
}

#[test]
fn nobody_countersigns_their_own_record() {
    for role in Role::ALL {
        for state in VisitState::ALL {
            for action in [Action::CountersignVisit, Action::ReturnVisit] {
                assert!(decide(&actor(role), action, Relationship::Author, state).is_err());
            }
        }
    }
}

#[test]
fn an_administrator_and_a_privacy_officer_see_no_person_and_no_visit() {
    for role in [Role::Administrator, Role::PrivacyOfficer] {
        for action in [
            Action::ReadPerson,
            Action::ChangePerson,
            Action::PlanVisit,
            Action::ReadVisit,
            Action::ReadReport,
            Action::WriteVisit,
            Action::ReadOrders,
            Action::ApproveOrder,
            Action::AdvanceOrder,
            Action::IssueReport,
            Action::ReadIssued,
        ] {
            for relationship in Relationship::ALL {
                let decision = decide(&actor(role), action, relationship, VisitState::Signed);
                assert_eq!(decision, Err(Denial::NotYours));
            }
        }
    }
}

#[test]
fn a_signed_visit_is_never_written_to() {
    for role in Role::ALL {
        for relationship in Relationship::ALL {
            for state in [VisitState::Signed, VisitState::Countersigned] {
                assert!(decide(&actor(role), Action::WriteVisit, relationship, state).is_err());
            }
        }
    }
}

#[test]
fn a_report_of_an_unsigned_visit_is_given_to_nobody() {
    for role in Role::ALL {
        for relationship in Relationship::ALL {
            for state in VisitState::ALL.into_iter().filter(|state| !state.is_signed()) {
                assert!(decide(&actor(role), Action::IssueReport, relationship, state).is_err());
            }
        }
    }
}

#[test]
fn a_student_outside_the_placement_reads_but_changes_nothing() {
    let mut student = actor(Role::Student);
    student.today = "2026-06-27".parse().unwrap();
    let ask = |action| decide(&student, action, Relationship::Author, VisitState::Started);
    assert_eq!(ask(Action::ReadVisit), Ok(()));
    assert_eq!(ask(Action::WriteVisit), Err(Denial::OutsidePlacement));
    assert_eq!(ask(Action::SignVisit), Err(Denial::OutsidePlacement));
}

#[test]
fn a_students_reflection_is_read_by_the_student_and_the_educator_only() {
    for role in Role::ALL {
        for relationship in Relationship::ALL {
            let reads = may_read_class(&actor(role), relationship, FieldClass::Learning);
            let close = matches!(relationship, Relationship::Author | Relationship::Reviewer);
            assert_eq!(reads, close, "{role:?} {relationship:?}");
        }
    }
}
