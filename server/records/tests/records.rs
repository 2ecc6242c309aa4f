//! The tests of everything that is kept. Each test body runs on SQLite and on PostgreSQL, against a
//! fresh database; PostgreSQL is met when `THRESHOLD_TEST_POSTGRES` names a maintenance database.

#[macro_use]
#[path = "records/support.rs"]
mod support;
#[path = "records/accounts.rs"]
mod accounts;
#[path = "records/audit.rs"]
mod audit;
#[path = "records/backups.rs"]
mod backups;
#[path = "records/carrying.rs"]
mod carrying;
#[path = "records/caseload.rs"]
mod caseload;
#[path = "records/catalogue.rs"]
mod catalogue;
#[path = "records/classes.rs"]
mod classes;
#[path = "records/crowd.rs"]
mod crowd;
#[path = "records/diary.rs"]
mod diary;
#[path = "records/differing.rs"]
mod differing;
#[path = "records/form_library.rs"]
mod form_library;
#[path = "records/held.rs"]
mod held;
#[path = "records/holding.rs"]
mod holding;
#[path = "records/house.rs"]
mod house;
#[path = "records/issued.rs"]
mod issued;
#[path = "records/orders.rs"]
mod orders;
#[path = "records/pen.rs"]
mod pen;
#[path = "records/photos.rs"]
mod photos;
#[path = "records/plans.rs"]
mod plans;
#[path = "records/pricing.rs"]
mod pricing;
#[path = "records/proposing.rs"]
mod proposing;
#[path = "records/pull.rs"]
mod pull;
#[path = "records/push.rs"]
mod push;
#[path = "records/review.rs"]
mod review;
#[path = "records/settings.rs"]
mod settings;
#[path = "records/sign_in.rs"]
mod sign_in;
#[path = "records/signing.rs"]
mod signing;
#[path = "records/tablets.rs"]
mod tablets;
#[path = "records/tenants.rs"]
mod tenants;
#[path = "records/waiting.rs"]
mod waiting;
