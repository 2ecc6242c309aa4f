//! Many runs of three tablets and a server, each drawn from a seed. When a run fails, its seed is in
//! the message: `THRESHOLD_SEEDS` sets how many runs there are.

use crate::{
    crowd::{Client, Weather},
    model::{Draw, HELD_LINK, Server},
    support::{EPOCH, VISIT, block_on, id, key},
};
use std::collections::BTreeSet;
use sync::{Change, Head, tablet::FieldState, tablet::bases};
use uuid::Uuid;

fn seeds(by_default: u64) -> std::ops::RangeInclusive<u64> {
    let wanted = std::env::var("THRESHOLD_SEEDS").ok().and_then(|text| text.parse().ok());
    1..=wanted.unwrap_or(by_default)
}

struct Run {
    seed: u64,
    server: Server,
    clients: Vec<Client>,
}

fn run(seed: u64, weather: Weather) -> Run {
    let mut draw = Draw::new(seed);
    let mut server = Server::new(EPOCH);
    let mut clients: Vec<Client> = (1..=3).map(|who| Client::new(who, &server)).collect();
    let n_steps = 60 + draw.below(120);
    let (saved_at, restored_at) = (n_steps / 3, n_steps * 2 / 3);
    let mut backup = server.clone();
    for step in 0..n_steps {
        let who = draw.below(3) as usize;
        clients[who].step(&mut server, &mut draw, weather);
        if step == saved_at {
            backup = server.clone();
        }
        if weather.restored && step == restored_at {
            let withdrawn = server.withdrawn.clone();
            server = backup.clone();
            (server.epoch, server.withdrawn) = (id(0xE1), withdrawn);
        }
        if weather.withdrawn && step == saved_at {
            server.withdrawn.insert(1 + u128::from(draw.below(3)));
        }
    }
    for _ in 0..4 {
        for client in &mut clients {
            client.in_calm(&mut server);
        }
    }
    Run { seed, server, clients }
}

impl Run {
    fn everything_is_sent(&self) {
        for client in &self.clients {
            let left = block_on(client.tablet.outbox()).expect("readable");
            assert!(left.is_empty(), "seed {}: {} has {} left", self.seed, client.who, left.len());
        }
    }

    fn every_change_counts_once(&self) {
        let mut seen = BTreeSet::new();
        for mutation in &self.server.applied {
            assert!(seen.insert(mutation.id), "seed {}: applied twice", self.seed);
        }
        for client in &self.clients {
            for change in &client.acknowledged {
                let there = seen.contains(change) || self.server.held.contains(change);
                assert!(there, "seed {}: {change} was acknowledged and is lost", self.seed);
            }
            for mutation in &self.server.applied {
                let Some(said) = client.said.get(&mutation.id) else { continue };
                let Change::AnswerSet { answer, .. } = &mutation.change else { continue };
                assert!(said.contains(answer), "seed {}: letters of {} are lost", self.seed, mutation.id);
            }
        }
    }

    fn every_tablet_shows_what_the_server_has(&self) {
        for client in &self.clients {
            let open = block_on(client.tablet.open(VISIT)).expect("readable").expect("carried");
            for (key, (heads, _)) in &self.server.fields {
                assert_eq!(open.fields.get(key), Some(heads), "seed {}: {}", self.seed, client.who);
                let wanted = if heads.len() > 1 { FieldState::Differs } else { FieldState::OnTheServer };
                assert_eq!(open.state_of(key), wanted, "seed {}", self.seed);
            }
            assert_eq!(open.state_of(&key(HELD_LINK)), FieldState::Empty, "seed {}", self.seed);
            let held: BTreeSet<Uuid> = open.held.iter().map(|held| held.id).collect();
            assert!(held.is_subset(&self.server.held), "seed {}", self.seed);
        }
    }

    /// Whatever nobody wrote on top of is a head: answers given at the same time stand side by side.
    fn what_nobody_replaced_is_shown(&self) {
        let applied = &self.server.applied;
        let replaced: BTreeSet<Uuid> = applied.iter().flat_map(bases).collect();
        let live: BTreeSet<Uuid> =
            applied.iter().map(|mutation| mutation.id).filter(|id| !replaced.contains(id)).collect();
        let heads = self.server.fields.values().flat_map(|(heads, _)| heads);
        let shown: BTreeSet<Uuid> = heads.map(|head: &Head| head.revision).collect();
        assert_eq!(shown, live, "seed {}", self.seed);
    }
}

#[test]
fn three_tablets_on_a_bad_network_lose_nothing_and_agree_in_the_end() {
    for seed in seeds(400) {
        let run = run(seed, Weather::BAD);
        run.everything_is_sent();
        run.every_change_counts_once();
        run.every_tablet_shows_what_the_server_has();
        run.what_nobody_replaced_is_shown();
    }
}

#[test]
fn people_who_say_the_same_agree_in_the_end_too() {
    for seed in seeds(100) {
        let run = run(seed, Weather { same_words: true, ..Weather::BAD });
        run.everything_is_sent();
        run.every_change_counts_once();
        run.every_tablet_shows_what_the_server_has();
    }
}

#[test]
fn a_server_restored_from_a_backup_gets_everything_again() {
    for seed in seeds(100) {
        let run = run(seed, Weather { restored: true, ..Weather::BAD });
        run.everything_is_sent();
        run.every_change_counts_once();
        run.every_tablet_shows_what_the_server_has();
    }
}

#[test]
fn a_withdrawn_tablet_hands_over_everything_and_it_is_held() {
    for seed in seeds(200) {
        let run = run(seed, Weather { withdrawn: true, ..Weather::BAD });
        run.everything_is_sent();
        run.every_change_counts_once();
        run.every_tablet_shows_what_the_server_has();
        run.what_nobody_replaced_is_shown();
    }
}

#[test]
fn everything_at_once_with_clocks_that_are_wrong_by_years() {
    for seed in seeds(200) {
        let run = run(seed, Weather { same_words: true, restored: true, withdrawn: true, skewed: true });
        run.everything_is_sent();
        run.every_change_counts_once();
        run.every_tablet_shows_what_the_server_has();
    }
}

#[test]
fn the_runs_do_meet_what_they_are_there_for() {
    let runs: Vec<Run> = (1..=40).map(|seed| run(seed, Weather::BAD)).collect();
    let differing = |run: &&Run| run.server.fields.values().any(|(heads, _)| heads.len() > 1);
    assert!(runs.iter().filter(differing).count() > 10);
    assert!(runs.iter().filter(|run| !run.server.held.is_empty()).count() > 10);
    assert!(runs.iter().all(|run| run.server.applied.len() > 3));
}
