//! Small parts that only draw: they know no domain, hold no state of their own and look nothing up.

pub mod banner;
pub mod door_swing;
pub mod focus;
pub mod icon;
pub mod lintel;
pub mod notice;
pub mod private;
pub mod severity;
pub mod sheet;
pub mod state;
pub mod trend;
pub mod verdict;

pub use banner::PersonBanner;
pub use door_swing::{DoorSwing, share};
pub use focus::{focus, focus_item, focus_item_soon, focus_soon};
pub use icon::{Icon, IconFile, icon_address};
pub use lintel::Lintel;
pub use notice::{Empty, ErrorSummary, Notice};
pub use private::Private;
pub use severity::{Severity, SeverityMark};
pub use sheet::SheetDialog;
pub use state::{AnswerState, StateMark};
pub use trend::TrendChart;
pub use verdict::VerdictMark;
