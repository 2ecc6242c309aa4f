//! Server functions of the office, one file per noun. Each says its contract and asks `server`;
//! none holds a query. The tablet does not use them: it speaks the versioned sync routes.

pub mod accounts;
pub mod addenda;
pub mod audit;
pub mod catalogue;
pub mod diary;
pub mod differing;
pub mod figures;
pub mod forms;
pub mod held;
pub mod issued;
pub mod money;
pub mod orders;
pub mod people;
pub mod reports;
pub mod reviews;
pub mod session;
pub mod waiting;
