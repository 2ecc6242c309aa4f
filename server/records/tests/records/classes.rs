//! Classes of fields with readers of their own: a student's reflection, codes, facts for lone work.
//! Whoever may read a visit still does not read these, by whatever way they ask.

use crate::{
    house::{House, Staff, minute},
    pen::{Pen, text},
};
use domain::{VisitId, VisitKind};

/// A student's observation with a clinical answer and a reflection in it.
async fn observation(house: &House) -> (VisitId, Pen) {
    let mut seed = house.planned(&house.tomasz);
    seed.kind = VisitKind::Observation;
    let visit = house.put(seed).await;
    let mut pen = house.tomasz.pen();
    pen.answer(visit, None, "so-safety", "The rug was loose.");
    pen.answer(visit, None, "so-feel", "I was afraid.");
    house.send(&house.tomasz, &mut pen).await;
    (visit, pen)
}

async fn reads(house: &House, who: &Staff, visit: VisitId) -> Vec<String> {
    let mut links: Vec<String> =
        house.open(who, visit).await.fields.iter().map(|pack| pack.key.path.to_string()).collect();
    links.sort();
    links
}

on_both!(a_reflection_is_read_by_the_student_and_the_educator_only, |house| async move {
    let (visit, _) = observation(&house).await;
    for (who, staff, wanted) in [
        ("student", &house.tomasz, vec!["so-feel", "so-safety"]),
        ("educator", &house.jo, vec!["so-feel", "so-safety"]),
        ("manager", &house.maya, vec!["so-safety"]),
        ("the person's therapist", &house.amy, vec!["so-safety"]),
    ] {
        assert_eq!(reads(&house, staff, visit).await, wanted, "{who}");
    }
});

on_both!(an_educator_who_cares_for_the_person_is_still_the_educator, |house| async move {
    let mut seed = house.planned(&house.tomasz);
    (seed.kind, seed.with) = (VisitKind::Observation, vec![(house.jo.user, "Jo Marsh".into())]);
    let visit = house.put(seed).await;
    let mut pen = house.tomasz.pen();
    pen.answer(visit, None, "so-feel", "I was afraid.");
    house.send(&house.tomasz, &mut pen).await;
    assert_eq!(reads(&house, &house.jo, visit).await, ["so-feel"]);
});

on_both!(a_facet_of_a_reflection_is_a_reflection, |house| async move {
    let (visit, mut pen) = observation(&house).await;
    let change = sync::Change::AnswerSet {
        form: "student-observation".into(),
        path: "so-feel#note".parse().expect("a path"),
        answer: text("Very."),
    };
    pen.write(visit, None, change);
    house.send(&house.tomasz, &mut pen).await;
    assert_eq!(reads(&house, &house.maya, visit).await, ["so-safety"]);
});

on_both!(a_sealed_reflection_stays_covered, |house| async move {
    let (visit, mut pen) = observation(&house).await;
    house.sign(&house.tomasz, visit, &mut pen).await;
    let sealed = async |who: &Staff| {
        let forms = house.records.sealed_version(who, visit, 1).await.unwrap().expect("sealed");
        forms.iter().map(|(_, answers)| answers.len()).sum::<usize>()
    };
    assert_eq!(sealed(&house.jo).await, 2);
    assert_eq!(sealed(&house.maya).await, 1);
});

on_both!(a_held_reflection_stays_covered, |house| async move {
    let (visit, mut pen) = observation(&house).await;
    house.sign(&house.tomasz, visit, &mut pen).await;
    pen.answer(visit, None, "so-feel", "Still afraid.");
    house.send(&house.tomasz, &mut pen).await;
    for (who, staff, sees) in
        [("student", &house.tomasz, true), ("educator", &house.jo, true), ("manager", &house.maya, false)]
    {
        let wanted = sees.then(|| text("Still afraid."));
        let line = house.records.held(staff).await.unwrap().remove(0);
        assert_eq!(line.items[0].answer, wanted, "{who}");
        assert_eq!(line.now[0], sees.then(|| text("I was afraid.")), "{who}");
        assert_eq!(house.open(staff, visit).await.held[0].answer, wanted, "{who}");
    }
});

on_both!(a_reflection_with_two_answers_is_decided_by_those_who_read_it, |house| async move {
    let (visit, _) = observation(&house).await;
    let mut second = house.tomasz.pen();
    second.answer(visit, None, "so-feel", "I was calm.");
    house.send(&house.tomasz, &mut second).await;
    assert_eq!(house.records.differing(&house.jo).await.unwrap().len(), 1);
    assert_eq!(house.records.differing(&house.tomasz).await.unwrap().len(), 1);
    assert!(house.records.differing(&house.amy).await.unwrap().is_empty());
});

on_both!(what_is_covered_is_not_carried_either, |house| async move {
    let mut seed = house.planned(&house.amy);
    seed.with = vec![(house.sam.user, "Sam Reid".into())];
    let visit = house.put(seed).await;
    let mut pen = house.amy.pen();
    for link in ["v-access-code", "v-lone-detail", "v-consent-basis"] {
        pen.answer(visit, None, link, "words");
    }
    house.send(&house.amy, &mut pen).await;
    let carries = async |who: &Staff| {
        let reply = house.records.pull(&who.caller, 0).await.unwrap();
        let mut links: Vec<String> =
            reply.visits[0].fields.iter().map(|field| field.key.path.to_string()).collect();
        links.sort();
        links
    };
    assert_eq!(carries(&house.amy).await, ["v-access-code", "v-consent-basis", "v-lone-detail"]);
    assert_eq!(carries(&house.sam).await, ["v-consent-basis", "v-lone-detail"]);
    assert_eq!(reads(&house, &house.maya, visit).await, ["v-consent-basis"]);
    // Nor is what was covered last time told to the next author.
    house.sign(&house.amy, visit, &mut pen).await;
    let mut next = house.planned(&house.tomasz);
    next.planned = minute(300);
    house.put(next).await;
    let reply = house.records.pull(&house.tomasz.caller, 0).await.unwrap();
    let last = &reply.visits[0].last_time[0];
    let links: Vec<_> = last.answers.iter().map(|(path, _)| path.as_str()).collect();
    assert_eq!(links, ["v-consent-basis", "v-lone-detail"]);
});
