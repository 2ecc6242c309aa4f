//! What happened to the visits of the demo: written, signed, commented, returned, countersigned,
//! held, and answered twice.

use super::{
    Demo, Failure, answers,
    files::{self, By, DemoComment, DemoVisit, Partial, Row, When},
};
use chrono::{DateTime, Duration, Utc};
use domain::{VisitId, visits::CommentKind};
use forms::{Answer, AnswerPath, Answers, Definition};
use records::{NewAddendum, NewComment};
use std::collections::BTreeMap;
use sync::{
    Change, FieldKey, FormRef, Mutation, PushRequest, SCHEMA, change::Signing, content, wire::PUSH_LIMIT,
};
use uuid::Uuid;

/// Lets everything happen, in the order of the diary.
pub async fn tell(demo: &mut Demo<'_>, visits: &[DemoVisit]) -> Result<(), Failure> {
    let partial = files::partial()?;
    let definitions = definitions()?;
    let mut teller = Teller { demo, definitions, kept: BTreeMap::new() };
    for visit in visits {
        let known = partial.get(&visit.id).cloned().unwrap_or_default();
        match visit.id.as_str() {
            "dv-13" => teller.worked_assessment(visit).await?,
            "dv-04-so" => teller.worked_observation(visit).await?,
            _ => teller.any_visit(visit, &known).await?,
        }
        if let Some(addendum) = &visit.addendum {
            teller.addendum(visit, addendum).await?;
        }
    }
    Ok(())
}

fn definitions() -> Result<BTreeMap<&'static str, Definition>, Failure> {
    let mut found = BTreeMap::new();
    for (id, json) in forms::instruments::all() {
        let definition = Definition::parse(json).map_err(|refusal| format!("{id}: {}", refusal.reason))?;
        found.insert(id, definition);
    }
    Ok(found)
}

struct Teller<'d, 'a> {
    demo: &'d mut Demo<'a>,
    definitions: BTreeMap<&'static str, Definition>,
    /// Answers by visit and form as its author has them, with the revision of each.
    kept: BTreeMap<VisitId, BTreeMap<FieldKey, (Answer, Uuid)>>,
}

impl Teller<'_, '_> {
    async fn any_visit(&mut self, visit: &DemoVisit, known: &Partial) -> Result<(), Failure> {
        if ["planned", "cancelled", "no-access"].contains(&visit.state.as_str()) {
            return Ok(());
        }
        let begun = self.demo.moment(&visit.day, &visit.time)?;
        self.start(visit, begun).await?;
        for (form, rows) in known.by_form() {
            self.write(visit, form, rows, begun + Duration::minutes(20)).await?;
        }
        let signed = ["signed", "submitted", "countersigned", "returned"].contains(&visit.state.as_str());
        if let Some(at) = visit.first_sent.as_ref().or(visit.signed.as_ref()).filter(|_| signed) {
            self.sign(visit, at, 1).await?;
        }
        if visit.state == "returned"
            && let Some(by) = &visit.returned
        {
            self.comment(visit, by, &known.comments).await?;
            self.give_back(visit, by, known.note.clone()).await?;
        }
        if visit.state == "countersigned"
            && let Some(by) = &visit.countersigned
        {
            self.countersign(visit, by, 1).await?;
        }
        if let Some(conflict) = &known.conflict {
            let row = |value: &str| Row {
                form: None,
                path: conflict.path.clone(),
                value: value.to_owned(),
                note: None,
            };
            let form = conflict.form.clone();
            self.write_as(&conflict.theirs_author, visit, &form, &[row(&conflict.theirs)], begun).await?;
            self.forget(visit, &form, &conflict.path)?;
            self.write(visit, &form, &[row(&conflict.mine)], begun).await?;
        }
        if let Some(why) = &known.held_why {
            let passed = self.demo.moment(&why.passed_at.day, &why.passed_at.time)?;
            let manager = self.demo.caller(&why.passed_by)?.actor.clone();
            let to = self.demo.user(&why.passed_to)?;
            let note = "Please take this one over from Hannah; her notes from the day are on their way.";
            let id = self.demo.visits[&visit.id];
            self.demo.records.at(passed).pass_visit_on(&manager, id, to, note).await?;
            let received = self.demo.moment(&why.received_at.day, &why.received_at.time)?;
            for form in ["home-visit", "home-environment"] {
                let rows: Vec<Row> =
                    known.held.iter().filter(|row| row.form.as_deref() == Some(form)).cloned().collect();
                self.write(visit, form, &rows, received).await?;
            }
        }
        Ok(())
    }

    async fn worked_assessment(&mut self, visit: &DemoVisit) -> Result<(), Failure> {
        let worked = files::assessment()?;
        let begun = self.demo.moment(&visit.day, &visit.time)?;
        self.start(visit, begun).await?;
        for (form, rows) in worked.forms.iter().chain(worked.children.iter()) {
            self.write(visit, form, rows, begun + Duration::minutes(30)).await?;
        }
        let (Some(sent), Some(returned), Some(counter)) =
            (&visit.first_sent, &visit.returned, &visit.countersigned)
        else {
            return Err("the worked assessment has no times".into());
        };
        self.sign(visit, sent, 1).await?;
        let asks = DemoComment {
            path: "v-formulation".into(),
            kind: "change-needed".into(),
            text: "Clear and hers. Keep it. Add the date of the bath lift trial.".into(),
        };
        let praise = DemoComment {
            path: "h-night-dizzy".into(),
            kind: "well-done".into(),
            text: "Same-day call made: good.".into(),
        };
        self.comment(visit, returned, &[asks, praise]).await?;
        self.give_back(visit, returned, Some(worked.countersignature.returned.note)).await?;
        let again = When { day: returned.day.clone(), time: "13:40".into() };
        self.settle(visit, &again, "Trial of the bath lift on the day of the visit: written in.").await?;
        self.sign(visit, &again, 2).await?;
        self.countersign(visit, counter, 2).await
    }

    async fn worked_observation(&mut self, visit: &DemoVisit) -> Result<(), Failure> {
        let worked = files::observation()?;
        let begun = self.demo.moment(&visit.day, &visit.time)?;
        self.start(visit, begun).await?;
        self.write(visit, "student-observation", &worked.first, begun + Duration::hours(2)).await?;
        let (Some(sent), Some(signed), Some(returned), Some(counter)) =
            (&visit.first_sent, &visit.signed, &visit.returned, &visit.countersigned)
        else {
            return Err("the worked observation has no times".into());
        };
        self.sign(visit, sent, 1).await?;
        self.comment(visit, returned, &worked.comments).await?;
        self.give_back(visit, returned, Some(worked.note)).await?;
        let at = self.demo.moment(&signed.day, &signed.time)?;
        self.write(visit, "student-observation", &worked.second, at - Duration::minutes(30)).await?;
        self.settle(visit, signed, "").await?;
        self.sign(visit, signed, 2).await?;
        self.countersign(visit, counter, 2).await
    }

    async fn start(&mut self, visit: &DemoVisit, at: DateTime<Utc>) -> Result<(), Failure> {
        let change = Change::VisitStarted { arrived: at, forms: Vec::new() };
        self.push(&visit.author, visit, at, vec![(None, change)]).await
    }

    async fn write(
        &mut self,
        visit: &DemoVisit,
        form: &str,
        rows: &[Row],
        at: DateTime<Utc>,
    ) -> Result<(), Failure> {
        let author = visit.author.clone();
        self.write_as(&author, visit, form, rows, at).await
    }

    async fn write_as(
        &mut self,
        staff: &str,
        visit: &DemoVisit,
        form: &str,
        rows: &[Row],
        at: DateTime<Utc>,
    ) -> Result<(), Failure> {
        if rows.is_empty() {
            return Ok(());
        }
        let definition = self.definitions.get(form).ok_or_else(|| format!("no form: {form}"))?;
        let demo = &*self.demo;
        let found = answers::answers(definition, rows, &|text| demo.day(text))
            .map_err(|why| format!("{} {form}: {why}", visit.id))?;
        let id = self.demo.visits[&visit.id];
        let kept = self.kept.entry(id).or_default();
        let changes = found
            .into_iter()
            .map(|(path, answer)| {
                let key = FieldKey { form: form.to_owned(), path: path.clone() };
                let base = kept.get(&key).map(|(_, revision)| *revision);
                (base, Change::AnswerSet { form: form.to_owned(), path, answer })
            })
            .collect();
        self.push(staff, visit, at, changes).await
    }

    /// Lets the author write as if the other's answer had not been seen.
    fn forget(&mut self, visit: &DemoVisit, form: &str, path: &str) -> Result<(), Failure> {
        let id = self.demo.visits[&visit.id];
        let path = AnswerPath::parse(path).map_err(|problem| problem.0)?;
        if let Some(kept) = self.kept.get_mut(&id) {
            kept.remove(&FieldKey { form: form.to_owned(), path });
        }
        Ok(())
    }

    async fn sign(&mut self, visit: &DemoVisit, at: &When, version: u32) -> Result<(), Failure> {
        let at = self.demo.moment(&at.day, &at.time)?;
        let begun = self.demo.moment(&visit.day, &visit.time)?;
        let id = self.demo.visits[&visit.id];
        let kept = self.kept.entry(id).or_default();
        let forms: Vec<(FormRef, Answers)> = visit
            .forms
            .iter()
            .map(|form| {
                let answers = kept
                    .iter()
                    .filter(|(key, _)| key.form == *form)
                    .map(|(key, (answer, _))| (key.path.clone(), answer.clone()))
                    .collect();
                let version =
                    self.definitions.get(form.as_str()).and_then(|d| d.version()).unwrap_or_default();
                (FormRef { id: form.clone(), version: version.to_owned() }, answers)
            })
            .collect();
        let signing = Signing {
            by: self.demo.caller(&visit.author)?.me.signatory.clone(),
            content_hash: content::content_hash(id, version, &forms),
            version,
            arrived: begun,
            left: begun + Duration::minutes(i64::from(visit.minutes)),
            present: String::new(),
            note: None,
            late_because: None,
        };
        let author = visit.author.clone();
        self.push(&author, visit, at, vec![(None, Change::VisitSigned(Box::new(signing)))]).await
    }

    async fn comment(&mut self, visit: &DemoVisit, by: &By, comments: &[DemoComment]) -> Result<(), Failure> {
        let at = self.demo.moment(&by.day, &by.time)? - Duration::minutes(20);
        let actor = self.demo.caller(&by.by)?.actor.clone();
        let id = self.demo.visits[&visit.id];
        for (nth, comment) in comments.iter().enumerate() {
            let form = visit.forms.iter().find_map(|form| {
                let definition = self.definitions.get(form.as_str())?;
                let (path, _) = answers::path(definition, &comment.path).ok()?;
                Some(FieldKey { form: form.clone(), path })
            });
            let new = NewComment {
                visit: id,
                on: form,
                kind: CommentKind::from_code(&comment.kind).ok_or("no such kind of comment")?,
                text: comment.text.clone(),
            };
            let at = at + Duration::seconds(nth as i64 * 60);
            self.demo.records.at(at).add_comment(&actor, &new).await?;
        }
        Ok(())
    }

    async fn give_back(&mut self, visit: &DemoVisit, by: &By, note: Option<String>) -> Result<(), Failure> {
        let note = note.as_deref().map(|words| self.demo.in_days(words)).transpose()?;
        let at = self.demo.moment(&by.day, &by.time)?;
        let actor = self.demo.caller(&by.by)?.actor.clone();
        self.demo.records.at(at).return_visit(&actor, self.demo.visits[&visit.id], note).await?;
        Ok(())
    }

    /// The author answers every open comment.
    async fn settle(&mut self, visit: &DemoVisit, at: &When, words: &str) -> Result<(), Failure> {
        let at = self.demo.moment(&at.day, &at.time)? - Duration::minutes(5);
        let author = self.demo.caller(&visit.author)?.clone();
        let id = self.demo.visits[&visit.id];
        let record = self.demo.records.visit(&author.actor, id, domain::Action::ReadVisit).await?;
        let changes = record
            .card
            .open_comments()
            .map(|comment| {
                let change =
                    Change::CommentReplied { comment: comment.id, text: words.to_owned(), done: true };
                (None, change)
            })
            .collect();
        self.push(&visit.author, visit, at, changes).await
    }

    async fn countersign(&mut self, visit: &DemoVisit, by: &By, version: u32) -> Result<(), Failure> {
        let at = self.demo.moment(&by.day, &by.time)?;
        let actor = self.demo.caller(&by.by)?.actor.clone();
        let id = self.demo.visits[&visit.id];
        let record = self.demo.records.visit(&actor, id, domain::Action::ReadVisit).await?;
        let signed = record.card.signatures.iter().find(|signature| signature.version == version);
        let hash = signed.map(|signature| signature.content_hash.clone()).ok_or("nothing is signed")?;
        let asking = record.card.comments.iter().filter(|comment| {
            comment.kind == CommentKind::ChangeNeeded && comment.settled.is_none() && !comment.taken_back
        });
        for comment in asking {
            let before = at - Duration::minutes(2);
            self.demo.records.at(before).close_comment(&actor, id, comment.id, false).await?;
        }
        self.demo.records.at(at).countersign(&actor, id, &hash, None).await?;
        Ok(())
    }

    async fn addendum(&mut self, visit: &DemoVisit, new: &files::DemoAddendum) -> Result<(), Failure> {
        let at = self.demo.moment(&new.day, &new.time)?;
        let actor = self.demo.caller(&new.by)?.actor.clone();
        let path = AnswerPath::parse(&new.path).map_err(|problem| problem.0)?;
        let addendum = NewAddendum {
            visit: self.demo.visits[&visit.id],
            on: Some(FieldKey { form: new.form.clone(), path }),
            kind: "later-information".into(),
            text: new.text.clone(),
            why: "Learnt after the visit was signed.".into(),
        };
        self.demo.records.at(at).add_addendum(&actor, &addendum).await?;
        Ok(())
    }

    /// Sends changes as the tablet of this member of staff does.
    async fn push(
        &mut self,
        staff: &str,
        visit: &DemoVisit,
        at: DateTime<Utc>,
        changes: Vec<(Option<Uuid>, Change)>,
    ) -> Result<(), Failure> {
        // Today's visits lie partly ahead of the moment the demo is loaded.
        let at = at.min(Utc::now());
        let caller = self.demo.caller(staff)?.clone();
        let id = self.demo.visits[&visit.id];
        let (client_id, last) = *self.demo.clients.entry(staff.to_owned()).or_insert((Uuid::now_v7(), 0));
        let mut mutations = Vec::with_capacity(changes.len());
        for (nth, (base, change)) in changes.into_iter().enumerate() {
            mutations.push(Mutation {
                id: Uuid::now_v7(),
                client_id,
                seq: last + 1 + nth as u64,
                visit: id,
                base,
                made_at: at,
                schema: SCHEMA,
                change,
            });
        }
        self.remember(id, &mutations);
        let newest = mutations.last().map_or(last, |mutation| mutation.seq);
        self.demo.clients.insert(staff.to_owned(), (client_id, newest));
        for some in mutations.chunks(PUSH_LIMIT) {
            let request = PushRequest { epoch: None, client_id, mutations: some.to_vec() };
            let pushed = self.demo.records.at(at).push(&caller.actor, &caller.me.signatory, &request).await;
            pushed.map_err(|failure| format!("{}: {failure:?}", visit.id))?;
        }
        Ok(())
    }

    fn remember(&mut self, visit: VisitId, mutations: &[Mutation]) {
        let kept = self.kept.entry(visit).or_default();
        for mutation in mutations {
            if let (Some(key), Some(answer)) = (mutation.change.field(), mutation.change.answer()) {
                kept.insert(key, (answer.clone(), mutation.id));
            }
        }
    }
}
