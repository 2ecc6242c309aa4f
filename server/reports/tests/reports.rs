//! The tests of what people read of a visit: readings, changes and the report, as tables and stories
//! over our own forms.

#[path = "reports/changes.rs"]
mod changes;
#[path = "reports/reading.rs"]
mod reading;
#[path = "reports/report.rs"]
mod report;
#[path = "reports/visit.rs"]
mod visit;
