//! Pages of the field app: drawn from the tablet's store, the same with and without signal.

mod area;
mod conflicts;
mod device;
mod drafts;
mod finish;
pub mod frame;
mod held;
mod house;
mod lock;
mod missing;
mod opened;
mod overview;
mod photo;
mod photos;
mod preferences;
mod report;
mod room;
mod today;
mod unsent;

pub use area::Area;
pub use conflicts::{Conflict, Conflicts};
pub use device::ThisTablet;
pub use drafts::Drafts;
pub use finish::Finish;
pub use frame::{NotFound, WithBook};
pub use held::HeldWork;
pub use house::House;
pub use lock::{IdleLock, LockScreen, LostWork, MakeReady, Withdrawn, expire, is_set, set_signal};
pub use missing::MissingList;
pub use overview::Overview;
pub use photo::PhotoPage;
pub use photos::Photos;
pub use report::VisitReport;
pub use today::Today;
pub use unsent::NotSent;
